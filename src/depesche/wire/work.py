"""Work: the worker process of a newspaper. Scheduler steps, followers and tasks side by side.

Each has a thread of its own, so that no slow follower or long task makes a story late. A fault
in one round is logged, the round is tried again after a pause, and the others go on.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.db import (
    DatabaseError,
    InterfaceError,
    OperationalError,
    close_old_connections,
    connections,
)
from django.utils import timezone

from depesche.wire.beat import BEAT_SECONDS, beat
from depesche.wire.follow import NameTaken, followers, take_steps
from depesche.wire.tasks import run_waiting_tasks, take_back_tasks
from depesche.wire.wake import Wake

log = logging.getLogger("depesche.wire")

POLL_SECONDS = 0.25
LONGEST_PAUSE_SECONDS = 60.0
TOLD_EVERY = 60  # of faults that go on, each of the first ten is logged, then one of so many
RESTING_BEAT_SECONDS = 20  # well below wire.beat.LATE_SECONDS
APART_PAUSE_SECONDS = 10.0  # between two attempts to reach another machine
AWAY_PAUSE_SECONDS = 1.0  # while the database is: all goes on at once when it is back
LEAVE_SECONDS = 7.0  # the supervisor kills after eight

Step = Callable[[datetime], float]
steps: dict[str, Step] = {}
longest_pauses: dict[str, float] = {}
places: dict[str, str] = {}  # steps that are taken beside a follower, in its thread


def register_step(
    name: str, step: Step, *, longest_pause: float = LONGEST_PAUSE_SECONDS, beside: str = ""
) -> None:
    """Put a step on the worker's round: it gets the time, and returns the seconds until the next.

    It is called at least every quarter of a second when it asks for less. After a fault it is
    tried again within `longest_pause` seconds. `beside` names a follower that speaks to others
    (`follow_apart`): the step is taken in its thread then. Raises NameTaken.
    """
    if steps.get(name, step) is not step:
        message = f"{name}: two steps of one name."
        raise NameTaken(message)
    steps[name] = step
    if beside:
        places[name] = beside
    longest_pauses[name] = longest_pause


def pause_seconds(attempt: int, *, longest: float = LONGEST_PAUSE_SECONDS) -> float:
    """Return how long to wait after the `attempt`th failure in a row: 0.5 s, 1, 2, … `longest`."""
    return float(min(longest, 0.5 * 2 ** min(attempt - 1, 10)))


@dataclass
class Round:
    """One thing that is done over and over: when it is next due, and how often it failed."""

    name: str
    act: Step
    due: float = 0.0
    longest_pause: float = LONGEST_PAUSE_SECONDS
    attempt: int = 0
    told: float = field(default=-BEAT_SECONDS)

    def go(self, *, at: datetime, tick: float) -> None:
        """Do it once if it is due (`tick`: seconds of a clock that never goes back)."""
        if tick < self.due:
            if not self.attempt and tick - self.told >= RESTING_BEAT_SECONDS:
                self._tell(at, tick, "")  # it rests, and its thread comes round
            return
        try:
            wait = self.act(at)
            fault = ""
        except Exception as failure:
            self.attempt += 1
            is_away = isinstance(failure, OperationalError | InterfaceError)
            longest = AWAY_PAUSE_SECONDS if is_away else self.longest_pause
            wait = pause_seconds(self.attempt, longest=longest)
            fault = type(failure).__name__
            if self.attempt <= 10 or self.attempt % TOLD_EVERY == 0:  # noqa: PLR2004
                log.exception("round.failed", extra={"round": self.name, "attempt": self.attempt})
        else:
            self.attempt = 0
        self.due = tick + max(wait, 0.0)
        self._tell(at, tick, fault)

    def _tell(self, at: datetime, tick: float, fault: str) -> None:
        if tick - self.told < BEAT_SECONDS and not fault:
            return
        try:
            beat(self.name, at=at, fault=fault)
            self.told = tick
        except DatabaseError:
            log.warning("beat.not_kept", extra={"round": self.name})


def _following(name: str) -> Step:
    def step(at: datetime) -> float:
        while take_steps(name, at=at):
            pass
        return 0.0

    return step


def _tasks(_at: datetime) -> float:
    run_waiting_tasks()
    return 0.0


@dataclass
class Shift:
    """A worker's shift: the rounds of one thread, until somebody asks it to stop."""

    rounds: list[Round]
    stop: threading.Event
    wake: Wake

    def run(self) -> None:
        """Go round until asked to stop; leave no connection behind."""
        while not self.stop.is_set():
            close_old_connections()
            for each in self.rounds:
                if self.stop.is_set():
                    break
                each.go(at=timezone.now(), tick=monotonic())
            self.wake.wait(POLL_SECONDS, self.stop)
        self.wake.close()
        connections.close_all()


def shifts(stop: threading.Event) -> list[tuple[str, Shift]]:
    """Return the shifts of the worker process by name: steps, followers, tasks.

    Followers that speak to other machines have one each.
    """
    apart = [name for name, entry in followers.items() if entry.tell is not None]
    following = [
        Round(f"follower {name}", _following(name)) for name in followers if name not in apart
    ]
    return [
        ("steps", Shift(_steps_beside(""), stop, Wake())),
        ("followers", Shift(following, stop, Wake(listens=True))),
        ("tasks", Shift([Round("tasks", _tasks)], stop, Wake())),
        *((name, Shift(_rounds_apart(name), stop, Wake(listens=True))) for name in apart),
    ]


def _rounds_apart(name: str) -> list[Round]:
    following = Round(f"follower {name}", _following(name), longest_pause=APART_PAUSE_SECONDS)
    return [*_steps_beside(name), following]


def _steps_beside(name: str) -> list[Round]:
    """Return the rounds of the steps that are taken beside a follower; empty: of all others."""
    return [
        Round(step, act, longest_pause=longest_pauses.get(step, LONGEST_PAUSE_SECONDS))
        for step, act in steps.items()
        if places.get(step, "") == name
    ]


def work(stop: threading.Event, *, is_wanted: Callable[[], bool] = lambda: True) -> None:
    """Run the worker process until `stop` is set or nobody wants it any more.

    `is_wanted` is asked every poll: it turns false when the supervisor is gone.
    """
    take_back_tasks()
    threads = [
        threading.Thread(target=shift.run, name=name, daemon=True) for name, shift in shifts(stop)
    ]
    for thread in threads:
        thread.start()
    log.info("worker.started", extra={"steps": len(steps), "followers": len(followers)})
    while not stop.wait(POLL_SECONDS):
        if not is_wanted():
            log.warning("worker.orphaned")
            stop.set()
    last = monotonic() + LEAVE_SECONDS
    for thread in threads:
        thread.join(max(0.0, last - monotonic()))
    log.info("worker.stopped")


def rest(stop: threading.Event, *, is_wanted: Callable[[], bool] = lambda: True) -> None:
    """Do nothing until `stop` is set or nobody wants this process: the paper may not be written."""
    log.warning("worker.rests")
    while not stop.wait(POLL_SECONDS) and is_wanted():
        pass
