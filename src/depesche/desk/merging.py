"""Merge two entries of the register at the desk; a refusal says why, and what to do."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views.generic import FormView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.snippets.widgets import AdminSnippetChooser

from depesche.articles.merge import CannotMerge, MergedAlready, WithItself, merge_entries
from depesche.desk.entry_forms import desk_address
from depesche.desk.scope import who
from depesche.readers.models import Reader
from depesche.register.models import Entry, Merge
from depesche.register.queries import MODELS, same_names


def may_merge(reader: Reader, model: type[Entry]) -> bool:
    """Tell whether a colleague may merge entries: one is changed, and one goes."""
    app, name = model._meta.app_label, model._meta.model_name
    return all(reader.has_perm(f"{app}.{act}_{name}") for act in ("change", "delete"))


class MergeForm(forms.Form):
    """With which entry."""

    into: forms.ModelChoiceField[Entry] = forms.ModelChoiceField(
        queryset=None,
        label=_("is the same as"),
        help_text=_("This entry stays. Its name and address remain as they are."),
        error_messages={
            "invalid_choice": _("This entry is no longer there. Choose another one."),
        },
    )

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["into"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 this form's own
        field.queryset = type(entry)._default_manager.all()
        field.widget = AdminSnippetChooser(type(entry))


class MergeEntry(WagtailAdminTemplateMixin, FormView[MergeForm]):
    """Say that this entry is another one: it goes, and whatever named it names the other."""

    template_name = "desk/acts/act.html"
    header_icon = "resubmit"
    page_title = _("Merge")
    form_class = MergeForm
    request: HttpRequest
    kwargs: dict[str, Any]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not; who comes to an entry that was merged is led to the other."""
        self.request, self.kwargs = request, kwargs
        if self.model is None:
            raise Http404
        if not may_merge(who(request), self.model):
            raise PermissionDenied
        if self.entry is None:
            return self.lead_on(self.model)
        response: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return response

    @property
    def model(self) -> type[Entry] | None:
        """What kind of entry it is."""
        return MODELS.get(self.kwargs["kind"])

    @cached_property
    def entry(self) -> Entry | None:
        """Fetch the entry that is to go."""
        key = self.kwargs["pk"]
        return self.model._default_manager.filter(pk=key).first() if self.model else None

    def lead_on(self, model: type[Entry]) -> HttpResponse:
        """Lead to what the entry has become. Raises Http404 where nobody knows."""
        former = Merge.objects.filter(kind=self.kwargs["kind"], gone_key=self.kwargs["pk"]).last()
        kept = model._default_manager.filter(pk=former.kept_key).first() if former else None
        if former is None or kept is None:
            raise Http404
        said = _("“%(gone)s” was merged with “%(kept)s” already.")
        messages.info(self.request, said % {"gone": former.gone_name, "kept": kept.name})
        return redirect(desk_address(kept))

    def get_page_subtitle(self) -> str:
        """Name the entry."""
        return str(self.entry)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the entry."""
        return [
            *self.breadcrumbs_items,
            {"url": self.back_url(), "label": str(self.entry)},
            {"url": "", "label": self.page_title, "sublabel": str(self.entry)},
        ]

    def back_url(self) -> str:
        """Return where the entry is changed."""
        return desk_address(self.entry) if self.entry else ""

    def get_form_kwargs(self) -> dict[str, Any]:
        """Hand the form its entry."""
        return {**super().get_form_kwargs(), "entry": self.entry}

    def get_initial(self) -> dict[str, Any]:
        """Offer the only other entry of this name, if there is just one."""
        same = same_names(self.entry) if self.entry else []
        return {"into": same[0] if len(same) == 1 else None}

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Add the words around the form."""
        words = {
            "action_url": self.request.path,
            "submit_button_label": _("Merge"),
            "submit_button_active_label": _("Merge"),
            "explains": _(
                "Stories, bylines, quotations, drafts and former versions name the other entry "
                "from then on; the name becomes a spelling of it, and the address leads to it. "
                "This cannot be undone."
            ),
            "back_url": self.back_url(),
            "back_label": _("Back to the entry"),
        }
        around: dict[str, Any] = super().get_context_data(**words, **context)
        around["media"] = forms.Media() + around.get("media", forms.Media()) + around["form"].media
        return around

    def form_valid(self, form: MergeForm) -> HttpResponse:
        """Merge, and go to the entry that is left; a refusal is said at the form."""
        kept, gone = form.cleaned_data["into"], self.entry
        assert gone is not None  # noqa: S101 `dispatch` has led everybody else away
        try:
            merge_entries(kept, gone, by=who(self.request), at=timezone.now())
        except CannotMerge as refused:
            form.add_error("into", said_of(refused))
            return self.form_invalid(form)
        said = _("“%(gone)s” is “%(kept)s” from now on.")
        messages.success(self.request, said % {"gone": gone.name, "kept": kept.name})
        return redirect(desk_address(kept))


def said_of(refused: CannotMerge) -> str:
    """Return what to tell the editor."""
    if isinstance(refused, WithItself):
        return str(_("Nobody can be merged with themselves. Choose another entry."))
    if isinstance(refused, MergedAlready) and refused.into:
        return str(_("One of the two was merged meanwhile, with “%(into)s”.")) % {
            "into": refused.into
        }
    return str(_("One of the two is no longer there. Load the page anew."))
