"""Portray an entry of the register: the picture that stands for it, public only with a credit."""

from datetime import datetime

from django.db import transaction

from depesche.articles.acting import signature
from depesche.articles.show import settle_pictures
from depesche.pictures.models import Picture, Portrait
from depesche.readers.models import Reader
from depesche.register.models import Entry
from depesche.register.spell import owner_of
from depesche.wire.send import send


class NoCredit(Exception):
    """Nobody is named for the picture: readers would see it without a credit."""


@transaction.atomic
def portray_entry(
    entry: Entry, picture: Picture | None, *, by: Reader | None, at: datetime
) -> list[str]:
    """Let `picture` stand for the entry, None for no picture; tell whoever shows it.

    Returns the subjects of the pictures that have come or gone; nothing is sent where it is the
    same as before. Raises NoCredit.
    """
    if picture is not None and not picture.credit:
        raise NoCredit
    former = Portrait.objects.filter(**owner_of(entry)).first()
    if (former.picture_id if former else None) == (picture.pk if picture else None):
        return []
    if picture is None:
        Portrait.objects.filter(**owner_of(entry)).delete()
    else:
        Portrait.objects.update_or_create(**owner_of(entry), defaults={"picture": picture})
    keys = {former.picture_id if former else None, picture.pk if picture else None}
    pictures = settle_pictures(key for key in keys if key)
    kind = f"{entry._meta.model_name}.changed"
    send(kind, [entry.subject, *pictures], at=at, edition="", by=signature(by))
    return pictures


def pictures_of_portraits(keys: set[int]) -> set[int]:
    """Return which of these pictures stand for somebody."""
    return set(Portrait.objects.filter(picture_id__in=keys).values_list("picture_id", flat=True))
