"""Fixtures that every room's tests share."""

import pytest

from depesche.articles.models import Article
from depesche.articles.tests.make import NOON, Paper, make_article, make_paper
from depesche.readers.models import Reader


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
def files_of_this_test(settings, tmp_path):
    """Keep uploads in a folder that goes with the test."""
    settings.MEDIA_ROOT = tmp_path / "media"


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hash passwords quickly: the real hasher takes half a second a sign-in by design."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def paper(db) -> Paper:
    """Open a paper with a German and an English edition, two sections each."""
    return make_paper()


@pytest.fixture
def chief(paper) -> Reader:
    """Return the chief of the paper: a superuser."""
    return paper.chief


@pytest.fixture
def article(paper) -> Article:
    """Publish a story in the German section `politik`."""
    return make_article(paper.politik, publish_at=NOON, by=paper.chief)


@pytest.fixture
def desk(client, paper):
    """Return a browser in which the chief is signed in."""
    client.force_login(paper.chief, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def one_factor(settings):
    """Sign staff in with a password only, as the demo does."""
    settings.SECOND_FACTOR = False
