"""Unpack a checked backup into the folder of a newspaper that is to be. Needs no Django.

`depesche.cli.restore` puts the steps together: check, unpack, fill the database, move into place.
"""

import os
import shutil
from pathlib import Path
from typing import IO

from depesche.archive.backup_file import (
    MANIFEST,
    SETTINGS,
    SQLITE,
    TABLES,
    BackupRefused,
    Manifest,
    NotWhole,
    Progress,
    digest_of,
    megabytes,
    reading,
    walk_backup,
)

DATABASE_LINE = "DEPESCHE_DATABASE="
SPARE_BYTES = 16 * 1024**2


def check_place(folder: Path) -> None:
    """See that `folder` is empty or not there yet. Raises BackupRefused."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        message = f"{folder} is not empty: name a folder that does not exist yet."
        raise BackupRefused(message)


def unpack_backup(file: Path, manifest: Manifest, into: Path, *, progress: Progress) -> None:
    """Write the files of a backup that `check_backup` has read; each is compared once more.

    Raises BackupRefused, where there is not enough room before anything is written.
    """
    for name in ("data", "media", "static", "theme/templates", "theme/static"):
        (into / name).mkdir(parents=True, exist_ok=True)
    free = shutil.disk_usage(into).free
    if manifest.size_bytes + SPARE_BYTES > free:
        message = (
            f"there is not enough room at {into.parent.parent}: it needs "
            f"{megabytes(manifest.size_bytes)}, {megabytes(free)} are free. Nothing was written."
        )
        raise BackupRefused(message)
    with reading(file):
        for name, _size, content in walk_backup(file, progress=progress):
            if (
                name != MANIFEST
                and write_file(into / name, name, content) != manifest.members[name][1]
            ):
                message = f"{name} changed while it was being read."
                raise NotWhole(message)


def write_file(place: Path, name: str, content: IO[bytes]) -> str:
    """Write one file of the backup, its owner's alone where it holds secrets; return its digest."""
    place.parent.mkdir(parents=True, exist_ok=True)
    mode = 0o600 if name in {SETTINGS, SQLITE} or name.startswith(TABLES) else 0o640
    handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, mode)
    with os.fdopen(handle, "wb") as out:
        return digest_of(content, out)


def settle_database(folder: Path, address: str) -> None:
    """Write where the database is into depesche.env; empty: in the folder itself.

    Else the copy would open the database of the newspaper that it was made of.
    """
    path = folder / SETTINGS
    if not path.is_file():
        return
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.strip().startswith(DATABASE_LINE)]
    if address or len(kept) != len(lines):
        kept.append(DATABASE_LINE + address if address else f"#{DATABASE_LINE}")
    path.write_text("\n".join(kept) + "\n", encoding="utf-8")


def database_in(folder: Path) -> str:
    """Return what the backup's settings say about the database; empty where nothing."""
    path = folder / SETTINGS
    if not path.is_file():
        return ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip().startswith(DATABASE_LINE):
            return line.strip().removeprefix(DATABASE_LINE).strip().strip("\"'")
    return ""


def put_in_place(building: Path, folder: Path) -> None:
    """Move the finished newspaper to its place, in one step; all of it is on the disk by then."""
    os.sync()
    building.chmod(0o750)
    try:
        if folder.exists():
            folder.rmdir()
        building.replace(folder)
    except OSError as taken:
        message = f"{folder} was taken meanwhile: {taken.strerror}."
        raise BackupRefused(message) from taken
