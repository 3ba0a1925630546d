"""Copy PostgreSQL's tables while others write: one moment of them, with no tool but the driver.

The tables are written as COPY writes them (text, the same in every release), and read back into
tables that the program's own steps make: no pg_dump of the right release is needed, on either
side, and no right but those of the newspaper's own account.
"""

from collections.abc import Callable
from pathlib import Path

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Model

from depesche.archive.backup_file import PIECE_BYTES, TABLES, BackupRefused, Manifest
from depesche.archive.copied import Copied, files_named_now, table_names

BEGUN = "depesche_restore_begun"  # a table that says: all that is here was put here by a restore


def copy_postgres(bench: Path, *, progress: Callable[[int], None]) -> Copied:
    """Copy every table into `bench`, all in one transaction that only reads."""
    done = 0
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        members, counts, columns = {}, {}, {}
        for table in table_names():
            columns[table] = _columns(table)
            path = bench / f"{table}.copy"
            with (
                path.open("wb") as out,
                cursor.copy(_copy(table, columns[table], "TO STDOUT")) as rows,
            ):
                for piece in rows:
                    out.write(piece)
                    done += len(piece)
                    progress(done)
            members[f"{TABLES}/{table}.copy"] = path
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 a name of our models
            counts[table] = cursor.fetchone()[0]
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY id")
        steps = [list(step) for step in cursor.fetchall()]
        cursor.execute("SELECT name FROM masthead_edition ORDER BY id")
        papers = [name for (name,) in cursor.fetchall()]
        return Copied(members, files_named_now(), counts, steps, papers, columns)


def _columns(table: str) -> list[str]:
    """Return the columns that are written: those that the database makes itself are not."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns WHERE table_name = %s"
            " AND table_schema = current_schema() AND is_generated = 'NEVER'"
            " ORDER BY ordinal_position",
            [table],
        )
        return [name for (name,) in cursor.fetchall()]


def _copy(table: str, columns: list[str], way: str) -> str:
    named = ", ".join(connection.ops.quote_name(column) for column in columns)
    return f"COPY {connection.ops.quote_name(table)} ({named}) {way}"


def make_way() -> None:
    """See that the database is empty; clear what a restore left that was killed.

    Raises BackupRefused.
    """
    with connection.cursor() as cursor:
        tables = [one.name for one in connection.introspection.get_table_list(cursor)]
        if BEGUN in tables:
            for table in tables:
                if table != BEGUN:
                    cursor.execute(
                        f"DROP TABLE IF EXISTS {connection.ops.quote_name(table)} CASCADE"
                    )
            return
        if tables:
            message = (
                "the database already holds tables: make an empty one, and name it with --database."
            )
            raise BackupRefused(message)
        cursor.execute(f"CREATE TABLE {BEGUN} (at timestamptz DEFAULT now())")


def fill_postgres(folder: Path, manifest: Manifest, *, progress: Callable[[int], None]) -> None:
    """Make the tables as they were, and put the rows of the backup in, in one transaction.

    `folder` holds the files of the tables. Raises BackupRefused.
    """
    make_way()
    make_tables(manifest.migrations)
    done = 0
    with transaction.atomic(), connection.cursor() as cursor:
        own = table_names()
        unknown = sorted(manifest.columns.keys() - set(own))
        if unknown:
            message = f"this Depesche has no table {unknown[0]}: install {manifest.version}."
            raise BackupRefused(message)
        named = ", ".join(connection.ops.quote_name(table) for table in own)
        cursor.execute(f"TRUNCATE {named}")
        for table, columns in sorted(manifest.columns.items()):
            with (
                (folder / f"{table}.copy").open("rb") as rows,
                cursor.copy(_copy(table, columns, "FROM STDIN")) as into,
            ):
                while piece := rows.read(PIECE_BYTES):
                    into.write(piece)
                    done += len(piece)
                    progress(done)
        _check_counts(manifest)
        _set_sequences()


def _check_counts(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        for table in manifest.columns:
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608
            if cursor.fetchone()[0] != manifest.counts[table]:
                message = f"{table} did not come back whole; nothing was kept."
                raise BackupRefused(message)


def _set_sequences() -> None:
    models: list[type[Model]] = [
        *apps.get_models(include_auto_created=True),
        MigrationRecorder.Migration,
    ]
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), models):
            cursor.execute(statement)


def make_tables(steps: list[list[str]]) -> None:
    """Take the very steps that the backup's database had taken. Raises BackupRefused."""
    executor = MigrationExecutor(connection)
    taken = {(app, name) for app, name in steps}
    unknown = sorted(taken - set(executor.loader.disk_migrations or {}))
    if unknown:
        message = (
            f"it was made by a newer Depesche (it knows {'.'.join(unknown[0])}): update first."
        )
        raise BackupRefused(message)
    graph = executor.loader.graph
    last = [
        key
        for key in graph.nodes
        if key in taken
        and not any(
            child.key[0] == key[0] and child.key in taken for child in graph.node_map[key].children
        )
    ]
    executor.migrate(sorted(last))


def finish_postgres() -> None:
    """Take away the sign of a begun restore: from now on the tables are a newspaper's."""
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE IF EXISTS {BEGUN}")
