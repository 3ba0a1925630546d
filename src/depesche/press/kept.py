"""KeptPage: a finished page with everything that is sent with it, and what it was made of.

In the store a page is three things: a head (read for every reader), its bodies by coding, and its
facts (address and ingredients), which only keeping and discarding read.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from struct import Struct

Headers = list[tuple[str, str]]

FOR_EVER = float("inf")
IDENTITY, GZIP, BROTLI = "", "gzip", "br"
HEAD = Struct("<BBHQdd16s29s")  # layout, flags, status, number, kept at, until, tag, date
LAYOUT = 1
TAKES_NO_QUERY = 1
MOST_KEY_BYTES = 480  # LMDB's limit is 511
MOST_SUBJECT_BYTES = 200


class BrokenHead(ValueError):
    """Bytes in the store that are no head of a page: the file is damaged."""


@dataclass(frozen=True, slots=True)
class Head:
    """What is read of a page for every reader; `blob` are its headers as JSON."""

    status: int
    number: int
    kept_at: float
    until: float
    tag: str
    modified: str
    takes_no_query: bool
    blob: bytes

    def holds_at(self, now: float) -> bool:
        """Tell whether the page is still today's, and not from a clock that has gone back."""
        return self.kept_at <= now < self.until

    def headers(self) -> Headers:
        """Return the headers that every reader gets."""
        return [(name, value) for name, value in json.loads(self.blob)]


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page for everyone: `bodies` by coding (`""`, `gzip`, `br`), instants in seconds of 1970.

    `until` ends it: at midnight, when a story turns old, when a picture's rights run out.
    """

    key: str
    status: int
    headers: Headers
    bodies: Mapping[str, bytes]
    tag: str
    kept_at: float
    until: float = FOR_EVER
    modified: str = ""
    takes_no_query: bool = False
    ingredients: frozenset[str] = field(default_factory=frozenset)

    @property
    def size_bytes(self) -> int:
        """The room it takes, the store's own pages of 4 kB counted in."""
        blocks = sum(-(-(len(body) + 16) // 4096) for body in self.bodies.values())
        return 4096 * blocks + 1024 + 64 * len(self.ingredients)

    def head(self, number: int) -> bytes:
        """Return the head as it is stored under `number`."""
        told = (LAYOUT, TAKES_NO_QUERY if self.takes_no_query else 0, self.status, number)
        fixed = HEAD.pack(
            *told, self.kept_at, self.until, self.tag.encode(), self.modified.encode()
        )
        return fixed + json.dumps(self.headers).encode()


def read_head(stored: bytes) -> Head:
    """Read a stored head. Raises BrokenHead."""
    if len(stored) < HEAD.size or stored[0] != LAYOUT:
        raise BrokenHead
    _layout, flags, status, number, kept_at, until, tag, modified = HEAD.unpack_from(stored)
    return Head(
        status,
        number,
        kept_at,
        until,
        tag.decode("ascii", "replace"),
        modified.rstrip(b"\0").decode("ascii", "replace"),
        bool(flags & TAKES_NO_QUERY),
        stored[HEAD.size :],
    )


def coding_key(number: int, coding: str) -> bytes:
    """Return the key of a body in the store."""
    return number.to_bytes(8, "big") + coding.encode()
