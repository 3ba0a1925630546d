"""Copy SQLite's database while others write: one moment of it, whole (its online backup)."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.db import connection

from depesche.archive.backup_file import SQLITE, BackupRefused
from depesche.archive.copied import Copied, file_columns, table_names
from depesche.server.sound import faults_of

PAGES_AT_ONCE = 4096


def copy_sqlite(bench: Path, *, progress: Callable[[int], None]) -> Copied:
    """Copy the database into `bench`; writers go on meanwhile.

    A read transaction is held over all of it: without one the copy begins again with each write.
    Raises BackupRefused where the database is damaged.
    """
    to = bench / "depesche.sqlite3"
    to.unlink(missing_ok=True)
    with (
        closing(sqlite3.connect(connection.settings_dict["NAME"], isolation_level=None)) as source,
        closing(sqlite3.connect(to, isolation_level=None)) as copy,
    ):
        source.execute("BEGIN")
        size = source.execute("PRAGMA page_size").fetchone()[0]
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()

        def tell(_status: int, remaining: int, total: int) -> None:
            progress((total - remaining) * size)

        source.backup(copy, pages=PAGES_AT_ONCE, progress=tell, sleep=0)
        copy.execute("PRAGMA journal_mode=DELETE")  # one file, nothing beside it
        fault = faults_of(copy)
        if fault:
            message = f"the database is damaged ({fault}): restore an older backup."
            raise BackupRefused(message)
        return _look(copy, to)


def _look(copy: sqlite3.Connection, path: Path) -> Copied:
    files: set[str] = set()
    for table, column in file_columns():
        rows = copy.execute(f'SELECT "{column}" FROM "{table}"')  # noqa: S608 names of our models
        files.update(name for (name,) in rows if name)
    counts = {
        table: copy.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]  # noqa: S608 as above
        for table in table_names()
    }
    steps = copy.execute("SELECT app, name FROM django_migrations ORDER BY id").fetchall()
    names = copy.execute("SELECT name FROM masthead_edition ORDER BY id").fetchall()
    return Copied(
        members={SQLITE: path},
        files=files,
        counts=counts,
        migrations=[list(step) for step in steps],
        papers=[name for (name,) in names],
    )
