"""Invite colleagues, renew their way in, show them out. Links are printed where no mail is set."""

from collections.abc import Iterable
from datetime import datetime

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from django.core.mail import send_mail  # noqa: TID251 account mail leaves here
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from depesche.readers.models import Reader
from depesche.wire.send import send


class AlreadyStaff(Exception):
    """There is an account of the newsroom with this address."""


@transaction.atomic
def invite_colleague(
    email: str, *, name: str, groups: Iterable[Group], by: str, at: datetime
) -> Reader:
    """Make an account of the newsroom without a password, and send its link where mail is set.

    Raises AlreadyStaff; ValidationError if the address is none. The link: `set_password_url`.
    """
    reader = Reader.objects.filter(email__iexact=email).first()
    if reader is not None and reader.is_staff:
        raise AlreadyStaff(email)
    if reader is None:
        reader = Reader.objects.create_staff(email, None, name=name)
    else:  # a reader of the paper joins the newsroom: the old password is worth nothing there
        reader.is_staff, reader.name = True, name or reader.name
        reader.set_unusable_password()
        reader.save(update_fields=["is_staff", "name", "password"])
    reader.groups.set(groups)
    hold_address(reader)
    if settings.HAS_MAIL:
        transaction.on_commit(lambda: mail_link(reader))
    send("colleague.invited", [f"reader:{reader.pk}"], by=by, at=at)
    return reader


def set_password_url(reader: Reader) -> str:
    """Return the address where `reader` chooses a password: once, within three days."""
    key = f"{user_pk_to_url_str(reader)}-{default_token_generator.make_token(reader)}"
    uid, _dash, token = key.partition("-")
    path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
    return settings.BASE_URL + path


def mail_link(reader: Reader) -> None:
    """Send `reader` the address where they choose a password."""
    text = _(
        "Hello %(name)s,\n\nPlease choose your password for the desk here, within three days:\n\n"
        "%(url)s\n\nIf you did not expect this letter, you need not do anything."
    ) % {"name": reader.get_full_name(), "url": set_password_url(reader)}
    send_mail(_("Your way to the desk"), text, settings.MAIL_FROM, [reader.email])


@transaction.atomic
def renew_way_in(reader: Reader, *, forget_factors: bool, by: str, at: datetime) -> str:
    """Take the password (and, if told, the second factor) away; return the link for a new one.

    All sessions of the account end at once.
    """
    reader.set_unusable_password()
    reader.save(update_fields=["password"])
    if forget_factors:
        Authenticator.objects.filter(user=reader).delete()
    end_sessions(reader)
    send("colleague.renewed", [f"reader:{reader.pk}"], by=by, at=at)
    return set_password_url(reader)


@transaction.atomic
def show_out(reader: Reader, *, by: str, at: datetime) -> None:
    """End an account's work in the newsroom: no sign-in, no session, no groups."""
    reader.is_active = False
    reader.save(update_fields=["is_active"])
    reader.groups.clear()
    end_sessions(reader)
    send("colleague.left", [f"reader:{reader.pk}"], by=by, at=at)


def hold_address(reader: Reader) -> None:
    """Let the account's address, and no other, sign in and get the links for a new password."""
    others = ~Q(user=reader) & Q(email__iexact=reader.email)
    former = Q(user=reader) & ~Q(email__iexact=reader.email)
    EmailAddress.objects.filter(others | former).delete()
    EmailAddress.objects.update_or_create(
        user=reader,
        email__iexact=reader.email,
        defaults={"email": reader.email, "verified": True, "primary": True},
    )


def end_sessions(reader: Reader, *, but: str | None = None) -> int:
    """End every session of `reader`, `but` the one with this key; return how many it were."""
    ended = [
        session.pk
        for session in Session.objects.exclude(pk=but).iterator()
        if session.get_decoded().get("_auth_user_id") == str(reader.pk)
    ]
    Session.objects.filter(pk__in=ended).delete()
    return len(ended)
