"""Record what a story rests on, change it, take it away; the flag of one source follows.

No dispatch names a source: only how many of them are independent.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from depesche.articles.acting import signature
from depesche.articles.models import Article
from depesche.articles.subjects import draft_subject
from depesche.press.note import beside
from depesche.quotes.sources import Source, count_independent
from depesche.readers.models import Reader
from depesche.wire.send import send


@transaction.atomic
def record_source(
    article: Article,
    *,
    name: str,
    by: Reader | None,
    at: datetime,
    reached: str = "",
    is_checked: bool = False,
    **facts: Any,
) -> Source:
    """Record a source of the story; `facts` are fields of Source. Raises ValidationError."""
    source = Source(article=article, recorded_at=at, **facts)
    source.set_facts(name=name, reached=reached)
    source.checked_by = by if is_checked else None
    source.full_clean()
    source.save()
    _settle(article, "source.recorded", by=by, at=at)
    return source


@transaction.atomic
def check_source(source: Source, *, by: Reader | None, at: datetime) -> Source:
    """Sign that the source was checked."""
    source.checked_by = by
    source.save(update_fields=["checked_by"])
    _settle(source.article, "source.checked", by=by, at=at)
    return source


@transaction.atomic
def remove_source(source: Source, *, by: Reader | None, at: datetime) -> None:
    """Take a source away, for good."""
    article = source.article
    source.delete()
    _settle(article, "source.removed", by=by, at=at)


def _settle(article: Article, kind: str, *, by: Reader | None, at: datetime) -> None:
    """Count anew; the page of the story is concerned where readers see it."""
    story = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    sources = list(Source.objects.filter(article=story))
    count = count_independent(sources) if sources else None
    Article.objects.filter(pk=story.pk).update(independent_sources=count)
    article.independent_sources = count
    send(
        kind,
        [beside(story.subject) if story.listed else draft_subject(story)],
        at=at,
        edition=story.edition.key,
        by=signature(by),
        payload={"code": story.code, "independent": count or 0},
    )
