"""Put stories beside each other as their source had them, once all of them are here."""

from datetime import datetime

from django.db import transaction

from depesche.archive.models import Original
from depesche.articles.models import Article
from depesche.articles.publish import publish_article
from depesche.articles.write import revise_article
from depesche.masthead.models import Edition


def settle_related(edition: Edition, source: str, *, at: datetime) -> int:
    """Link what waits; returns how many stories got others beside them. Each waits only once.

    What is not here after the run is left out: an editor who changed the list is not overruled
    by a later run.
    """
    waiting = Original.objects.filter(edition=edition, source=source, waits_for_related=True)
    return sum(_settle(row, at=at) for row in waiting.select_related("article").order_by("pk"))


@transaction.atomic
def _settle(row: Original, *, at: datetime) -> int:
    same = {"edition_id": row.edition_id, "source": row.source}
    here = dict(
        Original.objects.filter(**same, uri__in=row.related)
        .order_by("pk")
        .values_list("uri", "article_id")
    )
    keys = [here[uri] for uri in row.related if uri in here]
    found = Article.objects.listed().in_bulk(keys)
    others = [found[key] for key in keys if key in found and key != row.article_id]
    Original.objects.filter(pk=row.pk).update(waits_for_related=False)
    if not others or not row.article.listed:
        return 0
    moment = row.article.updated_at or row.article.published_at or at
    revise_article(row.article, by=None, at=moment, related=others, is_minor_change=True)
    publish_article(row.article, by=None, at=moment)
    return 1
