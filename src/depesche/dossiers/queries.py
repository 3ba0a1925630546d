"""Named reads of running stories: exact counts, stories newest or oldest first, by key."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from depesche.articles.keyset import FIRST, Slice, Window, read_slice
from depesche.articles.models import Article
from depesche.articles.queries import note_stories
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.masthead.models import Edition
from depesche.press.note import beside, note


@dataclass(frozen=True)
class Extent:
    """How many stories of a dossier readers may see, and from when to when."""

    article_count: int
    first_at: datetime | None
    last_at: datetime | None


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


def stories_in_dossier(dossier: Dossier, window: Window = FIRST) -> Slice:
    """Return the window of the dossier's stories, newest or oldest first."""
    note(dossier.subject)
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True)
    found = read_slice(rows, window, key="article_id")
    note_stories(found.articles)
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
    dossier = Dossier.objects.filter(edition=edition, slug=slug).select_related("picture").first()
    if dossier is not None:
        note(dossier.subject, beside(dossier.subject))
    return dossier
