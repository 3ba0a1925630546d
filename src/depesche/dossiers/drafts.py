"""Keep the drafts of stories in step with their dossiers: a draft goes out with rows of its own."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import F, Q
from wagtail.models import Revision

from depesche.articles.models import Article

Rows = list[dict[str, Any]]
RELATION = "dossier_entries"
BATCH = 200


def rewrite_drafts(keys: Iterable[int], rewrite: Callable[[int, Rows], Rows]) -> None:
    """Let `rewrite(story's key, rows)` say which dossiers the drafts of these stories are in.

    Only the latest draft of a story and those that wait for their time can still go out.
    """
    wanted = sorted(set(keys))
    for start in range(0, len(wanted), BATCH):
        changed = list(_rewritten(wanted[start : start + BATCH], rewrite))
        Revision.objects.bulk_update(changed, ["content"], batch_size=50)


def _rewritten(keys: list[int], rewrite: Callable[[int, Rows], Rows]) -> Iterator[Revision]:
    for revision in drafts_of(keys):
        rows = revision.content.get(RELATION) or []
        rewritten = rewrite(int(revision.object_id), [dict(row) for row in rows])
        if rewritten != rows:
            revision.content = {**revision.content, RELATION: rewritten}
            yield revision


def drafts_of(keys: list[int]) -> Iterator[Revision]:
    """Yield the revisions of these stories that can still go out."""
    latest = Article.objects.filter(pk__in=keys, latest_revision__isnull=False).order_by()
    numbers = list(latest.values_list("latest_revision_id", flat=True))
    waiting = Q(approved_go_live_at__isnull=False, object_id__in=[str(key) for key in keys])
    pages = Revision.page_revisions.filter(Q(pk__in=numbers) | waiting)
    yield from pages.order_by(F("pk").asc())
