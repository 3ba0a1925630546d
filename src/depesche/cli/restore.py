"""`depesche restore`: a newspaper from its backup, whole or not at all."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from depesche.cli.house import Said, choose_home, open_house, the_home

if TYPE_CHECKING:
    from depesche.archive.backup_file import Manifest

HELP = """Bring a newspaper back from a backup into FOLDER, which must not exist or be empty.

\b
    depesche restore /backup/paper-20261122T030000Z.tar.gz my-paper
    depesche restore /backup/paper-20261122T030000Z.tar.gz --check

Every file is compared with the backup's own list before anything is written, and the folder
appears when all of it is there. A newspaper on PostgreSQL needs an empty database: the one that its
settings name, or --database.
"""


@click.command(help=HELP, short_help="Bring a newspaper back from a backup.")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only say whether FILE is whole; write nothing.")
@click.option("--database", default="", help="postgresql://… to fill; it must be empty.")
def restore(*, file: Path, folder: Path | None, check: bool, database: str) -> None:
    """Bring a newspaper back from a backup."""
    from depesche.archive.backup_file import BackupRefused, check_backup  # noqa: PLC0415 a moment
    from depesche.archive.bar import byte_bar  # noqa: PLC0415 as above
    from depesche.archive.restore import check_place  # noqa: PLC0415 as above

    place = (folder or the_home()).absolute()
    try:
        if not check:
            check_place(place)
        with byte_bar("check") as progress:
            manifest = check_backup(file, progress=progress)
        click.echo(f"{file}: whole. {manifest.summary()}, of {manifest.made_at}.")
        if not check:
            bring_back(file, manifest, place, database)
    except BackupRefused as refused:
        raise Said(str(refused)) from refused


def bring_back(file: Path, manifest: "Manifest", place: Path, database: str) -> None:
    """Build the newspaper beside its place, and move it there. Raises BackupRefused."""
    from depesche.archive.bar import byte_bar  # noqa: PLC0415 a moment
    from depesche.archive.restore import (  # noqa: PLC0415 as above
        put_in_place,
        settle_database,
        unpack_backup,
    )
    from depesche.archive.workbench import plainly, workbench  # noqa: PLC0415 as above

    place.parent.mkdir(parents=True, exist_ok=True)
    with plainly(place), workbench(place) as bench:
        building = bench / "paper"
        building.mkdir()
        with byte_bar("unpack") as progress:
            unpack_backup(file, manifest, building, progress=progress)
        address = address_for(manifest.engine, building, database)
        settle_database(building, address)
        os.environ["DEPESCHE_DATABASE"] = address or str(building / "data" / "depesche.sqlite3")
        furnish(building, manifest)
        put_in_place(building, place)
    click.echo(f"\n  Your newspaper is in {place}. Ask the doctor, then serve it:\n")
    click.echo(f"      depesche --home {place} doctor\n      depesche --home {place} serve\n")


def address_for(engine: str, building: Path, named: str) -> str:
    """Return the address of the database to fill, empty for SQLite's file in the folder.

    Raises BackupRefused where the engines differ.
    """
    from depesche.archive.backup_file import BackupRefused  # noqa: PLC0415 a moment
    from depesche.archive.restore import database_in  # noqa: PLC0415 as above

    if engine == "sqlite":
        if named:
            message = (
                "this backup is of a newspaper on SQLite: it goes into its folder, without "
                "--database. For another engine make a new paper, 'depesche export' from this "
                "one and 'depesche import ninjs' there."
            )
            raise BackupRefused(message)
        return ""
    address = named or os.environ.get("DEPESCHE_DATABASE") or database_in(building)
    if not address.startswith(("postgres://", "postgresql://")):
        message = (
            "this backup is of a newspaper on PostgreSQL: name an empty database with "
            "--database postgresql://user:password@host/name."
        )
        raise BackupRefused(message)
    return address


def furnish(building: Path, manifest: "Manifest") -> None:
    """Fill the database, bring it up to date, and give the wire a new name."""
    choose_home(str(building))
    open_house()
    from django.db import connections  # noqa: PLC0415 Django is loaded by now

    from depesche.archive.fill import fill_database, settle_after  # noqa: PLC0415 as above
    from depesche.cli.prepare import migrate  # noqa: PLC0415 as above

    fill_database(building, manifest)
    migrate()
    settle_after()
    connections.close_all()
