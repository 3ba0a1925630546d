import asyncio
import signal

import pytest

from depesche.press.asked import Asked, Rendered
from depesche.server.kiosk import Flight, Kiosk

FRONT = Asked("localhost", "/de/")


@pytest.fixture
def patience():
    """End a test that goes round in circles: nothing else can, it holds the loop."""
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(10)
    yield
    signal.alarm(0)


def flight(begun):
    rendered = Rendered(None, begun, may_keep=False)  # type: ignore[arg-type] # nobody looks at it
    return Flight(rendered, holds=False)


def test_who_comes_as_a_render_lands_waits_for_the_next_one(patience):
    """The old one is of before they came, and no longer anything to wait for."""
    kiosk, fresh = Kiosk(names=frozenset({"localhost"}), store=None), flight(float("inf"))

    async def land():
        return flight(0.0)

    async def run(_work):
        return fresh

    async def come():
        landed = asyncio.get_running_loop().create_task(land())
        await landed
        kiosk._flights[FRONT.key] = landed
        return await kiosk._fetch(FRONT, run)

    assert asyncio.run(come()) is fresh.rendered
    assert not kiosk._flights
