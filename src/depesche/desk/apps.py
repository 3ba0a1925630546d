"""Django's door to the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room `desk`."""

    name = "depesche.desk"
    label = "desk"

    def ready(self) -> None:
        """Hang panels and rights on the pages of the tree; follow the wire."""
        # models are loaded only now
        from wagtail.admin import auth  # noqa: PLC0415
        from wagtail.admin.views.account import NameEmailSettingsPanel  # noqa: PLC0415
        from wagtail.admin.views.chooser import ExternalLinkView  # noqa: PLC0415
        from wagtail.admin.widgets.chooser import BaseChooser  # noqa: PLC0415
        from wagtail.models import WorkflowState  # noqa: PLC0415

        from depesche.archive.staff import register_appointer, register_walk  # noqa: PLC0415
        from depesche.articles.tree import PaperPage  # noqa: PLC0415
        from depesche.desk import approve, follow  # noqa: F401, PLC0415
        from depesche.desk.appoint import appoint_to_desk  # noqa: PLC0415
        from depesche.desk.forms import LinkForm  # noqa: PLC0415
        from depesche.desk.headers import with_nonce  # noqa: PLC0415
        from depesche.desk.middleware import undo_what_is_refused  # noqa: PLC0415
        from depesche.desk.panels import hang_panels  # noqa: PLC0415
        from depesche.desk.permissions import NewsroomPermissionTester  # noqa: PLC0415
        from depesche.desk.staff_forms import OwnNameForm  # noqa: PLC0415
        from depesche.desk.stand_in import decide_for, hand_in_for  # noqa: PLC0415

        PaperPage.permission_tester = NewsroomPermissionTester
        WorkflowState.on_finish = approve.send_out  # WAGTAIL_FINISH_WORKFLOW_ACTION is too early
        register_appointer(appoint_to_desk)
        register_walk(hand_in_for, decide_for)
        auth.permission_denied = undo_what_is_refused(auth.permission_denied)
        BaseChooser.render = with_nonce(BaseChooser.render)
        ExternalLinkView.form_class = LinkForm
        NameEmailSettingsPanel.form_class = OwnNameForm  # a name is one field here
        hang_panels()
