"""Check a history: what writers were told, against what every reader saw. Pure.

A history is a list of events of many clients, each with the moment it was asked and the moment it
was answered on one clock. The rules (I1 to I8) are those of a newspaper: nothing early, nothing
twice, nothing stale, nothing backwards, nothing back that was taken down, nothing lost, nothing
without its trace, no wrong count. A rule that cannot be decided from the history is not broken:
what was answered with an error after it was asked may have happened or not.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

GONE = 0  # the revision of a story that nobody sees
LEAST_EVENTS = 500
CHANGES = frozenset({"publish", "schedule", "unpublish"})


@dataclass(frozen=True)
class Event:
    """One thing that one client did.

    `op`: publish, schedule (embargo: when it goes out; out: when it was seen to be), unpublish,
    save (a key that must be stored), read, sink (something was delivered), nemesis; at the end:
    audit and stored.
    `result`: ok, fail (surely did not happen), unknown. `seen`: revision by story, of those in
    `scope`, which this surface shows whenever they are out. `counts`: what a page says, by name.
    """

    op: str
    who: str
    asked: float
    answered: float
    result: str = "ok"
    article: str = ""
    revision: int = 0
    embargo: float | None = None
    out: float | None = None
    surface: str = ""
    scope: tuple[str, ...] = ()
    seen: dict[str, int] = field(default_factory=dict)
    ids: tuple[tuple[str, str], ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    counted: tuple[str, ...] = ()
    key: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return what is written down."""
        return {name: value for name, value in asdict(self).items() if value or name == "op"}


@dataclass(frozen=True)
class Breach:
    """A rule that was broken: which, and by what."""

    rule: str
    sentence: str


@dataclass(frozen=True)
class Limits:
    """What a house promises: seconds until a change must show, and until a planned one is out.

    `stale` may differ by surface; `late` is for a planned story of which nobody noted when it was
    out, `heard` for its kept pages after somebody did; `twice` is how many deliveries may come
    twice (what was in flight at a kill).
    """

    stale: dict[str, float] = field(default_factory=dict)
    late: float = 2.0
    heard: float = 2.0
    twice: int = 0
    leeway: float = 0.0  # between the clocks of those who wrote it down


class Stories:
    """What each story may show at any moment, by what its writer was told."""

    def __init__(self, events: Iterable[Event], limits: Limits) -> None:
        self._limits = limits
        self.changes: dict[str, list[Event]] = {}
        for event in sorted(events, key=lambda one: one.asked):
            if event.op in CHANGES and event.result != "fail":
                self.changes.setdefault(event.article, []).append(event)

    def allowed(self, article: str, read: Event) -> set[int]:
        """Return the revisions that `read` may have seen of a story; GONE: none at all."""
        slack = self._limits.stale.get(read.surface, 0.0)
        floor, after = GONE, list[int]()
        for change in self.changes.get(article, []):
            if self._has_surely_shown(change, read.asked - slack):
                floor, after = _effect(change), []
            elif self._may_show(change, read.answered):
                after.append(_effect(change))
        return {floor, *after}

    def _has_surely_shown(self, change: Event, moment: float) -> bool:
        if change.out is not None:
            return max(change.answered, change.out + self._limits.heard) <= moment
        if change.result != "ok":
            return False
        if change.embargo is None:
            return change.answered <= moment
        return max(change.answered, change.embargo + self._limits.late) <= moment

    def _may_show(self, change: Event, moment: float) -> bool:
        begins = change.asked if change.embargo is None else max(change.asked, change.embargo)
        return begins <= moment + self._limits.leeway

    def revisions(self, article: str) -> set[int]:
        """Return every revision that was ever sent out or planned."""
        return {change.revision for change in self.changes.get(article, [])}


def _effect(change: Event) -> int:
    return GONE if change.op == "unpublish" else change.revision


def check_history(events: Sequence[Event], limits: Limits | None = None) -> list[Breach]:
    """Return every breach of I1 to I8 in a history."""
    limits = limits or Limits()
    stories = Stories(events, limits)
    reads = [event for event in events if event.op == "read" and event.result == "ok"]
    return [
        *(breach for read in reads for breach in _check_read(read, stories)),
        *_check_backwards(reads),
        *_check_once(events, reads, limits),
        *_check_stored(events),
        *_check_audit(events),
        *(breach for read in reads for breach in _check_count(read, stories)),
    ]


def check_run(events: Sequence[Event], limits: Limits | None = None) -> list[Breach]:
    """Check the history of a trial, which must have been one: enough events, and faults."""
    found = check_history(events, limits)
    if len(events) < LEAST_EVENTS:
        found.append(Breach("run", f"{len(events)} events are too few to say anything"))
    if not any(event.op == "nemesis" for event in events):
        found.append(Breach("run", "nothing was broken on purpose"))
    return found


def _check_read(read: Event, stories: Stories) -> Iterator[Breach]:
    """I1 nothing early, I3 nothing stale, I5 nothing back that was taken down."""
    for article in {*read.scope, *read.seen}:
        revision = read.seen.get(article, GONE)
        allowed = stories.allowed(article, read)
        if revision in allowed:
            continue
        told = f"{read.surface} showed {read.who} {article} at {revision}, allowed {allowed}"
        if revision != GONE and revision > max(allowed):
            yield Breach("I5" if _was_out(article, revision, read, stories) else "I1", told)
        elif revision != GONE and allowed == {GONE}:
            yield Breach("I5", told)
        else:
            yield Breach("I3", told)


def _was_out(article: str, revision: int, read: Event, stories: Stories) -> bool:
    """Tell whether a revision had been out before the read: then it was taken down since."""
    before = [each for each in stories.changes.get(article, []) if each.revision == revision]
    return any(
        (each.embargo or each.asked) <= read.answered and each.op != "unpublish" for each in before
    )


def _check_backwards(reads: Iterable[Event]) -> Iterator[Breach]:
    """I4: for one reader and one surface the revision of a story never goes back."""
    last: dict[tuple[str, str, str], int] = {}
    for read in sorted(reads, key=lambda one: (one.who, one.asked)):
        for article, revision in read.seen.items():
            place = (read.surface, read.who, article)
            if revision < last.get(place, GONE):
                told = (
                    f"{read.surface} showed {read.who} {article} at {last[place]}, then {revision}"
                )
                yield Breach("I4", told)
            last[place] = max(revision, last.get(place, GONE))


def _check_once(
    events: Iterable[Event], reads: Iterable[Event], limits: Limits
) -> Iterator[Breach]:
    """I2: one delivery a recipient; in a feed one entry a story, always under the same id."""
    sunk = Counter(event.key for event in events if event.op == "sink")
    doubles = sum(count - 1 for count in sunk.values())
    if doubles > limits.twice:
        worst = sunk.most_common(1)[0][0]
        yield Breach("I2", f"{doubles} deliveries came twice, {worst} first")
    known: dict[tuple[str, str], str] = {}
    for read in reads:
        if len({name for name, _id in read.ids}) != len(read.ids):
            yield Breach("I2", f"{read.surface} had a story twice for {read.who}")
        for article, name in read.ids:
            if known.setdefault((read.surface, article), name) != name:
                yield Breach("I2", f"{read.surface} gave {article} another id, {name}")


def _check_stored(events: Sequence[Event]) -> Iterator[Breach]:
    """I6: what was confirmed is stored once; what was refused is not; else at most once."""
    for final in (event for event in events if event.op == "stored"):
        saves = {event.key: event.result for event in events if event.op == "save"}
        yield from _check_numbers("I6", saves, final.counts)


def _check_audit(events: Sequence[Event]) -> Iterator[Breach]:
    """I7: each change has one line in the log, and each line is of a change."""
    for final in (event for event in events if event.op == "audit"):
        changes = {event.key: event.result for event in events if event.op in CHANGES and event.key}
        yield from _check_numbers("I7", changes, final.counts)


def _check_numbers(rule: str, asked: dict[str, str], found: dict[str, int]) -> Iterator[Breach]:
    right = {"ok": {1}, "fail": {0}, "unknown": {0, 1}}
    for key, result in asked.items():
        if found.get(key, 0) not in right[result]:
            yield Breach(rule, f"{key} ({result}) is there {found.get(key, 0)} times")
    for key in sorted(found.keys() - asked.keys()):
        yield Breach(rule, f"{key} is there and nobody asked for it")


def _check_count(read: Event, stories: Stories) -> Iterator[Breach]:
    """I8: a count is that of a set which readers could see during the read."""
    if not read.counted:
        return
    states = [stories.allowed(article, read) for article in read.counted]
    least = sum(GONE not in state for state in states)
    most = sum(state != {GONE} for state in states)
    for name, count in read.counts.items():
        if not least <= count <= most:
            yield Breach("I8", f"{read.surface} said {count} for {name}, not {least} to {most}")
