"""Tally a dossier: its months, and who and what its stories are about. Exact, read from indexes."""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo
from typing import Any

from django.db.models import CharField, Count, Max, Min, Model, QuerySet, Value
from django.db.models.functions import Cast

from depesche.articles.models import OrganisationMention, PersonMention, PlaceMention
from depesche.articles.rows import RegisterRow
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.press.note import name_of, note
from depesche.register.models import Organisation, Person, Place

DECEMBER = 12


@dataclass(frozen=True, order=True)
class Month:
    """A month of the edition's calendar."""

    year: int
    number: int

    @property
    def first(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def following(self) -> "Month":
        """The month after it."""
        return (
            Month(self.year + 1, 1)
            if self.number == DECEMBER
            else Month(self.year, self.number + 1)
        )

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"


@dataclass(frozen=True)
class Measure:
    """When the stories of a dossier that readers may see came out: exact counts of any days.

    `moments` are instants in UTC as text, in order: comparing text finds a day's first story among
    thousands without making a date of each.
    """

    moments: tuple[str, ...]
    zone: tzinfo

    @property
    def article_count(self) -> int:
        """How many stories there are."""
        return len(self.moments)

    @property
    def first_at(self) -> datetime | None:
        """When the first one came out (aware), None without any."""
        return _instant(self.moments[0]) if self.moments else None

    @property
    def last_at(self) -> datetime | None:
        """When the last one came out."""
        return _instant(self.moments[-1]) if self.moments else None

    def months(self) -> dict[Month, int]:
        """Return the count of each month with stories, the earliest first."""
        if not self.moments:
            return {}
        first, last = (
            _instant(moment).astimezone(self.zone) for moment in (self.moments[0], self.moments[-1])
        )
        month, found, place = Month(first.year, first.month), {}, 0
        while month <= Month(last.year, last.month):
            end = self._place(month.following.first)
            if end > place:
                found[month] = end - place
            month, place = month.following, end
        return found

    def count_between(self, first: date | None, end: date | None) -> int:
        """Count the stories from the day `first` on, before the day `end`; None: no limit."""
        start = self._place(first) if first else 0
        return (self._place(end) if end else len(self.moments)) - start

    def count_before(self, instant: datetime | None) -> int:
        """Count the stories that came out before `instant` (aware)."""
        if instant is None:
            return 0
        return bisect_left(self.moments, f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S}")

    def _place(self, day: date) -> int:
        return self.count_before(start_of(day, self.zone))


def start_of(day: date, zone: tzinfo) -> datetime:
    """Return the first moment of a day in the edition's time zone."""
    return datetime.combine(day, time(), zone)


def _instant(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def measure(dossier: Dossier) -> Measure:
    """Return when the stories that readers may see came out: one read of one index."""
    note(dossier.subject)
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True).order_by()
    texts = rows.annotate(moment=Cast("published_at", CharField())).values_list("moment", flat=True)
    return Measure(tuple(sorted(texts)), dossier.edition.zone)


@dataclass(frozen=True)
class Mentioned:
    """Who or what stories are about: its name, in how many, the first and the last of them."""

    kind: str
    key: int
    name: str
    slug: str
    article_count: int
    first_at: datetime
    last_at: datetime


KINDS: dict[str, tuple[type[RegisterRow], type[Model], str]] = {
    "person": (PersonMention, Person, "person_id"),
    "organisation": (OrganisationMention, Organisation, "organisation_id"),
    "place": (PlaceMention, Place, "place_id"),
}


def stories_of(dossier: Dossier) -> QuerySet[Any]:
    """Return the keys of the stories that readers may see, for a query of another room."""
    note(dossier.subject)
    return DossierEntry.objects.filter(dossier=dossier, listed=True).order_by().values("article_id")


def mentioned_in(dossier: Dossier, *, limit: int) -> dict[str, tuple[int, list[Mentioned]]]:
    """Return for each kind how many there are, and the `limit` that most stories are about."""
    note(dossier.subject)
    found: dict[str, list[tuple[Any, ...]]] = {kind: [] for kind in KINDS}
    for kind, *row in _tallies(dossier):
        found[kind].append(tuple(row))
    most = {
        kind: sorted(rows, key=lambda row: (-row[1], row[2], row[0]))[:limit]
        for kind, rows in found.items()
    }
    names = _names({kind: [row[0] for row in rows] for kind, rows in most.items()})
    return {
        kind: (
            len(found[kind]),
            [Mentioned(kind, row[0], *names[kind, row[0]], *row[1:]) for row in rows],
        )
        for kind, rows in most.items()
    }


def _tallies(dossier: Dossier) -> Iterable[tuple[Any, ...]]:
    """Yield kind, key, count, first and last moment of all that the stories are about."""
    stories = DossierEntry.objects.filter(dossier=dossier, listed=True).values("article_id")
    parts = [
        rows._default_manager.filter(article_id__in=stories)
        .order_by()
        .annotate(row_kind=Value(kind, output_field=CharField()))
        .values("row_kind", column)
        .annotate(
            count=Count("article_id", distinct=True),
            first=Min("published_at"),
            last=Max("published_at"),
        )
        .values_list("row_kind", column, "count", "first", "last")
        for kind, (rows, _model, column) in KINDS.items()
    ]
    first, *others = parts
    return first.union(*others, all=True)


def _names(keys: dict[str, list[int]]) -> dict[tuple[str, int], tuple[str, str]]:
    """Return name and slug by kind and key: one query."""
    parts = [
        model._default_manager.filter(pk__in=keys[kind])
        .order_by()
        .annotate(row_kind=Value(kind, output_field=CharField()))
        .values_list("row_kind", "pk", "name", "slug")
        for kind, (_rows, model, _column) in KINDS.items()
        if keys[kind]
    ]
    found = {}
    for kind, key, name, slug in parts[0].union(*parts[1:], all=True) if parts else ():
        note(name_of(f"{kind}:{key}"))
        found[kind, key] = (name, slug)
    return found
