"""Change a colleague's e-mail: confirmed at the new address, told to the old one, undone there.

A chief asks for it; nothing changes until the link that goes to the new address is followed. The
old address gets a letter with a link that takes the change back. Source: docs/decisions/0127.
"""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.mail import send_mail  # noqa: TID251 account mail leaves here
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from depesche.readers.invite import end_sessions, hold_address, renew_way_in
from depesche.readers.models import AddressChange, Reader
from depesche.wire.send import send

CONFIRM, UNDO = "readers.address.confirm", "readers.address.undo"
CONFIRM_WITHIN, UNDO_WITHIN = timedelta(days=3), timedelta(days=14)


class NotToBeDone(Exception):
    """The link is forged, too old, followed before, or overtaken by another change."""


@transaction.atomic
def ask_for_address(reader: Reader, email: str, *, by: str, at: datetime) -> AddressChange | None:
    """Let a new address wait until it is confirmed; None where it is the account's already.

    What waited before waits no longer. Both addresses get a letter where mail is set; otherwise
    the desk prints `confirm_url`. Raises ValidationError if the address is none or has an account.
    """
    AddressChange.objects.filter(reader=reader, confirmed_at=None).delete()
    email = Reader.objects.normalize_email(email)
    if email == reader.email:
        return None
    Reader(email=email, name=reader.name, password="-").clean_fields()  # noqa: S106 not a password
    if Reader.objects.filter(email__iexact=email).exclude(pk=reader.pk).exists():
        raise ValidationError({"email": _("There is an account with this address.")})
    change = AddressChange.objects.create(
        reader=reader, former=reader.email, email=email, by=by, asked_at=at
    )
    if settings.HAS_MAIL:
        transaction.on_commit(lambda: mail_asked(change))
    send("address.asked", [f"reader:{reader.pk}"], by=by, at=at)
    return change


def waiting_for(reader: Reader, *, at: datetime) -> AddressChange | None:
    """Return the change that still can be confirmed at `at`."""
    waiting = AddressChange.objects.filter(reader=reader, former=reader.email, confirmed_at=None)
    return waiting.filter(asked_at__gt=at - CONFIRM_WITHIN).first()


def confirm_url(change: AddressChange) -> str:
    """Return where the new address is confirmed, once, within three days."""
    return _link("readers:confirm_address", change, CONFIRM)


def undo_url(change: AddressChange) -> str:
    """Return where a confirmed change is taken back, within fourteen days."""
    return _link("readers:undo_address", change, UNDO)


def _link(name: str, change: AddressChange, purpose: str) -> str:
    token = signing.dumps(change.pk, salt=purpose)
    return settings.BASE_URL + reverse(name, kwargs={"token": token})


def change_to_confirm(token: str, *, at: datetime) -> AddressChange:
    """Return the change that a link confirms. Raises NotToBeDone."""
    return _check_open(_change_of(token, CONFIRM), at=at)


def change_to_undo(token: str, *, at: datetime) -> AddressChange:
    """Return the change that a link takes back. Raises NotToBeDone."""
    return _check_standing(_change_of(token, UNDO), at=at)


def _check_open(change: AddressChange, *, at: datetime) -> AddressChange:
    is_late = change.asked_at <= at - CONFIRM_WITHIN
    if change.confirmed_at or is_late or change.reader.email != change.former:
        raise NotToBeDone
    return change


def _check_standing(change: AddressChange, *, at: datetime) -> AddressChange:
    is_late = change.confirmed_at is None or change.confirmed_at <= at - UNDO_WITHIN
    if is_late or change.undone_at or change.reader.email != change.email:
        raise NotToBeDone
    return change


def _change_of(token: str, purpose: str) -> AddressChange:
    """Return the change that a link names; a forged one costs no query."""
    try:
        key = signing.loads(token, salt=purpose)
        change = AddressChange.objects.select_related("reader").get(pk=key)
    except (signing.BadSignature, AddressChange.DoesNotExist) as unknown:
        raise NotToBeDone from unknown
    if not (change.reader.is_active and change.reader.is_staff):
        raise NotToBeDone
    return change


def _held(change: AddressChange) -> AddressChange:
    """Return the change fresh from the database, its row and its account's locked."""
    rows = AddressChange.objects.select_related("reader").select_for_update()
    found = rows.filter(pk=change.pk).first()
    if found is None:
        raise NotToBeDone
    return found


def confirm_address(token: str, *, at: datetime, but: str | None = None) -> AddressChange:
    """Let the account have the address at which the link arrived; all sessions end, `but` one.

    Raises NotToBeDone, ValidationError where another account has taken the address meanwhile.
    """
    asked = change_to_confirm(token, at=at)  # before anything is locked
    with transaction.atomic():
        change = _check_open(_held(asked), at=at)
        change.confirmed_at = at
        change.save(update_fields=["confirmed_at"])
        change_address(change.reader, change.email, by=change.by, at=at, but=but)
        if settings.HAS_MAIL:
            transaction.on_commit(lambda: mail_changed(change))
    return change


def undo_address(token: str, *, at: datetime) -> str:
    """Give the account its old address back, and nobody a way in but who reads this link.

    The password is gone, all sessions end; returns the link for a new one. Raises NotToBeDone,
    ValidationError where another account has taken the old address meanwhile.
    """
    standing = change_to_undo(token, at=at)
    with transaction.atomic():
        change = _check_standing(_held(standing), at=at)
        change.undone_at = at
        change.save(update_fields=["undone_at"])
        by = f"reader:{change.reader_id}"
        AddressChange.objects.filter(reader=change.reader, confirmed_at=None).delete()
        change_address(change.reader, change.former, by=by, at=at)
        return renew_way_in(change.reader, forget_factors=False, by=by, at=at)


@transaction.atomic
def change_address(
    reader: Reader, email: str, *, by: str, at: datetime, but: str | None = None
) -> None:
    """Move the account to `email`: sign-in, links and notices go there from now on.

    All its sessions end, `but` the one with this key (of somebody who changes their own). Raises
    ValidationError if the address is none or has an account.
    """
    former = reader.email
    reader.email = Reader.objects.normalize_email(email)
    if reader.email == former:
        return
    reader.full_clean(exclude=["password"])
    reader.save(update_fields=["email"])
    hold_address(reader)
    end_sessions(reader, but=but)
    send("colleague.readdressed", [f"reader:{reader.pk}"], by=by, at=at)


def mail_asked(change: AddressChange) -> None:
    """Send the new address its link, and tell the old one what has been asked for."""
    names = {"name": change.reader.get_full_name(), "new": change.email, "former": change.former}
    here = _(
        "Hello %(name)s,\n\nyour account at the desk shall have this address. Please confirm it "
        "here, within three days:\n\n%(url)s\n\nUntil then you sign in with %(former)s. If you "
        "know nothing of this, you need not do anything."
    ) % {**names, "url": confirm_url(change)}
    there = (
        _(
            "Hello %(name)s,\n\nyour account at the desk shall have the address %(new)s, as "
            "soon as somebody who reads letters there confirms it.\n\nIf you did not expect this, "
            "please tell your chief at once."
        )
        % names
    )
    _mail(_("Please confirm your new address"), here, change.email)
    _mail(_("Your account is to have a new address"), there, change.former)


def mail_changed(change: AddressChange) -> None:
    """Tell both addresses; the old one gets the link that takes the change back."""
    names = {"name": change.reader.get_full_name(), "new": change.email, "former": change.former}
    text = (
        _(
            "Hello %(name)s,\n\nyour account at the desk now has the address %(new)s. "
            "%(former)s does not sign in any more, and all sessions have ended."
        )
        % names
    )
    undo = _("If you did not want this, take it back here, within fourteen days:\n\n%(url)s") % {
        "url": undo_url(change)
    }
    subject = _("Your account has a new address")
    _mail(subject, text, change.email)
    _mail(subject, f"{text}\n\n{undo}", change.former)


def _mail(subject: str, text: str, address: str) -> None:
    send_mail(subject, text, settings.MAIL_FROM, [address])
