"""Leash: a child of the supervisor never outlives it, not even when it is killed."""

import ctypes
import os
import signal
import sys
import threading
from time import sleep

PR_SET_PDEATHSIG = 1  # prctl(2)
LOOK_SECONDS = 0.5
LAST_SECONDS = 6


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


def leave_with_parent() -> None:
    """Put a web worker on the leash: it stops as if asked to, once its parent is gone.

    It looks itself, and sets the kernel's alarm before it asks: Granian's worker waits for ever,
    with Python's lock in its hand, where SIGTERM meets it while it begins to listen.
    """
    parent = parent_number()
    if os.getppid() != parent:  # nothing was served yet
        os._exit(1)
    threading.Thread(target=_look, args=(parent,), name="leash", daemon=True).start()


def _look(parent: int) -> None:
    while os.getppid() == parent:
        sleep(LOOK_SECONDS)
    signal.alarm(LAST_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
