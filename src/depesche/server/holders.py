"""Holders: which process keeps others from writing into the database, named where it can be."""

import os
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from pathlib import Path

from django.conf import settings
from django.db import connection

from depesche.press.findings import Finding

WAIT_SECONDS = 3  # a writer of the house holds it for some hundredths of one
LONG_SECONDS = 30
LOCKS = Path("/proc/locks")
OPEN_FOR_LONG = """
SELECT pid, application_name, state, extract(epoch FROM now() - xact_start)::int
FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
AND xact_start < now() - make_interval(secs => %s)
ORDER BY xact_start
"""


def look_for_holders() -> Iterator[Finding]:
    """Yield what keeps writers waiting."""
    if connection.vendor == "sqlite":
        yield from held_file(Path(settings.DATABASES["default"]["NAME"]))
    else:
        yield from long_transactions()


def held_file(place: Path, *, seconds: float = WAIT_SECONDS) -> Iterator[Finding]:
    """Take SQLite's write lock for a moment, and say who has it where that fails."""
    if not place.is_file() or settings.READ_ONLY:
        return
    address = f"{place.resolve().as_uri()}?mode=rw"
    with closing(sqlite3.connect(address, uri=True, isolation_level=None)) as own:
        own.execute(f"PRAGMA busy_timeout={int(seconds * 1000)}")
        try:
            own.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError as fault:
            if "locked" not in str(fault):
                raise
            yield _held(place, seconds)
        else:
            own.execute("ROLLBACK")


def _held(place: Path, seconds: float) -> Finding:
    named = [f"{pid} ({words_of(pid)})" for pid in holders_of(place)]
    who = f"process {', '.join(named)}" if named else "a process that is not named here"
    advice = "Wait for it, or end it: until then nothing is saved or published; readers read on."
    return Finding("fail", "lock", f"{who} holds the database for over {seconds:g} s", advice)


def holders_of(place: Path) -> list[int]:
    """Return the processes with a write lock on SQLite's files, as far as the kernel tells."""
    files = set()
    for ending in ("", "-shm"):
        with suppress(OSError):
            told = place.with_name(place.name + ending).stat()
            files.add((os.major(told.st_dev), os.minor(told.st_dev), told.st_ino))
    found = []
    with suppress(OSError):
        for line in LOCKS.read_text(encoding="ascii").splitlines():
            words = line.split()
            if "->" in words or "WRITE" not in words:
                continue
            pid, (major, minor, inode) = int(words[4]), words[5].split(":")
            if (int(major, 16), int(minor, 16), int(inode)) in files and pid > 0:
                found.append(pid)
    return sorted({pid for pid in found if pid != os.getpid()})


def words_of(pid: int) -> str:
    """Return the first words of a process's command."""
    with suppress(OSError):
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
        return " ".join(words).strip()[:80]
    return "gone"


def long_transactions(*, seconds: int = LONG_SECONDS) -> Iterable[Finding]:
    """Name the transactions of this PostgreSQL database that have been open for long."""
    with connection.cursor() as cursor:
        cursor.execute(OPEN_FOR_LONG, [seconds])
        rows = cursor.fetchall()
    for pid, name, state, age in rows:
        words = f"{name or 'a client'} (process {pid}, {state}) has had one open for {age} s"
        advice = f"Where it is stuck: SELECT pg_terminate_backend({pid}). Others wait for it."
        yield Finding("warn", "transaction", words, advice)
