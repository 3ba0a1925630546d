"""Make the newspaper ready to be served: migrations, static files. Each only where it is due."""

import fcntl
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

import depesche
from depesche import settings
from depesche.cli.house import Said, the_home

STAMP = ".collected"
PACKAGE = Path(depesche.__file__).resolve().parent


@contextmanager
def only_one(name: str, sentence: str, *, waits: bool) -> Iterator[None]:
    """Hold the lock `name` in the newspaper's folder; it is gone with the process.

    Raises Said with `sentence` where somebody else holds it and `waits` is false.
    """
    folder = the_home() / "data"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{name}.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | (0 if waits else fcntl.LOCK_NB))
        except BlockingIOError as held:
            raise Said(sentence) from held
        yield


def prepare() -> None:
    """Apply what migrations are missing and collect the static files where they changed."""
    with only_one("prepare", "", waits=True):
        migrate()
        collect()
        start_press()


def start_press() -> None:
    """Bring the kept pages up to date, and tell the server, which has no Django yet, where."""
    from depesche.press.apply import adopt  # noqa: PLC0415 Django is loaded by now
    from depesche.press.fingerprint import fingerprint as mark_of_pages  # noqa: PLC0415 as above
    from depesche.press.opening import base_path, remove_old_stores  # noqa: PLC0415 as above

    remove_old_stores()
    adopt(mark_of_pages())
    os.environ["DEPESCHE_PRESS_STORE"] = str(base_path() or "")


def migrate() -> int:
    """Apply the missing migrations, say so, and return how many there were."""
    from django.core.management import call_command  # noqa: PLC0415 Django is loaded by now

    from depesche.server.ready import unapplied_migrations  # noqa: PLC0415 as above

    missing = unapplied_migrations()
    if missing:
        click.echo(f"depesche: bringing the database up to date ({missing} steps) …")
        call_command("migrate", interactive=False, verbosity=0)
    return missing


def collect(*, even_if_fresh: bool = False) -> bool:
    """Collect the static files of rooms and theme; return whether that was needed."""
    from depesche.server.collect import collect_static  # noqa: PLC0415 as above

    stamp = settings.STATIC_ROOT / STAMP
    wanted = fingerprint()
    fresh = stamp.is_file() and stamp.read_text(encoding="ascii").strip() == wanted
    if fresh and not even_if_fresh:
        return False
    click.echo("depesche: collecting styles, fonts and scripts …")
    collect_static()
    stamp.write_text(wanted + "\n", encoding="ascii")
    return True


def fingerprint() -> str:
    """Return a word that changes with the program's version, its assets or the theme's."""
    told = hashlib.sha256(depesche.__version__.encode())
    folders = [*PACKAGE.glob("*/static"), *PACKAGE.glob("*/pieces"), the_home() / "theme"]
    for folder in sorted(folders):
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                facts = path.stat()
                told.update(f"{path.name} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return told.hexdigest()[:32]
