"""What the doctor asks of the server: the database engine, folders, keys, hosts, the disk."""

import os
import sqlite3
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from shutil import disk_usage

from django.conf import settings
from django.db import DatabaseError, connection

from depesche.press.findings import Check, Finding
from depesche.server import machine
from depesche.server.holders import look_for_holders
from depesche.server.peers import NotANetwork, Trust
from depesche.server.ready import unapplied_migrations
from depesche.server.sound import what_to_restore, why_unsound

MENDED_SQLITE = (3, 51, 3)  # and these older lines, to which the mend was carried back
MENDED_LINES = {(3, 44): 6, (3, 50): 7}
LOW_DISK_BYTES = 1024**3
EMPTY_DISK_BYTES = 100 * 1024**2
SHORTEST_KEY = 40


def is_mended(version: tuple[int, ...]) -> bool:
    """Tell whether this SQLite is free of the fault that loses commits in WAL mode."""
    line = MENDED_LINES.get((version[0], version[1]))
    return version >= MENDED_SQLITE or (line is not None and version[2] >= line)


def check_database() -> Iterable[Finding]:
    """Look at the engine, its settings, and the migrations."""
    name = "database"
    damage = why_unsound()
    if damage:
        yield Finding("fail", name, f"is damaged: {damage}", what_to_restore())
        return
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            missing = unapplied_migrations()
    except DatabaseError as fault:
        words = str(fault).partition("\n")[0]
        advice = "Look whether it runs, and at DEPESCHE_DATABASE. Kept pages are read meanwhile."
        yield Finding("fail", name, f"does not answer: {words}", advice)
        return
    if missing:
        advice = "Run 'depesche migrate'; 'depesche serve' does it by itself."
        yield Finding("fail", "migrations", f"{missing} are missing", advice)
    else:
        yield Finding("ok", "migrations", "all applied")
    if connection.vendor == "sqlite":
        yield from check_sqlite(sqlite3.sqlite_version_info)
    else:
        yield from check_postgresql()
    yield from look_for_holders()


def check_postgresql() -> Iterable[Finding]:
    """Say which PostgreSQL it is, and since when it runs: a restart shows here."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), pg_postmaster_start_time()")
        version, since = cursor.fetchone()
    words = f"PostgreSQL {version.partition(' ')[0]}, running since {since:%Y-%m-%d %H:%M} UTC"
    yield Finding("ok", "database", words)


def check_sqlite(version: tuple[int, ...]) -> Iterable[Finding]:
    """Look at SQLite: its version, its journal, how it syncs."""
    words = ".".join(str(part) for part in version)
    if is_mended(version):
        yield Finding("ok", "database", f"SQLite {words}")
    else:
        advice = "Install the wheel 'pysqlite3' 0.6.1 or newer, or use PostgreSQL."
        message = f"SQLite {words} can lose commits (mended in 3.51.3)"
        yield Finding("warn", "database", message, advice)
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
    if mode == "wal":
        sync = settings.SQLITE_SYNC
        yield Finding("ok", "journal", f"write-ahead, synchronous={sync}")
    else:
        advice = "Keep the database on a local disk; network folders cannot do it."
        yield Finding("warn", "journal", f"{mode} and not write-ahead", advice)


def check_folders() -> Iterable[Finding]:
    """Look whether the newspaper's folders can be written, and how much room is left."""
    home = Path(settings.HOME)
    shut = [
        place.name
        for place in (home / "data", home / "media", Path(settings.STATIC_ROOT))
        if not (place.is_dir() and os.access(place, os.W_OK | os.X_OK))
    ]
    if shut:
        advice = f"Make {', '.join(shut)} in {home} and give them to the account that serves."
        yield Finding("fail", "folders", f"cannot be written: {', '.join(shut)}", advice)
        return
    yield Finding("ok", "folders", str(home))
    yield from rooms([home, home / "data", home / "media", Path(settings.STATIC_ROOT)])


def rooms(
    places: list[Path], *, free_at: Callable[[Path], int] = lambda place: disk_usage(place).free
) -> Iterator[Finding]:
    """Tell how much room is left on each disk, by the first of the folders that lies on it."""
    disks: dict[int, Path] = {}
    for place in places:
        disks.setdefault(place.stat().st_dev, place)
    for place in disks.values():
        free = free_at(place)
        room = f"{free / 1024**3:.1f} GB free"
        if place != places[0]:
            room += f" under {place.name}"
        if free < EMPTY_DISK_BYTES:
            yield Finding("fail", "disk", room, "Make room at once: soon nothing can be written.")
        elif free < LOW_DISK_BYTES:
            yield Finding("warn", "disk", room, "Make room: pictures and the database grow.")
        else:
            yield Finding("ok", "disk", room)


def check_reading() -> Iterable[Finding]:
    """Look whether the paper may be written."""
    if settings.READ_ONLY:
        advice = "Take DEPESCHE_READ_ONLY out of depesche.env once there is no reason for it."
        yield Finding("fail", "writing", "is switched off: nothing is published", advice)


def check_keys() -> Iterable[Finding]:
    """Look at the secret key, and at who may read the file that holds it."""
    name, path = "secret key", Path(settings.HOME) / "depesche.env"
    if not settings.SECRET_KEY_IS_SET:
        yield Finding("fail", name, "is not set", "Write DEPESCHE_SECRET_KEY into depesche.env.")
    elif len(settings.SECRET_KEY) < SHORTEST_KEY:
        advice = f"Write {SHORTEST_KEY} random characters or more; all must sign in again."
        yield Finding("warn", name, "is short", advice)
    elif path.is_file() and path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        advice = f"chmod 600 {path}"
        yield Finding("warn", name, "can be read by others on this machine", advice)
    else:
        yield Finding("ok", name, "is set")


def check_addresses() -> Iterable[Finding]:
    """Look at base address, hosts and trusted proxies."""
    if settings.DEBUG:
        yield Finding("fail", "debug", "is on: faults show the inside", "Unset DEPESCHE_DEBUG.")
    if "*" in settings.ALLOWED_HOSTS:
        advice = "Name the hosts in DEPESCHE_HOSTS: strangers could write addresses into pages."
        yield Finding("fail", "hosts", "any host is answered", advice)
    is_local = settings.ALLOWED_HOSTS[0] in {"localhost", "127.0.0.1", "[::1]"}
    if not settings.IS_SECURE and not is_local:
        advice = "Put TLS in front (docs/howto/operate.md) and write https:// in DEPESCHE_BASE_URL."
        yield Finding("warn", "address", f"{settings.BASE_URL} is not encrypted", advice)
    else:
        yield Finding("ok", "address", settings.BASE_URL)
    try:
        Trust.of(settings.TRUSTED_PROXIES)
    except NotANetwork as wrong:
        yield Finding("fail", "proxies", "DEPESCHE_TRUSTED_PROXIES cannot be read", str(wrong))


def check_static() -> Iterable[Finding]:
    """Look whether the static files have been collected."""
    if any(Path(settings.STATIC_ROOT).glob("*/*")):
        yield Finding("ok", "static files", "collected")
    else:
        advice = "Run 'depesche serve': it collects them."
        yield Finding("warn", "static files", "not collected yet", advice)


checks: list[Check] = [
    check_database,
    check_reading,
    check_folders,
    check_keys,
    check_addresses,
    check_static,
    *machine.checks,
]
