"""Folder: where the index lies, which one counts, and who may make another.

`data/search/current` names the folder that counts, the program and the wire that it is of. A new
index grows in a folder beside it and takes its place by one rename; whoever reads the old one
reads on until the next question.
"""

import fcntl
import json
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings

from depesche.search.schema import mark

NAME_BYTES = 6
DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Current:
    """Which index counts: its folder, the program and the wire it was made by."""

    folder: Path
    mark: str
    wire: str

    @property
    def is_of_this_program(self) -> bool:
        """Whether this program can read it."""
        return self.mark == mark()

    @property
    def is_damaged(self) -> bool:
        """Whether somebody who read it has met a fault."""
        return (self.folder / DAMAGED).exists()


class IsBeingRebuilt(Exception):
    """Somebody is making a new index already."""


def root() -> Path:
    """Return the folder of all that search keeps; none of it is in a backup."""
    return Path(settings.HOME) / "data" / "search"


def stamp() -> tuple[int, int]:
    """Return what changes when another index takes the place of the one that counts."""
    try:
        facts = (root() / "current").stat()
    except OSError:
        return (0, 0)
    return (facts.st_mtime_ns, facts.st_ino)


def current() -> Current | None:
    """Return which index counts; None where there is none, or no telling."""
    try:
        told = json.loads((root() / "current").read_text(encoding="utf-8"))
        found = Current(root() / str(told["folder"]), str(told["mark"]), str(told["wire"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if found.folder.is_dir() else None


def new_folder() -> Path:
    """Make an empty folder for an index."""
    folder = root() / secrets.token_hex(NAME_BYTES)
    folder.mkdir(parents=True)
    return folder


def let_count(folder: Path, *, wire: str) -> None:
    """Let the index in `folder` be the one that counts, and take the others away."""
    told = json.dumps({"folder": folder.name, "mark": mark(), "wire": wire})
    beside = root() / f"current.{folder.name}"
    with beside.open("w", encoding="utf-8") as file:
        file.write(told)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(root() / "current")
    sweep()


def sweep() -> None:
    """Take away every folder that does not count; whoever reads one reads on, it is open."""
    counts = current()
    for path in root().iterdir():
        if path.is_dir() and (counts is None or path != counts.folder):
            shutil.rmtree(path, ignore_errors=True)


def report_damage(folder: Path) -> None:
    """Say that the index in `folder` cannot be read: the worker makes another one."""
    try:
        (folder / DAMAGED).touch()
    except OSError:
        return


@contextmanager
def rebuilding() -> Iterator[None]:
    """Be the only one who makes a new index. Raises IsBeingRebuilt."""
    root().mkdir(parents=True, exist_ok=True)
    with (root() / "rebuild.lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as held:
            raise IsBeingRebuilt from held
        yield


def is_being_rebuilt() -> bool:
    """Tell whether somebody is making a new index at this moment."""
    try:
        with (root() / "rebuild.lock").open("r") as file:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False


def size_bytes(folder: Path) -> int:
    """Return how much room an index takes on the disk."""
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
