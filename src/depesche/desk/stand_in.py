"""Hand in and decide for colleagues of whom a room of a lower floor tells: the demo's day.

The walk is that of the desk's own forms; only the moment is given and not read from the clock.
"""

from datetime import datetime

from django.db import transaction
from wagtail.models import TaskState, WorkflowState

from depesche.articles.acting import acting
from depesche.articles.models import Article
from depesche.desk.approve import KINDS
from depesche.desk.notify import notify
from depesche.readers.models import Reader


@transaction.atomic
def hand_in_for(article: Article, by: Reader, at: datetime) -> None:
    """Hand the newest draft in as `by` at `at` (aware), and tell whoever can approve it."""
    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    with acting(at=at, by=by):
        state = draft.get_workflow().start(draft, by)
    WorkflowState.objects.filter(pk=state.pk).update(created_at=at)
    task = state.current_task_state
    TaskState.objects.filter(pk=task.pk).update(started_at=at)
    notify("draft.submitted", task.pk, by=by.pk, at=at)


@transaction.atomic
def decide_for(article: Article, word: str, by: Reader, at: datetime, comment: str) -> None:
    """Approve or reject, as `word` says, what waits; tell whoever wrote it. Raises NotReady."""
    task = Article.objects.get(pk=article.pk).current_workflow_task_state
    with acting(at=at, by=by):
        task.task.specific.on_action(task, by, word, comment=comment)
    TaskState.objects.filter(pk=task.pk).update(finished_at=at)
    notify(KINDS[word], task.pk, by=by.pk, at=at)
