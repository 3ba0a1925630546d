"""The forms of the desk: what a text must say before it can be saved, in one clear sentence."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

# rows of the form whose target belongs to one edition: formset, field, what to say
OF_ONE_EDITION = (
    ("taggings", "tag", _("“%(name)s” is a tag of another edition. Choose one of this edition.")),
    (
        "dossier_entries",
        "dossier",
        _("“%(name)s” is a dossier of another edition. Choose one of this edition."),
    ),
)


class ArticleForm(WagtailAdminPageForm):
    """The form of an article."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # the code finds the story; the slug is made

    def clean(self) -> dict[str, Any]:
        """Check what two fields say together; every word that was written stays in the form."""
        cleaned: dict[str, Any] = super().clean()
        self._check_ai(cleaned)
        self._check_times(cleaned)
        self._check_editions()
        return cleaned

    def _check_ai(self, cleaned: dict[str, Any]) -> None:
        if cleaned.get("ai_used") and not cleaned.get("ai_reviewer"):
            self.add_error(
                "ai_reviewer", _("Name who reviewed what the AI made, or empty “AI used for”.")
            )
        if cleaned.get("ai_reviewer") and not cleaned.get("ai_used"):
            self.add_error("ai_used", _("Say what the AI was used for, or empty “reviewed by”."))

    def _check_times(self, cleaned: dict[str, Any]) -> None:
        embargo, out = cleaned.get("embargo_until"), cleaned.get("go_live_at")
        if embargo and out and out < embargo:
            self.add_error(
                "embargo_until",
                _("The story is to go out before its embargo ends. Change one of the two times."),
            )

    def _check_editions(self) -> None:
        edition_id = self._edition_id()
        for name, field, message in OF_ONE_EDITION:
            for row in self.formsets[name].forms if name in self.formsets else ():
                target = getattr(row, "cleaned_data", {}).get(field)
                if target is None or edition_id is None or row.cleaned_data.get("DELETE"):
                    continue
                if target.edition_id != edition_id:
                    row.add_error(
                        field, forms.ValidationError(message, params={"name": str(target)})
                    )

    def _edition_id(self) -> int | None:
        if self.instance.edition_id:
            return int(self.instance.edition_id)
        parent = self.parent_page.specific if self.parent_page else None
        section = parent if hasattr(parent, "edition_id") else parent and parent.get_parent()
        return getattr(section.specific, "edition_id", None) if section else None


class SectionForm(WagtailAdminPageForm):
    """The form of a section."""
