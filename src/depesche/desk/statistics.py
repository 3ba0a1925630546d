"""Statistics at the desk: how often stories of the colleague's sections were read, and as CSV."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from depesche.articles.models import Article, Section
from depesche.desk.acts import OnStory
from depesche.desk.plots import Plot, plot_bars
from depesche.desk.scope import sections_of, who
from depesche.readership import statistics
from depesche.readership.statistics import Line, Scope

SHOWN = 20  # lines of a table on the page; the file has all of them
HOURLY_DAYS, DAILY_DAYS = 2, 92
LONGEST_DAYS = 3660
PERIODS = {
    "today": (_("Today"), 0, 1),
    "yesterday": (_("Yesterday"), 1, 1),
    "week": (_("7 days"), 0, 7),
    "month": (_("30 days"), 0, 30),
    "year": (_("12 months"), 0, 365),
}
FORMULAS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: a period by name (empty: two days of one's own), a section."""

    period: str
    first: date
    last: date
    section: int | None

    def query(self, **other: Any) -> str:
        """Return the query that asks for this, with some of it changed."""
        own = {"from": self.first.isoformat(), "to": self.last.isoformat()}
        asked = {**({"period": self.period} if self.period else own), "section": self.section}
        if "period" in other:
            asked = {"section": self.section}
        return urlencode({name: word for name, word in (asked | other).items() if word})


def asked_of(request: HttpRequest, *, today: date) -> Asked:
    """Read period and section from the address; what cannot be read is the week, and all."""
    word = request.GET.get("section", "")
    section = int(word) if word.isdecimal() and len(word) < 10 else None  # noqa: PLR2004 a key
    first, last = _day(request.GET.get("from")), _day(request.GET.get("to"))
    if first and last:
        first, last = min(first, last), max(first, last)
        return Asked("", max(first, last - timedelta(days=LONGEST_DAYS)), last, section)
    period = request.GET.get("period", "")
    period = period if period in PERIODS else "week"
    _name, ago, days = PERIODS[period]
    last = today - timedelta(days=ago)
    return Asked(period, last - timedelta(days=days - 1), last, section)


def _day(word: str | None) -> date | None:
    try:
        return date.fromisoformat(word or "")
    except ValueError:
        return None


def scope_of(request: HttpRequest, asked: Asked) -> tuple[Scope, list[Section]]:
    """Return what the colleague may look at, and all their sections. Raises Http404 for others."""
    sections = list(sections_of(who(request)))
    keys = [section.pk for section in sections]
    if asked.section is not None:
        if asked.section not in keys:
            raise Http404
        keys = [asked.section]
    zone = timezone.get_default_timezone()
    scope = Scope(keys, asked.first, asked.last, zone)
    return scope, sections


def plot_of_time(scope: Scope) -> Plot:
    """Return views by the hour, the day or the month, whichever fits the length of the scope."""
    days = (scope.last - scope.first).days + 1
    title = gettext("Views over time")
    if days <= HOURLY_DAYS:
        hours = statistics.by_hour(scope)
        sums = [(_hour_words(hour), f"{hour:%H}", views) for hour, views in hours.items()]
        return plot_bars("time", title, gettext("Hour"), sums)
    by_day = statistics.by_day(scope)
    if days <= DAILY_DAYS:
        sums = [
            (date_format(day, "SHORT_DATE_FORMAT"), f"{day.day}.{day.month}.", views)
            for day, views in by_day.items()
        ]
        return plot_bars("time", title, gettext("Day"), sums)
    months: dict[date, int] = {}
    for day, views in by_day.items():
        months[day.replace(day=1)] = months.get(day.replace(day=1), 0) + views
    sums = [(date_format(day, "F Y"), date_format(day, "M y"), n) for day, n in months.items()]
    return plot_bars("time", title, gettext("Month"), sums)


def _hour_words(hour: Any) -> str:
    return f"{date_format(hour, 'SHORT_DATE_FORMAT')}, {hour:%H:%M}"


def plot_of_clock(scope: Scope) -> Plot:
    """Return views by the hour of the clock, of the days whose hours are kept."""
    sums = statistics.by_clock(statistics.by_hour(scope))
    title = gettext("Views by the hour of the day")
    named = [(f"{hour:02}:00", f"{hour:02}", views) for hour, views in sums.items()]
    return plot_bars("clock", title, gettext("Hour"), named)


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page: its lines, each with its share of the longest in hundredths."""

    key: str
    title: str
    label: str
    lines: tuple[tuple[Line, int], ...]


def _referrers(scope: Scope, **limit: int) -> list[Line]:
    words = {
        "": gettext("no website named (typed, an app, this newspaper itself)"),
        "*": gettext("other websites"),
    }
    lines = statistics.by_referrer(scope, **limit)
    return [replace(line, name=words.get(line.name, line.name)) for line in lines]


def _sections(scope: Scope, **_limit: int) -> list[Line]:
    return statistics.by_section(scope)


TABLES: dict[str, tuple[Any, Any, Callable[..., list[Line]]]] = {
    "stories": (_("Stories"), _("Headline"), statistics.by_story),
    "sections": (_("Sections"), _("Section"), _sections),
    "dossiers": (_("Dossiers"), _("Dossier"), statistics.by_dossier),
    "referrers": (_("Websites that led here"), _("Website"), _referrers),
}
PLOTS = {"time": plot_of_time, "clock": plot_of_clock}


def tables_of(scope: Scope, names: Iterable[str]) -> list[Table]:
    """Read these tables, as many lines as the page shows."""
    tables = []
    for name in names:
        title, label, read = TABLES[name]
        lines = read(scope, limit=SHOWN)[:SHOWN]
        most = max((line.count for line in lines), default=1)
        shares = tuple((line, max(1, line.count * 100 // most)) for line in lines)
        tables.append(Table(name, title, label, shares))
    return tables


class Statistics(WagtailAdminTemplateMixin, TemplateView):
    """How often the stories of the colleague's sections were read."""

    page_title = _("Statistics")
    header_icon = "table"
    template_name = "desk/statistics/statistics.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Say where one is."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Read what the address asks for."""
        asked = asked_of(self.request, today=timezone.localdate())
        scope, sections = scope_of(self.request, asked)
        return super().get_context_data(
            sections=sections, **shown(asked, scope, tuple(TABLES)), **context
        )


class StoryStatistics(OnStory, TemplateView):
    """How often one story was read."""

    page_title = _("Statistics")
    template_name = "desk/statistics/statistics.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Read what the address asks for, of this story."""
        asked = replace(asked_of(self.request, today=timezone.localdate()), section=None)
        scope = story_scope(self.request, asked, self.article)
        return super().get_context_data(
            story=self.article,
            back_url=self.edit_url(),
            **shown(asked, scope, ("referrers",)),
            **context,
        )


def story_scope(request: HttpRequest, asked: Asked, story: Article) -> Scope:
    """Return the scope of one story. Raises Http404 outside the colleague's sections."""
    scope, _sections_too = scope_of(request, replace(asked, section=story.section_id))
    return replace(scope, article=story.pk)


def shown(asked: Asked, scope: Scope, tables: Iterable[str]) -> dict[str, Any]:
    """Return what the template shows."""
    plots = [plot(scope) for plot in PLOTS.values()]
    periods = [
        (name, title, asked.query(period=name), name == asked.period)
        for name, (title, _ago, _days) in PERIODS.items()
    ]
    kept_from = timezone.localdate() - timedelta(days=settings.VIEWS_BY_HOUR_DAYS)
    return {
        "asked": asked,
        "periods": periods,
        "plots": plots,
        "tables": tables_of(scope, tables),
        "total": sum(statistics.by_day(scope).values()),
        "query": asked.query(),
        "hours_since": kept_from if asked.first < kept_from else None,
    }


class StatisticsFile(View):
    """A table or a plot of the statistics as CSV."""

    def get(self, request: HttpRequest, table: str, page_id: int | None = None) -> HttpResponse:
        """Answer with all lines; a cell that a spreadsheet would run as a formula begins with '."""
        asked = asked_of(request, today=timezone.localdate())
        if page_id is None:
            scope = scope_of(request, asked)[0]
        else:
            story = Article.objects.filter(pk=page_id).first()
            if story is None:
                raise Http404
            scope = story_scope(request, asked, story)
        answer = HttpResponse(content_type="text/csv; charset=utf-8")
        name = f"{table}-{asked.first}-{asked.last}.csv"
        answer["Content-Disposition"] = f'attachment; filename="{name}"'
        answer.write("\ufeff")  # or spreadsheets read umlauts wrongly
        csv.writer(answer).writerows(rows_of(table, scope))
        return answer


def rows_of(table: str, scope: Scope) -> list[list[Any]]:
    """Return the lines of a file, the names of its columns first. Raises Http404."""
    views = gettext("Views")
    if table in PLOTS:
        plot = PLOTS[table](scope)
        return [[plot.label, views], *([bar.label, bar.count] for bar in plot.bars)]
    if table not in TABLES:
        raise Http404
    _title, label, read = TABLES[table]
    lines = [[plain(line.name), plain(line.note), line.count] for line in read(scope)]
    return [[str(label), "", views], *lines]


def plain(text: str) -> str:
    """Return a cell that no spreadsheet runs."""
    return f"'{text}" if text.startswith(FORMULAS) else text
