"""Fill the database of a newspaper that is being restored, and settle what a restore changes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from django.db import connection

from depesche.archive.backup_file import TABLES, BackupRefused, Manifest
from depesche.archive.bar import byte_bar
from depesche.archive.copy_postgres import fill_postgres, finish_postgres
from depesche.server.sound import faults_of
from depesche.wire.identity import rename_wire


def fill_database(folder: Path, manifest: Manifest) -> None:
    """Put the rows of the backup into the database that the settings name.

    `folder` is the newspaper that is being built. Raises BackupRefused.
    """
    if connection.vendor != manifest.engine:
        message = f"the backup is of {manifest.engine}, the settings name {connection.vendor}."
        raise BackupRefused(message)
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(connection.settings_dict["NAME"])) as database:
            fault = faults_of(database)
        if fault:
            message = f"the database in the backup is damaged ({fault})."
            raise BackupRefused(message)
        return
    total = sum(size for name, (size, _) in manifest.members.items() if name.startswith(TABLES))
    with byte_bar("database") as progress:
        fill_postgres(folder / TABLES, manifest, progress=lambda done: progress(done, total))
    shutil.rmtree(folder / TABLES)


def settle_after() -> None:
    """Tell everything that remembers what came after the backup that this did not happen.

    The ids of the wire go back, so it gets a new name: what was kept under the old one is void.
    """
    rename_wire()
    if connection.vendor != "sqlite":
        finish_postgres()
