"""Metrics: count what the server does, in plain numbers, and tell Prometheus when it asks.

Counting costs less than a microsecond and never waits: a process writes into its own line of the
slate. Only the supervisor reads them all, at a port of its own on this machine.
"""

import threading
from http import HTTPStatus

from depesche.server import slate

KINDS = ("kept", "page", "desk", "file", "media", "live", "watch", "refused")
STATUSES = (
    *(200, 204, 206, 301, 302, 303, 304, 400, 401, 403, 404, 405, 408, 409, 410, 411, 413, 416),
    *(429, 500, 502, 503, 504, 0),  # 0: any other
)

# The fields of a line, after those of the slate itself.
HITS, RENDERS, RENDER_MICROSECONDS, WAITS = range(slate.COUNTED, slate.COUNTED + 4)
REQUESTS = 32
_KIND = {kind: REQUESTS + number * len(STATUSES) for number, kind in enumerate(KINDS)}
_STATUS = {status: place for place, status in enumerate(STATUSES)}
_OTHER = _STATUS[0]

_mine = memoryview(bytearray(slate.LINE_BYTES)).cast("Q")  # until there is a line to write on
_lock = threading.Lock()


def begin_to_count() -> None:
    """Count on the line of this process from now on; without a supervisor nobody reads it."""
    global _mine  # noqa: PLW0603 one line a process
    _mine = slate.take_line() or _mine


def say_state(state: int) -> None:
    """Tell the supervisor how far this process has come: slate.LISTENING, slate.READY."""
    with _lock:
        _mine[slate.STATE] |= state


def count_request(kind: str, status: int) -> None:
    """Count an answer; `kind` is one of KINDS. Call it from the server's loop, from no thread."""
    _mine[_KIND[kind] + _STATUS.get(status, _OTHER)] += 1


def count_hit() -> None:
    """Count a page that was handed out as it was kept. Call it from the server's loop."""
    _mine[HITS] += 1


def count_render(seconds: float) -> None:
    """Count a page that was rendered, and how long that took; from any thread."""
    with _lock:
        _mine[RENDERS] += 1
        _mine[RENDER_MICROSECONDS] += int(seconds * 1_000_000)


def count_wait() -> None:
    """Count a reader who waited for the render of another; from any thread."""
    with _lock:
        _mine[WAITS] += 1


def kind_of(path: str, status: int) -> str:
    """Return the kind of a request that was not answered from the kept pages."""
    if status in {HTTPStatus.LENGTH_REQUIRED, HTTPStatus.REQUEST_ENTITY_TOO_LARGE}:
        return "refused"
    first = path[1 : path.find("/", 1)] if path.find("/", 1) > 0 else path[1:]
    return _FIRST.get(first, "page")


_FIRST = {
    "desk": "desk",
    "static": "file",
    "media": "media",
    "live": "live",
    "health": "watch",
    "ready": "watch",
}


def requests_of(sums: list[int]) -> dict[tuple[str, str], int]:
    """Return how many answers of each kind and status there were, those that occurred."""
    return {
        (kind, str(status) if status else "other"): sums[place + number]
        for kind, place in _KIND.items()
        for number, status in enumerate(STATUSES)
        if sums[place + number]
    }
