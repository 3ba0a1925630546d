"""Put a story into the tree: section, year folder, story. Readers never walk it."""

from datetime import datetime

from django.db import transaction

from depesche.articles.acting import acting, current_act
from depesche.articles.models import Article, Section


@transaction.atomic
def place_article(section: Section, article: Article, at: datetime) -> Article:
    """Save the new, unpublished `article` in the folder of `at`'s year (the edition's clock).

    `at` is aware. The folder is made where there is none.
    """
    act = current_act()
    article.section, article.edition = section, section.edition
    article.live = False
    with acting(at=at, by=act.by, name=act.name):
        section.add_child(instance=article)
    return article
