"""Discard the kept pages that used what has changed: in one step for all processes.

In a dispatch, a subject is the thing itself where the kind says so (`tag.changed`, `tag:5`), and
else a list that the act concerns (`article.published`, `tag:5`: another story stands under it).
Pages that only print a thing's name note `tag:5/name`, and rest when its list grows.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from time import time
from typing import Any

from depesche.press.keep import drop_page
from depesche.press.lease import oldest_start
from depesche.press.ledger import (
    Tally,
    read_applied,
    read_tally,
    write_applied,
    write_mark,
    write_tally,
)
from depesche.press.note import name_of
from depesche.press.store import Opened, Store


@dataclass(frozen=True, slots=True)
class Change:
    """A dispatch as the store needs it."""

    number: int
    kind: str
    subjects: Sequence[str]

    def concerned(self) -> list[str]:
        """Return the subjects by which pages may have noted what changed."""
        thing = self.kind.partition(".")[0]
        names = [name_of(word) for word in self.subjects if word.partition(":")[0] == thing]
        return [*self.subjects, *names]


def discard(store: Store, changes: Iterable[Change], *, moves: bool = True) -> int:
    """Drop every page that used what has changed; return how many. Raises NoStore.

    `moves`: the changes are all that stood on the wire after the last one heard of, so the store
    has followed it up to the newest of them.
    """
    with store.writing(is_vital=True) as (act, tables):
        heard = read_applied(act, tables)
        if heard is None:
            _must_be_new(act, tables)
            return 0
        new = [change for change in changes if change.number > heard]
        if not new:
            return 0
        tally = read_tally(act, tables)
        before = tally.pages
        oldest = oldest_start(act, tables)
        for change in new:
            _discard_one(act, tables, change, tally, remembers=oldest is not None or not moves)
        if moves:
            heard = max(change.number for change in new)
            write_applied(act, tables, heard)
        _forget(act, tables, before=heard if oldest is None else oldest)
        tally.discarded += before - tally.pages
        if tally.pages != before:
            tally.dropped_at = max(tally.dropped_at, time())
        write_tally(act, tables, tally)
        return before - tally.pages


def _must_be_new(act: Any, tables: Opened) -> None:
    """Raise ValueError where a store that has heard of nothing holds pages: it is damaged."""
    if act.stat(tables.facts)["entries"]:
        message = "how far it has heard is gone"
        raise ValueError(message)


def _discard_one(
    act: Any, tables: Opened, change: Change, tally: Tally, *, remembers: bool
) -> None:
    number = change.number.to_bytes(8, "big")
    for subject in change.concerned():
        word = subject.encode()
        with act.cursor(db=tables.uses) as cursor:
            used = list(cursor.iternext_dup()) if cursor.set_key(word) else []
        for page in used:
            drop_page(act, tables, int.from_bytes(page, "big"), tally)
        if remembers:
            act.put(word, number, db=tables.last)


def _forget(act: Any, tables: Opened, *, before: int) -> None:
    """Forget the changes of which every render on its way knew when it began."""
    with act.cursor(db=tables.last) as cursor:
        more = cursor.first()
        while more:
            if int.from_bytes(cursor.value(), "big") <= before:
                more = cursor.delete()
            else:
                more = cursor.next()


def begin_at(store: Store, number: int) -> None:
    """Let a new store hear of what comes after dispatch `number`: it holds no page yet."""
    with store.writing() as (act, tables):
        if read_applied(act, tables) is None:
            _must_be_new(act, tables)
            write_applied(act, tables, number)
            write_tally(act, tables, Tally(dropped_at=time()))  # what went before is not known
            write_mark(act, tables, store.mark)
