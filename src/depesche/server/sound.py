"""Sound: whether the database's file is whole. SQLite only; PostgreSQL looks after its own."""

import json
import sqlite3
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any, cast

from django.conf import settings
from django.db import connection
from django.db.utils import DatabaseError

LOOK_SECONDS = 2.0  # at start: nobody waits longer; the doctor looks to the end
STEPS = 10_000
LAST_BACKUP = "last-backup.json"  # in data/: written by `depesche backup`


def faults_of(database: Any) -> str:
    """Return what SQLite's quick look finds wrong, in one line; empty where it is sound."""
    try:
        first = database.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as fault:
        first = str(fault)
    return "" if first in {"ok", "interrupted"} else " ".join(str(first).split())[:200]


def why_unsound(*, seconds: float | None = None) -> str:
    """Return what is wrong with the database of the settings, empty where nothing is found.

    It looks for `seconds` at most; a large database is not seen whole in that time.
    """
    if connection.vendor != "sqlite":
        return ""
    try:
        connection.ensure_connection()
    except DatabaseError as fault:
        return str(fault) if "malformed" in str(fault) or "not a database" in str(fault) else ""
    database = cast(Any, connection.connection)
    last = monotonic() + seconds if seconds is not None else None
    if last is not None:
        database.set_progress_handler(lambda: int(monotonic() > last), STEPS)
    try:
        return faults_of(database)
    finally:
        database.set_progress_handler(None, 0)


def what_to_restore() -> str:
    """Say which backup brings the paper back, and how."""
    told = {"file": "BACKUP", "at": ""}
    with suppress(OSError, ValueError, TypeError):
        place = Path(settings.HOME) / "data" / LAST_BACKUP
        told |= json.loads(place.read_text(encoding="utf-8"))
    made = f" (made {told['at']})" if told["at"] else ""
    return (
        f"Stop the server, move {settings.HOME} aside and keep it, then run "
        f"'depesche restore {told['file']} {settings.HOME}'{made}."
    )
