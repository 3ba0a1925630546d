"""What a story rests on: recorded, checked and taken away on a page for its own desk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from depesche.desk.acts import ActOnStory
from depesche.desk.policy import keys_in
from depesche.desk.scope import sections_of, who
from depesche.quotes.models import Source
from depesche.quotes.record import check_source, record_source, remove_source


class SourceForm(forms.ModelForm[Source]):
    """The form of one more source."""

    state_evidence = forms.URLField(
        label=_("where that can be checked"), required=False, assume_scheme="https", max_length=500
    )
    is_checked = forms.BooleanField(label=_("I have checked it"), required=False)

    class Meta:
        model = Source
        fields = [
            "kind", "name", "reached", "terms", "is_confidential", "depends_on",
            "state", "relation", "state_evidence",
        ]  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """Ask who or what it is: a record that names nothing proves nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not cleaned.get("name", "").strip() and cleaned.get("kind") != "observation":
            self.add_error("name", ValidationError(_("Write who or what the source is.")))
        if cleaned.get("is_confidential") and cleaned.get("state"):
            message = _("A label would tell who it is: a confidential source has none.")
            self.add_error("state", ValidationError(message))
        return cleaned

    def _post_clean(self) -> None:
        """Leave the instance alone: what is confidential never gets into it unsealed."""


class SourcesOfStory(ActOnStory):
    """The sources of a story, and a form for one more."""

    page_title = _("Sources")
    template_name = "desk/acts/sources.html"
    form_class = SourceForm
    submit_label = _("Record")
    done = _("The source is recorded.")
    explains = _(
        "Only this desk sees what stands here. What is confidential is kept encrypted, and shown "
        "nowhere else: not in search, exports, logs or versions."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Let in the desk of the story only."""
        self.request, self.kwargs = request, kwargs
        if not sections_of(who(request)).filter(pk=self.article.section_id).exists():
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> forms.BaseForm:
        """Offer the story's own sources as what another one depends on."""
        form = super().get_form(form_class)
        own = Source.objects.filter(article=self.article)
        field: Any = form.fields["depends_on"]
        field.queryset = own
        field.label_from_instance = lambda source: (
            f"{source.get_kind_display()}: {source.facts()['name'][:60]}"
        )
        return form

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add what is recorded already, unsealed."""
        rows = Source.objects.filter(article=self.article).select_related("checked_by")
        sources = [(source, source.facts()) for source in rows]
        return super().get_context_data(
            sources=sources,
            independent=self.article.independent_sources,
            rests_on_one=self.article.rests_on_one_source,
            **context,
        )

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Check or take away a source where its button was pressed; else record one."""
        for name, act in (("check", check_source), ("remove", remove_source)):
            if request.POST.get(name):
                key = (keys_in([request.POST[name]]) or [0])[0]
                source = get_object_or_404(Source, pk=key, article=self.article)
                act(source, by=self.editor, at=timezone.now())
                return redirect(request.path)
        return super().post(request, *args, **kwargs)

    def perform(self, form: forms.BaseForm) -> None:
        """Record it."""
        facts = dict(form.cleaned_data)
        record_source(self.article, by=self.editor, at=timezone.now(), **facts)

    def form_valid(self, form: forms.BaseForm) -> HttpResponse:
        """Stay here: the source is shown now."""
        self.perform(form)
        messages.success(self.request, self.done)
        return redirect(self.request.path)
