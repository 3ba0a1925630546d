"""Memory that nobody uses is given back, and nothing that is in use goes with it."""

import re
from pathlib import Path

import pytest

from depesche.press.tests.make_store import body_at, keep, make_page, make_store
from depesche.server.slim import slim

MAPPED = Path("/proc/self/smaps")
PAGES = 60
KILOBYTES = 60  # of each

pytestmark = pytest.mark.skipif(not MAPPED.exists(), reason="only Linux tells what is mapped")


def mapped_kilobytes(path: Path) -> int:
    """Return how much of a file this process holds in its memory."""
    areas = re.split(r"^(?=[0-9a-f]+-[0-9a-f]+ )", MAPPED.read_text(), flags=re.MULTILINE)
    mine = [area for area in areas if area.partition("\n")[0].endswith(str(path))]
    assert mine
    found = (re.search(r"^Rss:\s+(\d+)", area, re.MULTILINE) for area in mine)
    return sum(int(each.group(1)) for each in found if each)


def test_kept_pages_that_were_read_go_back_to_the_kernel_and_are_still_there(tmp_path):
    store = make_store(tmp_path)
    bodies = {f"/{number}/": bytes([number]) * 1024 * KILOBYTES for number in range(PAGES)}
    for path, body in bodies.items():
        assert keep(store, make_page(path, body=body))
    assert {path: body_at(store, path) for path in bodies} == bodies
    assert mapped_kilobytes(store.path) > PAGES * KILOBYTES // 2
    slim()
    assert mapped_kilobytes(store.path) < KILOBYTES
    assert {path: body_at(store, path) for path in bodies} == bodies


def test_a_store_that_was_thrown_away_is_let_go_of_as_well(tmp_path):
    store = make_store(tmp_path)
    keep(store, make_page())
    store.clear()
    slim()
    assert body_at(store) is None
