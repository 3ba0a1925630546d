"""Named reads for the desk: views of some sections or one story in some days, by what is asked.

Each is one query. Days are those of the story's edition, hours those of `zone`.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

from django.db.models import F, QuerySet, Sum

from depesche.dossiers.models import DossierEntry
from depesche.readership.models import DailyView, View

MOST_LINES = 10_000  # of one file


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: the stories of `sections`, or `article` alone if it is one of theirs."""

    sections: Sequence[int]
    first: date
    last: date
    zone: tzinfo
    article: int | None = None

    @property
    def days(self) -> QuerySet[DailyView]:
        """The views of these days."""
        own = DailyView.objects.filter(article__section__in=self.sections).order_by()
        rows = own.filter(day__gte=self.first, day__lte=self.last)
        return rows.filter(article=self.article) if self.article else rows

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first moment of these days, and the first one after them."""
        after = self.last + timedelta(days=1)
        begin, end = (datetime.combine(day, time(), self.zone) for day in (self.first, after))
        return begin, end

    @property
    def hours(self) -> QuerySet[View]:
        """The views of these days by the hour, as far as hours are kept."""
        begin, end = self.span
        own = View.objects.filter(article__section__in=self.sections).order_by()
        rows = own.filter(hour__gte=begin, hour__lt=end)
        return rows.filter(article=self.article) if self.article else rows


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table: a name with its views; `key` leads to a story, `note` says more."""

    name: str
    count: int
    key: int | None = None
    note: str = ""


def _summed(rows: QuerySet[Any], *names: str) -> QuerySet[Any, tuple[Any, ...]]:
    summed = rows.values(*names).annotate(views=Sum("count")).order_by("-views", *names)
    return summed.values_list(*names, "views")


def by_story(scope: Scope, *, limit: int = MOST_LINES) -> list[Line]:
    """Return the stories, read most first, each with the name of its section."""
    names = ("article", "article__title", "article__section__title")
    rows = _summed(scope.days, *names)[:limit]
    return [Line(title, views, key, section) for key, title, section, views in rows]


def by_section(scope: Scope) -> list[Line]:
    """Return the sections, each with the key of its edition."""
    names = ("article__section", "article__section__title", "article__edition__key")
    rows = _summed(scope.days, *names)
    return [Line(title, views, note=edition) for _key, title, edition, views in rows]


def by_dossier(scope: Scope, *, limit: int = MOST_LINES) -> list[Line]:
    """Return the dossiers; a story of two dossiers is counted in both."""
    entries = DossierEntry.objects.filter(listed=True).values("article")
    rows = scope.days.filter(article__in=entries, article__dossier_entries__listed=True)
    name = F("article__dossier_entries__dossier__name")
    key = F("article__dossier_entries__dossier")
    summed = rows.annotate(dossier=key, dossier_name=name)
    found = _summed(summed, "dossier", "dossier_name")[:limit]
    return [Line(dossier, views) for _key, dossier, views in found]


def by_referrer(scope: Scope, *, limit: int = MOST_LINES) -> list[Line]:
    """Return the hosts that led readers here; the names `` and `*` are explained in `models.py`."""
    return [Line(host, views) for host, views in _summed(scope.days, "referrer")[:limit]]


def by_day(scope: Scope) -> dict[date, int]:
    """Return every day of the scope, without views too."""
    found = dict(scope.days.values_list("day").annotate(views=Sum("count")))
    days = (scope.last - scope.first).days + 1
    every = (scope.first + timedelta(days=number) for number in range(days))
    return {day: found.get(day, 0) for day in every}


def by_hour(scope: Scope) -> dict[datetime, int]:
    """Return every hour of the scope by the clock of `zone`, without views too."""
    found = dict(scope.hours.values_list("hour").annotate(views=Sum("count")))
    begin, end = (moment.astimezone(UTC) for moment in scope.span)
    hours = (end - begin) // timedelta(hours=1)
    every = (begin + timedelta(hours=number) for number in range(hours))
    return {hour.astimezone(scope.zone): found.get(hour, 0) for hour in every}


def by_clock(hours: dict[datetime, int]) -> dict[int, int]:
    """Add up hours of many days by the hour of the clock, 0 to 23."""
    sums = Counter(dict.fromkeys(range(24), 0))
    for moment, views in hours.items():
        sums[moment.hour] += views
    return dict(sums)
