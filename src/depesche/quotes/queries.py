"""Named reads of quotations: of listed stories only, confirmed ones, each noted for the press."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from depesche.articles.keyset import FIRST, NoSuchPlace, Window, teasers
from depesche.articles.models import Article
from depesche.articles.queries import note_stories
from depesche.masthead.models import Edition
from depesche.press.note import name_of, note
from depesche.quotes.models import Quote, QuoteQuerySet, Source
from depesche.register.models import Organisation, Person


@dataclass(frozen=True)
class QuoteSlice:
    """A part of a list of quotations, newest first; `newer` and `older` are codes to go on from.

    Each quotation has its story (without a body, with section and edition) and its speaker.
    """

    quotes: tuple[Quote, ...]
    newer: str = ""
    older: str = ""


def quotes_subject(speaker: Person | Organisation) -> str:
    """Return the subject of the list of what somebody has said."""
    return f"{speaker.subject}/quotes"


def said_by(
    person: Person,
    edition: Edition,
    window: Window = FIRST,
    *,
    stories: QuerySet[Any] | None = None,
) -> QuoteSlice:
    """Return what the person has said in stories of the edition, newest first: four queries.

    `stories` keeps to some of them: a subquery of keys, such as those of a dossier.
    """
    note(quotes_subject(person), edition.subject)
    return _read(_within(Quote.objects.listed_in(edition).filter(person=person), stories), window)


def said_by_organisation(
    organisation: Organisation,
    edition: Edition,
    window: Window = FIRST,
    *,
    stories: QuerySet[Any] | None = None,
) -> QuoteSlice:
    """Return what the organisation has said in stories of the edition, newest first."""
    note(quotes_subject(organisation), edition.subject)
    rows = Quote.objects.listed_in(edition).filter(organisation=organisation)
    return _read(_within(rows, stories), window)


def _within(rows: QuoteQuerySet, stories: QuerySet[Any] | None) -> QuoteQuerySet:
    return rows if stories is None else rows.filter(article__in=stories)


def said_in(
    stories: QuerySet[Any], edition: Edition, window: Window = FIRST, *, subject: str
) -> QuoteSlice:
    """Return what was said in a set of stories, newest first.

    `stories` is a subquery of keys of articles (`DossierEntry….values("article_id")`), `subject`
    what the set is of (`dossier:7`): whoever confirms a quotation tells `dossier:7/quotes`.
    """
    note(subject, f"{subject}/quotes", edition.subject)
    return _read(Quote.objects.listed_in(edition).filter(article__in=stories), window)


def lines_in(stories: QuerySet[Any], edition: Edition, *, limit: int, subject: str) -> list[Quote]:
    """Return the newest of what was said in a set of stories, as `said_in` does: one query.

    Each has its story without the body; its section is not read.
    """
    note(subject, f"{subject}/quotes", edition.subject)
    rows = Quote.objects.listed_in(edition).filter(article__in=stories).newest_first()
    rows = rows.select_related("article", "person", "organisation")
    found = list(rows.defer("article__body", "article__shown_on")[:limit])
    for row in found:
        note(row.article.subject, name_of(f"section:{row.article.section_id}"))
    _note_speakers(found)
    return found


def quotes_of_article(article: Article, edition: Edition) -> list[Quote]:
    """Return the quotations of one story of `edition` that readers may see, in their order."""
    rows = Quote.objects.filter(article_id=article.pk)
    if not edition.shows_unchecked_quotes:
        rows = rows.filter(is_confirmed=True)
    found = list(rows.select_related("person", "organisation").order_by("sort_order", "pk"))
    _note_speakers(found)
    return found


def count_said_by(speaker: Person | Organisation, edition: Edition) -> int:
    """Return how many quotations of the speaker readers of the edition may see."""
    note(quotes_subject(speaker), edition.subject)
    column = "person" if isinstance(speaker, Person) else "organisation"
    return Quote.objects.listed_in(edition).filter(**{column: speaker}).order_by().count()


def state_sources_of(article: Article) -> list[Source]:
    """Return the state-affiliated sources of a story, never a confidential one."""
    rows = Source.objects.filter(article_id=article.pk, is_confidential=False)
    return list(rows.exclude(state="").exclude(name="").order_by("pk"))


def _read(rows: QuoteQuerySet, window: Window) -> QuoteSlice:
    """Read the window of `rows` by key. Raises NoSuchPlace."""
    code = window.before or window.after
    position = _position(code) if code else None
    if position is not None:
        rows = rows.filter(_beyond(position, newer=bool(window.after)))
    upwards = bool(window.after)
    order = ("published_at", "pk") if upwards else ("-published_at", "-pk")
    found = list(rows.select_related("person", "organisation").order_by(*order)[: window.limit + 1])
    has_more, found = len(found) > window.limit, found[: window.limit]
    if upwards:
        found.reverse()
    has_newer = has_more if upwards else position is not None
    has_older = position is not None if upwards else has_more
    quotes = _with_stories(found)
    if not quotes:
        return QuoteSlice(())
    return QuoteSlice(
        tuple(quotes),
        quotes[0].code if has_newer else "",
        quotes[-1].code if has_older else "",
    )


def _with_stories(found: list[Quote]) -> list[Quote]:
    stories = teasers(list({row.article_id for row in found}))
    note_stories(stories.values())
    quotes = [row for row in found if row.article_id in stories]
    for row in quotes:
        row.article = stories[row.article_id]
    _note_speakers(quotes)
    return quotes


def _note_speakers(quotes: Iterable[Quote]) -> None:
    for row in quotes:
        for speaker in (row.person, row.organisation):
            if speaker is not None:
                note(name_of(speaker.subject))


def _position(code: str) -> tuple[Any, int]:
    row = (
        Quote.objects.filter(code=code, published_at__isnull=False)
        .order_by("pk")
        .values_list("published_at", "pk", "article_id")
        .first()
    )
    if row is None:
        raise NoSuchPlace(code)
    note(f"article:{row[2]}")
    return row[0], row[1]


def _beyond(position: tuple[Any, int], *, newer: bool) -> Q:
    """Return what lies beyond `position`: a range of the index first, then the ties."""
    at, pk = position
    if newer:
        return Q(published_at__gte=at) & ~Q(published_at=at, pk__lte=pk)
    return Q(published_at__lte=at) & ~Q(published_at=at, pk__gte=pk)
