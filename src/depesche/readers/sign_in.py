"""How staff sign in: one door, a second factor, no sign-up. What allauth asks, answered."""

import time

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest

from depesche.readers.seal import seal, unseal

FRESH_SECONDS = 300


def was_here_just_now(request: HttpRequest) -> bool:
    """Tell whether password or second factor were asked for within the last five minutes."""
    records = get_authentication_records(request, request.user)
    typed_at = max((float(record["at"]) for record in records), default=0.0)
    return time.time() - typed_at < FRESH_SECONDS


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts of the newsroom are made by invitation; nobody else passes its door."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002 allauth's signature
        """Refuse: nobody signs themselves up for the desk."""
        return False

    def authenticate(self, request: HttpRequest, **credentials: str) -> AbstractBaseUser | None:
        """Return the account if the password is right and it is staff.

        A reader's right password gets the same answer as a wrong one.
        """
        reader = super().authenticate(request, **credentials)
        return reader if reader is not None and reader.is_staff and reader.is_active else None

    def is_reauthentication_required(self, *, app: str) -> bool:
        """Ask for the password again only if it was typed more than five minutes ago."""
        if was_here_just_now(self.request):
            return False
        return bool(super().is_reauthentication_required(app=app))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, object]) -> None:
        """Send account mail where mail is set; else the desk prints links instead."""
        if settings.HAS_MAIL:
            super().send_mail(template_prefix, email, context)


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors; their secrets are encrypted with a key that is not in the database."""

    def encrypt(self, text: str) -> str:
        """Return `text` encrypted for the database."""
        return seal(text, purpose="mfa")

    def decrypt(self, encrypted_text: str) -> str:
        """Return what `encrypt` was given."""
        return unseal(encrypted_text, purpose="mfa")
