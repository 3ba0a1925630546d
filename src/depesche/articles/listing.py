"""Keep the rows that put a story into lists in step with the story itself."""

from depesche.articles.models import Article, Correction
from depesche.articles.rows import ListedRow

ROWS: list[type[ListedRow]] = []


def register_rows(*models: type[ListedRow]) -> None:
    """Name a table whose rows repeat columns of their article.

    Called in `apps.py`, by rooms of higher floors too.
    """
    for model in models:
        if model not in ROWS:
            ROWS.append(model)


def settle_rows(article: Article) -> None:
    """Write into all rows of the article what they repeat of it."""
    for model in ROWS:
        repeated = {column: getattr(article, column) for column in model.REPEATED}
        model._default_manager.filter(article_id=article.pk).update(**repeated)
    is_read = article.listed or article.retracted_at is not None
    Correction.objects.filter(article_id=article.pk).exclude(listed=is_read).update(listed=is_read)
