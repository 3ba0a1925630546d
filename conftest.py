"""Fixtures that every room's tests share."""

import pytest


@pytest.fixture(autouse=True)
def no_memory_of_other_tests(settings, request):
    """Give each test a cache of its own: sign-in limits and site roots are counted there."""
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
            "LOCATION": request.node.nodeid,
        }
    }


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords quickly: the real hasher takes half a second a sign-in by design."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
