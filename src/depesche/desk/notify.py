"""Notices of the workflow: who hands in, approves or sends back concerns others at the desk."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from wagtail.models import TaskState

from depesche.articles.models import Article
from depesche.desk.eyes import is_author, publishers_at
from depesche.desk.models import Notice
from depesche.readers.models import Reader

Kind = Notice.Kind
KIND_OF = {
    "draft.submitted": Kind.SUBMITTED,
    "draft.approved": Kind.APPROVED,
    "draft.returned": Kind.SENT_BACK,
}


def concerned(kind: str, story: Article, state: TaskState) -> Iterable[Reader]:
    """Return who should know: whoever can approve, or whoever wrote and handed in."""
    if kind == Kind.SUBMITTED:
        editors = Reader.objects.filter(is_active=True, is_staff=True).filter(publishers_at(story))
        return [reader for reader in editors.distinct() if not is_author(reader, story)]
    return list(
        Reader.objects.filter(
            is_active=True, pk__in=[story.owner_id, state.workflow_state.requested_by_id]
        )
    )


def forget_waiting(subjects: Iterable[str], *, at: datetime) -> None:
    """Let nobody be asked any more for what is binned or taken back (`article:7`)."""
    keys = [subject.partition(":")[2] for subject in subjects if subject.startswith("article:")]
    gone = Article.objects.filter(pk__in=keys).exclude(binned_at=None, retracted_at=None)
    asked = Notice.objects.filter(kind=Kind.SUBMITTED, read_at=None, at__lte=at)
    asked.filter(article__in=gone.order_by().values("pk")).update(read_at=at)


@transaction.atomic
def notify(dispatch_kind: str, task_state: int, *, by: int | None, at: datetime) -> int:
    """Write the notices of one step of the workflow; twice makes no second one.

    What was decided waits for nobody any more: those notices count as read. Returns how many
    colleagues got one.
    """
    state = TaskState.objects.filter(pk=task_state).select_related("workflow_state").first()
    story = state and Article.objects.filter(pk=state.workflow_state.object_id).first()
    if state is None or story is None:
        return 0
    kind = KIND_OF[dispatch_kind]
    if kind != Kind.SUBMITTED:
        waited = Notice.objects.filter(article=story, kind=Kind.SUBMITTED, read_at=None, at__lte=at)
        waited.update(read_at=at)
    people = [reader for reader in concerned(kind, story, state) if reader.pk != by]
    for reader in people:
        Notice.objects.get_or_create(
            reader=reader,
            kind=kind,
            article=story,
            at=at,
            defaults={"by_id": by, "comment": state.comment if kind != Kind.SUBMITTED else ""},
        )
    return len(people)
