"""What goes when a test, or all of them, have ended: databases and folders of newspapers."""

import shutil

import pytest

from tests.street import DATABASES, bare, workshop


@pytest.fixture(autouse=True)
def databases_go_with_their_test(tmp_path):
    """Drop the databases of the newspapers that this test founded in its folder."""
    yield
    DATABASES.drop(tmp_path)


@pytest.fixture(autouse=True, scope="session")
def nothing_is_left():
    """Drop all other databases, and the newspaper that the others are copies of."""
    yield
    DATABASES.drop()
    if bare.cache_info().currsize:
        shutil.rmtree(workshop())
