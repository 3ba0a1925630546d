"""The newspaper's folder, and Django opened in it: what each command needs first."""

import errno
import os
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

SETTINGS = "depesche.settings"
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


class Said(click.ClickException):
    """One sentence for the person at the keyboard, and exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:
        """Print the sentence."""
        click.echo(f"depesche: {self.format_message()}", file=file, err=file is None)


def choose_home(named: str | None) -> Path:
    """Settle on the newspaper's folder and tell the settings, which read it from the environment.

    `--home`, else DEPESCHE_HOME, else the current folder if it holds a newspaper, else
    `newspaper` below it.
    """
    chosen = named or os.environ.get("DEPESCHE_HOME")
    here = Path.cwd()
    if not chosen:
        chosen = str(here if (here / "depesche.env").is_file() else here / "newspaper")
    home = Path(chosen).expanduser().absolute()
    os.environ["DEPESCHE_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    return home


def the_home() -> Path:
    """Return the newspaper's folder as it was chosen."""
    return Path(os.environ["DEPESCHE_HOME"])


def own_command(*words: str) -> list[str]:
    """Return the command line that runs this program again, for the same newspaper.

    `-P`: whatever lies in the working folder, a file called `depesche.py` even, is not imported.
    """
    return [sys.executable, "-P", "-m", "depesche.cli", "--home", str(the_home()), *words]


def require_newspaper() -> Path:
    """Return the folder of an existing newspaper. Raises Said."""
    home = the_home()
    if (home / "depesche.env").is_file() or os.environ.get("DEPESCHE_SECRET_KEY"):
        return home
    message = (
        f"there is no newspaper in {home}: make one with 'depesche new DIR', or name the folder "
        "of yours with --home."
    )
    raise Said(message)


def open_house() -> None:
    """Load Django with this newspaper's settings."""
    import django  # noqa: PLC0415 two seconds that `--help` does not have

    django.setup()


@contextmanager
def plain_words() -> Iterator[None]:
    """Turn the faults that an operator can mend into one sentence; others keep their traceback."""
    try:
        yield
    except click.ClickException:
        raise
    except sqlite3.Error as fault:
        message = f"the database cannot be used: {fault}."
        raise Said(message) from fault
    except Exception as fault:
        sentence = _sentence_for(fault)
        if sentence is None:
            raise
        raise Said(sentence) from fault


def _sentence_for(fault: Exception) -> str | None:
    """Return what to tell, None for a fault of the program itself.

    Classes are compared by name: they live in modules that may be the very ones that failed.
    """
    names = {f"{kind.__module__}.{kind.__qualname__}" for kind in type(fault).__mro__}
    first_line = str(fault).strip().partition("\n")[0]
    if names & {
        "depesche.environment.WrongSetting",
        "depesche.server.listen.PortTaken",
        "depesche.server.tls.TlsUnusable",
        "depesche.server.peers.NotANetwork",
    }:
        return first_line
    if "django.db.utils.OperationalError" in names:
        return f"the database does not answer: {first_line}"
    if "django.core.exceptions.ValidationError" in names:
        return " ".join(str(word) for word in fault.messages)  # type: ignore[attr-defined]
    if names & {"builtins.PermissionError", "builtins.FileNotFoundError"}:
        return f"{fault}."
    if isinstance(fault, OSError) and fault.errno in NO_ROOM:
        where = f" for {fault.filename}" if fault.filename else ""
        return f"there is no room left on the disk{where}. Make room, then begin again."
    return None
