"""Build what somebody new to a dossier reads first: told, tallied, quoted, each with its story."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache

from babel.dates import get_month_names
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from depesche.articles.models import Article
from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import CountedDossier, beside_in_time, corrections_in
from depesche.dossiers.tally import Measure, Mentioned, Month, mentioned_in
from depesche.dossiers.told import Part, Told
from depesche.portal.chart import chart_of
from depesche.portal.contracts import DossierLink, Image, Link, Overview, Teaser
from depesche.portal.dossier_links import dossier_links
from depesche.portal.filters import babel_locale
from depesche.portal.images import Images
from depesche.portal.notices import notice
from depesche.portal.paper import Paper
from depesche.portal.parts import (
    Cast,
    ChapterLink,
    Mention,
    MonthLink,
    OpenQuestion,
    SaidLine,
    Turn,
)
from depesche.register.queries import office_titles

MOST_NAMED = 12
MOST_PICTURES = 9
MOST_NOTICES = 6
BOOK_STORIES = 1000  # in one volume of the e-book: made while a reader waits
WORDS = {"person": "people", "organisation": "organisations", "place": "places"}


@dataclass(frozen=True)
class Shown:
    """What else the overview is made from: teasers and stories by key, pictures, the measure."""

    told: Told
    pictures: list[int]
    teasers: Mapping[int, Teaser]
    stories: Mapping[int, Article]
    images: Images
    measure: Measure
    said: tuple[SaidLine, ...]


def build_overview(paper: Paper, dossier: Dossier, shown: Shown) -> Overview:
    """Shape the overview of a dossier."""
    path = paper.path(f"/dossiers/{dossier.slug}/")
    months = shown.measure.months()
    before, after = beside_in_time(dossier)
    notices = corrections_in(dossier, limit=MOST_NOTICES)
    return Overview(
        standing=dossier.standing,
        standing_at=paper.local(dossier.standing_at) if dossier.standing_at else None,
        turns=tuple(_turns(shown)),
        questions=tuple(
            OpenQuestion(each.text, shown.teasers.get(each.answer or 0))
            for each in shown.told.questions
        ),
        leaders=tuple(shown.teasers[key] for key in shown.told.leaders if key in shown.teasers),
        chapters=chapter_links(path, shown.told.chapters, shown.measure),
        casts=_casts(paper, dossier),
        said=shown.said,
        chart=chart_of(months),
        years=_years(path, months),
        pictures=_pictures(shown, dossier),
        notices=tuple(
            notice(paper, each, article=Link(each.article.title, paper.story_path(each.article)))
            for each in notices
        ),
        before=_link(paper, before),
        after=_link(paper, after),
        text_path=f"{path}text/",
        books=book_links(path, shown.measure.article_count),
    )


def _turns(shown: Shown) -> list[Turn]:
    turns = []
    for turn in shown.told.turns:
        story, teaser = shown.stories.get(turn.article), shown.teasers.get(turn.article)
        if story is not None and teaser is not None:
            day = turn.happened_on or story.event_on or teaser.published_at.date()
            turns.append(Turn(day, turn.line, teaser))
    return turns


def chapter_links(path: str, chapters: Sequence[Part], measure: Measure) -> tuple[ChapterLink, ...]:
    """Return the chapters with their days and exact counts; one without a story is left out."""
    links = []
    for number, chapter in enumerate(chapters):
        following = chapters[number + 1].from_on if number + 1 < len(chapters) else None
        count = measure.count_between(chapter.from_on, following)
        if count:
            last = following - timedelta(days=1) if following else None
            where = f"{path}{chapter.from_on:%Y-%m-%d}/"
            links.append(
                ChapterLink(chapter.name, where, chapter.summary, chapter.from_on, last, count)
            )
    return tuple(links)


def _casts(paper: Paper, dossier: Dossier) -> tuple[Cast, ...]:
    found = mentioned_in(dossier, limit=MOST_NAMED)
    people = [each.key for each in found["person"][1]]
    roles = office_titles(people, paper.now.date(), paper.edition.language) if people else {}
    return tuple(
        Cast(kind, tuple(_mention(paper, each, roles) for each in rows), count - len(rows))
        for kind, (count, rows) in found.items()
        if rows
    )


def _mention(paper: Paper, found: Mentioned, roles: Mapping[int, str]) -> Mention:
    return Mention(
        found.name,
        paper.path(f"/{WORDS[found.kind]}/{found.slug}/"),
        roles.get(found.key, "") if found.kind == "person" else "",
        found.article_count,
        paper.local(found.first_at),
        paper.local(found.last_at),
    )


def _years(path: str, months: Mapping[Month, int]) -> tuple[tuple[int, tuple[MonthLink, ...]], ...]:
    years: dict[int, list[MonthLink]] = {}
    for month, count in months.items():
        link = MonthLink(month_name(month.number, get_language() or ""), f"{path}{month}/", count)
        years.setdefault(month.year, []).append(link)
    return tuple((year, tuple(links)) for year, links in sorted(years.items(), reverse=True))


@lru_cache(maxsize=256)
def month_name(number: int, language: str) -> str:
    """Return the name of a month as it stands alone: there are hundreds on a page."""
    return str(get_month_names("wide", "stand-alone", babel_locale(language))[number])


def _pictures(shown: Shown, dossier: Dossier) -> tuple[Image, ...]:
    keys = [key for key in shown.pictures if key != dossier.picture_id]
    found = (shown.images.image(key) for key in keys)
    return tuple(image for image in found if image is not None)


def _link(paper: Paper, found: CountedDossier | None) -> DossierLink | None:
    return dossier_links(paper, [found])[0] if found else None


def book_links(path: str, count: int) -> tuple[Link, ...]:
    """Return where the e-book is: one volume for each thousand stories."""
    volumes = -(-count // BOOK_STORIES)
    if volumes <= 1:
        return (Link(_("E-book (EPUB)"), f"{path}book.epub"),) if count else ()
    return tuple(
        Link(
            _("E-book (EPUB), volume %(number)s") % {"number": number}, f"{path}book-{number}.epub"
        )
        for number in range(1, volumes + 1)
    )
