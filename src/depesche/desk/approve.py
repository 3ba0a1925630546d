"""The walk of a text at the desk: handed in, approved, sent back. Approving sends it out.

What readers may see is decided in `articles`; here is who was asked, and who said yes.
"""

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from depesche.articles.acting import given_moment
from depesche.articles.check import NotReady, faults_before_publishing
from depesche.articles.models import Article
from depesche.articles.publish import publish_article, schedule_article
from depesche.articles.subjects import draft_subject
from depesche.wire.send import send

if TYPE_CHECKING:
    from depesche.readers.models import Reader

KINDS = {"approve": "draft.approved", "reject": "draft.returned"}


def story_of(state: WorkflowState) -> Article:
    """Return the story of a workflow as its newest draft says."""
    story: Article = Article.objects.get(pk=state.object_id)
    return story.get_latest_revision_as_object()


def check_story(story: Article) -> None:
    """Raise NotReady if the newest draft of `story` could not go out when its time comes."""
    draft = Article.objects.get(pk=story.pk).get_latest_revision_as_object()
    now = timezone.now()
    faults = faults_before_publishing(draft, at=max(now, draft.go_live_at or now))
    if faults:
        raise NotReady(faults)


def tell_handed_in(task_state: TaskState, by: "Reader | None") -> None:
    """Tell the wire that a text waits for approval; readers' pages are not concerned."""
    _tell("draft.submitted", task_state, by)


def check_may_act(task_state: TaskState, by: "Reader", name: str) -> None:
    """Raise PermissionDenied unless `name` is among what `by` may do with the submitted text."""
    task = task_state.task.specific
    actions = task.get_actions(story_of(task_state.workflow_state), by)
    if name not in {action for action, _label, _modal in actions}:
        raise PermissionDenied


def tell_decided(task_state: TaskState, by: "Reader", name: str) -> None:
    """Tell the wire that a text was approved or sent back."""
    _tell(KINDS[name], task_state, by)


def _tell(kind: str, task_state: TaskState, by: "Reader | None") -> None:
    story = story_of(task_state.workflow_state)
    send(
        kind,
        [draft_subject(story)],
        at=given_moment() or timezone.now(),
        edition=story.edition.key,
        by=f"reader:{by.pk}" if by else "",
        payload={"task_state": task_state.pk},
    )


def send_out(state: WorkflowState, user: "Reader | None" = None) -> None:
    """Let an approved text go out: at once, or at the time that is set. Raises NotReady.

    Wagtail calls it when the last task of a workflow is done.
    """
    story = story_of(state)
    now = given_moment() or timezone.now()
    if story.go_live_at and story.go_live_at > now:
        schedule_article(story, go_live_at=story.go_live_at, by=user, at=now)
    else:
        publish_article(story, by=user, at=now)
