"""Opening: which store is this newspaper's on this machine, at this moment.

Its file bears the boot's name (what was not written to disk before a crash is never read after
it), the wire's name (a restored backup counts its dispatches anew) and its size.
"""

import contextlib
from pathlib import Path

from django.conf import settings

from depesche.press.boot import boot_name
from depesche.press.store import Store, store_at
from depesche.wire.identity import name_of_wire


def folder() -> Path:
    """Return the folder of the newspaper's stores."""
    return Path(settings.HOME) / "data" / "press"


def base_path() -> Path | None:
    """Return the path of the store without its ending; None where no pages are to be kept."""
    if not settings.PRESS or not boot_name():
        return None
    name = f"{boot_name()}-{name_of_wire()}-{settings.PRESS_MB}"
    return folder() / name


def the_store() -> Store | None:
    """Return this newspaper's store; None where no pages are kept."""
    base = base_path()
    return store_at(base, size_mb=settings.PRESS_MB) if base is not None else None


def remove_old_stores() -> int:
    """Remove what other boots, wires and sizes have left; return how many files. At start only."""
    base, gone = base_path(), 0
    for path in folder().glob("*"):
        if base is None or not path.name.startswith(f"{base.name}."):
            with contextlib.suppress(OSError):
                path.unlink()
                gone += 1
    return gone
