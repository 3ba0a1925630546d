"""Entries of the register at the desk: found by any spelling, portrayed, merged."""

from typing import Any

from django import forms
from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.choosers import BaseFilterForm
from wagtail.admin.widgets import Button
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from depesche.articles.portray import portray_entry
from depesche.desk.merging import may_merge
from depesche.desk.scope import who
from depesche.register.models import Entry
from depesche.register.queries import found_by_spelling


class FindBySpelling(BaseFilterForm):
    """The search field of a chooser: takes the beginning of any word of any spelling."""

    q = forms.CharField(
        label=_("Name"), required=False, widget=forms.TextInput(attrs={"placeholder": _("Name")})
    )

    def filter(self, objects: QuerySet[Any]) -> QuerySet[Any]:
        """Return the entries, or tags, that are meant."""
        asked = self.cleaned_data.get("q")
        if not asked:
            return objects
        self.is_searching, self.search_query = True, asked
        model = objects.model
        if issubclass(model, Entry):
            return objects.filter(found_by_spelling(model, asked))
        return objects.filter(Q(name__icontains=asked))


class ListEntries(IndexView):
    """The list of entries: searched by any spelling."""

    def search_queryset(self, queryset: QuerySet[Model]) -> QuerySet[Model]:
        """Return the entries with one spelling of which each word, or its beginning, agrees."""
        if not self.is_searching or not issubclass(queryset.model, Entry):
            found: QuerySet[Model] = super().search_queryset(queryset)
            return found
        return queryset.filter(found_by_spelling(queryset.model, self.search_query))


class Portrayed:
    """A form whose entry may have a portrait."""

    request: Any
    form: Any

    def save_instance(self) -> Entry:
        """Keep the entry; the portrait is an act of its own and tells of itself."""
        entry: Entry = super().save_instance()  # type: ignore[misc]
        picture = self.form.cleaned_data["portrait"]
        portray_entry(entry, picture, by=who(self.request), at=timezone.now())
        return entry


class AddEntry(Portrayed, CreateView):
    """Add an entry."""


class ChangeEntry(Portrayed, EditView):
    """Change an entry, or say that it is another one."""

    @cached_property
    def header_more_buttons(self) -> list[Button]:
        """Offer to merge it, to whoever may."""
        buttons: list[Button] = list(super().header_more_buttons)
        if may_merge(who(self.request), type(self.object)):
            kind = self.object._meta.model_name
            url = reverse("newsroom:merge", args=[kind, self.object.pk])
            buttons.append(Button(_("Merge"), url=url, icon_name="resubmit", priority=15))
        return buttons
