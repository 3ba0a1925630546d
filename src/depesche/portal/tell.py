"""Tell open pages what is new: what a dispatch means to readers who have a page open now."""

from typing import Any

from depesche.articles.models import Article
from depesche.articles.tree import Front
from depesche.server.live import Told
from depesche.wire.models import Dispatch

NEW = frozenset({"article.published", "article.updated", "article.corrected"})


def tell(dispatch: Dispatch) -> Told | None:
    """Return what a dispatch is about and what its readers are told; see server/live.py."""
    if dispatch.kind.startswith("article."):
        return tell_story(dispatch)
    if dispatch.kind.startswith("front."):
        return tell_front(dispatch)
    return None


def tell_story(dispatch: Dispatch) -> Told | None:
    """Tell of a story that readers may see now; of any other, that there is nothing to tell."""
    code = str(dispatch.payload.get("code", ""))
    if not code:
        return None
    about = f"story:{code}"
    story = Article.objects.listed().filter(code=code).select_related("section", "edition").first()
    if story is None:
        return about, None
    if dispatch.kind not in NEW:
        return None
    return about, {
        "kind": dispatch.kind,
        "title": story.title,
        "url": story.edition.path(story.reader_path()),
        "at": (story.published_at or dispatch.at).isoformat(timespec="seconds"),
    }


def tell_front(dispatch: Dispatch) -> Told | None:
    """Tell the line that stands on top of every page, empty where none does."""
    keys = [word.partition(":")[2] for word in dispatch.subjects if word.startswith("front:")]
    front = Front.objects.filter(pk__in=keys, live=True).first()
    if front is None:
        return None
    told: dict[str, Any] = {"kind": "breaking", "title": front.breaking}
    return front.subject, told
