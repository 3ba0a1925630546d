"""Workbench: a hidden folder beside what is being made. Whatever happens, nothing half remains.

A process that is killed leaves its bench; the next one beside it clears it away.
"""

import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

from depesche.archive.backup_file import BackupRefused

ENDING = ".unfinished"


@contextmanager
def workbench(beside: Path) -> Iterator[Path]:
    """Give a new folder in that of `beside`, for its owner only; it goes at the end."""
    start = f".{beside.name}."
    clear_benches(beside.parent, start)
    bench = Path(mkdtemp(prefix=start, suffix=ENDING, dir=beside.parent))
    handle = os.open(bench, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH)
        yield bench
    finally:
        shutil.rmtree(bench, ignore_errors=True)
        os.close(handle)


@contextmanager
def plainly(place: Path) -> Iterator[None]:
    """Turn a full disk and its like into a sentence; the bench has been cleared by then."""
    try:
        yield
    except OSError as fault:
        if fault.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise BackupRefused(no_room(place)) from fault
        message = f"{place} cannot be written: {fault.strerror or fault}."
        raise BackupRefused(message) from fault


def no_room(place: Path) -> str:
    """Return the sentence about a disk that is full."""
    return f"there is not enough room beside {place}; nothing is left there."


def clear_benches(folder: Path, start: str) -> None:
    """Clear away the benches that nobody holds any more."""
    for bench in folder.glob("*"):
        if bench.name.startswith(start) and bench.name.endswith(ENDING) and _is_left(bench):
            shutil.rmtree(bench, ignore_errors=True)


def _is_left(bench: Path) -> bool:
    with suppress(OSError):
        handle = os.open(bench, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        finally:
            os.close(handle)
        return True
    return False


def sync_folder(folder: Path) -> None:
    """Let a rename in `folder` survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
