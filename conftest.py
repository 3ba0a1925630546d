"""Fixtures that every room's tests share."""

import pytest
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import connection
from django.test import TestCase, TransactionTestCase
from hypothesis import settings as hypothesis_settings

from depesche.articles.models import Article
from depesche.articles.tests.make import NOON, Paper, make_article, make_paper
from depesche.readers.models import Reader

hypothesis_settings.register_profile("house", deadline=None)  # no test looks at a clock
hypothesis_settings.load_profile("house")

FRESH_DATABASE = pytest.StashKey[tuple]()


@pytest.fixture(scope="session")
def django_db_setup(request, django_db_setup, django_db_blocker):
    """Remember what migrations put into the database: the root of the tree, the collections."""
    with django_db_blocker.unblock():
        contents = connection.creation.serialize_db_to_string()
    request.config.stash[FRESH_DATABASE] = (contents, django_db_blocker)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """After a test with real transactions, which empties every table, bring that back.

    Not after the last test: the tests' database is gone then, and Django is back at the one that
    the settings name.
    """
    outcome = yield
    if nextitem is not None and empties_the_tables(item):
        contents, blocker = item.config.stash[FRESH_DATABASE]
        with blocker.unblock():
            restore_database(contents)
    return outcome


def empties_the_tables(item):
    """Tell whether a test's end flushes the database: by its mark, its fixtures, its class."""
    marker = item.get_closest_marker("django_db")
    of_class = getattr(item, "cls", None) or object
    return (
        bool(marker is not None and marker.kwargs.get("transaction"))
        or bool({"transactional_db", "live_server"} & set(getattr(item, "fixturenames", ())))
        or (issubclass(of_class, TransactionTestCase) and not issubclass(of_class, TestCase))
    )


def restore_database(contents):
    """Make the database what it was after its migrations."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
    connection.creation.deserialize_db_from_string(contents)
    models = apps.get_models(include_auto_created=True)
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)
    ContentType.objects.clear_cache()


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
def press_stands_still(settings):
    """Keep no pages, but in the tests that set up a press of their own."""
    settings.PRESS = False


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
