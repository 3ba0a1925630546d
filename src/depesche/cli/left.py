"""Left: how a newspaper was left that stopped cleanly. Untouched since, it starts without ado.

`depesche serve` loads Django to look at the database, to bring it and the static files up to date
and to let the store hear of the wire, before it becomes the server: seconds in which nobody gets a
page. Where the last server ended as it should, and neither program, settings, theme nor database
are others than it left them, all of that is still as it was, and kept pages go out at once.
"""

import json
import os
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

from depesche import settings
from depesche.cli.prepare import STAMP
from depesche.press.boot import boot_name
from depesche.press.fingerprint import fingerprint
from depesche.press.ledger import read_applied, read_mark
from depesche.press.store import NoStore, store_at

NAME = "left.json"
STORE = "DEPESCHE_PRESS_STORE"  # where the kept pages are: for web workers without Django yet


def take_up() -> bool:
    """Tell whether everything is as it was left, and where the kept pages are.

    What was written down counts once: after a crash there is nothing, and all is looked at.
    """
    place = _place()
    try:
        told = json.loads(place.read_text(encoding="utf-8"))
        place.unlink()
    except (OSError, ValueError):
        return False
    if not isinstance(told, dict) or told.get("facts") != facts():
        return False
    os.environ[STORE] = str(told["store"])
    return True


def write_down(began_with: str) -> None:
    """Write down how everything is left; `began_with` is the mark at the server's start.

    Nothing where it was not a server of this program to the end, or where the kept pages have not
    heard of everything.
    """
    store, now = os.environ.get(STORE, ""), facts()
    if not store or settings.READ_ONLY or now["mark"] != began_with:
        return
    if now["files"].get(str(_database())) is None or not _is_todays(Path(store), now["mark"]):
        return
    told = {"facts": facts(), "store": store}  # after the look at the database
    with suppress(OSError):
        _place().write_text(json.dumps(told), encoding="utf-8")


def facts() -> dict[str, Any]:
    """Return what must not have changed: the machine's run, program, settings, files."""
    database = _database()
    files = [database, Path(f"{database}-wal"), settings.STATIC_ROOT / STAMP]
    return {
        "boot": boot_name(),
        "mark": fingerprint(),
        "press": [settings.PRESS, settings.PRESS_MB],
        "files": {str(path): _state_of(path) for path in files},
    }


def _state_of(path: Path) -> list[int] | None:
    try:
        found = path.stat()
    except OSError:
        return None
    return [found.st_ino, found.st_size, found.st_mtime_ns]


def _database() -> Path:
    return Path(
        settings.DATABASES["default"]["NAME"]
    )  # on PostgreSQL no file: never as it was left


def _is_todays(base: Path, mark: str) -> bool:
    """Tell whether the store has followed the wire to its end; SQLite tidies up at this."""
    import sqlite3  # noqa: PLC0415 the one that the settings have put in its place

    store = store_at(base, size_mb=settings.PRESS_MB)
    if store is None:
        return False
    try:
        with closing(sqlite3.connect(_database(), timeout=1)) as database:
            newest = database.execute("SELECT max(id) FROM wire_dispatch").fetchone()[0] or 0
        with store.reading() as (moment, tables):
            heard, stored_mark = read_applied(moment, tables), read_mark(moment, tables)
    except (sqlite3.Error, NoStore):
        return False
    return heard is not None and heard >= newest and stored_mark == mark


def _place() -> Path:
    return settings.HOME / "data" / NAME
