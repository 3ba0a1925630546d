"""The benchmark itself: its pieces run on a handful of stories, so that `make bench` does not rot.

What starts servers is left to `make bench`: it takes minutes.
"""

import pytest

from bench import measure, press, run, visible
from bench.generate import Generator
from bench.rush import Rush
from bench.serving import Comparison, Pace
from bench.table import percentile, verdict

STORIES = 62  # the last page of the big dossier begins at the sixty-first
ROUNDS = 1


@pytest.fixture
def generator(db):
    made = Generator()
    made.grow_to(STORIES, lambda _count: None)
    return made


def test_every_page_and_act_of_the_table_is_measured(generator, settings):
    settings.SECOND_FACTOR = False  # as the benchmark's own environment says
    pages = measure.measure_pages(generator, rounds=ROUNDS)
    pages |= measure.measure_publishing(generator, rounds=ROUNDS)
    told = run._pages(pages, pages, STORIES, STORIES)
    assert all("held: at most 1.5" in line for line in told[2:-1])
    assert {"article", "front", "sitemap", "desk: stories", "publish"} <= pages.keys()


def test_stories_are_opened_by_their_addresses(generator, client):
    addresses = visible.addresses(2)
    assert [client.get(address).status_code for address in addresses] == [200, 200]


def test_each_line_of_the_press_says_whether_it_is_held(tmp_path):
    told = {"kept": [9, 9], "dropped": [3, 3], "needless": [0, 0], "spared": [0, 0]}
    few = press.Measured(10, tmp_path, {}, concerned=told, renders=6, kept=9)
    few.cold_ms, few.memory = [20.0, 21.0, 90.0], (300.0, 20.0)
    grown = press.Measured(100, tmp_path, {}, kept=90, renders=8)
    grown.concerned = {**told, "dropped": [4, 4]}
    assert "| held: only those, no growth |" in press._archive([few, grown])[-2]
    assert "NOT HELD: only those, no growth" in press._archive([few, grown])[-1]
    assert "21.0 ms | held: at most 25 ms" in press._cold_and_memory(few)[2]
    assert "held: at most 450 MB" in press._cold_and_memory(few)[3]
    times = [{"publish": 30.0, "seen": 100.0, "old": 0.0}] * 99
    slow = [{"publish": 30.0, "seen": 400.0, "old": 0.0}] * 2
    assert "100 ms | held: at most 300 ms" in press._seen(times + slow[:1], times)[-2]
    assert "400 ms | NOT HELD: at most 300 ms" in press._seen(times[:98] + slow, times)[-2]
    rush = Rush(10_000, 9e3, 0, 900.0, 2, 2, [0.2, 2.5])
    assert [" held" in line or "| held" in line for line in rush.lines()[2:]] == [
        True,
        True,
        True,
        False,
    ]
    paces = Pace(20_000.0, 40.0), Pace(45_000.0, 18.0)
    assert Comparison("front", "gzip", 5000, *paces).line().count("held:") == 2


def test_the_slowest_of_a_hundred_is_no_part_of_the_ninety_ninth_percentile():
    assert percentile([*range(99), 1000], 0.99) == 98
    assert percentile([5.0], 0.99) == 5.0
    assert verdict("none", is_held=False) == "NOT HELD: none"
