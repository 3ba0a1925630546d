"""Follow the wire: what an act concerned is read again, and the index holds it within a moment.

The index's own cursor counts, not the follower's: an index that was lost, made anew or put back
from an older day goes on from where it stands. See docs/decisions for why it stands apart.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from depesche.search import folder
from depesche.search.beside import Beside
from depesche.search.compare import compare_again, compare_some
from depesche.search.gather import stories_of
from depesche.search.opened import NoIndex
from depesche.search.rebuild import rebuild_index
from depesche.search.schema import CODES
from depesche.search.write import IndexWriter, IsBeingWritten, Ref
from depesche.wire.follow import follow_apart
from depesche.wire.identity import name_of_wire
from depesche.wire.models import Dispatch
from depesche.wire.work import register_step

log = logging.getLogger("depesche.search")

NAME = "search"
BATCH = 200
DEBTS_AT_ONCE = 500  # stories that are read again because of a name on them
MOST_DEBTS = 500
LOOK_SECONDS = 5.0
# a name on them was spelt anew, or given to another: what carries it is read again
HUNG_NOUNS = frozenset({"person", "organisation", "place", "tag", "dossier"})


class Clerk:
    """Keeps the index: one thread of the worker process calls it."""

    def __init__(self, rebuild: Callable[[], float] | None = None) -> None:
        """`rebuild` sees to a new index and returns seconds until the next look."""
        self._rebuild = rebuild or rebuild_here
        self._writer: IndexWriter | None = None
        self._stamp = (0, 0)
        self._may_compare = True

    def hear(self, _batch: Sequence[Dispatch]) -> None:
        """Bring the index up to the wire; one that is not there is made at the next look."""
        try:
            writer = self._open()
        except IsBeingWritten:  # another worker keeps it
            return
        while writer is not None and self._read_on(writer):
            pass

    def look(self, at: datetime) -> float:
        """See that there is an index, and read some of what it owes. Returns seconds to rest."""
        try:
            writer = self._open()
        except IsBeingWritten:
            return LOOK_SECONDS
        if writer is None:
            return self._rebuild()
        self.hear(())
        if self._owes(writer):
            return 0.0
        self._may_compare = self._may_compare and self._compare(at)
        return 0.0 if self._may_compare else LOOK_SECONDS

    def _compare(self, at: datetime) -> bool:
        try:
            return compare_some(at=at)
        except NoIndex:
            return False

    def close(self) -> None:
        """Let go of the index, so that another process may write it."""
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _open(self) -> IndexWriter | None:
        """Return the writer of the index that counts; None where there is none to be used.

        Raises IsBeingWritten.
        """
        stamp = folder.stamp()
        if self._writer is not None and stamp == self._stamp and not self._is_damaged():
            return self._writer
        self.close()
        counts = folder.current()
        if counts is None or not counts.is_of_this_program or counts.is_damaged:
            return None
        if counts.wire != name_of_wire():
            return None
        try:
            writer = IndexWriter(counts.folder)
            writer.position()
        except NoIndex:
            folder.report_damage(counts.folder)
            return None
        self._writer, self._stamp = writer, stamp
        return writer

    def _is_damaged(self) -> bool:
        return self._writer is not None and (self._writer.place / folder.DAMAGED).exists()

    def _read_on(self, writer: IndexWriter) -> bool:
        """Read the next dispatches; return whether there may be more."""
        applied, debts = writer.position()
        batch = list(Dispatch.objects.filter(pk__gt=applied).order_by("pk")[:BATCH])
        if not batch:
            return False
        rows, owed = concerned(batch)
        compare_again(batch, [key for kind, key in rows if kind == "article"])
        self._may_compare = True
        writer.renew(rows)
        debts = {**dict.fromkeys(owed, 0), **debts, **dict.fromkeys(owed, 0)}
        writer.commit(applied=batch[-1].pk, debts=dict(list(debts.items())[:MOST_DEBTS]))
        return len(batch) == BATCH

    def _owes(self, writer: IndexWriter) -> bool:
        """Read some stories again on which a name hangs that was changed; tell whether more do."""
        applied, debts = writer.position()
        if not debts:
            return False
        subject, after = next(iter(debts.items()))
        keys = stories_of(subject, after=after, limit=DEBTS_AT_ONCE)
        writer.renew([("article", key) for key in keys])
        if len(keys) < DEBTS_AT_ONCE:
            del debts[subject]
        else:
            debts[subject] = keys[-1]
        writer.commit(applied=applied, debts=debts)
        return bool(debts)


def concerned(batch: Iterable[Dispatch]) -> tuple[set[Ref], list[str]]:
    """Return the rows that dispatches concern, and the names whose stories are to be read again."""
    rows: set[Ref] = set()
    owed: dict[str, None] = {}
    for dispatch in batch:
        rows |= rows_named(dispatch.kind, dispatch.subjects)
        for subject in dispatch.subjects:
            noun, _colon, key = subject.partition(":")
            if noun in HUNG_NOUNS and key.isdecimal() and dispatch.kind.startswith(f"{noun}."):
                owed[subject] = None
    return rows, list(owed)


def rows_named(kind: str, subjects: Iterable[str]) -> set[Ref]:
    """Return the rows that a dispatch concerns: with its quotations a story is read again."""
    if kind.startswith("quote."):
        subjects = [subject.removesuffix("/beside") for subject in subjects]
    return {row for subject in subjects if (row := row_named(subject))}


def row_named(subject: str) -> Ref | None:
    """Return kind and key of a row that the index may hold; None for any other subject."""
    noun, _colon, key = subject.partition(":")
    return (noun, int(key)) if noun in CODES and key.isdecimal() else None


def rebuild_here() -> float:
    """Make the index anew, and come back at once."""
    try:
        rebuild_index()
    except folder.IsBeingRebuilt:
        log.info("search.is_being_rebuilt")
    return 0.0


clerk = Clerk(Beside())


def register() -> None:
    """Put the index on the worker's round, in a thread of its own."""
    follow_apart(NAME, clerk.hear)
    register_step("search index", clerk.look, beside=NAME, longest_pause=LOOK_SECONDS)
