"""Follow the wire: every follower reads the dispatches in order, from a cursor of its own.

A follower is one function in its room's `follow.py`, put on the list by `@follower("name")`; the
room imports that file in `apps.ready()`. The effect and the step of the cursor are one
transaction, so a crash loses nothing, and what reaches outside the database may run twice: a
follower starts remote or slow work as a background task, never by itself. Only one that is
`follow_apart` speaks to others itself: outside any transaction, in a thread of its own.
"""

import logging
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import DatabaseError, transaction

from depesche.wire.models import Cursor, Dispatch

log = logging.getLogger("depesche.wire")

Act = Callable[[Dispatch], None]
Tell = Callable[[Sequence[Dispatch]], None]
BATCH = 200


@dataclass(frozen=True, slots=True)
class Follower:
    """One entry of the list: who is told, of what, and from where a new one starts."""

    name: str
    act: Act
    kinds: frozenset[str] | None
    since: Literal["first", "now"]
    tell: Tell | None = None

    def wants(self, dispatch: Dispatch) -> bool:
        """Tell whether this kind of dispatch concerns the follower."""
        return self.kinds is None or dispatch.kind in self.kinds


class UnknownFollower(Exception):
    """No follower of that name is on the list."""


class NameTaken(Exception):
    """Two followers, or two steps of the worker, ask for one name."""


followers: dict[str, Follower] = {}


def follower(
    name: str, *, kinds: set[str] | None = None, since: Literal["first", "now"] = "first"
) -> Callable[[Act], Act]:
    """Put a function on the list of followers; it gets one dispatch at a time, in order.

    `kinds` None: all of them. `since="now"`: a follower that is new in a house with a history
    starts with the next dispatch (letters to readers) and not with the first (an index).
    Raises NameTaken.
    """

    def register(act: Act) -> Act:
        known = followers.get(name)
        if known is not None and known.act is not act:
            message = f"{name}: two followers of one name."
            raise NameTaken(message)
        wanted = frozenset(kinds) if kinds is not None else None
        followers[name] = Follower(name, act, wanted, since)
        return act

    return register


def follow_apart(name: str, tell: Tell) -> None:
    """Put on the list a follower that speaks to another machine, from the next dispatch on.

    `tell` gets what is new, oldest first, some at a time; the cursor moves when it returns. So
    it hears everything at least once and in order, and holds up nobody. Raises NameTaken.
    """
    if name in followers and followers[name].tell is not tell:
        message = f"{name}: two followers of one name."
        raise NameTaken(message)
    followers[name] = Follower(name, lambda one: tell([one]), None, "now", tell)


def follow(name: str, *, limit: int = BATCH) -> Iterator[Dispatch]:
    """Yield the dispatches after the cursor of `name`, oldest first, at most `limit`."""
    yield from Dispatch.objects.filter(pk__gt=cursor_of(name).position)[:limit]


def cursor_of(name: str) -> Cursor:
    """Return the cursor of a follower; a new one starts where the follower asks for.

    Raises UnknownFollower.
    """
    entry = followers.get(name)
    if entry is None:
        message = f"{name}: no such follower."
        raise UnknownFollower(message)
    found = Cursor.objects.filter(pk=name).first()
    if found is not None:
        return found
    newest = Dispatch.objects.order_by("-pk").values_list("pk", flat=True).first()
    position = (newest or 0) if entry.since == "now" else 0
    return Cursor.objects.get_or_create(pk=name, defaults={"position": position})[0]


def take_steps(name: str, *, at: datetime, limit: int = BATCH) -> int:
    """Let a follower act on what is new; return how many dispatches it passed.

    It stops at the first one that it cannot finish and lets the fault out, after keeping it in
    the cursor; the next call begins with that very dispatch. `at` is aware.
    """
    entry, passed, skipped = followers[name], 0, 0
    if entry.tell is not None:
        return _step_apart(entry, entry.tell, at, limit)
    for dispatch in follow(name, limit=limit):
        passed += 1
        if not entry.wants(dispatch):
            skipped = dispatch.pk
            continue
        skipped = 0
        _step(entry, dispatch, at)
    if skipped:
        _move(name, skipped, at)
    return passed


def _step(entry: Follower, dispatch: Dispatch, at: datetime) -> None:
    try:
        with transaction.atomic():
            cursor = Cursor.objects.select_for_update().get(pk=entry.name)
            if cursor.position >= dispatch.pk:  # another worker was quicker
                return
            entry.act(dispatch)
            _move(entry.name, dispatch.pk, at)
    except Exception as fault:
        keep_fault(entry.name, dispatch, fault)
        raise


def _step_apart(entry: Follower, tell: Tell, at: datetime, limit: int) -> int:
    batch = list(follow(entry.name, limit=limit))
    if batch:
        try:
            tell(batch)
        except Exception as fault:
            keep_fault(entry.name, batch[0], fault)
            raise
        _move(entry.name, batch[-1].pk, at)
    return len(batch)


def _move(name: str, position: int, at: datetime) -> None:
    waiting = Cursor.objects.filter(pk=name, position__lt=position)
    waiting.update(position=position, moved_at=at, fault="")


def keep_fault(name: str, dispatch: Dispatch, fault: Exception) -> None:
    """Note in the cursor why a follower stands still; names and numbers only, no text of others."""
    log.error(
        "follower.failed",
        extra={"follower": name, "dispatch": dispatch.pk, "kind": dispatch.kind},
        exc_info=fault,
    )
    words = f"{type(fault).__name__} at dispatch {dispatch.pk} ({dispatch.kind})"
    try:
        Cursor.objects.filter(pk=name).update(fault=words)
    except DatabaseError:  # the database itself is the fault; the log has it
        log.warning("follower.fault_not_kept", extra={"follower": name})
