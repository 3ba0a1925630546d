"""Dossiers at the desk: the forms end in the acts of `dossiers`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
)
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView

from depesche.desk.scope import who
from depesche.dossiers.models import Dossier
from depesche.dossiers.open import change_dossier, open_dossier

STAGED = ("questions", "chapters", "turning_points", "lead_stories")

PANELS = [
    FieldPanel("edition"),
    FieldPanel("name", help_text=_("A year that belongs to the name stays in the name.")),
    FieldPanel("slug"),
    FieldPanel("summary"),
    FieldPanel("standing"),
    FieldRowPanel([FieldPanel("period_from"), FieldPanel("period_to")]),
    FieldRowPanel([FieldPanel("follows"), FieldPanel("is_closed")]),
    FieldPanel("picture"),
    MultipleChooserPanel(
        "turning_points",
        chooser_field_name="article",
        heading=_("Turning points"),
        label=_("turning point"),
        help_text=_("In the order in which readers are to read them: draw, or use the arrows."),
        panels=[FieldPanel("article"), FieldPanel("line"), FieldPanel("happened_on")],
    ),
    MultipleChooserPanel(
        "lead_stories",
        chooser_field_name="article",
        heading=_("Leading stories"),
        label=_("leading story"),
        panels=[FieldPanel("article")],
    ),
    InlinePanel(
        "questions",
        heading=_("Open questions"),
        label=_("question"),
        panels=[FieldPanel("text"), FieldPanel("answered_in")],
    ),
    MultiFieldPanel(
        [
            InlinePanel(
                "chapters",
                label=_("chapter"),
                panels=[FieldPanel("from_on"), FieldPanel("name"), FieldPanel("summary")],
            )
        ],
        heading=_("Chapters"),
    ),
]


class KeepsWhatWasTyped:
    """A form whose act may refuse: the sentence stands above it, and nothing is lost."""

    form: Any

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Perform the act, or say why not."""
        try:
            answer: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except ValidationError as refused:
            for name, sentences in _by_field(refused).items():
                form.add_error(name if name in form.fields else None, sentences)
            self.produced_error_message = None  # Wagtail sets it after a form's own refusal only
            answer = self.form_invalid(form)  # type: ignore[attr-defined]
        return answer


def _by_field(refused: ValidationError) -> dict[str, list[str]]:
    if hasattr(refused, "error_dict"):
        return dict(refused.message_dict)
    return {"": list(refused.messages)}


class OpenDossier(KeepsWhatWasTyped, CreateView):
    """Open a dossier."""

    def save_instance(self) -> Dossier:
        """Perform the act; the form may be asked about its dossier afterwards."""
        fields: dict[str, Any] = dict(self.form.cleaned_data)
        edition = fields.pop("edition")
        staged = self.form.save(commit=False)
        fields |= {name: list(getattr(staged, name).all()) for name in STAGED}
        by = who(self.request)
        dossier = open_dossier(edition, by=by, at=timezone.now(), **fields)
        log(instance=dossier, action="wagtail.create", user=by)
        self.form.instance = dossier
        return dossier


class ChangeDossier(KeepsWhatWasTyped, EditView):
    """Change a dossier."""

    def save_instance(self) -> Dossier:
        """Perform the act."""
        by = who(self.request)
        fields = dict(self.form.cleaned_data)
        staged = self.form.save(commit=False)
        dossier = change_dossier(staged, by=by, at=timezone.now(), **fields)
        log(instance=dossier, action="wagtail.edit", user=by)
        return dossier

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Lead to the stories of the dossier, too."""
        url = reverse("newsroom:dossier_stories", args=[self.object.pk])
        stories = Button(_("Stories, merge, split"), url=url, icon_name="doc-full", priority=5)
        return [stories, *super().header_more_buttons]
