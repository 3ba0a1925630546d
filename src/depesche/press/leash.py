"""Leash: a child of the supervisor never outlives it, not even when it is killed."""

import asyncio
import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG = 1  # prctl(2)
LOOK_SECONDS = 1.0


def die_with_parent() -> None:
    """Ask Linux for SIGTERM at the parent's death; elsewhere the look at the parent must do."""
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGTERM, 0, 0, 0)


def leave_with_parent(loop: asyncio.AbstractEventLoop) -> None:
    """Put a web worker on the leash: it stops as if asked to, once its parent is gone."""
    parent = os.getppid()
    die_with_parent()

    def look() -> None:
        if os.getppid() != parent:
            os.kill(os.getpid(), signal.SIGTERM)
            return
        loop.call_later(LOOK_SECONDS, look)

    loop.call_later(LOOK_SECONDS, look)
