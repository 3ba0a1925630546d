"""The acts on a story at the desk: each a page with a form, each performed by `articles`."""

from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView, TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from depesche.articles.bin import bin_article, restore_article
from depesche.articles.check import NotReady
from depesche.articles.compare import compare_texts
from depesche.articles.correct import AlreadyRetracted, correct_article, retract_article
from depesche.articles.models import Article, PublicVersion, Shortlink
from depesche.desk.act_forms import CorrectionForm, RetractionForm, ShortlinkForm, SureForm
from depesche.desk.announce import announce
from depesche.desk.scope import who
from depesche.readers.models import Reader


class OnStory(WagtailAdminTemplateMixin):
    """A page about one story that the colleague may `right` (a question of its permissions)."""

    right: ClassVar[str] = "can_edit"
    header_icon = "doc-full"
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not do this with this story."""
        self.request, self.kwargs = request, kwargs
        if not getattr(self.article.permissions_for_user(who(request)), self.right)():
            raise PermissionDenied
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @cached_property
    def article(self) -> Article:
        """Fetch the story."""
        return get_object_or_404(Article, pk=self.kwargs["page_id"])

    @property
    def editor(self) -> Reader:
        """Who acts."""
        return who(self.request)

    def get_page_subtitle(self) -> str:
        """Name the story."""
        return self.article.list_headline

    def edit_url(self) -> str:
        """Return where the story is written."""
        return reverse("wagtailadmin_pages:edit", args=[self.article.pk])

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the story."""
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url(), "label": self.article.list_headline},
            {"url": "", "label": self.page_title, "sublabel": self.article.list_headline},
        ]


class ActOnStory(OnStory, FormView[forms.BaseForm]):
    """A form whose sending performs one act."""

    template_name = "desk/acts/act.html"
    submit_label: ClassVar[Any] = _("Save")
    done: ClassVar[Any] = ""
    explains: ClassVar[Any] = ""

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the words around the form."""
        words = {
            "article": self.article,
            "action_url": self.request.path,
            "submit_button_label": self.submit_label,
            "submit_button_active_label": self.submit_label,
            "explains": self.explains,
            "back_url": self.edit_url(),
        }
        around: dict[str, Any] = super().get_context_data(**words, **context)
        around["media"] = forms.Media() + around.get("media", forms.Media()) + around["form"].media
        return around

    def perform(self, form: forms.BaseForm) -> None:
        """Do it."""
        raise NotImplementedError

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Do it and go back to the story, or say why not; the form keeps what was written."""
        try:
            self.perform(form)
        except NotReady as refused:
            for fault in refused.faults:
                form.add_error(None, str(fault))
            return self.form_invalid(form)
        except AlreadyRetracted:
            form.add_error(None, _("This story was retracted already."))
            return self.form_invalid(form)
        messages.success(self.request, self.done)
        return redirect(self.edit_url())


class CorrectStory(ActOnStory):
    """Put a notice of correction on a story."""

    right = "can_unschedule"  # who publishes here; four eyes would only delay a correction
    page_title = _("Correct")
    form_class = CorrectionForm
    submit_label = _("Publish the correction")
    done = _("The correction is out. Now mend the text itself and publish it.")
    explains = _(
        "The notice stays at the story for good and goes to the corrections page and its feed."
    )

    def perform(self, form: forms.BaseForm) -> None:
        """Publish the notice."""
        correct_article(self.article, by=self.editor, at=timezone.now(), **form.cleaned_data)


class RetractStory(ActOnStory):
    """Take a story back."""

    right = "can_unschedule"
    page_title = _("Retract")
    form_class = RetractionForm
    submit_label = _("Retract the story")
    done = _("The story is taken back. Its address tells readers why.")
    explains = _(
        "The text goes out of sight at once; its address says that it was taken back, and why. "
        "This cannot be undone: a mended story is a new story."
    )

    def perform(self, form: forms.BaseForm) -> None:
        """Take it back."""
        reason = form.cleaned_data["reason"]
        retract_article(self.article, reason=reason, by=self.editor, at=timezone.now())


class BinStory(ActOnStory):
    """Put a story into the bin."""

    right = "can_delete"
    page_title = _("Put into the bin")
    form_class = SureForm
    submit_label = _("Put into the bin")
    done = _("The story is in the bin. From there it can be brought back.")
    explains = _(
        "Readers do not find the story any more. It stays in the bin, with its versions and its "
        "address, and can be brought back as a draft."
    )

    def perform(self, form: forms.BaseForm) -> None:  # noqa: ARG002 nothing to fill in
        """Put it there."""
        bin_article(self.article, by=self.editor, at=timezone.now())

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Do it and go to the bin."""
        super().form_valid(form)
        return redirect("newsroom:bin")


class RestoreStory(ActOnStory):
    """Bring a story back from the bin."""

    right = "can_delete"
    page_title = _("Bring back")
    form_class = SureForm
    submit_label = _("Bring back as a draft")
    done = _("The story is back as a draft. Publish it when it is ready.")
    explains = _("The story becomes a draft of its section again, under its old address.")

    def perform(self, form: forms.BaseForm) -> None:  # noqa: ARG002 nothing to fill in
        """Bring it back."""
        restore_article(self.article, by=self.editor, at=timezone.now())


class ShortlinkStory(ActOnStory):
    """Show the short links of a story, and add one with a word."""

    right = "can_unschedule"
    page_title = _("Short link")
    template_name = "desk/acts/shortlink.html"
    form_class = ShortlinkForm
    submit_label = _("Add")
    done = _("The short link works from now on.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Let the form make a link to this story."""
        return super().get_form_kwargs() | {"instance": Shortlink(article=self.article)}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the links that are there."""
        edition = self.article.edition
        codes = [self.article.code, *self.article.shortlinks.values_list("code", flat=True)]
        return super().get_context_data(
            links=[edition.url(f"/k/{code}") for code in codes], **context
        )

    def perform(self, form: forms.BaseForm) -> None:
        """Keep the link and tell the wire."""
        assert isinstance(form, ShortlinkForm)  # noqa: S101 this view's form
        announce(self.request, [form.save()], "created")

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Stay here: the link is shown now."""
        super().form_valid(form)
        return redirect(self.request.path)


class VersionsOfStory(OnStory, TemplateView):
    """What readers could read, and what changed between two versions."""

    page_title = _("Public versions")
    template_name = "desk/acts/versions.html"

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Pair each version with its changes, newest first."""
        versions = list(PublicVersion.objects.filter(article=self.article).order_by("number"))
        texts = [None, *(version.text for version in versions)]
        changes = [
            (version, compare_texts(before, version.text) if before else ())
            for before, version in zip(texts, versions, strict=False)
        ]
        return super().get_context_data(changes=changes[::-1], back_url=self.edit_url(), **context)
