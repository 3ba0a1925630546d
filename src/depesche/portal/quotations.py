"""Quotations as pages print them: in their story, and in lists of what somebody has said."""

from dataclasses import replace

from depesche.portal.blocks import former_wordings, language_tag, quote_anchor, web_address
from depesche.portal.contracts import Link, Quotation, Speaker
from depesche.portal.paper import Paper
from depesche.quotes.models import Quote


def quotation(
    paper: Paper, quote: Quote, *, story: Link | None = None, path: str = ""
) -> Quotation:
    """Shape one quotation; `path` is the page of its story."""
    anchor = quote_anchor(quote)
    return Quotation(
        code=quote.code,
        text=quote.words,
        kind=quote.kind,
        kind_name=quote.get_kind_display(),
        path=f"{path}#{anchor}",
        speaker=speaker_of(paper, quote),
        unnamed_because=quote.unnamed_because,
        said_to=quote.said_to,
        said_on=quote.said_on,
        evidence_url=web_address(quote.evidence),
        language=language_tag(quote.language),
        original=quote.original,
        original_language=language_tag(quote.original_language),
        former=former_wordings(quote),
        is_unchecked=not quote.is_confirmed,
        anchor=anchor,
        story=story,
        published_at=paper.local(quote.published_at) if quote.published_at else None,
    )


def listed_quotation(paper: Paper, quote: Quote) -> Quotation:
    """Shape a quotation for a list, with its story (which `quotes.queries` has put beside it)."""
    path = paper.story_path(quote.article)
    return quotation(paper, quote, story=Link(quote.article.list_headline, path), path=path)


def speaker_of(paper: Paper, quote: Quote) -> Speaker | None:
    """Return who spoke; with a page of their own where the register has them."""
    if quote.person is not None:
        path = paper.path(f"/people/{quote.person.slug}/")
        return Speaker(quote.person.name, path, quote.office, "person")
    if quote.organisation is not None:
        path = paper.path(f"/organisations/{quote.organisation.slug}/")
        return Speaker(quote.organisation.name, path, quote.office, "organisation")
    return Speaker(quote.speaker_name, "", quote.office, "person") if quote.speaker_name else None


def quotations_in_text(
    paper: Paper, quotes: tuple[Quote, ...], *, path: str, marked: frozenset[str]
) -> tuple[Quotation, ...]:
    """Shape those that stand in paragraphs; one whose words are not found there has its own anchor.

    `marked` are the anchors that are in the text already.
    """
    shaped = (quotation(paper, quote, path=path) for quote in quotes if not quote.block)
    return tuple(_anchored(each, marked) for each in shaped)


def _anchored(shaped: Quotation, marked: frozenset[str]) -> Quotation:
    return replace(shaped, anchor="") if shaped.anchor in marked else shaped
