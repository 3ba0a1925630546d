"""Write the index: the worker's side. One writer at a time; each commit says how far it has read.

How far the wire was read is a document of the index itself, so that a kill at any moment leaves
both as they were before the commit, or both as they are after it.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from pathlib import Path
from types import TracebackType
from typing import Any

import tantivy

from depesche.search.compounds import Splitter
from depesche.search.gather import all_editions_by_key, entries_of
from depesche.search.opened import guarded, open_index, read_cursor, read_words
from depesche.search.schema import CODES, CURSOR, Entry, ref_of

HEAP_BYTES = 16_000_000  # the worker keeps it; tantivy takes 15 MB at least
Ref = tuple[str, int]  # kind and key


class IsBeingWritten(Exception):
    """Another process writes this index."""


class IndexWriter:
    """The one writer of the index in a folder; use it in a `with`, or close it.

    Raises IsBeingWritten, NoIndex.
    """

    def __init__(self, place: Path, *, heap_bytes: int = HEAP_BYTES, threads: int = 1) -> None:
        self.place = place
        self._writer: Any = None
        with guarded(place):
            self.index = open_index(place)
            self._schema = self.index.schema
            try:
                self._writer = self.index.writer(heap_bytes, threads)
            except ValueError as fault:
                if "LockBusy" not in str(fault):
                    raise
        if self._writer is None:
            raise IsBeingWritten
        self.splitter = Splitter(read_words(place))

    def __enter__(self) -> "IndexWriter":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def position(self) -> tuple[int, dict[str, int]]:
        """Return how far the index has read the wire, and what it still owes. Raises NoIndex."""
        with guarded(self.place):
            self.index.reload()
            return read_cursor(self.index.searcher(), self._schema)

    def renew(self, rows: Collection[Ref]) -> int:
        """Write what readers may see of these rows, forget the others; return how many stand."""
        by_kind: dict[str, list[int]] = defaultdict(list)
        for kind, key in rows:
            if kind in CODES:
                by_kind[kind].append(key)
        editions = all_editions_by_key()
        written = 0
        for kind, keys in by_kind.items():
            entries = list(entries_of(kind, keys, editions, self.splitter))
            self._forget("ref", [ref_of(kind, key) for key in keys])
            if kind == "article":
                self._forget("story", keys)  # the quotations in it
            written += self.add(entries)
        return written

    def add(self, entries: Iterable[Entry]) -> int:
        """Write entries that the index does not hold yet; return how many."""
        read = list(entries)  # what the database says of itself is no fault of the index
        with guarded(self.place):
            for entry in read:
                self._writer.add_document(entry.document())
        return len(read)

    def commit(self, *, applied: int, debts: dict[str, int]) -> None:
        """Let readers have what was written; the wire is read up to `applied`."""
        told = tantivy.Document()
        told.add_unsigned("ref", CURSOR)
        told.add_text("cursor", json.dumps({"applied": applied, "debts": debts}))
        self._forget("ref", [CURSOR])
        with guarded(self.place):
            self._writer.add_document(told)
            self._writer.commit()

    def _forget(self, name: str, numbers: list[int]) -> None:
        """Take entries out; by a query, for tantivy-py takes a term of a number for another one."""
        query = tantivy.Query.term_set_query(self._schema, name, numbers)
        with guarded(self.place):
            self._writer.delete_documents_by_query(query)

    def close(self) -> None:
        """Let go of the index: what was not committed is forgotten."""
        writer, self._writer = self._writer, None
        if writer is not None:
            with guarded(self.place):
                writer.wait_merging_threads()
