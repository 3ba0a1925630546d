"""Build the page of a search: what was found, read again among what readers may see."""

from collections.abc import Sequence
from dataclasses import replace

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from depesche.articles.keyset import teasers
from depesche.articles.models import Article
from depesche.portal.contracts import FeedLink, Link, Pager
from depesche.portal.contracts_search import Hit, NameHit, Narrowing, SearchPage, Stretch
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.paging import NoSuchPlace
from depesche.portal.paper import Paper
from depesche.portal.search_question import (
    NAMES,
    Narrowed,
    Question,
    narrowed,
    wanted_by,
)
from depesche.portal.teasers import teasers_of
from depesche.quotes.models import Quote
from depesche.search.ask import MOST_PAGES, PAGE_SIZE, Asking, Hits, Wanted, terms_wanted
from depesche.search.gather import (
    REGISTERED,
    listed_dossiers,
    listed_entries,
    newest_texts,
    office_of,
)
from depesche.search.guess import meant
from depesche.search.marked import IsHit, Piece, hit_finder, mark_all, passage
from depesche.search.opened import NoIndex

NAMES_BESIDE = 6
PLACES = {
    "dossier": "dossiers",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
}


def build_search(paper: Paper, question: Question) -> SearchPage:
    """Build the page. Its `state` is `wait` where there is no index to be asked.

    Raises NoSuchPlace for a page beyond the last.
    """
    filters = narrowed(paper, question)
    if question.is_empty:
        return _page(paper, question, filters, state="ask")
    try:
        return _answered(paper, question, filters)
    except NoIndex:
        return _page(paper, question, filters, state="wait")


def _answered(paper: Paper, question: Question, filters: list[Narrowed]) -> SearchPage:
    asking = Asking(paper.edition)
    wanted = wanted_by(paper, question, filters)
    hits = asking.find(wanted, page=question.page) if wanted else Hits((), 0)
    if question.page > 1 and not hits.rows:
        raise NoSuchPlace
    is_first = question.page == 1
    page = _page(paper, question, filters, state="found", pager=_pager(paper, question, hits))
    finder = hit_finder(
        terms_wanted(question.typed, asking.language),
        asking.language,
        asking.opened.splitter.parts,
    )
    beside = _names_beside(asking, question, filters) if is_first and not question.kind else ()
    rows = hits.rows if question.kind else beside
    probably = meant(asking, question.typed) if is_first and not hits.rows else ""
    address = question.address(typed=replace(question.typed, text=probably))
    stories = stories_found(paper, hits.keys("article"))
    dropped = len(hits.keys("article")) - len(stories)
    return replace(
        page,
        hit_count=None if hits.count is None else max(0, hits.count - dropped),
        hits=_hits(paper, stories, finder),
        names=names_found(paper, rows),
        meant=Link(probably, paper.path(address)) if probably else None,
    )


def stories_found(paper: Paper, keys: list[int]) -> list[Article]:
    """Return the stories of these keys that readers of the edition may see now, in their order."""
    found = teasers(keys) if keys else {}
    stories = [found[key] for key in keys if key in found]
    return [story for story in stories if story.edition_id == paper.edition.pk]


def _hits(paper: Paper, stories: Sequence[Article], finder: IsHit) -> tuple[Hit, ...]:
    shaped = teasers_of(paper, stories)
    texts = newest_texts([story.pk for story in stories]) if stories else {}
    return tuple(
        Hit(
            story=shaped[story.pk],
            headline=_passages(mark_all(story.title, finder)),
            text=_passages(
                passage([story.lead, *texts.get(story.pk, {}).get("paragraphs", ())], finder)
            ),
        )
        for story in stories
    )


def _passages(pieces: Sequence[Piece]) -> tuple[Stretch, ...]:
    return tuple(Stretch(piece.text, piece.is_hit) for piece in pieces)


def _names_beside(
    asking: Asking, question: Question, filters: list[Narrowed]
) -> tuple[tuple[str, int], ...]:
    """Return dossiers, people and so on whose name holds what was looked for."""
    if filters or not question.typed.wanted:
        return ()
    wanted = Wanted(question.typed, kinds=NAMES, in_names=True)
    return asking.find(wanted, size=NAMES_BESIDE).rows


def names_found(paper: Paper, rows: Sequence[tuple[str, int]]) -> tuple[NameHit, ...]:
    """Return the named things that readers have a page of now, in the order of `rows`."""
    found: dict[tuple[str, int], NameHit] = _quotes_found(
        paper, [key for kind, key in rows if kind == "quote"]
    )
    words = {
        "dossier": _("Dossier"),
        "person": _("Person"),
        "organisation": _("Organisation"),
        "place": _("Place"),
    }
    for kind in dict.fromkeys(kind for kind, _key in rows if kind in words):
        keys = [key for each, key in rows if each == kind]
        for key, name, slug, about in _named(paper, kind, keys):
            path = paper.path(f"/{PLACES[kind]}/{slug}/")
            found[kind, key] = NameHit(kind, words[kind], Link(name, path), about)
    return tuple(found[row] for row in rows if row in found)


def _quotes_found(paper: Paper, keys: list[int]) -> dict[tuple[str, int], NameHit]:
    """Return the confirmed quotations that readers may see now, each with its story's path."""
    if not keys:
        return {}
    rows = Quote.objects.listed_in(paper.edition).filter(pk__in=keys, is_confirmed=True)
    quotes = list(rows.select_related("person", "organisation"))
    stories = teasers([quote.article_id for quote in quotes])
    found = {}
    for quote in quotes:
        story = stories.get(quote.article_id)
        if story is not None:
            told = ", ".join(filter(None, [quote.speaker, quote.office]))
            link = Link(quote.words, paper.story_path(story))
            found["quote", quote.pk] = NameHit("quote", _("Quotation"), link, told)
    return found


def _named(paper: Paper, kind: str, keys: list[int]) -> list[tuple[int, str, str, str]]:
    """Return key, name, slug and a line about each thing of one kind that readers may see."""
    if kind == "dossier":
        dossiers = listed_dossiers(keys, paper.edition)
        return [(each.pk, each.name, each.slug, each.summary) for each in dossiers]
    if kind not in REGISTERED:
        return []
    language = paper.edition.language
    return [
        (
            each.pk,
            each.name,
            each.slug,
            office_of(each, language) or each.about(language),
        )
        for each in listed_entries(kind, keys, paper.edition)
    ]


def _pager(paper: Paper, question: Question, hits: Hits) -> Pager:
    page = question.page
    has_more = len(hits.rows) == PAGE_SIZE and (hits.count is None or hits.count > page * PAGE_SIZE)
    older = question.address(page=page + 1) if has_more and page < MOST_PAGES else ""
    newer = question.address(page=page - 1) if page > 1 else ""
    return Pager(
        newer=paper.path(newer) if newer else "",
        older=paper.path(older) if older else "",
        first=paper.path(question.address(page=1)) if page > 1 else "",
    )


def _page(
    paper: Paper,
    question: Question,
    filters: list[Narrowed],
    *,
    state: str,
    pager: Pager | None = None,
) -> SearchPage:
    """Return the page around what was found: the form, the filters, the ways on."""
    text = question.typed.text
    return SearchPage(
        frame=build_frame(paper, _head(paper, question)),
        action=paper.path("/search/"),
        suggest_path=paper.path("/search/suggest.json"),
        query=text,
        state=state,
        is_cut=question.typed.is_cut,
        kind=question.kind,
        kinds=_kinds(paper, question),
        orders=_orders(paper, question),
        section=question.slugs.get("section", ""),
        sections=tuple((section.slug, section.title) for section in paper.all_sections),
        since=question.since.isoformat() if question.since else "",
        until=question.until.isoformat() if question.until else "",
        narrowings=_narrowings(paper, question, filters),
        hit_count=0 if state == "found" else None,
        hits=(),
        names=(),
        meant=None,
        pager=pager or Pager(),
    )


def _head(paper: Paper, question: Question) -> Head:
    text = question.typed.text
    feeds: tuple[FeedLink, ...] = ()
    if not question.is_empty and not question.kind:
        address = question.address("", page=1, is_newest_first=False)
        title = _("Search: %s") % text if text else _("Search")
        feeds = tuple(
            replace(feed, path=f"{feed.path}{address}")
            for feed in feeds_of(paper, "/search/", title)
        )
    return Head(
        title=_("Search: %s") % text if text else _("Search"),
        address="/search/",
        robots="noindex, follow",
        breadcrumbs=crumbs(paper),
        feeds=feeds,
    )


def _kinds(paper: Paper, question: Question) -> tuple[Link, ...]:
    names = {
        "": _("Stories"),
        "quotes": _("Quotations"),
        "dossiers": _("Dossiers"),
        "people": _("People"),
        "organisations": _("Organisations"),
        "places": _("Places"),
    }
    return tuple(
        Link(
            name,
            paper.path(Question(question.typed, kind=kind).address()),
            is_current=kind == question.kind,
        )
        for kind, name in names.items()
    )


def _orders(paper: Paper, question: Question) -> tuple[Link, ...]:
    if question.kind or not question.typed.wanted:
        return ()
    names = {False: _("Best first"), True: _("Newest first")}
    return tuple(
        Link(
            name,
            paper.path(question.address(is_newest_first=is_newest, page=1)),
            is_current=is_newest == question.is_newest_first,
        )
        for is_newest, name in names.items()
    )


def _narrowings(paper: Paper, question: Question, filters: list[Narrowed]) -> tuple[Narrowing, ...]:
    labels = {
        "section": _("Section"),
        "dossier": _("Dossier"),
        "person": _("Person"),
        "author": _("Author"),
    }
    found = []
    for each in filters:
        rest = {name: slug for name, slug in question.slugs.items() if name != each.name}
        path = paper.path(question.address(slugs=rest, page=1))
        found.append(Narrowing(labels[each.name], each.title, path, each.name, each.slug))
    for name, label, day, without in (
        ("since", _("From"), question.since, replace(question, since=None, page=1)),
        ("until", _("To"), question.until, replace(question, until=None, page=1)),
    ):
        if day:
            path = paper.path(without.address())
            found.append(Narrowing(label, date_format(day, "DATE_FORMAT"), path, name, ""))
    return tuple(found)
