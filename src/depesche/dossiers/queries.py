"""Named reads of running stories: exact counts, stories newest or oldest first, by key."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from depesche.articles.keyset import FIRST, Slice, Window, read_slice, teasers
from depesche.articles.models import (
    Article,
    Correction,
    OrganisationMention,
    PersonMention,
    PlaceMention,
)
from depesche.articles.queries import note_stories
from depesche.articles.rows import RegisterRow
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.masthead.models import Edition
from depesche.press.note import beside, name_of, note
from depesche.register.models import Entry


@dataclass(frozen=True)
class Extent:
    """How many stories of a dossier readers may see, and from when to when."""

    article_count: int
    first_at: datetime | None
    last_at: datetime | None


@dataclass(frozen=True)
class Span:
    """From `start` on, before `end` (aware); None: no limit."""

    start: datetime | None = None
    end: datetime | None = None


ALL_TIME = Span()


@dataclass(frozen=True)
class CountedDossier:
    """A dossier with the number of its stories that readers may see."""

    dossier: Dossier
    article_count: int


def dossiers_subject(edition: Edition) -> str:
    """Return the subject of the edition's list of dossiers."""
    return f"dossiers:{edition.key}"


def list_of_dossiers(article: Article) -> list[str]:
    """Return the subject of the list that orders dossiers by their newest story, if in any."""
    return [dossiers_subject(article.edition)] if article.dossier_entries.all() else []


def extent_of(dossier: Dossier) -> Extent:
    """Return the exact count of listed stories, with the first and the last date."""
    note(dossier.subject)
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True)
    found = rows.aggregate(count=Count("pk"), first=Min("published_at"), last=Max("published_at"))
    return Extent(found["count"], found["first"], found["last"])


def stories_in_dossier(
    dossier: Dossier,
    window: Window = FIRST,
    *,
    span: Span = ALL_TIME,
    also: Iterable[int] = (),
) -> Slice:
    """Return the window of the dossier's stories, newest or oldest first, of `span` only.

    `also` are keys of stories to be read beside them, in the same queries.
    """
    note(dossier.subject)
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True)
    if span.start is not None:
        rows = rows.filter(published_at__gte=span.start)
    if span.end is not None:
        rows = rows.filter(published_at__lt=span.end)
    found = read_slice(rows, window, key="article_id", also=also)
    note_stories([*found.articles, *found.others.values()])
    return found


def dossiers_of(article: Article) -> list[CountedDossier]:
    """Return the dossiers of the story in their order, each with its exact count."""
    rows = Dossier.objects.filter(entries__article_id=article.pk)
    found = _counted(rows.order_by("entries__sort_order", "entries__pk"))
    note(*(each.dossier.subject for each in found))
    return found


def dossiers_in(edition: Edition, *, limit: int | None = None) -> list[CountedDossier]:
    """Return the edition's dossiers with at least one listed story, running ones first.

    Those with the newest story come first.
    """
    note(dossiers_subject(edition))
    listed = DossierEntry.objects.filter(dossier=OuterRef("pk"), listed=True)
    newest = listed.order_by("-published_at", "-article_id").values("published_at")[:1]
    found = Dossier.objects.filter(edition=edition).annotate(last_at=Subquery(newest))
    found = found.filter(last_at__isnull=False).order_by("is_closed", "-last_at", "pk")
    dossiers = _counted(found[:limit])
    note(*(each.dossier.subject for each in dossiers))
    return dossiers


def _counted(dossiers: "QuerySet[Any]") -> list[CountedDossier]:
    """Count the listed stories of each dossier, in the partial index."""
    listed = DossierEntry.objects.filter(dossier=OuterRef("pk"), listed=True)
    counted = listed.order_by().values("dossier").annotate(count=Count("pk")).values("count")
    found = dossiers.annotate(article_count=Coalesce(Subquery(counted), 0))
    return [CountedDossier(each, each.article_count) for each in found]


def dossier_at(edition: Edition, slug: str) -> Dossier | None:
    """Return the edition's dossier at `slug`, None where there is none."""
    found = Dossier.objects.filter(edition=edition, slug=slug)
    dossier = found.select_related("edition", "picture").first()
    if dossier is not None:
        note(dossier.subject, beside(dossier.subject))
    return dossier


def beside_in_time(dossier: Dossier) -> tuple[CountedDossier | None, CountedDossier | None]:
    """Return the dossier that this one goes on from, and the one that goes on from it.

    Only those with a story that readers may see: one query.
    """
    found = _counted(Dossier.objects.filter(Q(pk=dossier.follows_id) | Q(follows=dossier.pk)))
    note(*(each.dossier.subject for each in found))
    seen = [each for each in found if each.article_count]
    before = (each for each in seen if each.dossier.pk == dossier.follows_id)
    after = (each for each in seen if each.dossier.follows_id == dossier.pk)
    return next(before, None), next(after, None)


def pictures_in(dossier: Dossier, *, limit: int) -> list[int]:
    """Return the keys of the newest lead pictures of the dossier's stories, each once.

    Only among the newest stories: older ones stand with theirs, a page away.
    """
    note(dossier.subject)
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True)
    newest = rows.order_by("-published_at", "-article_id").values("article_id")[: limit * 5]
    keys = list(newest.values_list("article__picture_id", flat=True))
    return list(dict.fromkeys(key for key in keys if key))[:limit]


def corrections_in(dossier: Dossier, *, limit: int) -> list[Correction]:
    """Return the newest notices on the dossier's stories, each with its story."""
    note(dossier.subject)
    stories = DossierEntry.objects.filter(dossier=dossier, listed=True).values("article_id")
    found = Correction.objects.filter(article__in=stories, listed=True)
    found = found.select_related("article__section").defer("article__body", "article__shown_on")
    notices = list(found.order_by("-published_at", "-id")[:limit])
    for notice in notices:
        note(notice.article.subject, name_of(f"section:{notice.article.section_id}"))
    return notices


def stories_in_volume(dossier: Dossier, *, start: int, length: int) -> list[Article]:
    """Return `length` stories from the number `start` on, the oldest first, without bodies.

    Noted by the dossier and the sections alone: whatever happens to a story of a dossier tells the
    dossier, and a thousand ingredients more would say the same.
    """
    note(dossier.subject)
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True)
    rows = rows.order_by("published_at", "article_id")
    keys = list(rows.values_list("article_id", flat=True)[start : start + length])
    found = teasers(keys)
    stories = [found[key] for key in keys if key in found]
    note(*{name_of(f"section:{story.section_id}") for story in stories})
    return stories


MENTIONS: dict[str, type[RegisterRow]] = {
    "person": PersonMention,
    "organisation": OrganisationMention,
    "place": PlaceMention,
}


def dossiers_with(entry: Entry, edition: Edition, *, limit: int) -> list[CountedDossier]:
    """Return the edition's dossiers that have listed stories about the entry, most of them first.

    Each with the number of those stories. One query, by the entry's own stories.
    """
    kind = str(entry._meta.model_name)
    about = MENTIONS[kind]._default_manager.filter(**{kind: entry.pk}, edition=edition, listed=True)
    rows = (
        DossierEntry.objects.filter(
            listed=True, dossier__edition=edition, article_id__in=about.values("article_id")
        )
        .order_by()
        .values("dossier_id")
        .annotate(count=Count("article_id", distinct=True))
        .order_by("-count", "dossier_id")[:limit]
    )
    counts = {row["dossier_id"]: row["count"] for row in rows}
    found = Dossier.objects.in_bulk(list(counts))
    note(beside(entry.subject), *(name_of(each.subject) for each in found.values()))
    return [CountedDossier(found[key], count) for key, count in counts.items()]
