"""Opened: the index as a process that answers readers has it open; never older than the last look.

A look costs two questions to the file system. Whatever tantivy says of a broken index becomes
`NoIndex`, and the worker is told to make another one.
"""

import json
import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import tantivy

from depesche.search import folder
from depesche.search.compounds import Splitter
from depesche.search.schema import CURSOR, build_schema, register_analysers
from depesche.wire.identity import name_of_wire

log = logging.getLogger("depesche.search")

WORDS = "words.txt"


class NoIndex(Exception):
    """There is no index that can be asked: none yet, one of another program, or a broken one."""


@dataclass(frozen=True, slots=True)
class Opened:
    """An index at one moment: what it holds, and how far it has read the wire."""

    folder: Path
    index: Any
    schema: Any
    searcher: Any
    splitter: Splitter
    applied: int
    debts: dict[str, int]
    moved: tuple[int, int]


_lock = threading.Lock()
_at_hand: dict[Path, tuple[tuple[int, int], Opened]] = {}


def the_index() -> Opened:
    """Return the index that counts, as it stands now. Raises NoIndex."""
    with _lock:
        place, stamp = folder.root(), folder.stamp()
        known = _at_hand.get(place)
        if known is not None and known[0] == stamp:
            opened = known[1]
            moved = _moved(opened.folder)
            if moved == opened.moved:
                return opened
            opened = _again(opened, moved)
        else:
            opened = _open()
        _at_hand.clear()
        _at_hand[place] = (stamp, opened)
        return opened


def _open() -> Opened:
    counts = folder.current()
    if counts is None or not counts.is_of_this_program or counts.is_damaged:
        raise NoIndex
    if counts.wire != name_of_wire():
        raise NoIndex
    with guarded(counts.folder):
        moved = _moved(counts.folder)
        index = open_index(counts.folder)
        return _look(index, counts.folder, moved, Splitter(read_words(counts.folder)))


def open_index(place: Path) -> Any:
    """Open tantivy's index in a folder; it looks at its files anew only when told to."""
    index = tantivy.Index(build_schema(), path=str(place), reuse=True)
    register_analysers(index)
    index.config_reader("manual")
    return index


def read_words(place: Path) -> set[str]:
    """Return the words by which the compounds of this index were taken apart."""
    try:
        return set((place / WORDS).read_text(encoding="utf-8").split())
    except OSError:
        return set()


def _again(opened: Opened, moved: tuple[int, int]) -> Opened:
    with guarded(opened.folder):
        opened.index.reload()
        return _look(opened.index, opened.folder, moved, opened.splitter)


def _look(index: Any, place: Path, moved: tuple[int, int], splitter: Splitter) -> Opened:
    index.reload()
    searcher, schema = index.searcher(), index.schema
    applied, debts = read_cursor(searcher, schema)
    return Opened(place, index, schema, searcher, splitter, applied, debts, moved)


def read_cursor(searcher: Any, schema: Any) -> tuple[int, dict[str, int]]:
    """Return how far an index has read the wire, and what it still has to read again.

    Raises NoIndex where it does not say so: then it was never finished.
    """
    query = tantivy.Query.term_query(schema, "ref", CURSOR)
    hits = searcher.search(query, 1, count=False).hits
    if not hits:
        raise NoIndex
    told = json.loads(searcher.doc(hits[0][1]).get_first("cursor"))
    return int(told["applied"]), dict(told["debts"])


def _moved(place: Path) -> tuple[int, int]:
    try:
        facts = (place / "meta.json").stat()
    except OSError as gone:
        _at_hand.clear()
        raise NoIndex from gone
    return (facts.st_mtime_ns, facts.st_ino)


@contextmanager
def guarded(place: Path) -> Iterator[None]:
    """Turn whatever tantivy says of a broken index into NoIndex, and have another one made."""
    try:
        yield
    except NoIndex:
        raise
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as fault:  # noqa: BLE001 a panic in tantivy is no Exception
        told = {"fault": type(fault).__name__}
        log.error("search.damaged", extra=told)  # noqa: TRY400 its words may be a reader's
        folder.report_damage(place)
        raise NoIndex from None
