"""Beside: a process of its own makes the index anew; the worker keeps its memory and its time.

`python -m depesche.search.beside`, as the worker starts it; it ends with the worker.
"""

import logging
import os
import subprocess
import sys
from contextlib import suppress

log = logging.getLogger("depesche.search")

NICE = 10  # whatever readers want goes first
MAKING_SECONDS = 0.5  # between two looks at the one who makes it
AGAIN_SECONDS = 30.0  # after one who could not


class Beside:
    """Sees to it that one process makes the index; called until there is one."""

    def __init__(self) -> None:
        self._maker: subprocess.Popen[bytes] | None = None

    def __call__(self) -> float:
        """Begin, or look how far it is; return seconds until the next look."""
        if self._maker is not None:
            code = self._maker.poll()
            if code is None:
                return MAKING_SECONDS
            self._maker = None
            if code:  # it has logged why
                log.error("search.not_rebuilt", extra={"code": code})
                return AGAIN_SECONDS
        self._maker = subprocess.Popen([sys.executable, "-P", "-m", "depesche.search.beside"])
        return MAKING_SECONDS


def main() -> None:
    """Make the index anew, unless somebody is at it."""
    import django  # noqa: PLC0415 the worker needs none of it here

    from depesche.server.leash import die_with_parent  # noqa: PLC0415 as above

    die_with_parent()
    os.nice(NICE)
    django.setup()
    from depesche.search.folder import IsBeingRebuilt  # noqa: PLC0415 tables are there only now
    from depesche.search.rebuild import rebuild_index  # noqa: PLC0415 as above

    with suppress(IsBeingRebuilt):
        rebuild_index()


if __name__ == "__main__":
    main()
