"""Take a story out of Wagtail's hands: not live, not scheduled, not handed in; no dispatch."""

from contextvars import ContextVar

from depesche.articles.models import Article
from depesche.readers.models import Reader

# set while an act that sends its own dispatch takes a story down: `hear.py` then keeps quiet
is_withdrawing: ContextVar[bool] = ContextVar("is_withdrawing", default=False)


def withdraw(article: Article, *, by: Reader | None) -> None:
    """Save `article`, which its act has changed, as no longer live and no longer listed.

    Nobody is asked to approve it any more either.
    """
    article.listed = False
    token = is_withdrawing.set(True)
    try:
        if article.live:
            article.unpublish(user=by)
        else:
            article.save(clean=False)
    finally:
        is_withdrawing.reset(token)
    article.revisions.update(approved_go_live_at=None)
    walk = article.current_workflow_state
    if walk is not None:
        walk.cancel(user=by)
