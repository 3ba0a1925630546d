"""A newspaper under fire keeps its promises: two minutes of kills, outages and wrong clocks.

`HISTORY_SECONDS=120` asks for it and says for how long; without it these trials are skipped.
"""

import json
import os
import subprocess
from collections import Counter

import pytest

from tests.history import nemesis
from tests.history.check import Limits, check_run
from tests.history.trial import ONE_STORY, WHOLE_LISTS, Trial, try_out
from tests.street import (
    cluster,  # noqa: F401 a fixture
    found,
    mount_small_disk,
)

SECONDS = float(os.environ.get("HISTORY_SECONDS", "0"))
HEARD_SECONDS = 15.0  # a safeguard: the worker that released a story may be killed right after
DISK_MB = 200

asked_for = pytest.mark.skipif(not SECONDS, reason="HISTORY_SECONDS=120 asks for this trial")


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "history"
    folder.mkdir()
    return folder


@pytest.fixture
def disk(tmp_path):
    """A small disk; an ordinary folder where none can be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    is_small = mount_small_disk(disk, DISK_MB)
    yield disk, is_small
    if is_small:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # noqa: S603, S607 the system's own


@asked_for
def test_every_fault_can_be_injected_here(disk, folder):
    """Tell aloud which of the faults the trials below have to do without."""
    missing = []
    if not disk[1]:
        missing.append("no full disk: a small one cannot be mounted, that needs root")
    if not nemesis.clock_that_jumps(folder):
        missing.append("no jump of the clock: that needs a C compiler")
    if missing:
        pytest.skip("; ".join(missing))


def fire(trial, small, more):
    """Return what can be broken here, in the order in which it is."""
    faults = [*more, *nemesis.EVERYWHERE]
    if small:
        faults.insert(2, nemesis.fill_disk)
    if trial.clock:
        faults.insert(3, nemesis.jump_ahead)
        faults.insert(len(faults) - 1, nemesis.jump_back)
    return faults


def judge(events, faults, folder):
    """Write the history down beside the test, and check it."""
    with (folder / "history.jsonl").open("w", encoding="utf-8") as out:
        for event in sorted(events, key=lambda one: one.asked):
            out.write(json.dumps(event.as_json()) + "\n")
    kinds = Counter(event.op for event in events)
    broken = Counter(event.who for event in events if event.op == "nemesis")
    results = Counter(event.result for event in events if event.op not in {"read", "nemesis"})
    unread = sum(event.op == "read" and event.result != "ok" for event in events)
    print(dict(kinds), dict(results), f"{unread} answered by an error", dict(broken))  # noqa: T201
    assert kinds.keys() >= {"publish", "schedule", "unpublish", "read", "nemesis", "audit"}, kinds
    surfaces = {event.surface for event in events if event.op == "read" and event.seen}
    assert surfaces >= {*ONE_STORY, *WHOLE_LISTS}, surfaces
    assert broken.keys() >= {fault.__name__ for fault in faults}, broken
    assert check_run(events, Limits(late=1e9, heard=HEARD_SECONDS, leeway=0.05)) == []


def under_fire(home, small, folder, more):
    trial = Trial(home, folder, **nemesis.clock_that_jumps(folder))
    faults = fire(trial, small, more)
    judge(try_out(trial, faults, SECONDS), faults, folder)


@asked_for
def test_a_newspaper_keeps_its_promises_whatever_breaks(disk, folder):
    home = found(disk[0] / "hafenpost", stories=0)
    under_fire(home, disk[1], folder, [nemesis.lock_database])


@asked_for
def test_it_keeps_them_on_postgresql_which_restarts_as_well(cluster, disk, folder):  # noqa: F811
    def restart_postgresql(_trial):
        cluster.stop("immediate")
        cluster.start()

    home = found(disk[0] / "hafenpost", "--database", cluster.make("history"), stories=0)
    under_fire(home, disk[1], folder, [restart_postgresql])
