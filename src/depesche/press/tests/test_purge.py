import json
import threading
from datetime import UTC, datetime

import pytest
from django.db import transaction

from depesche.courier.refusals import CourierUnreachable
from depesche.courier.tests.far_end import always, far_end, reply
from depesche.press import checks
from depesche.press.edge import Keys
from depesche.press.follow import Purger
from depesche.press.purge import AT_ONCE, EdgeCache, PurgeRefused
from depesche.wire import follow as wire_follow
from depesche.wire import work as wire_work
from depesche.wire.follow import follow_apart, take_steps
from depesche.wire.models import Cursor
from depesche.wire.send import send

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)
KEYS = Keys("a secret", "https://paper.example")


class Cache:
    """A cache that writes down what it is told, and may be away."""

    name = "edge of this test"

    def __init__(self):
        self.told, self.is_away = [], False

    def purge(self, keys):
        if self.is_away:
            raise CourierUnreachable("Nobody answers there.")
        self.told.append(list(keys))


class Clock:
    """A clock that somebody turns."""

    now = 0.0

    def __call__(self):
        return self.now


@pytest.fixture
def wire(monkeypatch):
    monkeypatch.setattr(wire_follow, "followers", {})
    monkeypatch.setattr(wire_work, "followers", wire_follow.followers)
    monkeypatch.setattr(wire_work, "steps", {})


def purger_of(cache, clock=None):
    purger = Purger(cache, KEYS, (2, 30), clock or Clock())
    purger.repeat(NOON)
    assert cache.told == [[KEYS.everything]]
    cache.told.clear()
    return purger


def publish(number):
    with transaction.atomic():
        return send("article.published", [f"article:{number}"], at=NOON)


def keys_of(*subjects):
    return sorted(KEYS.of(subject) for subject in (*subjects, "article"))


@pytest.mark.django_db
def test_a_cache_that_is_away_is_told_in_order_when_it_is_back(wire):
    cache = Cache()
    purger = purger_of(cache)
    follow_apart("edge", purger.hear)
    take_steps("edge", at=NOON)
    first = publish(1)
    cache.is_away = True
    with pytest.raises(CourierUnreachable):
        take_steps("edge", at=NOON)
    cursor = Cursor.objects.get(pk="edge")
    assert cursor.position < first.pk
    assert cursor.fault == f"CourierUnreachable at dispatch {first.pk} (article.published)"
    last = publish(2)
    cache.is_away = False
    assert take_steps("edge", at=NOON) == 2
    assert cache.told == [keys_of("article:1", "article:1/name", "article:2", "article:2/name")]
    cursor.refresh_from_db()
    assert (cursor.position, cursor.fault) == (last.pk, "")


@pytest.mark.django_db
def test_each_purge_is_repeated_twice_and_a_repeat_that_fails_is_not_lost(wire):
    cache, clock = Cache(), Clock()
    purger = purger_of(cache, clock)
    clock.now = 100.0  # the repeats of the beginning are over
    purger.repeat(NOON)
    assert cache.told == [[KEYS.everything]]
    cache.told.clear()
    purger.hear([publish(1)])
    keys = keys_of("article:1", "article:1/name")
    purger.repeat(NOON)
    assert cache.told == [keys]
    clock.now, cache.is_away = 102.0, True
    with pytest.raises(CourierUnreachable):
        purger.repeat(NOON)
    cache.is_away = False
    purger.repeat(NOON)
    assert cache.told == [keys, keys]
    clock.now = 129.9
    purger.repeat(NOON)
    assert len(cache.told) == 2
    clock.now = 130.0
    purger.repeat(NOON)
    purger.repeat(NOON)
    assert cache.told == [keys, keys, keys]


@pytest.mark.django_db
def test_a_rush_of_changes_is_one_purge_of_everything(wire):
    cache = Cache()
    purger = purger_of(cache)
    with transaction.atomic():
        sent = send("article.published", [f"article:{one}" for one in range(1500)], at=NOON)
    purger.hear([sent])
    assert cache.told == [[KEYS.everything]]


@pytest.mark.django_db
def test_a_cache_has_a_thread_of_its_own_and_the_repeat_stands_in_it(wire):
    purger = purger_of(Cache())
    follow_apart("edge", purger.hear)
    wire_work.register_step("edge again", purger.repeat, beside="edge")
    rounds = {name: [each.name for each in shift.rounds] for name, shift in all_shifts()}
    assert rounds["edge"] == ["edge again", "follower edge"]
    assert rounds["steps"] == rounds["followers"] == []


def all_shifts():
    return wire_work.shifts(threading.Event())


# --- what is said to each kind of cache -----------------------------------------------------------
def test_varnish_is_told_by_ban_and_a_few_hundred_keys_at_once():
    with far_end(always(reply(b""))) as (port, asked):
        cache = EdgeCache("varnish", f"http://127.0.0.1:{port}", "X-Token: quiet")
        cache.purge([f"key{number:05}" for number in range(AT_ONCE["varnish"] + 1)])
    assert [words.partition(b" ")[0] for words in asked] == [b"BAN", b"BAN"]
    assert b"\r\nX-Token: quiet\r\n" in asked[0]
    assert b"\r\nSurrogate-Key: key00000 key00001 " in asked[0]
    assert b"\r\nSurrogate-Key: key00250\r\n" in asked[1]


def test_others_are_told_as_they_want_it():
    asked = []

    def answer(connection, request):
        while request.startswith(b"POST /purge_cache") and not request.endswith(b"}"):
            request += connection.recv(65536)  # head and body come one after the other
        asked.append(request)
        connection.sendall(reply(b'{"success": true}'))

    with far_end(answer) as (port, _heads):
        EdgeCache("fastly", f"http://127.0.0.1:{port}/service/1/purge").purge(["a", "b"])
        EdgeCache("cloudflare", f"http://127.0.0.1:{port}/purge_cache").purge(["a", "b"])
    assert asked[0].startswith(b"POST /service/1/purge HTTP/1.1\r\n")
    assert b"\r\nSurrogate-Key: a b\r\n" in asked[0]
    assert json.loads(asked[1].partition(b"\r\n\r\n")[2]) == {"tags": ["a", "b"]}


@pytest.mark.parametrize(
    ("kind", "answer"),
    [
        ("varnish", reply(status="403 Not you")),
        ("fastly", reply(status="302 Found", Location="http://127.0.0.1:1/")),
        ("cloudflare", reply(b'{"success": false}')),
        ("cloudflare", reply(b"<html>")),
    ],
)
def test_a_cache_that_does_not_say_yes_has_refused(kind, answer):
    with far_end(always(answer)) as (port, asked):
        with pytest.raises(PurgeRefused):
            EdgeCache(kind, f"http://127.0.0.1:{port}/").purge(["a"])
        assert len(asked) == 1


def test_the_doctor_says_which_cache_refuses_and_which_is_away(settings):
    with far_end(always(reply())) as (closed, _asked):
        pass
    with far_end(always(reply(status="403 Not you"))) as (port, _asked):
        settings.EDGE = [("varnish", f"http://127.0.0.1:{one}") for one in (port, closed)]
        refuses, is_away, views, _no_press = checks.check_edges()
    assert (refuses.level, refuses.name) == ("fail", "edge 1 varnish 127.0.0.1")
    assert "refuses our purges" in refuses.message
    assert (is_away.level, is_away.name) == ("fail", "edge 2 varnish 127.0.0.1")
    assert "cannot be reached" in is_away.message
    assert (views.level, views.name) == ("warn", "views")
