"""Unwind: read what the spools of all web workers hold, and put away what was counted."""

import fcntl
import os
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from depesche.server.spool import ENDING, HOUR_SECONDS, UNFINISHED

NAME = re.compile(rf"(?P<hour>\d{{1,9}})-[0-9a-f]{{16}}{re.escape(ENDING)}")
RECORD = re.compile(rb"[0-9A-Za-z]{6,16} [a-z0-9.-]{0,100}")
PIECE_BYTES = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Segment:
    """A file of the spool: the views of one hour (hours since 1970) from one web worker."""

    path: Path
    hour: int

    @property
    def name(self) -> str:
        """Its name, which no other segment ever gets again."""
        return self.path.name


@dataclass(frozen=True, slots=True)
class Piece:
    """What a segment holds from some place on: its records, and the place after the last one."""

    records: list[bytes]
    end: int


def segments(folder: Path) -> Iterator[Segment]:
    """Yield the segments of the folder, the oldest hour first."""
    if not folder.is_dir():
        return
    found = [(match, path) for path in folder.iterdir() if (match := NAME.fullmatch(path.name))]
    for match, path in sorted(found, key=lambda pair: (int(pair[0]["hour"]), pair[1].name)):
        yield Segment(path, int(match["hour"]))


def is_left(segment: Segment) -> bool:
    """Tell whether nobody writes into it any more: its writer went on to another, or died."""
    try:
        number = os.open(segment.path, os.O_RDWR | os.O_CLOEXEC)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(number)


def read_piece(segment: Segment, begin: int, *, most_bytes: int = PIECE_BYTES) -> Piece:
    """Read whole records from the place `begin` on; a record that is just being written waits.

    The unwritten rest of a segment is zeros, so a record with a zero in it is not whole yet.
    """
    try:
        with segment.path.open("rb") as file:
            file.seek(begin)
            read = file.read(most_bytes)
    except FileNotFoundError:
        return Piece([], begin)
    written = read.partition(b"\0")[0]
    whole = written[: written.rfind(b"\n") + 1]
    records = [record for record in whole.split(b"\n") if RECORD.fullmatch(record)]
    return Piece(records, begin + len(whole))


def put_away(segment: Segment) -> None:
    """Take a segment away that was counted to its end and that nobody writes into."""
    with suppress(FileNotFoundError):
        segment.path.unlink()


def sweep(folder: Path) -> None:
    """Take away what a process left that was killed while it opened a segment."""
    for path in folder.glob(f"*{UNFINISHED}"):
        with suppress(FileNotFoundError):
            if time.time() - path.stat().st_mtime > HOUR_SECONDS:
                path.unlink()
