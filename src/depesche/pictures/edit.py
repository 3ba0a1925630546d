"""Change what is said about a picture, or put another file in its place."""

from collections.abc import Iterable
from datetime import datetime
from typing import Unpack

from django.db import transaction

from depesche.pictures.accept import Credit, Negative, measure_file
from depesche.pictures.models import Picture
from depesche.pictures.renditions import make_quick_rendition, render_picture
from depesche.pictures.tidy import remove_on_commit, remove_on_rollback
from depesche.wire.send import send

# these travel inside every rendition, so a change makes them anew
IN_EVERY_FILE = frozenset(
    {
        "title",
        "caption",
        "creator",
        "agency",
        "credit_line",
        "copyright_notice",
        "usage_terms",
        "licence_url",
        "digital_source_type",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
    }
)


class CreditMissing(Exception):
    """Readers see the picture: its credit can be changed, not taken away."""


@transaction.atomic
def edit_credit(picture: Picture, *, by: str, at: datetime, **credit: Unpack[Credit]) -> Picture:
    """Set what is said about a picture: its credit, rights, caption, expiry.

    Raises CreditMissing where readers see it and nothing of its credit would be left.
    """
    unknown = credit.keys() - Credit.__annotations__.keys()
    if unknown:
        message = f"edit_credit knows no {', '.join(sorted(unknown))}"
        raise TypeError(message)
    picture = Picture.objects.select_for_update().get(pk=picture.pk)
    changed = {name for name, value in credit.items() if getattr(picture, name) != value}
    for name in changed:
        setattr(picture, name, credit[name])  # type: ignore[literal-required]
    if not changed:
        return picture
    if picture.is_public and not picture.credit.strip():
        message = f"picture {picture.pk} is in use: it needs a credit"
        raise CreditMissing(message)
    picture.save(update_fields=sorted(changed))
    announce_change(picture, changed, by=by, at=at)
    return picture


def announce_change(picture: Picture, changed: Iterable[str], *, by: str, at: datetime) -> None:
    """Say that a picture has changed; order its sizes anew where they carry what changed."""
    if IN_EVERY_FILE.intersection(changed):
        render_picture.enqueue(picture.pk, anew=True)
    payload = {"changed": sorted(changed)}
    send("picture.changed", [picture.subject], at=at, by=by, payload=payload)


@transaction.atomic
def replace_file(
    picture: Picture, negative: Negative, *, old_name: str, by: str, at: datetime
) -> None:
    """Save `picture` with another file; the old one and all its sizes go with the commit."""
    measure_file(picture, negative)
    picture.save()
    remove_on_rollback(picture.file.storage, [picture.file.name])
    remove_on_commit(picture.file.storage, [old_name])
    picture.renditions.all().delete()
    make_quick_rendition(picture, negative.image)
    render_picture.enqueue(picture.pk)
    send("picture.changed", [picture.subject], at=at, by=by, payload={"changed": ["file"]})
