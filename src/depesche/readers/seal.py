"""Seal what must not be read out of the database: its key is in the settings, not beside it."""

import base64
import hashlib
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings

__all__ = ["InvalidToken", "seal", "unseal"]


@lru_cache(maxsize=8)
def _fernet(secret: str, purpose: str) -> Fernet:
    salt = f"depesche.{purpose}".encode()
    digest = hashlib.scrypt(secret.encode(), salt=salt, n=2**12, r=8, p=1, dklen=32)
    return Fernet(base64.urlsafe_b64encode(digest))


def seal(text: str, *, purpose: str) -> str:
    """Return `text` encrypted for the database; each purpose (`mfa`, `letters`) has its own key."""
    return _fernet(settings.SECRET_KEY, purpose).encrypt(text.encode()).decode()


def unseal(sealed: str, *, purpose: str) -> str:
    """Return what `seal` was given. Raises InvalidToken if the key is another one now."""
    return _fernet(settings.SECRET_KEY, purpose).decrypt(sealed.encode()).decode()
