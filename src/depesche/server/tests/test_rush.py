"""A rush on one page: it is rendered once a revision, however many ask, in whichever process."""

import asyncio
import threading
from collections import Counter
from dataclasses import dataclass, field
from time import monotonic

import pytest

from depesche.press.asked import Asked, Rendered
from depesche.press.tests.make_store import MARK, make_page, make_store, tell
from depesche.server import kiosk as kiosk_of_the_house
from depesche.server.kiosk import Kiosk, Press

READERS = 200
REVISIONS = 5
STORY = Asked("localhost", "/de/politik/sturmflut-Ab1/")


@dataclass
class Scope:
    path: str = STORY.path
    headers: dict[str, str] = field(default_factory=lambda: {"host": "localhost"})
    method: str = "GET"
    query_string: str = ""
    authority: str | None = None


class Presses:
    """Renders the revision of the moment, and takes its time until it is let go."""

    def __init__(self):
        self.revision = 0
        self.renders: Counter[int] = Counter()
        self.begun, self.may_end = threading.Event(), threading.Event()

    def render(self, asked):
        revision, begun = self.revision, monotonic()
        self.renders[revision] += 1
        self.begun.set()
        assert self.may_end.wait(60)
        page = make_page(asked.path, "article:1", body=b"%d" % revision)
        return Rendered(page, begun, may_keep=True)


async def in_a_thread(work):
    return await asyncio.get_running_loop().run_in_executor(None, work)


@pytest.fixture
def presses():
    return Presses()


@pytest.fixture
def kiosks(tmp_path, presses, monkeypatch):
    """Two kiosks beside each other, as in two web workers; nobody gives up waiting."""
    monkeypatch.setattr(kiosk_of_the_house, "WAIT_SECONDS", 60.0)
    store = make_store(tmp_path)
    names = frozenset({"localhost"})
    return [Kiosk(names, Press(presses, store, MARK), store) for _worker in range(2)]


async def read(kiosk, presses):
    """Ask as a reader does; tell what was read, and the revision of the moment of asking."""
    came_at = presses.revision
    answer = kiosk.hand_out(STORY, Scope()) or await kiosk.fetch(STORY, Scope(), in_a_thread)
    return int(answer.body), came_at


def correct(kiosks, presses, number):
    presses.revision = number
    tell(kiosks[0].store, number, "article:1")


async def come(kiosks, presses, readers):
    """Let readers come, and wait until their page is being made."""
    asking = [asyncio.create_task(read(kiosks[number % 2], presses)) for number in range(readers)]
    while not presses.begun.is_set():  # noqa: ASYNC110 a thread sets it
        await asyncio.sleep(0.001)
    return asking


def test_a_rush_on_each_revision_is_one_render_each(kiosks, presses):
    async def day():
        for number in range(REVISIONS):
            correct(kiosks, presses, number + 1)
            presses.begun.clear()
            presses.may_end.clear()
            asking = await come(kiosks, presses, READERS)
            presses.may_end.set()
            for got, came_at in await asyncio.gather(*asking):
                assert got == came_at

    asyncio.run(day())
    assert presses.renders == {number + 1: 1 for number in range(REVISIONS)}


def test_a_page_that_is_discarded_while_it_is_made_is_made_once_more_and_no_reader_is_late(
    kiosks, presses
):
    async def day():
        correct(kiosks, presses, 1)
        early = await come(kiosks, presses, READERS)
        correct(kiosks, presses, 2)  # while they wait for the first
        late = [asyncio.create_task(read(kiosks[number % 2], presses)) for number in range(READERS)]
        await asyncio.sleep(0)
        presses.may_end.set()
        for got, came_at in await asyncio.gather(*early, *late):
            assert got >= came_at

    asyncio.run(day())
    assert presses.renders == {1: 1, 2: 1}
