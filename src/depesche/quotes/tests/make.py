"""Make quotations and the stories that they stand in, through the acts of the newsroom."""

from datetime import timedelta
from typing import Any

from depesche.articles.models import Article, Section
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import NOON, make_article
from depesche.articles.write import revise_article
from depesche.quotes.models import Quote
from depesche.readers.models import Reader

WORDS = "Der Pegel steigt weiter."


def make_quote(words: str = WORDS, **fields: Any) -> Quote:
    """Return a confirmed quotation that hangs on no story yet."""
    fields.setdefault("is_confirmed", True)
    return Quote(words=words, **fields)


def make_quoted(
    section: Section, quotes: list[Quote], *, by: Reader | None = None, **fields: Any
) -> Article:
    """Publish a story with these quotations; a paragraph has the words of each."""
    body = [f"„{quote.words}“, hieß es." for quote in quotes]
    fields.setdefault("publish_at", NOON)
    return make_article(section, by=by, body=fields.pop("body", body), quotes=quotes, **fields)


def block(words: str = WORDS, **value: Any) -> tuple[str, dict[str, Any]]:
    """Return a quotation as it stands in a body."""
    return ("quote", {"words": words, **value})


def change(article: Article, *, by: Reader | None = None, hours: int = 1, **fields: Any) -> None:
    """Publish another wording of the story, `hours` after its first."""
    at = NOON + timedelta(hours=hours)
    fields.setdefault("change_note", "Die Worte waren andere.")
    revise_article(article, by=by, at=at, **fields)
    publish_article(article, by=by, at=at)
