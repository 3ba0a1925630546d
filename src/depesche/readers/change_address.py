"""Change a colleague's e-mail: the old address stops being a way in, and both are told."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail  # noqa: TID251 account mail leaves here
from django.db import transaction
from django.utils.translation import gettext as _

from depesche.readers.invite import end_sessions, hold_address
from depesche.readers.models import Reader
from depesche.wire.send import send


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
    if settings.HAS_MAIL:
        transaction.on_commit(lambda: mail_both(reader, former))
    send("colleague.readdressed", [f"reader:{reader.pk}"], by=by, at=at)


def mail_both(reader: Reader, former: str) -> None:
    """Tell the old address and the new one, each in a letter of its own."""
    text = _(
        "Hello %(name)s,\n\nyour account at the desk now has the address %(new)s. "
        "%(former)s does not sign in any more, and all sessions have ended.\n\n"
        "If you did not expect this letter, please tell your chief at once: "
        "they can give you a new way in."
    ) % {"name": reader.get_full_name(), "new": reader.email, "former": former}
    for address in (former, reader.email):
        send_mail(_("Your account has a new address"), text, settings.MAIL_FROM, [address])
