"""A trial: a served newspaper, writers, readers, two schedulers, and what each saw and was told."""

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

from depesche.server.tests.running import (
    Running,
    children,
    free_port,
    is_running,
    wait_until,
)
from tests.history.check import LEAST_EVENTS, Event
from tests.street import command, environment, run_in

ROOT = Path(__file__).resolve().parents[2]
WRITERS, READERS = 3, 4
MOST_STORIES = 18  # below the 20 of a list's first page
PATIENCE_SECONDS = 300
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
TRUTH = """
import django; django.setup()
import json, re
from depesche.articles.models import Article
from depesche.articles.schedule import next_due_at
found = {}
for title in Article.objects.filter(listed=True).values_list("title", flat=True):
    named = re.search(r"Welle (\\w+) Fassung (\\d+) Ende", title)
    if named:
        found[named[1]] = int(named[2])
print(json.dumps({"out": found, "waits": next_due_at() is not None}))
"""
LISTS = {
    "section": "/de/politik/",
    "tag": "/de/tags/hochwasser/",
    "dossier": "/de/dossiers/flut/",
    "feed": "/de/politik/feed.rss",
    "atom": "/de/feed.atom",
    "sitemap": "/de/sitemaps/news.xml",
    "front": "/de/",
}
WHOLE_LISTS = frozenset(LISTS) - {"front"}  # the front shows a choice
ONE_STORY = {"page": "/", "json": ".json"}


class Trial:
    """One trial: what runs, and what was written down."""

    def __init__(self, home, folder, **clock):
        self.home, self.folder, self.clock = home, folder, clock
        self.calm, self.stop = threading.Event(), threading.Event()
        self.events: list[Event] = []
        self.codes: dict[str, str] = {}
        self.writers: list[subprocess.Popen] = []
        self.port, self.starts, self.hired = free_port(), 0, 0
        self.running = self.second = None
        self.refused = 0

    def start_server(self):
        """Start the newspaper, as systemd does: anew until it stays up."""
        last = time.monotonic() + PATIENCE_SECONDS
        while True:
            self.starts += 1
            try:
                self.running = Running(
                    command("serve", "--port", self.port, "--workers", "2", home=self.home),
                    self.port,
                    self.folder / f"serve-{self.starts}.log",
                    **{name: "" for name in os.environ if name.startswith("DEPESCHE_")},
                    **self.clock,
                )
            except AssertionError:
                if time.monotonic() > last:
                    raise
                time.sleep(0.5)
            else:
                return

    def start_second(self):
        """Start another worker process: a second scheduler, followers, tasks."""
        with (self.folder / "second.log").open("ab") as log:
            self.second = subprocess.Popen(  # noqa: S603 our own program
                command("work", home=self.home), env=environment(**self.clock), stderr=log
            )

    def hire(self):
        """Start a writer in a process of its own."""
        name, self.hired = f"w{self.hired}", self.hired + 1
        words = ["-m", "tests.history.write", name, str(self.folder / name), "3600"]
        told = {"DEPESCHE_HOME": str(self.home), "DJANGO_SETTINGS_MODULE": "depesche.settings"}
        with (self.folder / "writers.log").open("ab") as log:
            writer = subprocess.Popen(  # noqa: S603 our own program
                [sys.executable, *words], env=environment(**told), stderr=log, cwd=ROOT
            )
        self.writers.append(writer)

    def note_codes(self):
        """Learn which stories there are by now."""
        for place in self.folder.glob("w[0-9]*"):
            for line in place.read_text().splitlines():
                with contextlib.suppress(ValueError):
                    told = json.loads(line)
                    if "story" in told:
                        self.codes[told["story"]] = told["code"]

    def wait_for_stories(self):
        """Wait until the writers have something to write about."""
        last = time.monotonic() + PATIENCE_SECONDS
        while len(self.codes) < WRITERS * 2:
            assert time.monotonic() < last, "no stories"
            self.note_codes()
            time.sleep(0.2)

    def read(self, number):
        """Read surfaces one after the other until the end."""
        chance = random.Random(number)
        while not self.stop.is_set():
            known = tuple(self.codes)
            surface = chance.choice([*LISTS, *ONE_STORY])
            if surface in LISTS:
                scope, path = known, LISTS[surface]
            else:
                story = chance.choice(known)
                scope, path = (story,), self.address(story, surface)
            event = self.one_read(f"r{number}", surface, path, scope)
            if event is not None:
                self.events.append(event)
            else:
                self.refused += 1
            time.sleep(chance.uniform(0, 0.08))

    def address(self, story, surface):
        """Return where a story is read."""
        return f"/de/politik/x-{self.codes[story]}{ONE_STORY[surface]}"

    def one_read(self, who, surface, path, scope):
        """Read once; None where nobody answered."""
        asked = time.monotonic()
        try:
            status, text = self.get(path)
        except (OSError, http.client.HTTPException):
            return None
        answered = time.monotonic()
        if status >= 500:
            return Event("read", who, asked, answered, result="fail", surface=surface)
        seen = {story: int(number) for story, number in HEADLINE.findall(text)}
        if surface in ONE_STORY:
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
            scope=scope if surface in WHOLE_LISTS or surface in ONE_STORY else (),
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
        """Break one thing after the other; a fault that cannot be had just now returns False."""
        chance = random.Random(7)
        number = 0
        while not self.calm.wait(chance.uniform(1.0, 2.5)):
            fault = faults[number % len(faults)]
            number += 1
            begun = time.monotonic()
            try:
                is_done = fault(self) is not False
            except ProcessLookupError:
                is_done = False
            except BaseException:
                self.calm.set()
                raise
            if is_done:
                event = Event("nemesis", fault.__name__, begun, time.monotonic())
                self.events.append(event)

    def changes(self):
        """Return what the writers wrote down; an act without its end may have happened."""
        for place in sorted(self.folder.glob("w[0-9]*")):
            asked = {}
            for line in place.read_text().splitlines():
                told = json.loads(line)
                if "op" in told:
                    asked[told["key"]] = told
                elif "done" in told:
                    asked[told["done"]] |= {k: told[k] for k in ("answered", "result")}
                elif "out" in told:
                    asked[told["out"]]["out"] = told["at"]
            for told in asked.values():
                told.setdefault("answered", told["asked"])
                told.setdefault("result", "unknown")
                yield Event(**told)

    def truth(self):
        """Return what stands in the database once no story waits for its hour any more."""
        last = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < last:
            told = run_in(self.home, TRUTH)
            assert told.returncode == 0, told.stderr
            found = json.loads(told.stdout)
            if not found["waits"]:
                return found["out"]
            time.sleep(0.5)
        raise AssertionError(found)

    def wrong_at_rest(self, out):
        """Return what readers see otherwise than it stands in the database."""
        wrong = []
        for surface in [*WHOLE_LISTS, *ONE_STORY]:
            for scope in [tuple(self.codes)] if surface in LISTS else [(s,) for s in self.codes]:
                path = LISTS[surface] if surface in LISTS else self.address(scope[0], surface)
                event = self.one_read("last", surface, path, scope)
                right = {story: number for story, number in out.items() if story in scope}
                if event is None or event.result != "ok" or event.seen != right:
                    wrong.append((path, event and event.seen, right))
                if event is not None:
                    self.events.append(event)
        return wrong

    def end(self):
        """End everything that runs."""
        self.calm.set()
        self.stop.set()
        for process in [*self.writers, self.second]:
            if process is not None:
                process.kill()
                process.wait()
        if self.running is not None and self.running.process.poll() is None:
            self.running.stop(seconds=60)

    def leave_nobody(self):
        """Kill the supervisor, and wait until all that it started is gone."""
        started = children(self.running.pid)
        self.running.stop(signal.SIGKILL, seconds=PATIENCE_SECONDS)
        wait_until(lambda: not any(map(is_running, started)), "somebody outlives the supervisor")


def try_out(trial, faults, seconds):
    """Let writers, readers and faults loose on a newspaper; return its history."""
    assert run_in(trial.home, PREPARE).returncode == 0
    threads = [threading.Thread(target=trial.read, args=(number,)) for number in range(READERS)]
    try:
        trial.start_server()
        trial.start_second()
        for _ in range(WRITERS):
            trial.hire()
        trial.wait_for_stories()
        for thread in threads:
            thread.start()
        rage(trial, faults, seconds)
        wrong = wait_for_rest(trial, trial.truth())
    finally:
        trial.end()
        for thread in threads:
            if thread.ident:
                thread.join()
    assert not wrong, f"wrong at rest: {wrong[:5]}"
    trial.events += trial.changes()
    logged = run_in(trial.home, LOGGED)
    assert logged.returncode == 0, logged.stderr
    now = time.monotonic()
    trial.events.append(Event("audit", "log", now, now, counts=json.loads(logged.stdout)))
    return with_all_stories(trial.events)


def rage(trial, faults, seconds):
    """Break things for so long, longer on a machine that is busy, then let the writers go."""
    breaking = threading.Thread(target=trial.break_something, args=(faults,))
    breaking.start()
    begun, wanted = time.monotonic(), {fault.__name__ for fault in faults}
    while not trial.calm.is_set():
        trial.note_codes()
        time.sleep(0.2)
        broken = {event.who for event in trial.events if event.op == "nemesis"}
        is_enough = broken >= wanted and len(trial.events) >= LEAST_EVENTS
        passed = time.monotonic() - begun
        if passed > (seconds if is_enough else seconds + PATIENCE_SECONDS):
            break
    trial.calm.set()
    breaking.join()
    trial.note_codes()
    for writer in trial.writers:
        writer.kill()
        writer.wait()


def wait_for_rest(trial, out):
    """Return what is still wrong when everybody has had time to hear of the last kills."""
    last = time.monotonic() + 30
    while (wrong := trial.wrong_at_rest(out)) and time.monotonic() < last:
        time.sleep(1)
    return wrong


def with_all_stories(events):
    """Let a count be that of every story of the trial: readers learn of new ones a little later."""
    stories = tuple({event.article for event in events if event.article})
    return [
        dataclasses.replace(event, counted=stories)
        if event.counts and event.op == "read"
        else event
        for event in events
    ]
