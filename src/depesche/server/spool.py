"""Spool: write down that a page was read, in two microseconds, so that no kill loses a view.

Each web worker has a segment of its own in the spool's folder: a file of fixed size, mapped into
memory. A record that was written there is the kernel's; `kill -9` does not take it away. What a
record holds: the page's code and the host that led there, nothing of the reader. `unwind.py` reads
it. Who counts as a reader is judged here (docs/decisions/0092-views-are-spooled.md).
"""

import fcntl
import logging
import mmap
import os
import secrets
import time
from collections.abc import Callable, Collection
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol

from depesche.server.visitors import host_of, is_person

log = logging.getLogger("depesche.server")

FOLDER = "data/views"  # in the newspaper's own
SEGMENT_BYTES = 64 * 1024  # about 2,600 views
HOUR_SECONDS = 3600
PAUSE_SECONDS = 30.0  # after a segment that could not be opened: a full disk stays full for a while
SHORTEST_CODE, LONGEST_CODE = 6, 16
REMEMBERED = 4096  # user agents and hosts that were judged; then they are judged anew
REPORTS, REPORT_BYTES = "/count", 1024  # where a page says that it is read, and in how many words
ENDING, UNFINISHED = ".views", ".new"


class Headers(Protocol):
    """The headers of a request; names are lower case."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return the first value of a name."""


class Reported:
    """The headers of a report, with the host that led to the page in place of the page itself."""

    def __init__(self, headers: Headers, came_from: str) -> None:
        self._headers = headers
        self._came_from = came_from

    def get(self, key: str, default: Any = None) -> Any:
        """Return the first value of a name."""
        return self._came_from if key == "referer" else self._headers.get(key, default)


class Spool:
    """One process's spool. Only one thread may write into it: the door's.

    `by_report`: pages say themselves that they are read, because something in front of this
    server hands them out from a cache of its own.
    """

    def __init__(
        self,
        folder: Path,
        *,
        own_hosts: Collection[str] = (),
        staff_cookie: str = "",
        by_report: bool = False,
        segment_bytes: int = SEGMENT_BYTES,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.lost = 0
        self.by_report = by_report
        self._folder = folder
        self._own_hosts = frozenset(own_hosts)
        self._staff = f"{staff_cookie}=" if staff_cookie else ""
        self._size = segment_bytes
        self._clock = clock
        self._people: dict[str, bool] = {}
        self._hosts: dict[str, str] = {}
        self._map: mmap.mmap | None = None
        self._place = 0
        self._ends = 0.0

    def view(self, path: str, headers: Headers) -> None:
        """Write down that the page at `path` was read, if it is a story's and a person asked.

        Never raises: a view that cannot be written is counted in `lost`, and the page goes out.
        """
        code = path[:-1].rpartition("-")[2]
        if not (SHORTEST_CODE <= len(code) <= LONGEST_CODE and code.isalnum() and path[-1] == "/"):
            return
        get = headers.get
        agent = get("user-agent", "")
        is_read = self._people.get(agent)
        if is_read is None:
            is_read = self._judge(agent)
        if not is_read or get("sec-purpose") or get("purpose") or get("x-moz"):
            return
        if self._staff and self._staff in get("cookie", ""):
            return
        came_from = get("referer", "")
        self._write(f"{code} {self._host(came_from) if came_from else ''}\n".encode())

    def report(self, told: bytes, headers: Headers) -> None:
        """Write down what a page says of itself: its path, a line end, whence its reader came.

        Only pages of the paper itself are believed (`Sec-Fetch-Site`). Never raises.
        """
        if headers.get("sec-fetch-site") == "same-origin":
            path, _line, came_from = told.decode("utf-8", "replace").partition("\n")
            self.view(path, Reported(headers, came_from.strip()))

    def close(self) -> None:
        """Leave the segment to whoever folds it."""
        if self._map is not None:
            self._map.close()  # and with it the lock
            self._map = None

    def _write(self, record: bytes) -> None:
        now, end = self._clock(), self._place + len(record)
        if now >= self._ends or (end > self._size and self._map is not None):
            self._turn(now)
            end = self._place + len(record)
        if self._map is None:
            self.lost += 1
            return
        self._map[self._place : end] = record
        self._place = end

    def _judge(self, agent: str) -> bool:
        if len(self._people) >= REMEMBERED:
            self._people.clear()
        verdict = self._people[agent] = is_person(agent)
        return verdict

    def _host(self, came_from: str) -> str:
        authority = came_from.split("/", 3)[2:3]
        name = authority[0] if authority else ""
        host = self._hosts.get(name)
        if host is None:
            if len(self._hosts) >= REMEMBERED:
                self._hosts.clear()
            host = self._hosts[name] = host_of(name, self._own_hosts)
        return host

    def _turn(self, now: float) -> None:
        """Begin a new segment; without one, views are lost for a while and the log says so."""
        self.close()
        hour = int(now // HOUR_SECONDS)
        self._place, self._ends = 0, float((hour + 1) * HOUR_SECONDS)
        try:
            self._map = open_segment(self._folder, hour, self._size)
        except OSError as fault:
            self._ends = now + PAUSE_SECONDS
            log.error("spool.not_open", extra={"why": fault.strerror, "lost": self.lost})  # noqa: TRY400 a full disk needs no trace


def open_segment(folder: Path, hour: int, size_bytes: int) -> mmap.mmap:
    """Make a segment for the views of `hour` (hours since 1970), locked until the map is closed.

    Its room is taken at once, so that writing into it cannot fail. It gets its name only when it
    is locked: whoever finds it by its name and unlocked knows that its writer is gone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{hour}-{secrets.token_hex(8)}{ENDING}"
    draft = path.with_suffix(UNFINISHED)
    number = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_RDWR | os.O_CLOEXEC, 0o600)
    try:
        fcntl.flock(number, fcntl.LOCK_EX)
        os.posix_fallocate(number, 0, size_bytes)
        segment = mmap.mmap(number, size_bytes)  # holds the file, and the lock, by itself
        draft.rename(path)
    except OSError:
        with suppress(OSError):
            draft.unlink()
        raise
    finally:
        os.close(number)
    return segment
