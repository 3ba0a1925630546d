"""What the doctor asks of the machine: clock, owners and rights, open files, certificate, tools."""

import ctypes
import pwd
import resource
import shutil
import stat
import sys
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Max
from django.db.models.functions import Now
from django.utils import timezone

from depesche.press.findings import Check, Finding
from depesche.server import tls
from depesche.wire.models import Beat, Dispatch

TIMEX_BYTES = 256  # more than struct timex of adjtimex(2) has
TIME_ERROR = 5  # what adjtimex returns while nobody keeps the clock in step
CLOCK_SLIP = timedelta(seconds=2)
FILES_OF_A_WORKER = 256


def check_clock() -> Iterable[Finding]:
    """Look whether the clock runs behind what has happened, and whether it is kept in step."""
    try:
        noted = [model.objects.aggregate(newest=Max("at"))["newest"] for model in (Dispatch, Beat)]
        other = Beat.objects.annotate(clock=Now()).values_list("clock", flat=True).first()
    except DatabaseError:
        return  # the database has a finding of its own
    newest = max(filter(None, noted), default=None)
    yield clock(timezone.now(), newest=newest, is_kept=is_clock_kept(), other=other)


def clock(
    at: datetime, *, newest: datetime | None, is_kept: bool | None, other: datetime | None = None
) -> Finding:
    """Return what is to be said of a clock that shows `at`.

    `newest`: what was last noted; `other`: the database's clock, another machine's where it has
    one; `is_kept` None: the machine does not tell.
    """
    advice = "Set the clock ('timedatectl set-ntp true'); stories go out by it."
    if newest is not None and newest - at > CLOCK_SLIP:
        return Finding("fail", "clock", f"{newest - at} behind what was last noted", advice)
    if other is not None and abs(other - at) > CLOCK_SLIP:
        words = f"{abs(other - at)} {'behind' if other > at else 'ahead of'} the database's"
        return Finding("fail", "clock", words, advice)
    if is_kept is False:
        advice = "'timedatectl set-ntp true', or ask whoever runs the machine."
        return Finding("warn", "clock", f"{at:%Y-%m-%d %H:%M} UTC, not kept in step", advice)
    return Finding("ok", "clock", f"{at:%Y-%m-%d %H:%M} UTC")


def is_clock_kept() -> bool | None:
    """Ask the kernel whether somebody (NTP) keeps its clock in step; None where it cannot say."""
    if sys.platform != "linux":
        return None
    told = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(TIMEX_BYTES))
    return None if told < 0 else told != TIME_ERROR


def check_rights() -> Iterable[Finding]:
    """Look whether one account owns everything, and whether others can read the data."""
    home = Path(settings.HOME)
    if home.is_dir():
        yield rights(home, static=Path(settings.STATIC_ROOT), database=_database_files())


def rights(home: Path, *, static: Path, database: list[Path]) -> Finding:
    """Return what is to be said of owners and rights in a newspaper's folder."""
    places = [home / "data", home / "media", static, *database]
    there = [place for place in places if place.exists()]
    owner = home.stat().st_uid
    foreign = [place.name for place in there if place.stat().st_uid != owner]
    if foreign:
        advice = f"chown -R {_name_of(owner)} {home}, and run depesche as that account only."
        return Finding("fail", "owner", f"another account owns {', '.join(foreign)}", advice)
    if any(place.stat().st_mode & stat.S_IROTH for place in database) and _is_open(home):
        advice = f"chmod o-rwx {home / 'data'}"
        return Finding("warn", "rights", "others on this machine can read the database", advice)
    return Finding("ok", "rights", f"everything belongs to {_name_of(owner)}")


def check_files() -> Iterable[Finding]:
    """Look whether as many files may be open as there may be connections."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * settings.CONNECTIONS + FILES_OF_A_WORKER
    if hard != resource.RLIM_INFINITY and hard < wanted:
        advice = f"LimitNOFILE={wanted} in the unit, or a smaller DEPESCHE_CONNECTIONS."
        message = f"at most {hard}, too few for {settings.CONNECTIONS} connections"
        yield Finding("warn", "open files", message, advice)


def check_certificate() -> Iterable[Finding]:
    """Look at the files of TLS, where the server speaks it itself."""
    yield from tls.look_at(settings.TLS_CERTIFICATE, settings.TLS_KEY, at=timezone.now())


def check_tools() -> Iterable[Finding]:
    """Look for the paper's own fonts, and for ffmpeg."""
    fonts = len(list(Path(settings.STATIC_ROOT).rglob("*.woff2")))
    if fonts:
        yield Finding("ok", "fonts", f"{fonts} collected")
    else:
        advice = "Run 'depesche serve': it collects them. Until then browsers use their own."
        yield Finding("warn", "fonts", "not collected yet", advice)
    place = shutil.which("ffmpeg")
    yield Finding("ok", "ffmpeg", place or "not there; only the radio will need it")


def _database_files() -> list[Path]:
    name = str(settings.DATABASES["default"]["NAME"])
    found = [Path(name + ending) for ending in ("", "-wal", "-shm")]
    return [path for path in found if path.is_absolute() and path.is_file()]


def _is_open(home: Path) -> bool:
    """Tell whether others can walk down to the database."""
    return all(place.stat().st_mode & stat.S_IXOTH for place in (home, home / "data"))


def _name_of(number: int) -> str:
    try:
        return pwd.getpwuid(number).pw_name
    except KeyError:
        return str(number)


checks: list[Check] = [check_clock, check_rights, check_files, check_certificate, check_tools]
