"""Lease: one process at a time renders a page. Who holds none keeps nothing.

A lease knows how far the store had followed the wire when the render began. As only renders with
a lease are kept, what the store must remember of changes reaches back to the oldest lease and no
further.
"""

import os
import secrets
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from struct import Struct
from time import monotonic
from typing import Any

from depesche.press.ledger import read_applied, read_mark
from depesche.press.store import Opened, Store

LONGEST_SECONDS = 30.0  # a render that takes longer is not kept
TOKEN_BYTES = 8
RECORD = Struct("<8sQdIQ")  # token, start, taken at, number and birth of the process
BIRTH = 19  # the field of /proc/PID/stat after the name's bracket: the process's start


class Taken(Exception):
    """Somebody else is rendering this page."""


@dataclass(frozen=True, slots=True)
class Lease:
    """The right to keep what is rendered for `key`; `start` is the last dispatch heard before."""

    key: bytes
    token: bytes
    start: int
    era: int


def take_lease(store: Store, key: bytes, *, mark: str) -> Lease | None:
    """Take the lease on a page; None where this process must not keep (another theme or program).

    Raises Taken, NoStore.
    """
    with store.writing() as (act, tables):
        start = read_applied(act, tables)
        if start is None or read_mark(act, tables) != mark:
            return None
        held = act.get(key, db=tables.leases)
        if held is not None and is_live(held):
            raise Taken
        token = secrets.token_bytes(TOKEN_BYTES)
        record = RECORD.pack(token, start, monotonic(), os.getpid(), own_birth())
        act.put(key, record, db=tables.leases)
        return Lease(key, token, start, tables.era)


def end_lease(act: Any, tables: Opened, lease: Lease) -> bool:
    """Give a lease back; tell whether it was still ours."""
    held = act.get(lease.key, db=tables.leases)
    if tables.era != lease.era or held is None or held[:TOKEN_BYTES] != lease.token:
        return False
    act.delete(lease.key, db=tables.leases)
    return True


def is_leased(store: Store, key: bytes) -> bool:
    """Tell whether somebody is rendering this page. Raises NoStore."""
    with store.reading() as (moment, tables):
        held = moment.get(key, db=tables.leases)
    return held is not None and is_live(held)


def oldest_start(act: Any, tables: Opened) -> int | None:
    """Return where the oldest render on its way began, None without any; dead leases go."""
    starts, dead = [], []
    for key, record in act.cursor(db=tables.leases):
        if is_live(record):
            starts.append(RECORD.unpack(record)[1])
        else:
            dead.append(key)
    for key in dead:
        act.delete(key, db=tables.leases)
    return min(starts, default=None)


def is_live(record: bytes) -> bool:
    """Tell whether the process that took a lease still runs, and has not had it for too long."""
    _token, _start, taken_at, process, born = RECORD.unpack(record)
    if not 0 <= monotonic() - taken_at < LONGEST_SECONDS:
        return False
    return birth_of(process) == born


def birth_of(process: int) -> int | None:
    """Return when a process began (ticks since the machine did), None where there is none."""
    try:
        told = Path(f"/proc/{process}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return None
    words = told.rpartition(")")[2].split()
    return None if words[0] in {"Z", "X"} else int(words[BIRTH])


def own_birth() -> int:
    """Return when this process began."""
    return _birth(os.getpid())


@cache
def _birth(process: int) -> int:
    return birth_of(process) or 0
