"""Read from an address what somebody looks for; whatever cannot be read is not asked."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlencode

from django.db.models import Exists, Model, OuterRef

from depesche.articles.models import Byline, PersonMention
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.portal.paper import Paper
from depesche.register.models import Person
from depesche.search.ask import MOST_PAGES, Wanted
from depesche.search.gather import seconds
from depesche.search.typed import Typed, read_typed

NAMES = ("dossier", "person", "organisation", "place")
KINDS = {
    "": ("article",),
    "quotes": ("quote",),
    "dossiers": ("dossier",),
    "people": ("person",),
    "organisations": ("organisation",),
    "places": ("place",),
}
NARROWED_BY = ("section", "dossier", "person", "author")
LONGEST_SLUG = 160
SLUG = re.compile(r"[-a-zA-Z0-9_]+")
YEARS = range(1000, 9000)  # a clock knows all of their days, in every time zone


@dataclass(frozen=True)
class Question:
    """What the address says: `typed`, slugs by which to narrow, days, order, page."""

    typed: Typed
    kind: str = ""
    slugs: Mapping[str, str] = field(default_factory=dict)
    since: date | None = None
    until: date | None = None
    is_newest_first: bool = False
    page: int = 1

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked."""
        return not self.typed.clauses and not self.slugs and not (self.since or self.until)

    def address(self, place: str = "/search/", **other: object) -> str:
        """Return the address of this question, with something else in it."""
        changed = replace(self, **other)  # type: ignore[arg-type] # the caller names fields
        told = {
            "q": changed.typed.text,
            "kind": changed.kind,
            **changed.slugs,
            "from": changed.since.isoformat() if changed.since else "",
            "to": changed.until.isoformat() if changed.until else "",
            "order": "newest" if changed.is_newest_first else "",
            "page": str(changed.page) if changed.page > 1 else "",
        }
        query = urlencode({name: value for name, value in told.items() if value})
        return f"{place}?{query}" if query else place


def read_question(told: Mapping[str, str]) -> Question:
    """Read the parameters of an address; never fails."""
    page = told.get("page", "")
    kind = told.get("kind", "")
    slugs = {name: told.get(name, "")[:LONGEST_SLUG] for name in NARROWED_BY}
    return Question(
        typed=read_typed(told.get("q", "")),
        kind=kind if kind in KINDS else "",
        slugs={name: slug for name, slug in slugs.items() if slug},
        since=_day(told.get("from", "")),
        until=_day(told.get("to", "")),
        is_newest_first=told.get("order") == "newest",
        page=max(1, int(page[:4])) if page.isascii() and page.isdigit() else 1,
    )


def _day(text: str) -> date | None:
    try:
        day = date.fromisoformat(text[:10])
    except ValueError:
        return None
    return day if day.year in YEARS else None


@dataclass(frozen=True)
class Narrowed:
    """A filter that is set, with the row that it names; none where readers know of no such row."""

    name: str
    slug: str
    key: int | None
    title: str


def narrowed(paper: Paper, question: Question) -> list[Narrowed]:
    """Return the filters; what readers have no page of is as unknown as what never was."""
    found = []
    for name, slug in question.slugs.items():
        row = FINDERS[name](paper, slug) if SLUG.fullmatch(slug) else None
        found.append(Narrowed(name, slug, row.pk if row else None, str(row) if row else slug))
    return found


def _section(paper: Paper, slug: str) -> Model | None:
    return next((section for section in paper.all_sections if section.slug == slug), None)


def _dossier(paper: Paper, slug: str) -> Model | None:
    entries = DossierEntry.objects.filter(dossier=OuterRef("pk"), listed=True)
    return Dossier.objects.filter(Exists(entries), edition=paper.edition, slug=slug).first()


def _person(paper: Paper, slug: str) -> Model | None:
    rows = PersonMention.objects.filter(person=OuterRef("pk"), listed=True, edition=paper.edition)
    return Person.objects.filter(Exists(rows), slug=slug).first()


def _author(paper: Paper, slug: str) -> Model | None:
    rows = Byline.objects.filter(person=OuterRef("pk"), listed=True, edition=paper.edition)
    return Person.objects.filter(Exists(rows), slug=slug).first()


FINDERS: dict[str, Callable[[Paper, str], Model | None]] = {
    "section": _section,
    "dossier": _dossier,
    "person": _person,
    "author": _author,
}


def wanted_by(paper: Paper, question: Question, filters: list[Narrowed]) -> Wanted | None:
    """Return the question as the index wants it; None where nothing can answer it."""
    if any(each.key is None for each in filters) or question.page > MOST_PAGES:
        return None
    since, until = question.since, question.until
    return Wanted(
        question.typed,
        kinds=KINDS[question.kind],
        keys={each.name: each.key for each in filters if each.key is not None},
        since=_begins(paper, since) if since else None,
        until=_begins(paper, until + timedelta(days=1)) - 1 if until else None,
        is_newest_first=question.is_newest_first or not question.typed.wanted,
    )


def _begins(paper: Paper, day: date) -> int:
    return seconds(datetime.combine(day, time(), paper.edition.zone))
