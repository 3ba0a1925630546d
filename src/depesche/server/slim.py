"""Slim: give back the memory that a process holds and does not use, every few seconds.

What threads have freed stays with the C library, in pieces between what is used; and whatever was
read of the kept pages counts as the process's own for as long as it lives. Both are the machine's
again here: the next reader of a kept page costs the kernel a microsecond more, once.
"""

import ctypes
import logging
from collections.abc import Callable
from datetime import datetime
from functools import cache
from time import sleep
from typing import Any

from depesche.press.store import stores

log = logging.getLogger("depesche.server")

PAUSE_SECONDS = 10.0


def slim() -> None:
    """Give back what is not in use."""
    for store in stores():
        store.let_go()
    give_back_heap()


def give_back_heap() -> None:
    """Let the C library return freed memory; nothing where it is not glibc (malloc_trim(3))."""
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Callable[[int], int] | None:
    found: Any = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return found


def slim_step(_at: datetime) -> float:
    """Give back; a step of the worker's round."""
    slim()
    return PAUSE_SECONDS


def keep_slim() -> None:
    """Give back until the process ends; runs in a thread of its own."""
    while True:
        sleep(PAUSE_SECONDS)
        try:
            slim()
        except Exception:
            log.exception("server.slim_failed")
