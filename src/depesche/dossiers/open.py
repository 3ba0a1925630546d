"""Open a dossier, change it, close it, remove it."""

from collections.abc import Iterable
from copy import copy
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from depesche.articles.acting import signature
from depesche.articles.former import ADDRESSES, leave_slug, left_behind
from depesche.articles.show import settle_pictures
from depesche.articles.slugs import headline_slug
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.dossiers.queries import dossiers_subject
from depesche.masthead.models import Edition
from depesche.press.note import beside
from depesche.readers.models import Reader
from depesche.wire.send import send


@transaction.atomic
def open_dossier(
    edition: Edition, *, name: str, by: Reader | None, at: datetime, **fields: Any
) -> Dossier:
    """Open a running story of `edition`; a period in the name ("2016") belongs to the name.

    `fields` are those of Dossier (slug, summary, period_from, period_to, picture). Raises
    ValidationError.
    """
    slug = fields.pop("slug", "") or headline_slug(name, edition.language)
    dossier = Dossier(edition=edition, name=name, slug=slug, **fields)
    dossier.standing_at = at if dossier.standing else None
    _save(dossier, "dossier.opened", by=by, at=at)
    return dossier


@transaction.atomic
def change_dossier(dossier: Dossier, *, by: Reader | None, at: datetime, **fields: Any) -> Dossier:
    """Set `fields` of the dossier, and what is staged on it: turning points, chapters, questions.

    Whoever only prints its name is told where that changes, and only then. Raises ValidationError.
    """
    # as it stands in the database: a form has written into `dossier` already
    before = (
        Dossier.objects.select_for_update(of=("self",)).select_related("edition").get(pk=dossier.pk)
    )
    for name, value in fields.items():
        setattr(dossier, name, value)
    if dossier.standing != before.standing:
        dossier.standing_at = at if dossier.standing else None
    _save(dossier, "dossier.changed", by=by, at=at, before=before)
    return dossier


@transaction.atomic
def close_dossier(dossier: Dossier, *, by: Reader | None, at: datetime) -> Dossier:
    """Say that the story is told: it leaves the running ones and stays readable."""
    dossier.is_closed = True
    _save(dossier, "dossier.closed", by=by, at=at)
    return dossier


@transaction.atomic
def reopen_dossier(dossier: Dossier, *, by: Reader | None, at: datetime) -> Dossier:
    """Say that the story goes on after all: it is one of the running ones again."""
    dossier.is_closed = False
    _save(dossier, "dossier.reopened", by=by, at=at)
    return dossier


@transaction.atomic
def remove_dossier(dossier: Dossier, *, by: Reader | None, at: datetime) -> None:
    """Remove a running story; the stories that belonged to it stay as they are."""
    gone = copy(dossier)
    dossier.delete()
    settle_removed(gone, by=by, at=at)


def settle_removed(gone: Dossier, *, by: Reader | None, at: datetime) -> None:
    """Hide the picture of a dossier whose row is gone (`gone` keeps its key), and tell everybody.

    For the desk, where Wagtail removes the rows, several at once if asked to.
    """
    _tell("dossier.removed", [gone], by=by, at=at, further=[ADDRESSES])


def _save(
    dossier: Dossier, kind: str, *, by: Reader | None, at: datetime, before: Dossier | None = None
) -> None:
    dossier.full_clean()
    check_marks(dossier)
    dossier.save()
    leave_slug(dossier, before.slug if before else "")
    states = [dossier, *([before] if before else [])]
    _tell(kind, states, by=by, at=at, further=left_behind(dossier, before))


def check_marks(dossier: Dossier) -> None:
    """Refuse a turning point or a leading story that is not in the dossier. Raises ValidationError.

    One that was in it and is no more stays: readers do not see it, and it may come back.
    """
    marks = [*dossier.turning_points.all(), *dossier.lead_stories.all()]
    new = [mark for mark in marks if mark.pk is None]
    if not new:
        return
    inside = set(
        DossierEntry.objects.filter(dossier=dossier.pk or 0).values_list("article_id", flat=True)
    )
    for mark in new:
        if mark.article_id not in inside:
            message = _("“%(title)s” is not in this dossier. Add it to the dossier first.")
            raise ValidationError(message % {"title": mark.article.title})


def words_of(dossier: Dossier) -> tuple[str, str, bool]:
    """Return what others print of the dossier: lists, the pages of its stories."""
    return dossier.name, dossier.slug, dossier.is_closed


def chain_of(dossier: Dossier) -> list[str]:
    """Return whose pages link `dossier` as the one that they go on in, or come from."""
    after = Dossier.objects.filter(follows=dossier.pk).values_list("pk", flat=True)
    return [beside(f"dossier:{key}") for key in (dossier.follows_id, *after) if key]


def _tell(
    kind: str,
    states: Iterable[Dossier],
    *,
    by: Reader | None,
    at: datetime,
    further: Iterable[str],
) -> None:
    """Settle the pictures of a dossier's states, today's first, and send its dispatch."""
    states = list(states)
    pictures = {each.picture_id for each in states if each.picture_id}
    shown = settle_pictures(pictures)  # who shows one that stays public is not concerned
    concerned = [beside(states[0].subject), *further]
    if len(states) == 1 or len({words_of(each) for each in states}) > 1:
        concerned += [states[0].subject, *(dossiers_subject(each.edition) for each in states)]
    for each in states:
        concerned += chain_of(each)
    send(
        kind,
        [*concerned, *shown],
        at=at,
        edition=states[0].edition.key,
        by=signature(by),
    )


def pictures_of_dossiers(keys: set[int]) -> set[int]:
    """Return which of these pictures stand over a dossier."""
    shown = Dossier.objects.filter(picture_id__in=keys).values_list("picture_id", flat=True)
    return {key for key in shown if key is not None}
