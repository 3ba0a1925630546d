"""Attempts at the door are counted for as long as the written rule says, whoever else knocks."""

import os
import time
from importlib import import_module

import pytest

from depesche.readers.counts import KeptCounts
from depesche.readers.models import Reader

PASSWORD = "tide-table-lantern"
MANY = 400  # Django's own cache of files forgets a random third from 300 on


@pytest.fixture
def counts(settings, tmp_path):
    """Count where a newspaper counts."""
    written = import_module(os.environ["DJANGO_SETTINGS_MODULE"]).CACHES["default"]
    settings.CACHES = {"default": {**written, "LOCATION": tmp_path / "counts"}}
    return KeptCounts(tmp_path / "counts", {})


def knock(client, password):
    form = {"login": "chief@paper.example", "password": password}
    client.post("/desk/sign-in/", form, REMOTE_ADDR="192.0.2.7")
    return "_auth_user_id" in client.session


@pytest.mark.django_db
def test_the_sixth_password_is_not_even_tried_whoever_else_knocks(client, counts, settings):
    settings.SECOND_FACTOR = False
    Reader.objects.create_superuser("chief@paper.example", PASSWORD)
    for attempt in range(5):
        assert not knock(client, "not-the-password")
        for other in range(MANY // 4):
            counts.set(f"somebody-{attempt}-{other}", [time.time()], 300)
    assert not knock(client, PASSWORD)


@pytest.mark.django_db
def test_the_fifth_password_may_be_the_right_one(client, counts, settings):
    settings.SECOND_FACTOR = False
    Reader.objects.create_superuser("chief@paper.example", PASSWORD)
    for _attempt in range(4):
        assert not knock(client, "not-the-password")
    assert knock(client, PASSWORD)


def test_what_is_over_goes_and_nothing_else(counts):
    for number in range(MANY):
        counts.set(f"over-{number}", 1, -1 if number % 2 else 300)
    counts.sweep()
    assert sum(f"over-{number}" in counts for number in range(MANY)) == MANY // 2
    assert len(counts._list_cache_files()) == MANY // 2


def test_the_disk_is_not_filled(counts):
    for number in range(30):
        counts.set(f"somebody-{number}", 1, 300)
    counts.sweep(most=10)
    assert len(counts._list_cache_files()) == 10
    assert counts.get("somebody-29") == 1
    assert counts.get("somebody-0") is None
