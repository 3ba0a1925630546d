"""Parts of pages: what several contracts are made of. Frozen dataclasses, like the pages.

Addresses are paths on the edition's host but for `…_url`; instants are in its time zone; `Markup`
is cleaned HTML, any other text is escaped.
"""

from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

NOTHING = Markup()


@dataclass(frozen=True)
class Link:
    """A name with an address; `rel` and `language` where they matter."""

    name: str
    path: str
    language: str = ""
    is_current: bool = False


@dataclass(frozen=True)
class Source:
    """One `srcset` of a `<picture>`: its media type and the candidates with widths."""

    media_type: str
    srcset: str


@dataclass(frozen=True)
class Image:
    """A picture ready to print: sources best first, a JPEG to fall back on, its size in px."""

    sources: tuple[Source, ...]
    src: str
    srcset: str
    width: int
    height: int
    alt: str
    caption: str
    credit: str
    licence_url: str = ""
    is_synthetic: bool = False
    copyright_notice: str = ""


@dataclass(frozen=True)
class Teaser:
    """A story in a list."""

    path: str
    kicker: str
    headline: str
    lead: str
    section: Link
    published_at: datetime
    updated_at: datetime | None
    byline: str
    image: Image | None
    is_advertisement: bool
    genre: str
    genre_name: str
    is_old: bool = False


@dataclass(frozen=True)
class Speaker:
    """Who said a quotation: a link into the register, the office at the time."""

    name: str
    path: str
    office: str
    kind: str  # "person" or "organisation"


@dataclass(frozen=True)
class StateSource:
    """A source of the story that a state funds, controls or runs, and where that can be checked."""

    name: str
    state: str
    relation_name: str
    evidence_url: str


@dataclass(frozen=True)
class FormerWording:
    """Words that stood there before and were corrected; `until` is when."""

    text: str
    until: datetime | None


@dataclass(frozen=True)
class Quotation:
    """Something that somebody said: the words, who, in which office, to whom, when, where to check.

    `kind` is `direct`, `indirect` or `reported`. Without a `speaker` there is `unnamed_because`.
    `path` leads to where it is printed, `story` names that story in lists. `is_unchecked` ones were
    found by a machine and confirmed by nobody; only editions that want it print them.
    """

    code: str
    text: str
    kind: str
    kind_name: str
    path: str
    speaker: Speaker | None
    unnamed_because: str
    said_to: str
    said_on: date | None
    evidence_url: str
    language: str
    original: str
    original_language: str
    former: tuple[FormerWording, ...]
    is_unchecked: bool
    anchor: str = ""
    story: Link | None = None
    published_at: datetime | None = None


@dataclass(frozen=True)
class Block:
    """One block of a body. `kind` says which of the other fields are filled.

    paragraph, list: `html` · heading: `text`, `anchor` · quote: `text`, `speaker`, `said_to`,
    `said_on`, `evidence_url`, `anchor`, `unnamed_because`, `original`, `original_language`,
    `former` · picture: `image` · table: `text` (caption), `header`,
    `rows`, `has_row_header`, `source` · embed: `text`, `url`, `source` · box: `text` (title),
    `html` · audio: `text`, `url`, `media_type`, `duration_seconds`, `transcript`
    """

    kind: str
    text: str = ""
    html: Markup = NOTHING
    anchor: str = ""
    image: Image | None = None
    speaker: Speaker | None = None
    said_to: str = ""
    said_on: date | None = None
    evidence_url: str = ""
    unnamed_because: str = ""
    original: str = ""
    original_language: str = ""
    former: tuple[FormerWording, ...] = ()
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    has_row_header: bool = False
    url: str = ""
    source: str = ""
    media_type: str = ""
    duration_seconds: int | None = None
    transcript: str = ""


@dataclass(frozen=True)
class Notice:
    """A correction, clarification, update, retraction or note, as readers see it."""

    kind: str
    kind_name: str
    wrong: str
    right: str
    published_at: datetime
    article: Link | None = None


@dataclass(frozen=True)
class DossierLink:
    """A dossier with its exact count of stories that readers may see."""

    name: str
    path: str
    article_count: int


@dataclass(frozen=True)
class FeedLink:
    """A feed of this page: `media_type` is RSS's, Atom's or JSON Feed's, `format` its name."""

    title: str
    path: str
    media_type: str
    format: str


@dataclass(frozen=True)
class Frame:
    """What stands around every page. Open, it hears at `live` of `news_of` after `news_since`."""

    edition_key: str
    edition_name: str
    tagline: str
    founded: int | None
    language: str
    home_path: str
    now: datetime
    time_zone: str
    sections: tuple[Link, ...]
    editions: tuple[Link, ...]
    foot: tuple[Link, ...]
    title: str
    description: str
    canonical_url: str
    alternates: tuple[Link, ...] = ()
    feeds: tuple[FeedLink, ...] = ()
    json_ld: Markup = NOTHING
    open_graph: tuple[tuple[str, str], ...] = ()
    robots: str = "max-image-preview:large"
    breadcrumbs: tuple[Link, ...] = ()
    is_demo: bool = False
    breaking: str = ""
    live: str = ""
    news_of: str = ""
    news_since: datetime | None = None
    is_preview: bool = False
    search_path: str = ""


@dataclass(frozen=True)
class HeldOffice:
    """An office that somebody held; `since` and `until` are empty where nobody knows, or it lasts.

    `is_held` says that it is held on the day of the page.
    """

    title: str
    organisation: str
    since: str
    until: str
    is_held: bool


@dataclass(frozen=True)
class EntryFacts:
    """What the register knows of a person, an organisation or a place, beside name and text."""

    image: Image | None = None
    spellings: tuple[str, ...] = ()
    offices: tuple[HeldOffice, ...] = ()
    namesakes: tuple[Link, ...] = ()


@dataclass(frozen=True)
class MostRead:
    """What is read most: headlines in their order. `period` is `day`, `week` or `month`."""

    period: str
    stories: tuple[Link, ...]


@dataclass(frozen=True)
class Pager:
    """Ways through a long list: by key, so that every page costs the same."""

    newer: str = ""
    older: str = ""
    first: str = ""


@dataclass(frozen=True)
class Turn:
    """A turning point of a dossier: its day, what changed in one line, the story."""

    on: date
    line: str
    story: Teaser


@dataclass(frozen=True)
class Mention:
    """Who or what a dossier is about: in how many of its stories, the first and the last day."""

    name: str
    path: str
    role: str
    article_count: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True)
class Cast:
    """People, organisations or places of a dossier, the most frequent first; `more`: not shown."""

    kind: str
    mentions: tuple[Mention, ...]
    more: int = 0


@dataclass(frozen=True)
class ChapterLink:
    """A chapter of a dossier: its first and last day (None: it goes on), its exact count."""

    name: str
    path: str
    summary: str
    first_on: date
    last_on: date | None
    article_count: int


@dataclass(frozen=True)
class MonthLink:
    """A month of a dossier, by its name without the year, with the exact count of its stories."""

    name: str
    path: str
    article_count: int


@dataclass(frozen=True)
class Column:
    """A column of a chart, in its units; `label` is empty where labels would crowd."""

    x: int
    y: int
    width: int
    height: int
    label: str
    middle: int


@dataclass(frozen=True)
class Chart:
    """How many stories came out when: columns, the greatest count, the rows behind them.

    `rows` are name and count; `is_by_year` says whether a column is a year or a month.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, int], ...]
    most: int
    is_by_year: bool
    width: int
    height: int


@dataclass(frozen=True)
class OpenQuestion:
    """What nobody knows yet; `answer` is the story that tells by now."""

    text: str
    answer: Teaser | None = None


@dataclass(frozen=True)
class SaidLine:
    """Who said what, when: a quotation of a dossier with its story."""

    words: str
    speaker: Speaker | None
    said_to: str
    on: date
    kind: str
    is_confirmed: bool
    story: Link


@dataclass(frozen=True)
class Overview:
    """What somebody new to a dossier reads first: only on its first page."""

    standing: str
    standing_at: datetime | None
    turns: tuple[Turn, ...]
    questions: tuple[OpenQuestion, ...]
    leaders: tuple[Teaser, ...]
    chapters: tuple[ChapterLink, ...]
    casts: tuple[Cast, ...]
    said: tuple[SaidLine, ...]
    chart: Chart | None
    years: tuple[tuple[int, tuple[MonthLink, ...]], ...]
    pictures: tuple[Image, ...]
    notices: tuple[Notice, ...]
    before: DossierLink | None
    after: DossierLink | None
    text_path: str
    books: tuple[Link, ...]
