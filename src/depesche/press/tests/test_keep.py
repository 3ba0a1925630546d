import os
import signal
import subprocess
import sys
from pathlib import Path
from time import time

import pytest

from depesche.press.apply import hear
from depesche.press.keep import find_head, settle
from depesche.press.kept import FOR_EVER
from depesche.press.lease import Taken, is_leased, take_lease
from depesche.press.ledger import Tally, write_tally
from depesche.press.opening import the_store
from depesche.press.store import NoStore
from depesche.press.tests.make_store import (
    MARK,
    body_at,
    keep,
    lease_for,
    make_page,
    make_store,
    rows,
    sums,
    tell,
)
from depesche.wire.models import Dispatch


@pytest.fixture
def store(tmp_path):
    return make_store(tmp_path)


def test_a_kept_page_is_found_in_each_coding(store):
    assert body_at(store) is None
    assert keep(store, make_page())
    assert body_at(store) == b"news"
    assert body_at(store, coding="gzip") == b"gznews"


def test_a_change_drops_the_pages_that_used_it_and_no_other(store):
    keep(store, make_page("/de/", "front:1", "article:2"))
    keep(store, make_page("/de/politik/", "section:3", "article:2"))
    keep(store, make_page("/de/kultur/", "section:4"))
    assert tell(store, 1, "article:2") == 2
    assert (body_at(store), body_at(store, "/de/politik/")) == (None, None)
    assert body_at(store, "/de/kultur/") == b"news"
    tell(store, 2, "section:4", kind="section.published")
    assert (sums(store).pages, sums(store).size_bytes, rows(store, "uses")) == (0, 0, 0)
    assert (rows(store, "bodies"), rows(store, "facts")) == (0, 0)


def test_who_prints_only_a_name_rests_when_another_story_stands_under_it(store):
    keep(store, make_page("/de/story/", "article:2", "tag:5/name"))
    keep(store, make_page("/de/tags/fluss/", "tag:5"))
    assert tell(store, 1, "article:9", "tag:5") == 1
    assert body_at(store, "/de/story/") == b"news"
    assert tell(store, 2, "tag:5", kind="tag.changed") == 1
    assert body_at(store, "/de/story/") is None


def test_a_page_whose_ingredient_changed_while_it_was_made_is_not_kept(store):
    lease = lease_for(store)
    tell(store, 1, "article:2")
    assert not settle(store, lease, ["article:2"], make_page("/de/", "article:2"))
    assert body_at(store) is None
    assert sums(store).refused == 1


def test_a_page_is_kept_where_only_others_changed_while_it_was_made(store):
    lease = lease_for(store)
    tell(store, 1, "article:2")
    assert settle(store, lease, ["article:3"], make_page("/de/", "article:3"))


def test_the_store_remembers_changes_only_as_far_back_as_a_render_on_its_way(store):
    for number in range(1, 50):
        tell(store, number, f"article:{number}")
    assert rows(store, "last") == 0
    lease = lease_for(store)
    for number in range(50, 60):
        tell(store, number, f"article:{number}")
    assert rows(store, "last") == 20  # the story, and its name
    assert not settle(store, lease, ["article:55"], make_page())
    tell(store, 60, "article:60")
    assert rows(store, "last") == 0


def test_a_page_is_rendered_by_one_at_a_time(store):
    lease = lease_for(store)
    with pytest.raises(Taken):
        lease_for(store)
    assert is_leased(store, b"localhost/de/")
    settle(store, lease, [], None)
    assert lease_for(store) is not None


def test_the_lease_of_a_process_that_was_killed_is_free(store, tmp_path):
    act = (
        "import sys, time\n"
        "from pathlib import Path\n"
        "from depesche.press.tests.make_store import lease_for\n"
        "from depesche.press.store import store_at\n"
        "lease_for(store_at(Path(sys.argv[1]), size_mb=16))\n"
        "print('taken', flush=True)\n"
        "time.sleep(60)\n"
    )
    other = subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", act, str(store.base)], stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    assert other.stdout.readline() == b"taken\n"
    with pytest.raises(Taken):
        lease_for(store)
    os.kill(other.pid, signal.SIGKILL)
    other.wait()
    other.stdout.close()
    assert lease_for(store) is not None


def test_who_lost_the_lease_keeps_nothing(store):
    lease = lease_for(store)
    with store.writing() as (act, tables):
        act.delete(lease.key, db=tables.leases)
    assert not settle(store, lease, [], make_page())
    assert body_at(store) is None


def test_a_process_with_another_theme_keeps_nothing(store):
    assert take_lease(store, b"localhost/de/", mark="theme-2") is None
    assert take_lease(store, b"localhost/de/", mark=MARK) is not None


def test_a_page_ends_at_its_hour_and_when_the_clock_goes_back(store):
    now = time()
    keep(store, make_page(kept_at=now, until=now + 100))
    assert body_at(store, now=now + 99) == b"news"
    assert body_at(store, now=now + 100) is None
    assert body_at(store, now=now - 1) is None


def test_two_wordings_kept_in_one_second_never_bear_one_date(store):
    now = time()
    with store.writing() as (act, tables):
        write_tally(act, tables, Tally())
    keep(store, make_page("/de/", "article:1", kept_at=now - 1))
    first = _date(store)
    assert first
    keep(store, make_page("/de/", "article:1", kept_at=now))
    assert _date(store) == ""
    tell(store, 1, "article:1")
    keep(store, make_page("/de/", "article:1", kept_at=now + 2))
    assert _date(store) not in {"", first}


def _date(store):
    head = find_head(store, b"localhost/de/", now=time() + 10)
    return head.modified if head is not None else None


def test_the_oldest_pages_go_when_the_file_fills(tmp_path):
    store = make_store(tmp_path)
    for number in range(400):
        keep(store, make_page(f"/de/{number}/", body=os.urandom(30_000)))
    assert body_at(store, "/de/399/") is not None
    assert body_at(store, "/de/0/") is None
    assert sums(store).evicted > 0
    assert sums(store).size_bytes < 0.8 * 16 * 1024 * 1024
    kept = [number for number in range(400) if body_at(store, f"/de/{number}/")]
    assert kept == list(range(kept[0], 400))


def test_a_page_that_is_too_large_or_used_nothing_is_not_kept(store):
    assert keep(store, make_page(body=b"x" * 2_000_000))
    assert body_at(store) is None
    lease = lease_for(store)
    bare = make_page()
    settle(store, lease, [], type(bare)(**{**_fields(bare), "ingredients": frozenset()}))
    assert body_at(store) is None


def _fields(page):
    return {name: getattr(page, name) for name in page.__dataclass_fields__}


# --- what is broken is thrown away ---------------------------------------------------------------
FILL = (
    "import sys\n"
    "from pathlib import Path\n"
    "from depesche.press.tests.make_store import keep, make_page, make_store\n"
    "store = make_store(Path(sys.argv[1]))\n"
    "for number in range(50):\n"
    "    keep(store, make_page(f'/de/{number}/', body=b'x' * 30_000))\n"
    "print(store.path)\n"
)


def filled_by_another(folder) -> Path:
    """Let another process fill a store in `folder`; return its file."""
    told = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", FILL, str(folder)], capture_output=True, text=True, check=True
    )
    return Path(told.stdout.strip())


def test_a_damaged_file_is_thrown_away_and_begun_anew(tmp_path, caplog):
    file = filled_by_another(tmp_path)
    file.write_bytes(b"not a store at all" * 1000)
    with pytest.raises(NoStore):
        make_store(tmp_path)
    assert "press.store_not_opened" in caplog.text
    assert not file.exists()
    store = make_store(tmp_path)
    assert body_at(store, "/de/1/") is None
    assert keep(store, make_page())
    assert body_at(store) == b"news"


def test_a_file_that_was_cut_off_is_thrown_away(tmp_path, caplog):
    file = filled_by_another(tmp_path)
    with file.open("r+b") as cut:
        cut.truncate(100_000)
    with pytest.raises(NoStore):
        make_store(tmp_path)
    assert "shorter than it says" in caplog.records[0].fault
    assert keep(make_store(tmp_path), make_page())


def test_a_store_that_was_thrown_away_is_so_for_who_is_at_work_with_it(tmp_path):
    store = make_store(tmp_path)
    keep(store, make_page("/de/politik/"))
    lease = lease_for(store)
    store.clear()
    assert body_at(store, "/de/politik/") is None
    make_store(tmp_path)
    assert not settle(store, lease, [], make_page())
    assert body_at(store) is None


def test_what_cannot_be_discarded_takes_the_whole_store_with_it(tmp_path):
    store = make_store(tmp_path)
    keep(store, make_page("/de/", "article:2"))
    resource_limit(store)
    assert body_at(store) is None


def resource_limit(store):
    """Tell of a change where the file cannot be written: its descriptor allows no more bytes."""
    act = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from depesche.press.tests.make_store import tell\n"
        "from depesche.press.store import NoStore, store_at\n"
        "store = store_at(Path(sys.argv[1]), size_mb=16)\n"
        "store.opened()\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))\n"
        "try:\n"
        "    tell(store, 1, 'article:2')\n"
        "except NoStore:\n"
        "    print('thrown away')\n"
    )
    told = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", act, str(store.base)], capture_output=True, text=True, check=True
    )
    assert told.stdout == "thrown away\n", told


def test_a_page_for_ever_has_no_end():
    assert make_page().until == FOR_EVER


def test_every_process_of_a_newspaper_finds_the_same_mark_of_its_pages():
    ask = "from depesche.press.fingerprint import fingerprint; print(fingerprint())"
    marks = {
        subprocess.run(  # noqa: S603 our own program
            [sys.executable, "-c", ask],
            env={
                **os.environ,
                "PYTHONHASHSEED": seed,
                "DJANGO_SETTINGS_MODULE": "depesche.settings",
            },
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(marks) == 1, "each web worker would throw away the pages that the others keep"


OTHER = """
import sys
from pathlib import Path
from depesche.press.tests.make_store import MARK, body_at, keep, make_page
from depesche.press.discard import begin_at
from depesche.press.store import store_at
from depesche.press.ledger import write_mark

store = store_at(Path(sys.argv[1]), size_mb=16)
if sys.argv[2] == "keep":
    begin_at(store, 0)
    with store.writing() as (act, tables):
        write_mark(act, tables, MARK)
    keep(store, make_page("/de/", "article:2"))
print(body_at(store))
"""


@pytest.mark.django_db
def test_an_act_that_cannot_open_the_store_leaves_no_old_page_to_others(settings, tmp_path):
    settings.HOME, settings.PRESS, settings.PRESS_MB = tmp_path, True, 16
    store = the_store()
    assert store is not None

    def other(what):
        command = [sys.executable, "-c", OTHER, str(store.base), what]
        said = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603
        return said.stdout.splitlines()[-1]

    store.path.mkdir()  # it cannot be opened just now, as on a full disk
    with pytest.raises(NoStore):
        store.opened()
    store.path.rmdir()
    assert other("keep") == "b'news'"
    hear(Dispatch(pk=1, kind="article.published", subjects=["article:2"]))
    assert other("look") == "None"
