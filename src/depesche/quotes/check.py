"""Check a story's quotations and sources before it goes out. Reads no table."""

from datetime import datetime

from django.utils.translation import gettext as _

from depesche.articles.check import Fault
from depesche.articles.models import Article
from depesche.quotes.models import TOO_EARLY, faults_of


def faults_of_quotes(article: Article, at: datetime) -> list[Fault]:
    """Return what is wrong with the quotations of `article` on the day of `at`."""
    today = at.astimezone(article.edition.zone).date()
    faults = []
    for quote in article.quotes.all():
        sentences = list(faults_of(quote).values()) if not quote.block else []
        if quote.said_on and quote.said_on > today:
            sentences.append(TOO_EARLY)
        field = "body" if quote.block else ""
        faults += [Fault(field, f"„{quote}“: {sentence}") for sentence in sentences]
    return faults


def faults_of_sources(article: Article, at: datetime) -> list[Fault]:  # noqa: ARG001 asked like all
    """Refuse a story that rests on one recorded source without a word on why that is enough."""
    if not article.rests_on_one_source or article.single_source.strip():
        return []
    message = _(
        "Only one independent source is recorded. Say why that is enough, or record another one."
    )
    return [Fault("single_source", message)]
