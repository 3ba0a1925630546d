"""Corrections, clarifications, retractions as readers see them."""

from depesche.articles.models import Correction
from depesche.portal.contracts import Link, Notice
from depesche.portal.paper import Paper


def notice(paper: Paper, correction: Correction, *, article: Link | None = None) -> Notice:
    """Shape one notice; who reported the error stays with the desk."""
    return Notice(
        kind=correction.kind,
        kind_name=correction.get_kind_display(),
        wrong=correction.wrong,
        right=correction.right,
        published_at=paper.local(correction.published_at),
        article=article,
    )
