"""Writers, readers, and one who kills them: `python -m depesche.press.tests.race SECONDS`.

Each page prints the newest dispatch of three subjects. A writer notes what it has published once
publishing has returned; a reader who sees less than was noted before it asked has read a stale
page. Prints sums as JSON.
"""

import json
import mmap
import os
import random
import signal
import sys
import time
from contextlib import suppress

import django

django.setup()

from django.db import connections, transaction  # noqa: E402 tables are there only now
from django.db.models import Max  # noqa: E402
from django.utils import timezone  # noqa: E402

from depesche.press.apply import apply_wire  # noqa: E402
from depesche.press.keep import find_page, settle  # noqa: E402
from depesche.press.kept import KeptPage  # noqa: E402
from depesche.press.lease import Taken, take_lease  # noqa: E402
from depesche.press.note import collecting, note  # noqa: E402
from depesche.press.opening import the_store  # noqa: E402
from depesche.press.store import NoStore, Store  # noqa: E402
from depesche.wire.models import Dispatch  # noqa: E402
from depesche.wire.send import send  # noqa: E402

WRITERS, READERS, SUBJECTS, PAGES = 2, 3, 6, 4
STOP, ACKED, SUMS = 0, 1, 1 + WRITERS * SUBJECTS
READS, HITS, STALE = range(3)
WRITTEN, OVER = 1, 2
MARK = "race"


class Board:
    """Numbers that all processes see."""

    def __init__(self):
        self._page = memoryview(mmap.mmap(-1, 4096)).cast("Q")

    def acked(self, subject):
        return max(self._page[ACKED + writer * SUBJECTS + subject] for writer in range(WRITERS))

    def ack(self, writer, subject, number):
        self._page[ACKED + writer * SUBJECTS + subject] = number

    def count(self, reader, what):
        self._page[SUMS + reader * 3 + what] += 1

    def sums(self, reader):
        return [self._page[SUMS + reader * 3 + what] for what in range(3)]

    def stop(self, how_far):
        self._page[STOP] = how_far

    @property
    def is_written(self):
        return self._page[STOP] >= WRITTEN

    @property
    def is_over(self):
        return self._page[STOP] >= OVER


def store() -> Store:
    found = the_store()
    assert found is not None
    return found


def uses(page):
    return [(page + step) % SUBJECTS for step in range(3)]


def render(page):
    found = []
    begun = time.time()
    with collecting() as notes:
        for subject in uses(page):
            note(f"article:{subject}")
            rows = Dispatch.objects.filter(by=str(subject))
            found.append(rows.aggregate(newest=Max("pk"))["newest"] or 0)
            time.sleep(random.random() * 0.002)
    body = json.dumps(found).encode()
    return KeptPage(
        key=f"page-{page}",
        status=200,
        headers=[],
        bodies={"": body},
        tag="0" * 16,
        kept_at=begun,
        ingredients=frozenset(notes.ingredients),
    )


def kept(page):
    try:
        found = find_page(store(), f"page-{page}".encode(), "", now=time.time())
    except NoStore:
        return None
    return json.loads(found[1] or b"") if found else None


def read(page):
    """Return what a reader gets, as the kiosk does: kept, made and kept, or made alone."""
    last = time.monotonic() + 2
    while time.monotonic() < last:
        found = kept(page)
        if found is not None:
            return found, True
        try:
            lease = take_lease(store(), f"page-{page}".encode(), mark=MARK)
        except Taken:
            time.sleep(0.002)
            continue
        except NoStore:
            break
        made = render(page)
        if lease is not None:
            with suppress(NoStore):
                settle(store(), lease, made.ingredients, made)
        return json.loads(made.bodies[""]), False
    return json.loads(render(page).bodies[""]), False


def be_reader(board, number):
    while not board.is_over:
        page = random.randrange(PAGES)
        least = [board.acked(subject) for subject in uses(page)]
        found, was_kept = read(page)
        board.count(number, READS)
        if was_kept:
            board.count(number, HITS)
        if any(seen < wanted for seen, wanted in zip(found, least, strict=True)):
            board.count(number, STALE)


def be_writer(board, number):
    while not board.is_written:
        subject = random.randrange(SUBJECTS)
        with transaction.atomic():
            names = [f"article:{subject}"]
            sent = send("article.published", names, at=timezone.now(), by=str(subject))
            time.sleep(random.random() * 0.002)
        board.ack(number, subject, sent.pk)
        time.sleep(random.random() * 0.02)


def be_worker(board, _number):
    while not board.is_over:
        apply_wire()
        time.sleep(0.1)


def start(act, board, number):
    child = os.fork()
    if child:
        return child
    try:
        random.seed()
        act(board, number)

        connections.close_all()
    finally:
        sys.stderr.flush()
        os._exit(0)


def main(seconds):
    board = Board()
    roles = [(be_writer, n) for n in range(WRITERS)] + [(be_reader, n) for n in range(READERS)]
    roles.append((be_worker, 0))
    at_work = {start(act, board, number): (act, number) for act, number in roles}
    last, killed = time.monotonic() + seconds, 0
    while time.monotonic() < last:
        time.sleep(0.1)
        victim = random.choice(list(at_work))
        os.kill(victim, signal.SIGKILL)
        os.waitpid(victim, 0)
        killed += 1
        act, number = at_work.pop(victim)
        at_work[start(act, board, number)] = (act, number)
    before = [board.sums(reader)[READS] for reader in range(READERS)]
    time.sleep(1.5)  # nobody is killed any more: everybody must come on
    hangs = sum(board.sums(n)[READS] <= before[n] for n in range(READERS))
    board.stop(WRITTEN)
    time.sleep(0.5)  # what the readers keep now stays
    board.stop(OVER)
    for child in at_work:
        os.waitpid(child, 0)
    told = {**at_rest(), **sums_of(board), "killed": killed, "hangs": hangs}
    sys.stdout.write(json.dumps(told))


def sums_of(board):
    sums = [board.sums(reader) for reader in range(READERS)]
    return {
        name: sum(row[place] for row in sums)
        for place, name in enumerate(("reads", "hits", "stale"))
    }


def at_rest():
    apply_wire()
    there = {page: found for page in range(PAGES) if (found := kept(page)) is not None}
    fresh = {page: json.loads(render(page).bodies[""]) for page in there}
    with store().reading() as (moment, tables):
        changes = moment.stat(tables.last)["entries"]
    return {"kept": len(there), "wrong": sum(there[p] != fresh[p] for p in there), "last": changes}


if __name__ == "__main__":
    main(float(sys.argv[1]))
