"""Slate: what each process of the server counts and says, in memory that all of them share.

The supervisor makes it and gives every process a line of its own, so nobody waits for anybody:
a process writes plain numbers into its line, the supervisor reads all of them. The line of a
process that has ended is added to the first one, so that sums never fall.
"""

import json
import mmap
import os
import sys
import tempfile
import threading
from contextlib import suppress
from time import time
from typing import Any

FILE = "DEPESCHE_SLATE"  # set by the supervisor for what it starts: the number of the open file,
LINE = "DEPESCHE_SLATE_LINE"  # and the line to write on
NAME = "depesche-slate"

LINES = 128
FIELDS = 256  # of 8 bytes
LINE_BYTES = FIELDS * 8
NOTE_BYTES = 64 * 1024
ALL_BYTES = LINES * LINE_BYTES + NOTE_BYTES

# The first fields of a line; what comes after them is counted (server/metrics.py).
PROCESS, KIND, STATE, GIVEN_AT = range(4)
COUNTED = 8

GONE_LINE = 0  # the sums of those that have ended
WEB, WORKER = 1, 2
BEGUN, LISTENING, READY = 1, 2, 4  # STATE holds one or several of them
UNTAKEN_SECONDS = 60  # a line that nobody has taken by then is given to another


class Slate:
    """The shared memory, and how to find one's way in it."""

    def __init__(self, file: int) -> None:
        self.file = file
        self._giving = threading.Lock()
        self._memory = mmap.mmap(file, ALL_BYTES)
        self._numbers = memoryview(self._memory)[: LINES * LINE_BYTES].cast("Q")

    def line(self, number: int) -> memoryview:
        """Return a line; writing to it is seen by all at once."""
        return self._numbers[number * FIELDS : (number + 1) * FIELDS]

    def give(self, kind: int) -> int:
        """Return the number of a fresh line for a process that is about to be started."""
        with self._giving:
            for number in range(1, LINES):
                line = self.line(number)
                if self._is_free(line):
                    self._settle(line)
                    line[KIND], line[STATE], line[GIVEN_AT] = kind, BEGUN, int(time())
                    return number
        return LINES - 1  # more at once than anybody starts: the last line is shared

    def sums(self) -> list[int]:
        """Return the sums of all lines, field by field; the first fields mean nothing in it."""
        found = [0] * FIELDS
        for number in range(LINES):
            line = self.line(number)
            if number == GONE_LINE or line[GIVEN_AT]:
                for place in range(COUNTED, FIELDS):
                    found[place] += line[place]
        return found

    def processes(self) -> list[tuple[int, int]]:
        """Return kind and number of each process that runs."""
        lines = [self.line(number) for number in range(1, LINES)]
        return [
            (line[KIND], line[PROCESS]) for line in lines if line[PROCESS] and _runs(line[PROCESS])
        ]

    def web_is_waking(self) -> bool:
        """Tell whether a web worker has no Django yet; readers wait for it."""
        lines = [self.line(number) for number in range(1, LINES)]
        return any(
            line[KIND] == WEB and line[GIVEN_AT] and not line[STATE] & READY and _may_wake(line)
            for line in lines
        )

    def pin(self, note: dict[str, Any]) -> None:
        """Leave a note in place of the last one: what only the worker process knows."""
        text = json.dumps(note).encode()
        if len(text) < NOTE_BYTES - 16:
            start = LINES * LINE_BYTES
            self._memory[start : start + 8] = bytes(8)  # who reads meanwhile finds none
            self._memory[start + 8 : start + 8 + len(text)] = text
            self._memory[start : start + 8] = len(text).to_bytes(8, sys.byteorder)

    def note(self) -> dict[str, Any]:
        """Return the note, empty where there is none or it is just being written."""
        start = LINES * LINE_BYTES
        length = int.from_bytes(self._memory[start : start + 8], sys.byteorder)
        with suppress(ValueError):
            return dict(json.loads(self._memory[start + 8 : start + 8 + length] or b"{}"))
        return {}

    def _is_free(self, line: memoryview) -> bool:
        if line[PROCESS]:
            return not _runs(line[PROCESS])
        return not line[GIVEN_AT] or time() - line[GIVEN_AT] > UNTAKEN_SECONDS

    def _settle(self, line: memoryview) -> None:
        gone = self.line(GONE_LINE)
        for place in range(COUNTED, FIELDS):
            gone[place] += line[place]
        line[:] = memoryview(bytes(LINE_BYTES)).cast("Q")


def make_slate() -> Slate:
    """Make the slate, and tell whatever this process starts where it is."""
    if sys.platform == "linux":
        file = os.memfd_create(NAME)
    else:
        with tempfile.TemporaryFile() as nameless:
            file = os.dup(nameless.fileno())
    os.ftruncate(file, ALL_BYTES)
    os.set_inheritable(file, True)  # noqa: FBT003 the standard library's own order
    os.environ[FILE] = str(file)
    return Slate(file)


def find_slate() -> Slate | None:
    """Return the slate of the server that started this process, None where there is none."""
    word = os.environ.get(FILE, "")
    try:
        return Slate(int(word)) if word and os.fstat(int(word)).st_size == ALL_BYTES else None
    except (OSError, ValueError):
        return None


def take_line() -> memoryview | None:
    """Take the line that the supervisor has given to this process, None without a supervisor."""
    slate = find_slate()
    number = os.environ.get(LINE, "")
    if slate is None or not number.isdigit():
        return None
    line = slate.line(int(number))
    line[PROCESS] = os.getpid()
    return line


def _may_wake(line: memoryview) -> bool:
    return not line[PROCESS] or _runs(line[PROCESS])


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
