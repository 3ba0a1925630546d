"""The form of a colleague: name, address, roles. Passwords are chosen by their owner only."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from depesche.desk.belongs import roles_given_by
from depesche.desk.models import Role
from depesche.readers.models import Reader


class OwnNameForm(WagtailAdminModelForm):
    """One's own name, on the page of one's own account."""

    class Meta:
        model = Reader
        fields = ["name"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True


def password_first() -> str:
    """Return why a new address is not taken yet; the form stays open beside the other page."""
    return format_html(
        '{} <a href="{}" target="_blank">{}</a>',
        _("Whoever has this address has the account: type your own password first, then save."),
        reverse("account_reauthenticate"),
        _("My password, in a new tab"),
    )


class ByEdition(forms.models.ModelChoiceIterator):
    """The roles as a chief thinks of them: an edition's own first, then those of its sections."""

    def __iter__(self) -> Iterator[Any]:
        """Yield each edition with its roles; what an owner made by hand comes last."""
        roles = Role.objects.filter(group__in=self.queryset.order_by().values("pk"))
        roles = roles.select_related("edition", "section", "group")
        ordered = sorted(roles, key=_place)
        for edition, own in groupby(ordered, key=lambda role: role.edition):
            yield edition.name, [self._choice(role, edition.name) for role in own]
        others = [self.choice(each) for each in self.queryset.filter(role=None).order_by("name")]
        if others:
            yield gettext("Made by hand"), others

    def _choice(self, role: Role, edition: str) -> tuple[Any, str]:
        value, label = self.choice(role.group)
        return value, label.removeprefix(f"{edition} · ")


def _place(role: Role) -> tuple[bool, str, bool, str, int]:
    section = role.section.path if role.section else ""
    edition = role.edition
    kinds = [Role.Kind.CHIEF, Role.Kind.PICTURES, Role.Kind.EDITOR, Role.Kind.REPORTER]
    kind = kinds.index(Role.Kind(role.kind))
    return not edition.is_default, edition.key, role.section is not None, section, kind


class Roles(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not subscriptable
    """The roles to choose from, by edition."""

    iterator = ByEdition


class ColleagueForm(WagtailAdminModelForm):
    """Who somebody is, and what they do here."""

    groups = Roles(
        queryset=Group.objects.none(),  # those of one's own editions
        required=False,
        widget=forms.CheckboxSelectMultiple,
        label=_("Roles"),
    )

    class Meta:
        model = Reader
        fields = ["name", "email", "groups"]

    may_move_address = False  # the password of whoever asks was typed just now

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
        if self.instance.pk and email != self.initial["email"] and not self.may_move_address:
            raise forms.ValidationError(password_first())
        return email

    def _get_validation_exclusions(self) -> set[str]:
        """Let a reader of the paper be invited: the act joins both, so the address may exist."""
        exclusions: set[str] = super()._get_validation_exclusions()
        return exclusions | ({"email"} if self.instance.pk is None else set())

    def validate_constraints(self) -> None:
        """Leave the account's own constraint to the act that joins or refuses."""
        if self.instance.pk is not None:
            super().validate_constraints()
