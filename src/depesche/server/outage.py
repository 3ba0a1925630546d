"""Outage: why nothing can be written or read just now, when that is not the program's fault.

Whoever asked is told to come again (503 and Retry-After), and not that the program is broken.
"""

import errno
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError, InterfaceError, OperationalError

Kind = Literal["busy", "full", "reading", "away", "damaged"]
RETRY_SECONDS: dict[Kind, int] = {
    "busy": 10,
    "full": 120,
    "reading": 600,
    "away": 5,
    "damaged": 600,
}
WORDS: dict[str, Kind] = {
    "locked": "busy",
    "is busy": "busy",
    "lock timeout": "busy",
    "is full": "full",
    "no space left": "full",
    "disk i/o error": "full",
    "readonly database": "reading",
    "read-only transaction": "reading",
    "malformed": "damaged",
    "not a database": "damaged",
}
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


@dataclass(frozen=True, slots=True)
class Outage:
    """What stands in the way, and after how many seconds to try again."""

    kind: Kind

    @property
    def retry_seconds(self) -> int:
        """How long to wait."""
        return RETRY_SECONDS[self.kind]


def outage_of(fault: BaseException | None) -> Outage | None:
    """Return the outage behind a fault, None where the program itself is at fault.

    The causes of the fault are looked at as well: SQLite's full disk ends a transaction, and what
    comes after that says something else.
    """
    seen: set[int] = set()
    while fault is not None and id(fault) not in seen:
        seen.add(id(fault))
        kind = _kind_of(fault)
        if kind is not None:
            return Outage(kind)
        fault = fault.__cause__ or fault.__context__
    return None


def _kind_of(fault: BaseException) -> Kind | None:
    if isinstance(fault, DatabaseError | InterfaceError):
        words = str(fault).lower()
        for part, kind in WORDS.items():
            if part in words:
                return kind
        return "away" if isinstance(fault, OperationalError | InterfaceError) else None
    if isinstance(fault, OSError) and fault.errno in FULL:
        return "full"
    return None
