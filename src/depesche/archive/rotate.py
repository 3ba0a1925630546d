"""Keep the newest backups in a folder, as a timer makes them; older ones go."""

import re
from datetime import UTC, datetime
from pathlib import Path

ENDING = ".tar.gz"


def name_for(home: Path, at: datetime) -> str:
    """Return the name of a backup made at `at`: the paper's folder and the time, in UTC."""
    return f"{home.name}-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}{ENDING}"


def keep_newest(folder: Path, home: Path, count: int) -> list[Path]:
    """Delete the backups of this paper in `folder` but the newest `count`; return the deleted.

    Only files are touched whose names `name_for` would give.
    """
    ours = re.compile(rf"{re.escape(home.name)}-\d{{8}}T\d{{6}}Z{re.escape(ENDING)}")
    found = sorted(path for path in folder.iterdir() if ours.fullmatch(path.name))
    gone = found[:-count]
    for path in gone:
        path.unlink(missing_ok=True)
    return gone
