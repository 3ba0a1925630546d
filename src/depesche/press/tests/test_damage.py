import signal
import subprocess
import sys

import pytest

from depesche.press.blame import blame_store
from depesche.press.discard import begin_at
from depesche.press.ledger import APPLIED
from depesche.press.look import look_on, look_through
from depesche.press.store import NoStore
from depesche.press.tests.make_store import body_at, keep, make_page, make_store, tell

PLACES = 200  # the 184th forgets how far it has heard


@pytest.fixture
def store(tmp_path):
    made = make_store(tmp_path)
    for number in range(5):
        keep(made, make_page(f"/de/{number}/", f"article:{number}"))
    return made


def test_the_paper_comes_back_by_itself_wherever_the_file_was_damaged(tmp_path):
    """Bytes between the pages end a process, as does a file cut off: others go on without it."""
    ended = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-m", "depesche.press.tests.spoil", str(tmp_path), str(PLACES)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert "ended with" not in ended.stdout, ended.stdout + ended.stderr
    assert "99:" not in ended.stdout, ended.stdout + ended.stderr
    assert " 3:" not in ended.stdout, ended.stdout + ended.stderr
    assert "press.store_thrown_away" in ended.stderr


def test_pages_that_are_what_was_kept_stay(store):
    assert look_through(store) == 5
    first = look_on(store, b"", pages=3)
    assert int.from_bytes(first, "big") == 3
    assert look_on(store, first, pages=3) == b""
    assert body_at(store, "/de/4/") == b"news"


@pytest.mark.parametrize(
    "hear", [lambda store: tell(store, 9, "article:1"), lambda store: begin_at(store, 9)]
)
def test_a_store_that_has_forgotten_how_far_it_heard_keeps_none_of_its_pages(store, hear):
    with store.writing() as (act, tables):
        act.delete(APPLIED, db=tables.meta)
    with pytest.raises(NoStore):
        hear(store)
    assert body_at(store, "/de/1/") is None
    assert body_at(store, "/de/4/") is None


@pytest.mark.parametrize("table", ["heads", "bodies", "facts", "sums", "uses"])
def test_a_page_that_differs_in_one_byte_takes_the_store_with_it(store, table, caplog):
    with store.writing() as (act, tables):
        cursor = act.cursor(db=getattr(tables, table))
        assert cursor.last()
        key, value = cursor.item()
        if table == "uses":
            act.delete(key, value, db=tables.uses)
        else:
            act.put(key, value[:-1] + bytes([value[-1] ^ 1]), db=getattr(tables, table))
    with pytest.raises(NoStore):
        look_through(store)
    assert "press.store_thrown_away" in caplog.text
    assert body_at(store, "/de/0/") is None


def test_a_store_that_forgot_how_far_it_has_heard_is_thrown_away(store):
    with store.writing() as (act, tables):
        told = act.get(APPLIED, db=tables.meta)
        act.put(APPLIED, b"\x01" + told[1:], db=tables.meta)
    with pytest.raises(NoStore):
        keep(store, make_page("/de/new/"))
    assert body_at(store, "/de/0/") is None


def test_a_store_that_is_begun_anew_in_the_middle_of_the_day_keeps_pages_again(store):
    store.begin_anew(store.opened(), "of this test")
    begin_at(store, 7)
    assert keep(store, make_page("/de/0/", body=b"again"))
    assert body_at(store, "/de/0/") == b"again"


def test_who_died_of_memory_may_have_died_of_the_store(store):
    folder = store.base.parent
    assert not blame_store(1, folder)
    assert not blame_store(-signal.SIGKILL, folder)
    assert body_at(store, "/de/0/") == b"news"
    assert blame_store(-signal.SIGSEGV, folder)
    assert body_at(store, "/de/0/") is None
    assert not blame_store(-signal.SIGSEGV, None)
