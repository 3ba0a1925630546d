"""Leash: a child of the supervisor never outlives it, not even when it is killed."""

import asyncio
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2)
LOOK_SECONDS = 1.0


PARENT = "DEPESCHE_SUPERVISOR_PID"  # set by the program itself, for what it starts


def name_parent() -> None:
    """Tell what this process will start who its parent is: it may be dead before they look."""
    os.environ[PARENT] = str(os.getpid())


def parent_number() -> int:
    """Return the number of the supervisor, or of whoever else started this process."""
    named = os.environ.get(PARENT, "")
    return int(named) if named.isdigit() else os.getppid()


def die_with_parent() -> int:
    """Ask Linux for SIGTERM at the parent's death, and return the parent's number.

    Elsewhere, and where the parent died before this was asked for, the caller looks itself.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)
    return parent_number()


def leave_with_parent(loop: asyncio.AbstractEventLoop) -> None:
    """Put a web worker on the leash: it stops as if asked to, once its parent is gone."""
    parent = die_with_parent()

    def look() -> None:
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        loop.call_later(LOOK_SECONDS, look)

    loop.call_later(LOOK_SECONDS, look)
