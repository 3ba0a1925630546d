"""Blame: a process that died of a fault of memory may have died of a damaged store.

LMDB follows the pages of its file wherever they lead, so damage between them ends whoever reads
(SIGSEGV, SIGBUS) or writes (SIGABRT). Whoever starts such a process again throws the store away
first: that costs some renders, and the next one would die of the same page.
"""

import contextlib
import logging
import signal
from pathlib import Path

from depesche.press.era import Era

log = logging.getLogger("depesche.press")

FATAL = frozenset(
    {signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP}
)


def blame_store(code: int, folder: Path | None) -> bool:
    """Throw the stores in `folder` away if `code`, a process's end, says that it died of memory.

    `code` is negative for a signal, as in `os.waitstatus_to_exitcode`. Returns whether.
    """
    if -code not in FATAL or folder is None:
        return False
    for path in folder.glob("*.era"):
        with contextlib.suppress(OSError, ValueError):
            era = Era(path)
            number = era.number
            era.end(number)
            for gone in folder.glob(f"{path.stem}.{number}.mdb*"):
                gone.unlink(missing_ok=True)
            log.error("press.store_thrown_away", extra={"era": number, "fault": f"died: {code}"})
    return True
