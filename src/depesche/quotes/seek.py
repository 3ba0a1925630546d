"""Seek quotations in stories: in one that is being written, and over the whole paper. Never public.

What is found hangs on its story unconfirmed. Which wording of a story was looked through is written
down, so that a run goes on where it was stopped, and what an editor dropped does not come back.
"""

import hashlib
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from depesche.articles.models import Article
from depesche.articles.versions import plain_lines
from depesche.masthead.models import Edition
from depesche.quotes.confirm import keep_found
from depesche.quotes.find import Found, find
from depesche.quotes.models import Quote, Sought
from depesche.register.models import Person
from depesche.register.queries import Known, who_is

A_BATCH = 100
MOST_WORDS = 3_000  # characters; what is longer is no quotation
SPEAKERS = ("person", "organisation")
LOOKED_THROUGH = frozenset({"paragraph", "list"})
KEPT = frozenset(
    {"direct", "indirect"}
)  # acts of speech are too many, and mostly the paper's words
WhoIs = Callable[[str], Known | None]


def text_of(article: Article) -> str:
    """Return the running text of a story, its paragraphs apart; quotation blocks are left out."""
    lines: list[str] = []
    for block in article.body.raw_data:
        if block["type"] in LOOKED_THROUGH:
            lines += plain_lines(str(block["value"]))
    return "\n\n".join(lines)


def quotations_in(text: str, edition: Edition, whose: WhoIs | None = None) -> list[Quote]:
    """Return what is quoted in a text, as records that are nowhere yet."""
    asked = whose or speaker_named
    return [
        _record(text, one, edition, asked)
        for one in find(text, edition.language)
        if one.kind in KEPT and one.end - one.start <= MOST_WORDS
    ]


def speaker_named(name: str) -> Known | None:
    """Return the entry of the register that a name means; of several equally sure, none."""
    known = who_is(name, kinds=SPEAKERS)
    if not known:
        return None
    if len(known) > 1 and known[1].how == known[0].how:
        return None
    return known[0]


def _record(text: str, one: Found, edition: Edition, whose: WhoIs) -> Quote:
    inner = text[one.start + 1 : one.end - 1] if one.kind == "direct" else text[one.start : one.end]
    quote = Quote(kind=one.kind, words=inner.strip(), is_found=True)
    called = one.name or one.speaker or ""
    known = whose(called) if called else None
    if known is None:
        quote.speaker_name = called[:160]
        quote.office = one.office[:160]
        return quote
    setattr(quote, f"{known.kind}_id", known.key)
    quote.office = (one.office or _office(known, edition))[:160]
    return quote


def _office(known: Known, edition: Edition) -> str:
    if known.kind != "person":
        return ""
    held = Person.objects.get(pk=known.key).office_on(None)
    if held is None:
        return ""
    return (held.title_de if edition.language == "de" else held.title_en) or str(held)


@transaction.atomic
def seek_in_story(article: Article, *, at: datetime, whose: WhoIs | None = None) -> int:
    """Look through the public wording of a story once; return how many quotations are new."""
    text = text_of(article)
    wording = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    if Sought.objects.filter(article=article, wording=wording).exists():
        return 0
    Sought.objects.update_or_create(article=article, defaults={"wording": wording})
    found = quotations_in(text, article.edition, whose)
    return len(keep_found(article, found, by=None, at=at)) if found else 0


def seek_everywhere(*, at: datetime) -> Iterator[int]:
    """Look through every listed story, each in its own transaction; yield the new ones of each.

    Stories stand in the order of their keys, a batch is read at a time.
    """
    whose = lru_cache(maxsize=10_000)(speaker_named)
    last = 0
    while True:
        stories = Article.objects.filter(listed=True, pk__gt=last).select_related("edition")
        batch = list(stories.order_by("pk")[:A_BATCH])
        if not batch:
            return
        last = batch[-1].pk
        for story in batch:
            yield seek_in_story(story, at=at, whose=whose)
