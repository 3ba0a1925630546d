"""The forms of the acts on a story: correct, retract, give a short link."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from depesche.articles.models import Article, Correction, Shortlink

KINDS = [(kind.value, kind.label) for kind in Correction.Kind if kind != Correction.Kind.RETRACTION]


class CorrectionForm(forms.ModelForm[Correction]):
    """What was wrong, what is right, who told us."""

    kind = forms.ChoiceField(label=_("Kind"), choices=KINDS)

    class Meta:
        model = Correction
        fields = ["kind", "wrong", "right", "reported_by"]
        widgets = {"wrong": AdminAutoHeightTextInput, "right": AdminAutoHeightTextInput}
        help_texts = {
            "wrong": _("Word for word what readers could read."),
            "right": _("Readers find it at the story, among the corrections and in the feed."),
            "reported_by": _("For the desk alone; readers do not see it."),
        }


class RetractionForm(forms.Form):
    """Why the story is taken back."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=2000,
        widget=AdminAutoHeightTextInput,
        help_text=_("Readers find it at the story’s address from now on."),
    )


class ShortlinkForm(forms.ModelForm[Shortlink]):
    """A word for print and radio."""

    class Meta:
        model = Shortlink
        fields = ["code"]
        help_texts = {"code": _("Three to forty letters, digits and hyphens, such as wahl.")}

    def clean_code(self) -> str:
        """Refuse the code of a story: its own short link comes first, for good."""
        code: str = self.cleaned_data["code"]
        if Article.objects.filter(code=code).exists():
            raise forms.ValidationError(_("A story has this code already. Choose another word."))
        return code


class SureForm(forms.Form):
    """Nothing to fill in: yes is enough."""
