import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from time import monotonic, time

import pytest

from depesche.press.asked import Rendered
from depesche.press.edge import Badge, Keys
from depesche.press.tests.make_store import MARK, make_page, make_store, tell
from depesche.server.kiosk import Kiosk, Press

KEYS = Keys("a secret", "http://localhost")
PUBLIC = ("cache-control", "public, max-age=0, must-revalidate")


@dataclass
class Scope:
    """A request as the server hands it over."""

    path: str
    method: str = "GET"
    query_string: str = ""
    authority: str | None = None
    headers: dict[str, str] = field(default_factory=lambda: {"host": "localhost"})


@dataclass
class OnePage:
    """Renders a page made of one story; `meanwhile` happens while it does."""

    meanwhile: list[Callable[[], object]] = field(default_factory=list)
    status: int = 200

    def render(self, asked):
        begun = monotonic()
        page = make_page(asked.path, "article:2", until=time() + 60)
        page = replace(page, headers=[*page.headers, PUBLIC], status=self.status)
        while self.meanwhile:
            self.meanwhile.pop()()
        return Rendered(page, begun, may_keep=True)


@pytest.fixture
def store(tmp_path):
    return make_store(tmp_path)


def kiosk_of(store, renderer, *, badge=True):
    press = Press(renderer, store, MARK, Badge(KEYS, ("surrogate-key",)) if badge else None)
    names = frozenset({"localhost"})
    return Kiosk(names=names, press=press, store=store, edge_seconds=3600 if badge else 0)


async def at_once(work):
    return work()


def fetch(kiosk, path="/de/"):
    scope = Scope(path)
    answer = asyncio.run(kiosk.fetch(kiosk.asked(scope), scope, at_once))
    return dict(answer.headers)


def hand_out(kiosk, path="/de/", **headers):
    scope = Scope(path)
    scope.headers |= {name.replace("_", "-"): value for name, value in headers.items()}
    return kiosk.hand_out(kiosk.asked(scope), scope)


def seconds_for_others(headers):
    return int(headers["cache-control"].partition("s-maxage=")[2])


def test_a_page_bears_its_keys_fresh_and_kept_and_when_nothing_has_changed(store):
    kiosk = kiosk_of(store, OnePage())
    fresh = fetch(kiosk)
    kept = hand_out(kiosk)
    same = hand_out(kiosk, if_none_match=kept.header("etag"))
    assert same.status == 304
    for headers in (fresh, dict(kept.headers), dict(same.headers)):
        assert headers["surrogate-key"] == f"{KEYS.everything} {KEYS.of('article:2')}"
        assert 55 <= seconds_for_others(headers) <= 60


def test_nobody_in_front_may_keep_what_changed_while_it_was_made(store):
    headers = fetch(kiosk_of(store, OnePage([lambda: tell(store, 1, "article:2")])))
    assert headers["cache-control"] == PUBLIC[1]
    assert "surrogate-key" not in headers


def test_a_page_for_what_is_missing_bears_no_key(store):
    assert fetch(kiosk_of(store, OnePage(status=404)))["cache-control"] == PUBLIC[1]


def test_without_a_cache_in_front_pages_bear_nothing(store):
    kiosk = kiosk_of(store, OnePage(), badge=False)
    assert fetch(kiosk)["cache-control"] == PUBLIC[1]
    assert hand_out(kiosk).header("surrogate-key") == ""
