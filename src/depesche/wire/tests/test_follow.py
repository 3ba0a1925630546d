from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from depesche.wire import follow as wire_follow
from depesche.wire.follow import (
    Follower,
    NameTaken,
    UnknownFollower,
    cursor_of,
    follow,
    follower,
    take_steps,
)
from depesche.wire.models import Cursor, Dispatch
from depesche.wire.send import send

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def the_list(monkeypatch):
    followers: dict[str, Follower] = {}
    monkeypatch.setattr(wire_follow, "followers", followers)
    return followers


def tell(*kinds):
    with transaction.atomic():
        return [
            send(kind, [f"article:{number}"], at=NOON + timedelta(seconds=number))
            for number, kind in enumerate(kinds)
        ]


def note_in(heard):
    return lambda dispatch: heard.append(dispatch.pk)


@pytest.mark.django_db
def test_a_follower_hears_everything_once_and_in_order(the_list):
    heard: list[int] = []
    follower("index")(note_in(heard))
    sent = [dispatch.pk for dispatch in tell("article.published", "article.retracted")]
    assert take_steps("index", at=NOON) == 2
    assert take_steps("index", at=NOON) == 0
    sent += [dispatch.pk for dispatch in tell("article.published")]
    assert [dispatch.pk for dispatch in follow("index")] == sent[2:]
    assert take_steps("index", at=NOON) == 1
    assert heard == sent
    assert cursor_of("index").moved_at == NOON


@pytest.mark.django_db
def test_a_follower_that_fails_begins_again_with_the_same_dispatch(the_list):
    heard, broken = [], {"article.retracted"}

    @follower("letters")
    def letters(dispatch):
        Cursor.objects.create(pk=f"effect of {dispatch.pk}")
        if dispatch.kind in broken:
            raise RuntimeError("a reader's address that must not be kept")
        heard.append(dispatch.kind)

    tell("article.published", "article.retracted", "article.corrected")
    with pytest.raises(RuntimeError):
        take_steps("letters", at=NOON)
    assert heard == ["article.published"]
    stuck = Cursor.objects.get(pk="letters")
    assert stuck.fault.startswith("RuntimeError at dispatch")
    assert "address" not in stuck.fault
    assert Cursor.objects.filter(pk__startswith="effect").count() == 1
    broken.clear()
    take_steps("letters", at=NOON)
    assert heard == ["article.published", "article.retracted", "article.corrected"]
    assert not Cursor.objects.get(pk="letters").fault


@pytest.mark.django_db
def test_a_follower_that_fails_does_not_hold_up_another(the_list):
    heard: list[int] = []
    follower("index")(note_in(heard))

    @follower("letters")
    def letters(dispatch):
        raise RuntimeError

    tell("article.published")
    with pytest.raises(RuntimeError):
        take_steps("letters", at=NOON)
    take_steps("index", at=NOON)
    assert len(heard) == 1


@pytest.mark.django_db
def test_a_follower_of_some_kinds_passes_the_others_by(the_list):
    heard: list[int] = []
    follower("retractions", kinds={"article.retracted"})(note_in(heard))
    sent = tell("article.published", "article.retracted", "article.published")
    take_steps("retractions", at=NOON)
    assert heard == [sent[1].pk]
    assert cursor_of("retractions").position == sent[2].pk


@pytest.mark.django_db
def test_a_new_follower_may_leave_the_past_alone(the_list):
    tell("article.published")
    heard: list[int] = []
    follower("letters", since="now")(note_in(heard))
    assert take_steps("letters", at=NOON) == 0
    sent = tell("article.published")
    take_steps("letters", at=NOON)
    assert heard == [sent[0].pk]


@pytest.mark.django_db
def test_a_step_costs_the_same_few_queries_for_each_dispatch(
    the_list, django_assert_max_num_queries
):
    follower("index")(lambda _dispatch: None)
    tell(*["article.published"] * 10)
    take_steps("index", at=NOON, limit=1)
    with django_assert_max_num_queries(2 + 9 * 4):  # savepoint, lock, move, release
        take_steps("index", at=NOON)


def test_two_followers_of_one_name_are_refused(the_list):
    follower("index")(lambda _dispatch: None)
    with pytest.raises(NameTaken):
        follower("index")(lambda _dispatch: None)


@pytest.mark.django_db
def test_nobody_follows_under_an_unknown_name(the_list):
    with pytest.raises(UnknownFollower):
        list(follow("nobody"))


class AnyOrderOfFaults(TestCase):
    @settings(deadline=None, max_examples=40)
    @given(st.lists(st.booleans(), max_size=12), st.integers(min_value=1, max_value=5))
    def test_whatever_fails_and_when_nothing_is_lost_and_nothing_is_out_of_order(
        self, faults, limit
    ):
        heard, pending = [], list(faults)

        def act(dispatch):
            if pending and pending.pop(0):
                raise RuntimeError
            heard.append(dispatch.pk)

        wire_follow.followers.pop("trial", None)
        follower("trial")(act)
        self.addCleanup(wire_follow.followers.pop, "trial", None)
        sent = [dispatch.pk for dispatch in tell(*["article.published"] * 8)]
        for _round in range(len(faults) + 9):
            try:
                take_steps("trial", at=NOON, limit=limit)
            except RuntimeError:
                continue
        assert heard == sent
        Dispatch.objects.all().delete()
        Cursor.objects.all().delete()
