"""Let readers read: views as the spool would bring them."""

from collections import Counter
from datetime import datetime

from django.db import transaction

from depesche.articles.models import Article
from depesche.readership.fold import Seen, add_views


@transaction.atomic
def make_views(article: Article, count: int, *, at: datetime, referrer: str = "") -> None:
    """Count `count` views of a story in the hour of `at`."""
    hour = at.replace(minute=0, second=0, microsecond=0)
    add_views(Counter({Seen(article.code, hour, referrer): count}))
