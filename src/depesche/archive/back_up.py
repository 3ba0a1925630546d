"""Back up a newspaper while it runs: database, pictures, settings and theme in one file.

Pictures first, the database second, then the pictures that came meanwhile: a row that is in the
copy must have its files. One that lost its file between the two (somebody took the picture out)
is no longer in the database, so the database is copied once more. A file never changes: it has a
name of its own for each content.
"""

import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import DatabaseError, connection

import depesche
from depesche.archive.backup_file import (
    SETTINGS,
    BackupRefused,
    Manifest,
    Packer,
    Progress,
    megabytes,
)
from depesche.archive.copied import Copied, files_named_now
from depesche.archive.copy_postgres import copy_postgres
from depesche.archive.copy_sqlite import copy_sqlite
from depesche.archive.workbench import no_room, plainly, sync_folder, workbench
from depesche.server.sound import LAST_BACKUP

ROUNDS = 6


@dataclass(frozen=True)
class Made:
    """A backup that was made."""

    file: Path
    size_bytes: int
    manifest: Manifest

    def as_words(self) -> str:
        """Return what was made, for the person at the keyboard."""
        told = self.manifest
        lines = [
            f"{self.file}: {megabytes(self.size_bytes)}, {told.summary()}.",
            "It holds the secret key and every account: keep it as you keep a password (mode 600).",
        ]
        if SETTINGS not in told.members:
            lines.append("This paper has no depesche.env: keep its settings yourself.")
        if told.missing:
            lines.append(
                f"{len(told.missing)} files were lost before this backup, {told.missing[0]} first:"
                " an older one may have them."
            )
        return "\n".join(lines)


def back_up(file: Path, *, at: datetime, progress: Progress) -> Made:
    """Write a backup of this newspaper to `file`, whole or not at all; it is never overwritten.

    It holds the secret key and is readable by its owner only. Raises BackupRefused.
    """
    file = file.absolute()
    if file.exists():
        message = f"{file} is there already: name a new file, or a folder."
        raise BackupRefused(message)
    with copied_plainly(file), workbench(file) as bench:
        part = bench / "part"
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            manifest = Pack(bench, out, progress, at).whole_paper()
            out.flush()
            os.fsync(out.fileno())
        put(part, file)
    made = Made(file, file.stat().st_size, manifest)
    note_backup(made)
    return made


def put(part: Path, file: Path) -> None:
    """Give the finished backup its name, in one step, never over another file."""
    try:
        os.link(part, file)
    except FileExistsError:
        raise
    except OSError:  # a stick or a share that knows no second name
        part.rename(file)
    sync_folder(file.parent)


@contextmanager
def copied_plainly(file: Path) -> Iterator[None]:
    """Turn what a database says into a sentence as well; a full disk may speak through it."""
    with plainly(file):
        try:
            yield
        except (DatabaseError, sqlite3.Error) as fault:
            words = str(fault).partition("\n")[0]
            message = f"the database cannot be copied ({words}); nothing is left at {file}."
            raise BackupRefused(no_room(file) if "full" in words else message) from fault


class Pack:
    """The packing of one backup."""

    def __init__(self, bench: Path, out: BinaryIO, progress: Progress, at: datetime) -> None:
        self._bench, self._at, self._progress = bench, at, progress
        self._done = self._total = 0
        self._packer = Packer(out, self._tell, at=int(at.timestamp()))
        self._media = Path(settings.MEDIA_ROOT)

    def whole_paper(self) -> Manifest:
        """Pack everything; return the manifest, which is written by then."""
        copied, missing = self._database_and_pictures()
        for name, path in copied.members.items():
            self._packer.add(name, path)
        home = Path(settings.HOME)
        for name in (SETTINGS, "data/demo.staged"):
            self._packer.add(name, home / name)
        for path in sorted((home / "theme").rglob("*")):
            if path.is_file() and not path.is_symlink():
                self._packer.add(path.relative_to(home).as_posix(), path)
        manifest = Manifest(
            made_at=self._at.astimezone(UTC).isoformat(timespec="seconds"),
            version=depesche.__version__,
            engine=connection.vendor,
            papers=copied.papers,
            counts=copied.counts,
            migrations=copied.migrations,
            columns=copied.columns,
            missing=sorted(missing),
            members=self._packer.members,
        )
        self._packer.close(manifest)
        return manifest

    def _database_and_pictures(self) -> tuple[Copied, set[str]]:
        """Return a copy of the database whose files are packed, and what is lost for good."""
        first = sorted(files_named_now())
        self._total = sum(self._size(name) for name in first) + database_bytes()
        self._pack_files(first)
        before: set[str] | None = None
        for _round in range(ROUNDS):
            copied = copy_database(self._bench)
            missing = self._pack_files(sorted(copied.files))
            if not missing or missing == before:  # gone in both: it was gone before we came
                return copied, missing
            before = missing
        message = "pictures come and go faster than they can be copied: try again later."
        raise BackupRefused(message)

    def _pack_files(self, names: list[str]) -> set[str]:
        return {
            name
            for name in names
            if f"media/{name}" not in self._packer.members
            and not self._packer.add(f"media/{name}", self._media / name)
        }

    def _size(self, name: str) -> int:
        with suppress(OSError):
            return (self._media / name).stat().st_size
        return 0

    def _tell(self, count: int) -> None:
        self._done += count
        self._progress(self._done, max(self._total, self._done))


def copy_database(bench: Path) -> Copied:
    """Copy one moment of the database, whichever engine it is, into `bench`."""
    copy: Callable[..., Copied] = copy_sqlite if connection.vendor == "sqlite" else copy_postgres
    return copy(bench, progress=lambda _done: None)


def database_bytes() -> int:
    """Return about how large the copy of the database will be."""
    if connection.vendor == "sqlite":
        with suppress(OSError):
            return Path(connection.settings_dict["NAME"]).stat().st_size
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0]) // 2  # indexes are not copied


def note_backup(made: Made) -> None:
    """Write down where the last backup lies: the doctor tells it when one is needed."""
    told = {"at": made.manifest.made_at, "file": str(made.file), "size_bytes": made.size_bytes}
    place = Path(settings.HOME) / "data" / LAST_BACKUP
    new = place.with_suffix(".new")
    with suppress(OSError):  # the backup itself is whole
        new.write_text(json.dumps(told) + "\n", encoding="utf-8")
        new.replace(place)


def last_backup() -> tuple[datetime, Path] | None:
    """Return when the last backup was made, and where it was put."""
    try:
        place = Path(settings.HOME) / "data" / LAST_BACKUP
        told = json.loads(place.read_text(encoding="utf-8"))
        return datetime.fromisoformat(told["at"]), Path(told["file"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
