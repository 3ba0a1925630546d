"""Era: one number in memory that all processes of this machine share: which store file counts.

Raising it is how a store is thrown away under everybody's hands: it takes no room on a full disk,
and whoever reads a kept page looks at it first.
"""

import fcntl
import mmap
import os
from pathlib import Path
from struct import Struct

SIZE_BYTES = 4096
PLACE = 8
NUMBER = Struct("<Q")
WORD_PLACE, WORD_BYTES = 64, 64
MAGIC = b"depesche"


class Era:
    """The shared number of the store at `path`; it only grows."""

    def __init__(self, path: Path) -> None:
        self.path = path
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o660)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            if os.fstat(descriptor).st_size < SIZE_BYTES:
                page = MAGIC + NUMBER.pack(1)
                os.pwrite(descriptor, page.ljust(SIZE_BYTES, b"\0"), 0)
            self._node = os.fstat(descriptor).st_ino
            self._page = mmap.mmap(descriptor, SIZE_BYTES)
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # the mapping holds the file, and the lock
        finally:
            os.close(descriptor)

    @property
    def number(self) -> int:
        """The era of this moment."""
        return int(NUMBER.unpack_from(self._page, PLACE)[0])

    def end(self, seen: int) -> bool:
        """Begin the next era unless somebody has ended `seen` already; tell whether it was us."""
        with self.path.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            if self.number != seen:
                return False
            NUMBER.pack_into(self._page, PLACE, seen + 1)
            return True

    @property
    def word(self) -> str:
        """The word that holds through all eras, empty where none was said."""
        return (
            self._page[WORD_PLACE : WORD_PLACE + WORD_BYTES]
            .rstrip(b"\0")
            .decode("ascii", "replace")
        )

    def say(self, word: str) -> None:
        """Let a word of ASCII hold for this era and all that follow."""
        with self.path.open("rb") as held:
            fcntl.flock(held, fcntl.LOCK_EX)
            told = word.encode("ascii")[:WORD_BYTES]
            self._page[WORD_PLACE : WORD_PLACE + WORD_BYTES] = told.ljust(WORD_BYTES, b"\0")

    @property
    def is_in_place(self) -> bool:
        """Tell whether the file is still the one that others find at the path."""
        try:
            return self.path.stat().st_ino == self._node
        except OSError:
            return False
