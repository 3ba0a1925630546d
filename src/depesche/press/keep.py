"""Keep a page, and find one: the two ends of the store."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import replace
from email.utils import formatdate
from time import time
from typing import Any
from zlib import crc32

from depesche.press.kept import (
    BROTLI,
    GZIP,
    IDENTITY,
    MOST_KEY_BYTES,
    MOST_SUBJECT_BYTES,
    BrokenHead,
    Head,
    Headers,
    KeptPage,
    coding_key,
    read_head,
)
from depesche.press.lease import Lease, end_lease
from depesche.press.ledger import Tally, read_tally, write_tally
from depesche.press.store import UNREADABLE, NoStore, Opened, Store

FULL, EMPTIER = 0.80, 0.75  # of the file: when the oldest pages go, and until when
MOST_EVICTED = 500  # for one page that comes
LARGEST_PAGE = 0.05  # of the file
CODINGS = (IDENTITY, GZIP, BROTLI)


def settle(store: Store, lease: Lease, ingredients: Iterable[str], page: KeptPage | None) -> bool:
    """End a render: keep `page`, unless something it was made of has changed since it began.

    Returns whether what was rendered is still today's; `page` None only asks that. Raises NoStore.
    """
    with store.writing() as (act, tables):
        if not end_lease(act, tables, lease):
            return False
        tally = read_tally(act, tables)
        if has_changed(act, tables, ingredients, since=lease.start):
            tally.refused += 1
            write_tally(act, tables, tally)
            return False
        if page is not None and is_storable(page, store.size_bytes):
            put_page(act, tables, page, tally)
            _evict(act, tables, tally, store.size_bytes)
            write_tally(act, tables, tally)
    return True


def has_changed(act: Any, tables: Opened, ingredients: Iterable[str], *, since: int) -> bool:
    """Tell whether any of the ingredients was in a dispatch later than `since`."""
    for subject in ingredients:
        last = act.get(subject.encode(), db=tables.last)
        if last is not None and int.from_bytes(last, "big") > since:
            return True
    return False


def is_storable(page: KeptPage, size_bytes: int) -> bool:
    """Tell whether a page fits: its address, its ingredients' names, its size."""
    return (
        len(page.key.encode()) <= MOST_KEY_BYTES
        and all(len(word.encode()) <= MOST_SUBJECT_BYTES for word in page.ingredients)
        and bool(page.ingredients)
        and page.size_bytes < size_bytes * LARGEST_PAGE
    )


def put_page(act: Any, tables: Opened, page: KeptPage, tally: Tally) -> None:
    """Put a page into the store, in place of any of the same address."""
    key = page.key.encode()
    old = act.get(key, db=tables.heads)
    if old is not None:
        drop_page(act, tables, read_head(old).number, tally)
        tally.dropped_at = max(tally.dropped_at, time())
    page = dated(page, tally.dropped_at)
    tally.number += 1
    number = tally.number.to_bytes(8, "big")
    act.put(key, page.head(tally.number), db=tables.heads)
    for coding, body in page.bodies.items():
        act.put(coding_key(tally.number, coding), body, db=tables.bodies)
    for subject in page.ingredients:
        act.put(subject.encode(), number, db=tables.uses)
    told = json.dumps([page.key, page.size_bytes, sorted(page.ingredients)])
    facts = told.encode()
    act.put(number, facts, db=tables.facts)
    bodies = [page.bodies.get(coding, b"") for coding in CODINGS]
    act.put(number, sum_of(page.head(tally.number), facts, bodies), db=tables.sums)
    tally.pages += 1
    tally.kept += 1
    tally.size_bytes += page.size_bytes


def sum_of(head: bytes, facts: bytes, bodies: Iterable[bytes]) -> bytes:
    """Return the sum by which `press.look` knows a page, its bodies in the order of CODINGS."""
    found = crc32(facts, crc32(head))
    for body in bodies:
        found = crc32(body, found)
    return found.to_bytes(4, "big")


def dated(page: KeptPage, dropped_at: float) -> KeptPage:
    """Date the page by the second in which it was kept, where that second tells it from others.

    Where another page left the store in the same second, two wordings of one address might bear
    one date, and a reader who asks by date would be told that nothing has changed: no date then.
    """
    if int(page.kept_at) <= int(dropped_at):
        return page
    return replace(page, modified=formatdate(int(page.kept_at), usegmt=True))


def drop_page(act: Any, tables: Opened, number: int, tally: Tally) -> None:
    """Take a page out of the store; its address is free again."""
    name = number.to_bytes(8, "big")
    stored = act.pop(name, db=tables.facts)
    if stored is None:
        return
    key, size_bytes, ingredients = json.loads(stored)
    act.delete(key.encode(), db=tables.heads)
    act.delete(name, db=tables.sums)
    for coding in CODINGS:
        act.delete(coding_key(number, coding), db=tables.bodies)
    for subject in ingredients:
        act.delete(subject.encode(), name, db=tables.uses)
    tally.pages -= 1
    tally.size_bytes -= size_bytes


def _evict(act: Any, tables: Opened, tally: Tally, size_bytes: int) -> None:
    """Let the oldest pages go while too much of the file is full."""
    if tally.size_bytes < size_bytes * FULL:
        return
    oldest = [int.from_bytes(name, "big") for name, _facts in _first(act, tables)]
    for number in oldest:
        if tally.size_bytes < size_bytes * EMPTIER:
            break
        drop_page(act, tables, number, tally)
        tally.evicted += 1


def _first(act: Any, tables: Opened) -> Iterator[tuple[bytes, bytes]]:
    for place, pair in enumerate(act.cursor(db=tables.facts)):
        if place == MOST_EVICTED:
            return
        yield pair


def find_head(store: Store, key: bytes, *, now: float) -> Head | None:
    """Return the head of the page kept at an address, None without one. Raises NoStore."""
    with store.reading() as (moment, tables):
        stored = moment.get(key, db=tables.heads)
    return _read(store, tables, stored, now=now)


def find_page(
    store: Store, key: bytes, coding: str, *, now: float
) -> tuple[Head, bytes | None] | None:
    """Return head and body of the page kept at an address; the body is None in other codings.

    Raises NoStore.
    """
    with store.reading() as (moment, tables):
        stored = moment.get(key, db=tables.heads)
        if stored is None:
            return None
        head = _read(store, tables, stored, now=now)
        if head is None:
            return None
        return head, moment.get(coding_key(head.number, coding), db=tables.bodies)


def headers_of(store: Store, head: Head) -> Headers:
    """Return the headers of a page that was found. Raises NoStore where they cannot be read."""
    try:
        return head.headers()
    except UNREADABLE as fault:
        store.begin_anew(store.opened(), "headers that cannot be read")
        raise NoStore from fault


def _read(store: Store, tables: Opened, stored: bytes | None, *, now: float) -> Head | None:
    if stored is None:
        return None
    try:
        head = read_head(stored)
    except BrokenHead as fault:
        store.begin_anew(tables, "a head that cannot be read")
        raise NoStore from fault
    return head if head.holds_at(now) else None
