"""Role: what a group of colleagues may do, and where. Approval: the second pair of eyes. Notice."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState

from depesche.articles.models import Article
from depesche.desk.approve import check_may_act, tell_decided, tell_handed_in
from depesche.desk.eyes import is_held_back

if TYPE_CHECKING:
    from depesche.readers.models import Reader

__all__ = ["Notice", "Role", "SectionApproval"]


class Role(models.Model):
    """A role at one desk; its rights hang on its group. Made and settled by `desk.roles` only."""

    class Kind(models.TextChoices):
        """What people do in a newsroom."""

        REPORTER = "reporter", _("Reporter")
        EDITOR = "editor", _("Editor")
        CHIEF = "chief", _("Chief")
        PICTURES = "pictures", _("Picture desk")

    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    edition = models.ForeignKey("masthead.Edition", on_delete=models.CASCADE, related_name="roles")
    section = models.ForeignKey(
        "articles.Section", on_delete=models.CASCADE, related_name="roles", null=True, blank=True
    )
    group = models.OneToOneField("auth.Group", on_delete=models.CASCADE, related_name="role")

    class Meta:
        verbose_name = _("role")
        verbose_name_plural = _("roles")
        ordering = ["edition", "section", "kind"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "section"],
                condition=Q(section__isnull=False),
                name="role_once_a_section",
            ),
            models.UniqueConstraint(
                fields=["kind", "edition"],
                condition=Q(section__isnull=True),
                name="role_once_an_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.group.name


class SectionApproval(AbstractGroupApprovalTask):
    """The editors of a section look at a text before readers do; never the author alone."""

    class Meta:
        verbose_name = _("approval by a section’s editors")
        verbose_name_plural = _("approvals by a section’s editors")

    def get_actions(self, obj: Article, user: "Reader") -> list[tuple[str, str, bool]]:
        """Return what `user` may do with the submitted text: nothing with their own."""
        if is_held_back(user, obj):
            return []
        return [
            (name, gettext("Send back") if name == "reject" else str(label), modal)
            for name, label, modal in super().get_actions(obj, user)
        ]

    def start(self, workflow_state: WorkflowState, user: "Reader | None" = None) -> TaskState:
        """Begin to wait for an editor, and say so."""
        task_state = super().start(workflow_state, user=user)
        tell_handed_in(task_state, user)
        return task_state

    def on_action(
        self, task_state: TaskState, user: "Reader", action_name: str, **options: Any
    ) -> None:
        """Approve or send back, and say so. Raises PermissionDenied for one's own text."""
        check_may_act(task_state, user, action_name)
        super().on_action(task_state, user, action_name, **options)
        tell_decided(task_state, user, action_name)

    def get_task_states_user_can_moderate(
        self, user: "Reader", **options: Any
    ) -> QuerySet[TaskState]:
        """Leave out what `user` wrote or submitted."""
        states: QuerySet[TaskState] = super().get_task_states_user_can_moderate(user, **options)
        return states.exclude(workflow_state__requested_by=user)

    @classmethod
    def get_description(cls) -> str:
        """Say in one sentence what happens."""
        return gettext("An editor of the section, other than the author, approves the text.")


class Notice(models.Model):
    """Something at the desk that concerns one colleague; unread until they say they read it."""

    class Kind(models.TextChoices):
        """What happened."""

        SUBMITTED = "submitted", _("waits for your approval")
        APPROVED = "approved", _("was approved")
        SENT_BACK = "sent_back", _("was sent back")
        UNDELIVERED = "undelivered", _("a letter did not arrive")

    reader = models.ForeignKey("readers.Reader", on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    by = models.ForeignKey(
        "readers.Reader", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    comment = models.TextField(blank=True)
    at = models.DateTimeField(_("at"))
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(
                fields=["reader", "-at"], condition=Q(read_at__isnull=True), name="unread_notices"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article or ''} {self.get_kind_display()}".strip()
