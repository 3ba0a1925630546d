"""Tell open pages what is new: what a dispatch means to readers who have a page open now."""

from datetime import datetime
from typing import Any

from depesche.articles.models import Article, Correction
from depesche.articles.tree import Front
from depesche.server.live import Told
from depesche.wire.models import Dispatch

NOTED = "article.noted"  # what pages are told of a correction that mends no error
NEW = frozenset({"article.published", "article.updated", "article.corrected"})
AWAY = {
    "article.retracted": "article.retracted",
    "article.unpublished": "article.unpublished",
    "article.binned": "article.unpublished",
}


def tell(dispatch: Dispatch) -> Told | None:
    """Return what a dispatch is about and what its readers are told; see server/live.py."""
    if dispatch.kind.startswith("article."):
        return tell_story(dispatch)
    if dispatch.kind.startswith("front."):
        return tell_front(dispatch)
    return None


def tell_story(dispatch: Dispatch) -> Told | None:
    """Tell of a story that readers may see now; of one that they could see, that it is away.

    Of any other there is nothing to tell, and nothing of what was told before.
    """
    code = str(dispatch.payload.get("code", ""))
    if not code:
        return None
    about = f"story:{code}"
    seen = Article.objects.filter(code=code, published_at__isnull=False)
    story = seen.select_related("section", "edition").first()
    if story is None or not story.listed:
        kind = AWAY.get(dispatch.kind) if story else None
        return about, {"kind": kind, "code": code} if kind else None
    return (about, _news(dispatch, story)) if dispatch.kind in NEW else None


def _news(dispatch: Dispatch, story: Article) -> dict[str, Any]:
    """Say what an open page needs: which lists it belongs to, when it came, when it changed.

    An advertisement belongs to no list here: it is no news, but its own page may be open.
    """
    told = {
        "kind": dispatch.kind,
        "code": story.code,
        "title": story.list_headline,
        "url": story.edition.path(story.reader_path()),
        "at": _instant(story.published_at),
        "changed": _instant(story.updated_at or story.published_at),
        "section": story.section.title,
        "in": [] if story.is_advertisement else _lists(dispatch, story),
    }
    if dispatch.kind == "article.corrected" and not _is_about_an_error(dispatch):
        told["kind"] = NOTED
    return told


def _lists(dispatch: Dispatch, story: Article) -> list[str]:
    dossiers = [word for word in dispatch.subjects if word.startswith("dossier:")]
    return [f"front:{story.edition.home_id}", f"section:{story.section_id}", *dossiers]


def _is_about_an_error(dispatch: Dispatch) -> bool:
    return dispatch.payload.get("kind") == Correction.Kind.CORRECTION


def _instant(at: datetime | None) -> str:
    return at.isoformat() if at else ""


def tell_front(dispatch: Dispatch) -> Told | None:
    """Tell the line that stands on top of every page, empty where none does."""
    keys = [word.partition(":")[2] for word in dispatch.subjects if word.startswith("front:")]
    front = Front.objects.filter(pk__in=keys, live=True).first()
    if front is None:
        return None
    told: dict[str, Any] = {"kind": "breaking", "title": front.breaking}
    return front.subject, told
