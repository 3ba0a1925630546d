"""A served newspaper under fire: writers, readers and somebody who kills, and its history checked.

`HISTORY_SECONDS=120` asks for it and says for how long; without it these trials are skipped.
"""

import contextlib
import dataclasses
import http.client
import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from depesche.server.tests.running import children
from tests.history.check import Event, Limits, check_run
from tests.street import (
    cluster,  # noqa: F401 a fixture
    environment,
    found,
    run_in,
    served,
)

ROOT = Path(__file__).resolve().parents[2]
SECONDS = float(os.environ.get("HISTORY_SECONDS", "20"))
WRITERS, READERS = 3, 4
LATE_SECONDS = 12.0  # of a planned story: the worker is killed and stopped all the time
HEADLINE = re.compile(r"Welle (\w+) Fassung (\d+) Ende")
ITEM = re.compile(r"<item>(.*?)</item>", re.DOTALL)
GUID = re.compile(r"<guid[^>]*>([^<]*)</guid>")
COUNT = re.compile(r'<p class="page-count">\s*([\d.]+)')
PREPARE = """
import django; django.setup()
from django.utils import timezone
from depesche.dossiers.open import open_dossier
from depesche.masthead.models import Edition
open_dossier(Edition.objects.get(prefix="de"), name="Flut", by=None, at=timezone.now())
"""
LOGGED = """
import django; django.setup()
import collections, json, re
from wagtail.models import PageLogEntry
found = collections.Counter()
acts = {"wagtail.publish": "publish", "wagtail.publish.scheduled": "publish",
    "wagtail.unpublish": "unpublish"}
for entry in PageLogEntry.objects.filter(action__in=acts):
    named = re.search(r"Welle (\\w+) Fassung (\\d+) Ende", entry.label)
    if named:
        found[f"{named[1]}:{named[2]}:{acts[entry.action]}"] += 1
print(json.dumps(found))
"""
LISTS = {
    "section": "/de/politik/",
    "tag": "/de/tags/hochwasser/",
    "dossier": "/de/dossiers/flut/",
    "feed": "/de/politik/feed.rss",
    "front": "/de/",
}
WHOLE_LISTS = frozenset({"section", "tag", "dossier", "feed"})  # the front shows a choice


class Trial:
    """One trial: what runs, and what was written down."""

    def __init__(self, home, running, folder):
        self.home, self.running, self.folder = home, running, folder
        self.calm, self.stop = threading.Event(), threading.Event()
        self.events: list[Event] = []
        self.codes: dict[str, str] = {}
        self.writers: list[subprocess.Popen] = []
        self.begun = time.monotonic()

    def start_writer(self, name):
        """Start a writer in a process of its own."""
        return subprocess.Popen(  # noqa: S603 our own program
            [sys.executable, "-m", "tests.history.write", name, str(self.folder / name), "600"],
            env=environment(
                DEPESCHE_HOME=str(self.home), DJANGO_SETTINGS_MODULE="depesche.settings"
            ),
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
        )

    def note_codes(self):
        """Learn which stories there are by now."""
        for place in self.folder.glob("w*"):
            for line in place.read_text().splitlines():
                with contextlib.suppress(ValueError):
                    told = json.loads(line)
                    if "story" in told:
                        self.codes[told["story"]] = told["code"]

    def read(self, number):
        """Read surfaces one after the other until the end."""
        chance = random.Random(number)
        while not self.stop.is_set():
            known = tuple(self.codes)
            surfaces = [*LISTS, *(["page", "json"] if known else [])]
            surface = chance.choice(surfaces)
            if surface in LISTS:
                scope, path = known, LISTS[surface]
            else:
                story = chance.choice(known)
                ending = "/" if surface == "page" else ".json"
                scope, path = (story,), f"/de/politik/x-{self.codes[story]}{ending}"
            event = self.one_read(f"r{number}", surface, path, scope)
            if event is not None:
                self.events.append(event)
            time.sleep(chance.uniform(0, 0.04))

    def one_read(self, who, surface, path, scope):
        asked = time.monotonic()
        try:
            status, text = self.get(path)
        except (OSError, http.client.HTTPException):
            return None
        answered = time.monotonic()
        if status >= 500:
            return Event("read", who, asked, answered, result="fail", surface=surface)
        seen = {story: int(number) for story, number in HEADLINE.findall(text)}
        if surface in {"page", "json"}:
            seen = {story: number for story, number in seen.items() if story in scope}
        counts = {}
        if surface == "dossier" and (told := COUNT.search(text)):
            counts = {"dossier": int(told[1])}
        ids = ()
        if surface == "feed":
            items = [(HEADLINE.search(item), GUID.search(item)) for item in ITEM.findall(text)]
            ids = tuple((name[1], guid[1]) for name, guid in items if name and guid)
        return Event(
            *("read", who, asked, answered),
            surface=surface,
            scope=scope if surface not in LISTS or surface in WHOLE_LISTS else (),
            seen=seen,
            ids=ids,
            counts=counts,
            counted=scope if counts else (),
        )

    def get(self, path):
        """Return status and text of a page, along its redirects."""
        for _hop in range(4):
            status, headers, body = self.running.ask("GET", path)
            if status not in {301, 302}:
                break
            path = headers["location"].removeprefix("http://localhost:8000")
        return status, body.decode()

    def break_something(self, faults):
        """Kill and stop one thing after the other."""
        chance = random.Random(7)
        number = 0
        while not self.calm.wait(chance.uniform(1.5, 3.0)):
            fault = faults[number % len(faults)]
            number += 1
            begun = time.monotonic()
            with contextlib.suppress(ProcessLookupError):
                fault(self, number)
            event = Event("nemesis", fault.__name__, begun, time.monotonic())
            self.events.append(event)

    def changes(self):
        """Return what the writers wrote down; an act without its end may have happened."""
        for place in sorted(self.folder.glob("w*")):
            asked = {}
            for line in place.read_text().splitlines():
                told = json.loads(line)
                if "op" in told:
                    asked[told["key"]] = told
                elif "done" in told:
                    asked[told["done"]] |= {k: told[k] for k in ("answered", "result")}
            for told in asked.values():
                told.setdefault("answered", told["asked"])
                told.setdefault("result", "unknown")
                yield Event(**told)


def kill_web_worker(trial, _number):
    """Kill -9 one of the web workers."""
    found = [pid for pid in children(trial.running.pid) if "spawn_main" in words_of(pid)]
    if found:
        os.kill(found[0], signal.SIGKILL)


def kill_worker(trial, _number):
    """Kill -9 the worker process: scheduler, followers, tasks."""
    for pid in children(trial.running.pid):
        if words_of(pid).endswith("work"):
            os.kill(pid, signal.SIGKILL)


def stop_worker(trial, _number):
    """Stop the worker process for three seconds."""
    for pid in children(trial.running.pid):
        if words_of(pid).endswith("work"):
            os.kill(pid, signal.SIGSTOP)
            time.sleep(3)
            os.kill(pid, signal.SIGCONT)


def kill_writer(trial, number):
    """Kill -9 a writer in the middle of what it does; another takes its place."""
    old = trial.writers.pop(0)
    old.kill()
    old.wait()
    trial.writers.append(trial.start_writer(f"w{number}g"))


def words_of(pid):
    with contextlib.suppress(OSError):
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        return line.replace(b"\0", b" ").decode().strip()
    return ""


FAULTS = [kill_worker, kill_web_worker, kill_writer, stop_worker]


def try_out(home, folder, faults):  # noqa: PLR0915 one trial
    """Let writers, readers and faults loose on a newspaper; return its history."""
    assert run_in(home, PREPARE).returncode == 0
    with served(home, "--workers", "2") as running:
        trial = Trial(home, running, folder)
        trial.writers = [trial.start_writer(f"w{number}") for number in range(WRITERS)]
        threads = [threading.Thread(target=trial.read, args=(number,)) for number in range(READERS)]
        try:
            while len(trial.codes) < WRITERS * 2:
                trial.note_codes()
                time.sleep(0.1)
            threads.append(threading.Thread(target=trial.break_something, args=(faults,)))
            for thread in threads:
                thread.start()
            last = time.monotonic() + SECONDS
            while time.monotonic() < last:
                trial.note_codes()
                time.sleep(0.2)
        finally:
            trial.calm.set()
            if threads[-1].ident:
                threads[-1].join()
            for writer in trial.writers:
                writer.kill()
                writer.wait()
            time.sleep(LATE_SECONDS)
            trial.stop.set()
            for thread in threads:
                if thread.ident:
                    thread.join()
        rest = [
            trial.one_read("last", surface, path, tuple(trial.codes))
            for surface, path in LISTS.items()
        ]
        trial.events += [event for event in rest if event is not None]
        trial.events += trial.changes()
        logged = run_in(home, LOGGED)
        assert logged.returncode == 0, logged.stderr
        now = time.monotonic()
        trial.events.append(Event("audit", "log", now, now, counts=json.loads(logged.stdout)))
    return with_all_stories(trial.events)


def with_all_stories(events):
    """Let a count be that of every story of the trial: readers learn of new ones a little later."""
    stories = tuple({event.article for event in events if event.article})
    return [
        dataclasses.replace(event, counted=stories)
        if event.counts and event.op == "read"
        else event
        for event in events
    ]


def judge(events, folder):
    """Write the history down beside the test, and check it."""
    with (folder / "history.jsonl").open("w", encoding="utf-8") as out:
        for event in sorted(events, key=lambda one: one.asked):
            out.write(json.dumps(event.as_json()) + "\n")
    kinds = {event.op for event in events}
    assert kinds >= {"publish", "unpublish", "read", "nemesis", "audit"}, kinds
    surfaces = {event.surface for event in events if event.op == "read" and event.seen}
    assert surfaces >= {"page", "json", *WHOLE_LISTS}, surfaces
    return check_run(events, Limits(late=LATE_SECONDS, leeway=0.05))


asked_for = pytest.mark.skipif(
    "HISTORY_SECONDS" not in os.environ, reason="HISTORY_SECONDS=120 asks for this trial"
)


@asked_for
def test_a_newspaper_keeps_its_promises_while_everything_is_killed(tmp_path):
    home = found(tmp_path / "hafenpost", stories=0)
    folder = tmp_path / "history"
    folder.mkdir()
    assert judge(try_out(home, folder, FAULTS), folder) == []


@asked_for
@pytest.mark.parametrize("mode", ["immediate"])
def test_it_keeps_them_on_postgresql_which_restarts_as_well(cluster, tmp_path, mode):  # noqa: F811
    def restart_postgresql(_trial, _number):
        cluster.stop(mode)
        cluster.start()

    home = found(tmp_path / "hafenpost", "--database", cluster.make("history"), stories=0)
    folder = tmp_path / "history"
    folder.mkdir()
    assert judge(try_out(home, folder, [restart_postgresql, *FAULTS]), folder) == []
