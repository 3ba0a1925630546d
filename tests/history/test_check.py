"""The checker catches each kind of bad history, and says nothing about good ones."""

import dataclasses
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.history.check import LEAST_EVENTS, Event, Limits, check_history, check_run


def publish(revision, asked, answered, article="a", **more):
    key = more.pop("key", f"{article}:{revision}")
    return Event(
        "publish", "w", asked, answered, article=article, revision=revision, key=key, **more
    )


def schedule(revision, asked, embargo, article="a"):
    return Event(
        "schedule", "w", asked, asked + 0.1, article=article, revision=revision, embargo=embargo
    )


def unpublish(asked, answered, article="a", **more):
    return Event("unpublish", "w", asked, answered, article=article, key=f"{article}:gone", **more)


def read(asked, seen, who="r", surface="page", scope=("a",), **more):
    return Event("read", who, asked, asked + 0.1, surface=surface, scope=scope, seen=seen, **more)


def save(key, result="ok"):
    return Event("save", "w", 1, 2, key=key, result=result)


def end(op, **counts):
    return Event(op, "end", 90, 91, counts={key.replace("_", ":"): n for key, n in counts.items()})


FIRST, SECOND = publish(1, 1.0, 2.0), publish(2, 5.0, 6.0)
BAD = {
    "I1 before its embargo": [schedule(1, 1.0, 10.0), read(9.0, {"a": 1})],
    "I1 before anybody sent it": [FIRST, publish(2, 9.0, 10.0), read(7.0, {"a": 2})],
    "I2 a mail sent twice": [Event("sink", "m", 3, 3, key="a:1:mail:x")] * 2,
    "I2 another id for the same story": [
        FIRST,
        read(3.0, {"a": 1}, surface="feed", ids=(("a", "urn:1"),)),
        read(4.0, {"a": 1}, surface="feed", ids=(("a", "urn:2"),)),
    ],
    "I3 the old text after the new one": [FIRST, SECOND, read(7.0, {"a": 1})],
    "I3 missing after it went out": [FIRST, read(3.0, {})],
    "I3 planned, seen to be out, and missing": [
        dataclasses.replace(schedule(1, 1.0, 10.0), out=40.0),
        read(43.0, {}),
    ],
    "I4 back to the old text": [
        FIRST,
        publish(2, 5.0, 20.0),
        read(7.0, {"a": 2}),
        read(8.0, {"a": 1}),
    ],
    "I4 back on a list": [
        FIRST,
        publish(2, 5.0, 20.0, result="unknown"),
        read(7.0, {"a": 2}, surface="front"),
        read(9.0, {"a": 1}, surface="front"),
    ],
    "I5 seen after it was taken down": [FIRST, unpublish(5.0, 6.0), read(7.0, {"a": 1})],
    "I5 back again much later": [
        FIRST,
        unpublish(5.0, 6.0),
        read(7.0, {}),
        read(60.0, {"a": 1}, who="other"),
    ],
    "I6 confirmed and lost": [save("comment:1"), end("stored")],
    "I6 confirmed and there twice": [save("comment:1"), end("stored", comment_1=2)],
    "I7 a change without a trace": [FIRST, end("audit")],
    "I7 a trace of what was refused": [publish(1, 1.0, 2.0, result="fail"), end("audit", a_1=1)],
    "I8 counts what is not out": [
        FIRST,
        schedule(1, 1.0, 50.0, article="b"),
        read(3.0, {"a": 1}, counted=("a", "b"), counts={"dossier": 2}),
    ],
    "I8 forgets what is out": [
        FIRST,
        publish(1, 1.0, 2.0, article="b"),
        read(3.0, {"a": 1}, counted=("a", "b"), counts={"dossier": 1}),
    ],
}
GOOD = {
    "an empty one": [],
    "before, while and after": [
        FIRST,
        read(0.5, {}),
        read(1.5, {"a": 1}),
        read(1.6, {"a": 1}),
        read(3.0, {"a": 1}),
    ],
    "while it changes either is right": [
        FIRST,
        publish(2, 5.0, 9.0),
        read(6.0, {"a": 1}),
        read(7.0, {"a": 2}),
    ],
    "an error may have happened": [
        FIRST,
        publish(2, 5.0, 6.0, result="unknown"),
        read(7.0, {"a": 1}),
        read(8.0, {"a": 2}, who="other"),
        end("audit", a_1=1, a_2=1),
    ],
    "an error may not have happened": [
        publish(1, 5.0, 6.0, result="unknown"),
        read(7.0, {}),
        end("audit"),
    ],
    "released within its lateness": [
        schedule(1, 1.0, 10.0),
        read(10.5, {}),
        read(10.7, {"a": 1}),
        read(12.5, {"a": 1}),
    ],
    "a planned story is late, and shows once it was seen to be out": [
        dataclasses.replace(schedule(1, 1.0, 10.0), out=40.0),
        read(30.0, {}),
        read(41.0, {}),
        read(43.0, {"a": 1}),
    ],
    "taken down and sent out again": [
        FIRST,
        unpublish(5.0, 6.0),
        read(7.0, {}),
        publish(2, 8.0, 9.0),
        read(10.0, {"a": 2}),
    ],
    "a delay that a surface has": [FIRST, SECOND, read(30.0, {"a": 1}, surface="cdn")],
    "two readers may see it at different moments": [
        FIRST,
        publish(2, 5.0, 20.0),
        read(7.0, {"a": 2}, who="x"),
        read(8.0, {"a": 1}, who="y"),
    ],
}
LIMITS = Limits(stale={"cdn": 60.0})


@pytest.mark.parametrize("name", BAD)
def test_a_bad_history_is_caught(name):
    found = check_history(BAD[name], LIMITS)
    assert {breach.rule for breach in found} == {name[:2]}, found


def test_there_are_two_bad_histories_for_each_rule():
    kinds = Counter(name[:2] for name in BAD)
    assert {rule for rule, count in kinds.items() if count >= 2} == {f"I{n}" for n in range(1, 9)}


@pytest.mark.parametrize("name", GOOD)
def test_nothing_is_said_about_a_good_history(name):
    assert check_history(GOOD[name], LIMITS) == []


def test_a_trial_without_faults_or_with_few_events_says_nothing_and_fails():
    quiet = [read(float(number), {}, scope=()) for number in range(LEAST_EVENTS)]
    assert [breach.rule for breach in check_run(quiet)] == ["run"]
    assert [breach.rule for breach in check_run([Event("nemesis", "n", 1, 2)])] == ["run"]
    assert check_run([*quiet, Event("nemesis", "n", 1, 2)]) == []


@st.composite
def true_histories(draw):
    """A newspaper of one story on one thread: every read shows exactly what is out."""
    events, now, out, newest = [], 0.0, 0, 0
    for _ in range(draw(st.integers(1, 40))):
        act = draw(st.sampled_from(["publish", "unpublish", "read", "lost", "never"]))
        begun, now = now, now + draw(st.floats(0.1, 3.0))
        if act == "read":
            seen = {"a": out} if out else {}
            shown = read(begun, seen, counted=("a",), counts={"section": int(bool(out))})
            events.append(dataclasses.replace(shown, answered=now))
        elif act == "unpublish":
            events.append(unpublish(begun, now))
            out = 0
        else:
            newest += 1
            result = "ok" if act == "publish" else "unknown"
            events.append(publish(newest, begun, now, result=result))
            out = out if act == "never" else newest
        now += 0.01
    return events


@given(true_histories())
def test_a_newspaper_that_does_one_thing_at_a_time_is_always_right(events):
    assert check_history(events) == []


@given(true_histories(), st.integers(0, 1000))
def test_a_revision_that_nobody_wrote_is_always_caught(events, place):
    reads = [number for number, event in enumerate(events) if event.op == "read"]
    if not reads:
        return
    number = reads[place % len(reads)]
    events[number] = dataclasses.replace(events[number], seen={"a": 1_000_000})
    assert check_history(events)
