"""Who asks the search is remembered for a minute, and not longer."""

import pytest

from depesche.portal import search_ration
from depesche.portal.search_ration import AskedTooOften, take_share

READER, NEIGHBOUR = "203.0.113.7", "203.0.113.8"


@pytest.fixture(autouse=True)
def nobody_has_asked(monkeypatch, settings):
    settings.SEARCH_PER_MINUTE = 2
    monkeypatch.setattr(search_ration, "_asked", {})


def test_an_address_is_forgotten_a_minute_after_its_last_question():
    take_share(READER, now=0.0)
    take_share(READER, now=50.0)
    take_share(NEIGHBOUR, now=100.0)
    assert list(search_ration._asked) == [READER, NEIGHBOUR]
    take_share(NEIGHBOUR, now=111.0)
    assert list(search_ration._asked) == [NEIGHBOUR]


def test_forgetting_gives_nobody_more_than_their_share():
    take_share(READER, now=0.0)
    take_share(READER, now=1.0)
    with pytest.raises(AskedTooOften):
        take_share(READER, now=2.0)
    take_share(READER, now=63.0)


def test_of_many_addresses_the_oldest_go_first(monkeypatch):
    monkeypatch.setattr(search_ration, "REMEMBERED", 2)
    for number in range(3):
        take_share(f"203.0.113.{number}", now=float(number))
    assert list(search_ration._asked) == ["203.0.113.1", "203.0.113.2"]
