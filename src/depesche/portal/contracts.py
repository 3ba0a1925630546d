"""What a reader's page is made of: frozen dataclasses. A template uses these and nothing else.

`docs/reference/pages.md` is written from this file. Addresses are paths on the edition's host but
for `…_url`; instants are in its time zone; `Markup` is cleaned HTML, any other text is escaped.
"""

from dataclasses import dataclass, field
from datetime import date, datetime

from depesche.portal.contracts_search import SearchPage
from depesche.portal.parts import (
    NOTHING,
    Block,
    DossierLink,
    EntryFacts,
    FeedLink,
    FormerWording,
    Frame,
    HeldOffice,
    Image,
    Link,
    MostRead,
    Notice,
    Overview,
    Pager,
    Quotation,
    Source,
    Speaker,
    StateSource,
    Teaser,
)

__all__ = [
    "NOTHING",
    "ArticlePage",
    "Block",
    "Change",
    "CorrectionsPage",
    "DossierLink",
    "DossierPage",
    "DossierTextPage",
    "DossiersPage",
    "EntryFacts",
    "FeedLink",
    "FeedsPage",
    "FormerWording",
    "Frame",
    "FrontPage",
    "GonePage",
    "HeldOffice",
    "Image",
    "Link",
    "ListPage",
    "MissingPage",
    "MostRead",
    "Notice",
    "Overview",
    "Page",
    "Pager",
    "Passage",
    "Quotation",
    "QuotesPage",
    "SearchPage",
    "Source",
    "Speaker",
    "StandingPage",
    "StandingPiece",
    "StateSource",
    "Teaser",
    "TickerPage",
    "VersionEntry",
    "VersionsPage",
    "WholeStory",
]


@dataclass(frozen=True)
class FrontPage:
    """The front: the lead, the other curated stories, the newest by section, dossiers."""

    frame: Frame
    lead: Teaser | None
    curated: tuple[Teaser, ...]
    latest: tuple[Teaser, ...]
    by_section: tuple[tuple[Link, tuple[Teaser, ...]], ...]
    dossiers: tuple[DossierLink, ...]
    most_read: MostRead | None = None


@dataclass(frozen=True)
class ListPage:
    """A section, tag, person, place, organisation or author: what it is, and its stories.

    `kind` is `section`, `tag`, `person`, `place`, `organisation`, `author` or `archive`. `email` is
    an author's for readers, `position` a place's on a map (a `geo:` address, RFC 5870). `facts` are
    the register's, on the first page of an entry; `dossiers` are those with stories about it, each
    with their number. `quotes` are the newest of a
    person or an organisation, `quotes_path` leads to all `quote_count` of them.
    """

    frame: Frame
    kind: str
    name: str
    about: str
    role: str
    article_count: int | None
    teasers: tuple[Teaser, ...]
    pager: Pager
    dossiers: tuple[DossierLink, ...] = ()
    most_read: MostRead | None = None
    email: str = ""
    position: Link | None = None
    facts: EntryFacts | None = None
    quotes: tuple[Quotation, ...] = ()
    quotes_path: str = ""
    quote_count: int = 0


@dataclass(frozen=True)
class QuotesPage:
    """What a person or an organisation has said, newest first; within `dossier` where one is asked.

    `dossiers` are those in which they spoke, each with the number of their quotations in it.
    """

    frame: Frame
    kind: str
    speaker: Link
    role: str
    quote_count: int
    dossier: str
    everything_path: str
    dossiers: tuple[DossierLink, ...]
    quotes: tuple[Quotation, ...]
    pager: Pager


@dataclass(frozen=True)
class DossierPage:
    """A running story: its summary, period, exact count, and its stories in either order.

    `overview` stands on its first page only. `part` is the month or the chapter of which this page
    has the stories, empty for all; `path` is the dossier's own.
    """

    frame: Frame
    name: str
    summary: str
    period: str
    is_closed: bool
    article_count: int
    first_at: datetime | None
    last_at: datetime | None
    image: Image | None
    is_oldest_first: bool
    other_order: Link
    teasers: tuple[Teaser, ...]
    pager: Pager
    path: str = ""
    part: str = ""
    part_summary: str = ""
    overview: Overview | None = None


@dataclass(frozen=True)
class WholeStory:
    """A story as it stands in the text of its dossier: all of it, without what is around it."""

    key: int
    story: Teaser
    anchor: str
    place_line: str
    image: Image | None
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...]


@dataclass(frozen=True)
class DossierTextPage:
    """A dossier as one text to read on, the oldest story first, in parts of the same length."""

    frame: Frame
    name: str
    path: str
    article_count: int
    number: int
    part_count: int
    stories: tuple[WholeStory, ...]
    pager: Pager
    books: tuple[Link, ...]


@dataclass(frozen=True)
class ArticlePage:
    """A story with everything that the reader should be able to check.

    `quotes` are those that stand in its paragraphs; a quotation set off by itself is a block.
    `view_count`: rounded down, 0 where none is printed. `count_path`: where a page reports itself.
    """

    frame: Frame
    code: str
    kicker: str
    headline: str
    lead: str
    genre: str
    genre_name: str
    section: Link
    authors: tuple[Link, ...]
    agency: str
    place_line: str
    published_at: datetime
    updated_at: datetime | None
    event_on: date | None
    age_notice: str
    single_source: str
    ai_used: str
    ai_reviewer: str
    is_advertisement: bool
    image: Image | None
    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...]
    dossiers: tuple[DossierLink, ...]
    tags: tuple[Link, ...]
    people: tuple[Link, ...]
    organisations: tuple[Link, ...]
    places: tuple[Link, ...]
    related: tuple[Teaser, ...]
    short_url: str
    share: tuple[Link, ...]
    version_count: int
    versions_path: str
    copyright_notice: str
    usage_terms: str
    reading_minutes: int
    byline: str = ""
    rests_on_one_source: bool = False
    state_sources: tuple[StateSource, ...] = ()
    quotes: tuple[Quotation, ...] = ()
    view_count: int = 0
    count_path: str = ""


@dataclass(frozen=True)
class Change:
    """A run of words in a comparison: `kind` is `same`, `added` or `removed`."""

    kind: str
    text: str


@dataclass(frozen=True)
class Passage:
    """Paragraphs of a version that follow each other: all changed, or all as they were before."""

    is_changed: bool
    paragraphs: tuple[tuple[Change, ...], ...]


@dataclass(frozen=True)
class VersionEntry:
    """One public version, with what it changed against the one before, passage by passage."""

    number: int
    published_at: datetime
    note: str
    is_minor: bool
    passages: tuple[Passage, ...]
    is_first: bool


@dataclass(frozen=True)
class VersionsPage:
    """Every public version of a story, newest first."""

    frame: Frame
    article: Link
    versions: tuple[VersionEntry, ...]


@dataclass(frozen=True)
class CorrectionsPage:
    """All notices of the edition, newest first."""

    frame: Frame
    notices: tuple[Notice, ...]
    pager: Pager


@dataclass(frozen=True)
class DossiersPage:
    """All dossiers of the edition, running ones first."""

    frame: Frame
    running: tuple[DossierLink, ...]
    closed: tuple[DossierLink, ...]


@dataclass(frozen=True)
class TickerPage:
    """The newest headlines of the edition by day and minute, newest first."""

    frame: Frame
    days: tuple[tuple[date, tuple[Teaser, ...]], ...]


@dataclass(frozen=True)
class FeedsPage:
    """What can be subscribed to: the feeds of the edition, by group."""

    frame: Frame
    groups: tuple[tuple[str, tuple[FeedLink, ...]], ...]


@dataclass(frozen=True)
class StandingPage:
    """Imprint, privacy, contact, accessibility: headed pieces of text or label-value rows."""

    frame: Frame
    kind: str
    heading: str
    pieces: tuple["StandingPiece", ...]


@dataclass(frozen=True)
class StandingPiece:
    """A heading with paragraphs, and rows of label and value (value may be a mail address)."""

    heading: str
    paragraphs: tuple[str, ...] = ()
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class GonePage:
    """410: a story that was taken back, with the reason where one was given."""

    frame: Frame
    heading: str
    reason: str
    taken_back_at: datetime | None


@dataclass(frozen=True)
class MissingPage:
    """404: nothing here, and ways on."""

    frame: Frame
    latest: tuple[Teaser, ...] = field(default=())


ListOfStories = FrontPage | ListPage | DossiersPage | TickerPage | FeedsPage
Dossier = DossierPage | DossierTextPage
OneStory = ArticlePage | VersionsPage | CorrectionsPage | GonePage
Stories = ListOfStories | Dossier | OneStory
Page = Stories | QuotesPage | StandingPage | MissingPage | SearchPage
