"""The forms of the register: every spelling of a name, the offices somebody has held."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from depesche.register.models import Entry
from depesche.register.spell import spell_entry

MOST_SPELLINGS = 60
MOST_LETTERS = 160


class EntryForm(WagtailAdminModelForm):
    """An entry of the register with its other spellings, one a line."""

    also_known_as = forms.CharField(
        label=_("other spellings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, in any script. Whoever searches for one of them finds the entry."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["also_known_as"].initial = "\n".join(self.instance.also_known_as)

    def clean_also_known_as(self) -> list[str]:
        """Return the lines. Refuses one that is no name, and too many of them."""
        lines = [line.strip() for line in self.cleaned_data["also_known_as"].splitlines()]
        lines = [line for line in lines if line]
        if len(lines) > MOST_SPELLINGS:
            raise ValidationError(_("No more than 60 spellings."))
        if any(len(line) > MOST_LETTERS for line in lines):
            raise ValidationError(_("A spelling has no more than 160 letters: one a line."))
        return lines

    def save(self, commit: bool = True) -> Entry:  # noqa: FBT001, FBT002 Django's
        """Keep the entry and its spellings."""
        entry: Entry = super().save(commit=commit)
        if commit:
            spell_entry(entry, self.cleaned_data["also_known_as"])
        return entry
