"""How staff sign in: one door, a second factor, no sign-up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class StaffAccountAdapter(DefaultAccountAdapter):
    """Accounts of the newsroom are made by invitation only."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse: nobody signs themselves up for the desk."""
        return False


class StaffMFAAdapter(DefaultMFAAdapter):
    """Second factors of the newsroom."""
