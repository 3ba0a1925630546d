"""The form of a colleague: name, address, roles. Passwords are chosen by their owner only."""

from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from depesche.desk.belongs import roles_given_by
from depesche.readers.models import Reader


class OwnNameForm(WagtailAdminModelForm):
    """One's own name, on the page of one's own account."""

    class Meta:
        model = Reader
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


class ColleagueForm(WagtailAdminModelForm):
    """Who somebody is, and what they do here."""

    groups = forms.ModelMultipleChoiceField(
        queryset=Group.objects.none(),  # those of one's own editions
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Roles"),
    )

    class Meta:
        model = Reader
        fields = ["name", "email", "groups"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.pop("editing_self", None)
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True
        if isinstance(self.for_user, Reader):
            self.fields["groups"].queryset = roles_given_by(self.for_user)

    def clean_email(self) -> str:
        """Refuse the address of somebody who is here already, in any case of letters."""
        email: str = self.cleaned_data["email"]
        others = Reader.objects.filter(email__iexact=email, is_staff=True)
        if others.exclude(pk=self.instance.pk).exists():
            message = _("There is a colleague with this address. Open their entry instead.")
            raise forms.ValidationError(message)
        return email

    def _get_validation_exclusions(self) -> set[str]:
        """Let a reader of the paper be invited: the act joins both, so the address may exist."""
        exclusions: set[str] = super()._get_validation_exclusions()
        return exclusions | ({"email"} if self.instance.pk is None else set())

    def validate_constraints(self) -> None:
        """Leave the account's own constraint to the act that joins or refuses."""
        if self.instance.pk is not None:
            super().validate_constraints()
