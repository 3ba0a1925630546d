"""Appoint the first chief of a newspaper: an account with every right, and no password yet."""

from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from depesche.readers.invite import AlreadyStaff
from depesche.readers.models import Reader
from depesche.wire.send import send


@transaction.atomic
def appoint_first_chief(email: str, *, name: str, at: datetime) -> Reader:
    """Make the account; its owner chooses a password at `invite.set_password_url`.

    Raises AlreadyStaff where the newsroom has a chief; ValidationError if the address is none.
    """
    if Reader.objects.filter(is_superuser=True).exists():
        raise AlreadyStaff(email)
    chief = Reader.objects.create_superuser(email, None, name=name)
    EmailAddress.objects.create(user=chief, email=chief.email, verified=True, primary=True)
    send("colleague.invited", [f"reader:{chief.pk}"], by="depesche new", at=at)
    return chief
