"""Tend: the slow round over the kept pages: whether each is what was kept. And for the doctor."""

import subprocess
import sys
from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError

from depesche.press.apply import applied, newest
from depesche.press.ask import OFF
from depesche.press.findings import Check, Finding
from depesche.press.ledger import read_tally
from depesche.press.look import look_on
from depesche.press.opening import base_path, the_store
from depesche.press.store import NoStore, Store

STEP_SECONDS = 1.0  # with 100 pages each: ten thousand in less than two minutes
LOOK_SECONDS = 60  # the doctor's

_reached: dict[str, bytes] = {}  # by store: the last page that was looked at


def tend_step(_at: datetime) -> float:
    """Look at the next pages; a step of the worker's round. Raises DatabaseError."""
    store = the_store()
    if store is not None:
        tend(store)
    return STEP_SECONDS


def tend(store: Store) -> None:
    """Throw the store away where a page differs, or where it claims to have heard the future."""
    place = str(store.path)
    try:
        heard = applied(store) or 0
        if heard > newest():
            store.begin_anew(store.opened(), f"heard of {heard}, which is not on the wire")
            return
        _reached[place] = look_on(store, _reached.get(place, b""))
        store.let_go()  # in the end it would hold the whole file in its memory
    except NoStore:
        _reached.clear()


def check_kept_pages() -> Iterable[Finding]:
    """Look through all kept pages, and whether they have followed the wire."""
    name = "kept pages"
    try:
        store = the_store()
        if store is None:
            if settings.PRESS:
                yield Finding("warn", name, OFF, "Look into the log for press.no_store.")
            return
        with store.reading() as (moment, tables):
            tally = read_tally(moment, tables)
        behind = newest() - (applied(store) or 0)
    except (DatabaseError, NoStore):
        return  # the database has a finding of its own; without a store nothing old is shown
    if _is_damaged(store):
        advice = "Nothing to do now. If it comes again, look at disk and memory."
        yield Finding("warn", name, "were damaged and are thrown away; made anew", advice)
    elif behind > 0:
        advice = "Start 'depesche serve'; it drops what has changed before it serves."
        yield Finding("warn", name, f"{behind} dispatches behind the wire", advice)
    else:
        room = f"{tally.size_bytes / 1024**2:.0f} of {settings.PRESS_MB} MB"
        yield Finding("ok", name, f"{tally.pages}, sound, {room}")


def _is_damaged(store: Store) -> bool:
    """Look in a process of its own, which damage may end; the store is thrown away then."""
    opened = store.opened()
    command = [
        sys.executable,
        "-m",
        "depesche.press.look",
        str(base_path()),
        str(settings.PRESS_MB),
    ]
    try:
        ended = subprocess.run(  # noqa: S603 our own program
            command, capture_output=True, check=False, timeout=LOOK_SECONDS
        )
    except subprocess.TimeoutExpired:
        return False  # a large store on a slow disk; the worker's round goes on
    if ended.returncode:
        store.begin_anew(opened, f"looked at by the doctor: {ended.returncode}")
    return bool(ended.returncode)


checks: list[Check] = [check_kept_pages]
