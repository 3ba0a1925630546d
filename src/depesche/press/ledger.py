"""Ledger: what the store writes down about itself: how far it has followed the wire, its sums."""

from dataclasses import dataclass
from struct import Struct
from typing import Any
from zlib import crc32

from depesche.press.store import Opened

SUMS = Struct("<QQQQQQQd")
APPLIED, MARK, TALLY = b"applied", b"mark", b"tally"


@dataclass(slots=True)
class Tally:
    """Sums over the store's life; `dropped_at` is when a page last left it (seconds of 1970)."""

    pages: int = 0
    size_bytes: int = 0
    number: int = 0
    kept: int = 0
    refused: int = 0
    discarded: int = 0
    evicted: int = 0
    dropped_at: float = 0.0


def read_tally(act: Any, tables: Opened) -> Tally:
    """Return the sums as they stand."""
    stored = act.get(TALLY, db=tables.meta)
    return Tally(*SUMS.unpack(stored)) if stored else Tally()


def write_tally(act: Any, tables: Opened, tally: Tally) -> None:
    """Write the sums down."""
    told = (tally.pages, tally.size_bytes, tally.number, tally.kept, tally.refused)
    stored = SUMS.pack(*told, tally.discarded, tally.evicted, tally.dropped_at)
    act.put(TALLY, stored, db=tables.meta)


def read_applied(act: Any, tables: Opened) -> int | None:
    """Return the last dispatch that the store has heard of; None where it has heard nothing.

    Raises ValueError where the number is not what was written: the file is damaged.
    """
    stored = act.get(APPLIED, db=tables.meta)
    if stored is None:
        return None
    if crc32(stored[:8]).to_bytes(4, "big") != stored[8:]:
        message = "how far it has heard cannot be read"
        raise ValueError(message)
    return int.from_bytes(stored[:8], "big")


def write_applied(act: Any, tables: Opened, number: int) -> None:
    """Write down how far the store has followed the wire."""
    told = number.to_bytes(8, "big")
    act.put(APPLIED, told + crc32(told).to_bytes(4, "big"), db=tables.meta)


def read_mark(act: Any, tables: Opened) -> str:
    """Return the mark of the program and theme that made the pages, empty for none."""
    return (act.get(MARK, db=tables.meta) or b"").decode()


def write_mark(act: Any, tables: Opened, mark: str) -> None:
    """Write down which program and theme make the pages."""
    act.put(MARK, mark.encode(), db=tables.meta)
