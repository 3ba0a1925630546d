"""The forms of the register: spellings, offices, a portrait; and whether it is there already."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.images.widgets import AdminImageChooser

from depesche.pictures.models import Picture, Portrait
from depesche.register.models import Entry
from depesche.register.queries import entries_spelled
from depesche.register.spell import owner_of, spell_entry
from depesche.register.spellings import fold

MOST_SPELLINGS = 60
MOST_LETTERS = 160


class AsksForNamesakes(WagtailAdminModelForm):
    """Does not let an entry in that is there already, unless it is said to be another one."""

    is_another = forms.BooleanField(
        label=_("somebody or something else of the same name"),
        required=False,
        help_text=_(
            "Then say which in brackets after the name: “Ada Ahlers (minister)”. "
            "Readers are led from one to the other."
        ),
    )

    def clean(self) -> dict[str, Any]:
        """Ask where an entry of this name is there, and neither was nor is said to be another."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        entry: Entry = self.instance
        is_new_name = not entry.pk or fold(cleaned.get("name", "")) != entry.name_key
        if cleaned.get("name") and is_new_name and not cleaned.get("is_another"):
            texts = [cleaned["name"], *(cleaned.get("also_known_as") or [])]
            model = type(entry)
            column = str(model._meta.model_name)
            found = entries_spelled(model, column, map(fold, texts), besides=entry.pk)
            if found:
                self.add_error("name", ValidationError(_there_already(found), code="namesake"))
        return cleaned


def _there_already(found: list[Entry]) -> SafeString:
    """Return a sentence with links to the entries of the name."""
    links = format_html_join(
        ", ",
        '<a href="{}">{}</a>',
        ((desk_address(entry), entry.name) for entry in found[:5]),
    )
    return format_html(
        "{} {}. {}",
        _("The register has this name already:"),
        links,
        _("Use that entry, or tick “somebody or something else of the same name”."),
    )


def desk_address(entry: Entry) -> str:
    """Return where an entry is changed at the desk."""
    return reverse(f"wagtailsnippets_register_{entry._meta.model_name}:edit", args=[entry.pk])


class EntryForm(AsksForNamesakes):
    """An entry of the register with its other spellings, one a line, and its portrait."""

    also_known_as = forms.CharField(
        label=_("other spellings"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("One a line, in any script. Whoever searches for one of them finds the entry."),
    )
    portrait = forms.ModelChoiceField(
        label=_("portrait"),
        queryset=Picture.objects.all(),
        required=False,
        widget=AdminImageChooser,
        help_text=_("Readers see it with its credit as soon as you save."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.former_portrait: Picture | None = None
        if self.instance.pk:
            self.fields["also_known_as"].initial = "\n".join(self.instance.also_known_as)
            rows = Portrait.objects.filter(**owner_of(self.instance)).select_related("picture")
            portrait = rows.first()
            self.former_portrait = portrait.picture if portrait else None
            self.fields["portrait"].initial = self.former_portrait

    def clean_portrait(self) -> Picture | None:
        """Refuse a picture that nobody is named for."""
        picture: Picture | None = self.cleaned_data["portrait"]
        if picture is not None and not picture.credit:
            raise ValidationError(
                _("This picture has no credit. Write who made it, then choose it here.")
            )
        return picture

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
