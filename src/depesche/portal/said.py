"""Quotations as a dossier prints them: who said what, when, in which story."""

from depesche.portal.contracts import Link, Speaker
from depesche.portal.paper import Paper
from depesche.portal.parts import SaidLine
from depesche.quotes.models import Quote

MOST_LINES = 8
LISTS = {"person": "people", "organisation": "organisations"}


def said_line(paper: Paper, quote: Quote) -> SaidLine:
    """Shape one quotation with its story."""
    published = paper.local(quote.published_at or paper.now)
    return SaidLine(
        words=quote.words,
        speaker=_speaker(quote),
        said_to=quote.said_to,
        on=quote.said_on or published.date(),
        kind=quote.kind,
        is_confirmed=quote.is_confirmed,
        story=Link(quote.article.list_headline, paper.story_path(quote.article)),
    )


def _speaker(quote: Quote) -> Speaker | None:
    """Return who said it; without a link: the story beside it leads on."""
    kind = "person" if quote.person else "organisation"
    name = quote.speaker
    return Speaker(name, "", quote.office, kind) if name else None
