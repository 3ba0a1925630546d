"""The bin: a story out of everybody's sight that can be brought back, with its code."""

from datetime import datetime

from django.db import transaction
from wagtail.log_actions import log

from depesche.articles.acting import acting, signature
from depesche.articles.models import Article
from depesche.articles.publish import held, refresh
from depesche.articles.settle import announce, announce_to_desk
from depesche.articles.withdraw import withdraw
from depesche.readers.models import Reader


@transaction.atomic
def bin_article(article: Article, *, by: Reader | None, at: datetime) -> Article:
    """Put the story into the bin: unpublished, unscheduled; whatever it was, it can come back."""
    story = held(article)
    if story.binned_at is None:
        story.binned_at = at
        with acting(at=at, by=by):
            log(instance=story, action="depesche.bin", user=by)
            withdraw(story, by=by)
            announce(story, "article.binned", at=at, by=signature(by))
    refresh(article)
    return article


@transaction.atomic
def restore_article(article: Article, *, by: Reader | None, at: datetime) -> Article:
    """Bring the story back from the bin as a draft of its desk; readers see it once published."""
    story = held(article)
    if story.binned_at is not None:
        story.binned_at = None
        with acting(at=at, by=by):
            log(instance=story, action="depesche.restore", user=by)
            Article.objects.filter(pk=story.pk).update(binned_at=None)
            announce_to_desk(story, "article.restored", at=at, by=signature(by))
    refresh(article)
    return article
