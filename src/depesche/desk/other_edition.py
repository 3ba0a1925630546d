"""The same story in another edition: said, and taken back, at the desk."""

from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from depesche.articles.models import Article
from depesche.articles.pair import counterparts_of, pair_article, unpair_article
from depesche.desk.acts import ActOnStory
from depesche.desk.scope import stories_of


class OtherEditionForm(forms.Form):
    """Which story it is there; empty: none."""

    other = forms.ModelChoiceField(
        label=_("The same story"),
        queryset=Article.objects.none(),
        required=False,
        widget=AdminPageChooser(target_models=[Article]),
        help_text=_("Empty: this story stands alone."),
        error_messages={
            "invalid_choice": _("Choose a story of another edition, of a section that you publish.")
        },
    )


class OtherEditionOfStory(ActOnStory):
    """Pair a story with its counterpart."""

    right = "can_unschedule"  # it changes what readers see of both
    page_title = _("Same story in another edition")
    form_class = OtherEditionForm
    done = _("Saved. Readers and search engines are led from one to the other once both are out.")
    explains = _("Each of the two pages then leads to the other, in its own language.")

    def get_initial(self) -> dict[str, Any]:
        """Show what it is paired with."""
        return {"other": next(iter(counterparts_of(self.article)), None)}

    def get_form(self, form_class: type[forms.BaseForm] | None = None) -> forms.BaseForm:
        """Offer the stories that the colleague publishes in other editions."""
        form = super().get_form(form_class)
        field = form.fields["other"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101 this view's form
        field.queryset = stories_of(self.editor, "publish").exclude(
            edition_id=self.article.edition_id
        )
        return form

    def perform(self, form: forms.BaseForm) -> None:
        """Pair it, or take it apart; the counterpart of today is asked for its rights too."""
        other = form.cleaned_data["other"]
        for each in counterparts_of(self.article):
            if each != other and not each.permissions_for_user(self.editor).can_unschedule():
                raise PermissionDenied
        if other is None:
            unpair_article(self.article, by=self.editor, at=timezone.now())
        else:
            pair_article(self.article, other, by=self.editor, at=timezone.now())
