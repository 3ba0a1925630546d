"""Ration: how many questions one address may ask in a minute, and how many are answered at once.

Kept in memory for a minute, in each process; no address is written down anywhere.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from ipaddress import ip_address, ip_network
from time import monotonic

from django.conf import settings

MINUTE = 60.0
REMEMBERED = 20_000  # addresses; then the oldest go
SEAT_SECONDS = 2.0  # for which a question waits for others to be answered
HOUSE_OF_IPV6 = 64  # bits that one household has


class AskedTooOften(Exception):
    """One address asks more than its share."""


class TooManyAsk(Exception):
    """All seats are taken."""


_lock = threading.Lock()
_asked: dict[str, tuple[float, float]] = {}  # what is left of the share, and when that was counted
_seats = threading.BoundedSemaphore(max(1, settings.THREADS - 1))  # others have a thread left


def take_share(peer: str, *, now: float | None = None) -> None:
    """Take one question off the share of an address. Raises AskedTooOften."""
    share = float(settings.SEARCH_PER_MINUTE)
    if not share:
        return
    who, at = _household(peer), monotonic() if now is None else now
    with _lock:
        _forget(before=at - MINUTE)
        left, since = _asked.pop(who, (share, at))  # who asks again stands last
        left = min(share, left + (at - since) * share / MINUTE)
        _asked[who] = (max(0.0, left - 1.0), at)
    if left < 1.0:
        raise AskedTooOften


def _forget(*, before: float) -> None:
    """Forget who last asked before that: their share is whole again. The oldest come first."""
    while _asked and (len(_asked) >= REMEMBERED or next(iter(_asked.values()))[1] < before):
        del _asked[next(iter(_asked))]


def _household(peer: str) -> str:
    try:
        address = ip_address(peer)
    except ValueError:
        return ""
    if address.version == 6:  # noqa: PLR2004 the protocol's number
        return str(ip_network((address, HOUSE_OF_IPV6), strict=False))
    return peer


@contextmanager
def seat() -> Iterator[None]:
    """Answer one question: others wait a moment, then they are asked to come again.

    Raises TooManyAsk.
    """
    if not _seats.acquire(timeout=SEAT_SECONDS):
        raise TooManyAsk
    try:
        yield
    finally:
        _seats.release()
