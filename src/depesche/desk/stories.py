"""Stories at the desk: writing, changing, approving. A refusal says what to do, keeps the text."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from wagtail.admin.messages import button, success
from wagtail.admin.modal_workflow import render_modal_workflow
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.create import CreateView
from wagtail.admin.views.pages.edit import EditView
from wagtail.admin.views.pages.revisions import RevisionsRevertView
from wagtail.admin.views.pages.workflow import WorkflowActionView
from wagtail.admin.viewsets.pages import PageViewSet

from depesche.articles.check import NotReady
from depesche.articles.models import Article
from depesche.desk.acts import BinStory
from depesche.desk.approve import check_story
from depesche.desk.begin import begin_story
from depesche.desk.forms import ArticleForm
from depesche.desk.scope import who

HANDED_IN = frozenset({"submit", "restart_workflow"})


class KeepsTheText(WagtailAdminTemplateMixin):
    """Perform an act or refuse it whole: nothing half-written, and the form keeps every word."""

    request: HttpRequest
    form: ArticleForm
    page: Article

    def form_valid(self, form: ArticleForm) -> HttpResponseBase:
        """Save, hand in, publish or approve in a savepoint; show what is missing otherwise."""
        act = self.action_name
        try:
            with transaction.atomic():
                response: HttpResponseBase = super().form_valid(form)
                if act in HANDED_IN:
                    check_story(self.page)
        except NotReady as refused:
            return self._show(refused)
        return response

    def _show(self, refused: NotReady) -> HttpResponseBase:
        """Show the form as it was sent, with a sentence at each field that lacks something."""
        self.page = self._fresh_page()
        self.form = self.form_class(
            self.request.POST,
            self.request.FILES,
            instance=self.page,
            subscription=self.subscription,
            parent_page=self._parent(),
            for_user=self.request.user,
        )
        self.form.is_valid()
        for fault in refused.faults:
            self.form.add_error(
                fault.field if fault.field in self.form.fields else None, str(fault)
            )
        self.has_unsaved_changes = True
        self.errors_debug = ""
        praise: Any = messages.get_messages(self.request)  # the undone act's, for itself
        praise._queued_messages.clear()  # noqa: SLF001
        messages.error(
            self.request,
            _("It has not gone out yet. %(what)s") % {"what": " ".join(map(str, refused.faults))},
        )
        return self.render_to_response(self.get_context_data())


class WriteStory(KeepsTheText, CreateView):
    """A new story."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        """Show the form with one's own name in the byline and an empty paragraph."""
        begin_story(self.page, who(request))
        return super().get(request)

    def _fresh_page(self) -> Article:
        page = self.page_class(owner=self.request.user)
        page.locale = self.parent_page.locale
        return page

    def _parent(self) -> Any:
        return self.parent_page


class ChangeStory(KeepsTheText, EditView):
    """A story that is there."""

    def perform_workflow_action(self) -> HttpResponseBase:
        """Approve or send back; remember whether readers had the story before."""
        self.was_live = self.page.live
        return super().perform_workflow_action()

    def add_save_confirmation_message(self) -> None:
        """Say what became of an approved story, not only that it was saved."""
        done = Article.objects.get(pk=self.page.pk) if hasattr(self, "was_live") else None
        if done is not None and done.scheduled_revision is not None:
            at = localtime(done.scheduled_revision.approved_go_live_at)
            said = _("Approved: “%(headline)s” goes out on %(at)s.") % {
                "headline": done.draft_title,
                "at": date_format(at, "SHORT_DATETIME_FORMAT"),
            }
            messages.success(self.request, said)
        elif done is not None and done.live and not self.was_live:
            said = _("“%(headline)s” is published.") % {"headline": done.draft_title}
            success(self.request, said, buttons=[button(done.full_url, _("View live"))])
        else:
            super().add_save_confirmation_message()

    def _fresh_page(self) -> Article:
        return self.get_object()

    def _parent(self) -> Any:
        return self.parent


class RevertStory(KeepsTheText, RevisionsRevertView):
    """An earlier draft of a story, to be taken up again."""

    def _fresh_page(self) -> Article:
        return self.get_object()

    def _parent(self) -> Any:
        return self.parent


class DecideOnStory(WorkflowActionView):
    """Approve or send back from a list, without opening the story."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Perform the act; a story that cannot go out leads to its form, which says why."""
        try:
            with transaction.atomic():
                return super().post(request, *args, **kwargs)
        except NotReady as refused:
            messages.error(
                request,
                _("It has not gone out yet. %(what)s")
                % {"what": " ".join(map(str, refused.faults))},
            )
            return self._lead_to_form(request)

    def _lead_to_form(self, request: HttpRequest) -> HttpResponseBase:
        url = reverse("wagtailadmin_pages:edit", args=[self.object.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return render_modal_workflow(
                request, "", None, {}, json_data={"step": "success", "redirect": url}
            )
        return redirect(url)


class ArticleViewSet(PageViewSet):
    """The views of an article."""

    model = Article
    icon = "doc-full"
    add_view_class = WriteStory
    edit_view_class = ChangeStory
    revisions_revert_view_class = RevertStory
    workflow_action_view_class = DecideOnStory
    delete_view_class = BinStory
