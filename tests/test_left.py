"""What a server that stopped cleanly writes down, and when the next one may go by it."""

import sqlite3
from contextlib import closing

import pytest

from depesche import settings
from depesche.cli import left
from depesche.press.discard import begin_at
from depesche.press.fingerprint import fingerprint
from depesche.press.ledger import write_mark
from depesche.press.store import store_at

NEWEST = 3


@pytest.fixture
def mark(tmp_path, monkeypatch):
    """A newspaper's folder whose kept pages have heard of every dispatch; gives today's mark."""
    data = tmp_path / "data"
    data.mkdir()
    database = data / "depesche.sqlite3"
    monkeypatch.setattr(settings, "HOME", tmp_path)
    monkeypatch.setattr(settings, "STATIC_ROOT", tmp_path / "static")
    monkeypatch.setattr(settings, "PRESS_MB", 16)
    monkeypatch.setitem(settings.DATABASES, "default", {"NAME": database})
    monkeypatch.setenv(left.STORE, str(data / "store"))
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "depesche.settings")
    with closing(sqlite3.connect(database)) as written, written:
        written.execute("CREATE TABLE wire_dispatch (id INTEGER PRIMARY KEY)")
        written.execute("INSERT INTO wire_dispatch VALUES (?)", [NEWEST])
    store = store_at(data / "store", size_mb=16)
    begin_at(store, NEWEST)
    with store.writing() as (act, tables):
        write_mark(act, tables, fingerprint())
    return fingerprint()


def test_a_newspaper_is_taken_up_as_it_was_left_once(mark):
    left.write_down(mark)
    assert left.take_up()
    assert not left.take_up()  # a crash leaves nothing: then everything is looked at


def test_what_was_never_left_is_prepared(mark):
    assert mark
    assert not left.take_up()


def test_a_database_that_was_touched_meanwhile_is_looked_at(mark):
    left.write_down(mark)
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as written, written:
        written.execute("INSERT INTO wire_dispatch VALUES (?)", [NEWEST + 1])
    assert not left.take_up()


def test_pages_that_have_not_heard_of_everything_are_not_left_as_todays(mark):
    with closing(sqlite3.connect(settings.DATABASES["default"]["NAME"])) as written, written:
        written.execute("INSERT INTO wire_dispatch VALUES (?)", [NEWEST + 1])
    left.write_down(mark)
    assert not left.take_up()


def test_a_program_that_changed_while_it_served_is_prepared_again(mark, monkeypatch):
    left.write_down("another mark")
    assert not left.take_up()
    left.write_down(mark)
    monkeypatch.setattr(settings, "LANGUAGE_CODE", "fr")
    assert not left.take_up()


def test_another_run_of_the_machine_begins_with_a_look(mark, monkeypatch):
    left.write_down(mark)
    monkeypatch.setattr(left, "boot_name", lambda: "another")
    assert not left.take_up()


def test_a_file_that_cannot_be_read_is_nothing(mark):
    left.write_down(mark)
    (settings.HOME / "data" / left.NAME).write_text('{"facts"', encoding="utf-8")
    assert not left.take_up()
