"""Settle a story's quotations when it goes out: who checked them, and what was corrected."""

from datetime import datetime

from depesche.articles.acting import current_act
from depesche.articles.models import Article, Correction
from depesche.masthead.models import Edition
from depesche.quotes.models import Quote


def settle_quotes(article: Article, *, at: datetime) -> None:
    """Sign the confirmed ones; a wording that readers have read becomes a former one.

    Another wording is a correction of the story, with its notice, unless only the spelling was
    mended (`is_minor_change`): then the former wording stays with the quotation.
    """
    rows = Quote.objects.filter(article_id=article.pk)
    by = current_act().by
    if by is not None:
        rows.filter(is_confirmed=True, checked_by=None).update(checked_by=by)
    for row in rows.exclude(former=[]):
        last = row.former[-1]
        if last["until"]:
            continue
        row.former = [*row.former[:-1], {**last, "until": at.isoformat()}]
        row.save(update_fields=["former"])
        if not article.is_minor_change:
            _correct(article, last["words"], row.words, at=at)


def _correct(article: Article, wrong: str, right: str, *, at: datetime) -> None:
    Correction.objects.create(
        article=article,
        edition_id=article.edition_id,
        kind=Correction.Kind.CORRECTION,
        wrong=wrong,
        right=right,
        published_at=at,
        by=current_act().by,
    )


def quotes_of_edition(edition: Edition) -> str:
    """Return the subject of everybody who speaks in an edition: a sitemap has their lists."""
    return f"quotes:{edition.key}"


def subjects_of_quotes(article: Article) -> list[str]:
    """Return whose pages of quotations the story concerns."""
    return sorted({subject for row in article.quotes.all() for subject in subjects_of(row)})


def subjects_of(quote: Quote) -> list[str]:
    """Return the subjects of the lists in which a quotation stands by its speaker."""
    if quote.person_id:
        return [f"person:{quote.person_id}/quotes"]
    if quote.organisation_id:
        return [f"organisation:{quote.organisation_id}/quotes"]
    return []
