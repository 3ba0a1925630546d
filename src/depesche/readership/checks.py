"""What the doctor asks about counting: whether what web workers wrote down is counted."""

import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from depesche.press.findings import Check, Finding
from depesche.readership.models import Segment
from depesche.server import unwind
from depesche.server.spool import FOLDER

LATE_SECONDS = 600  # the worker counts every few seconds


def waiting_bytes(folder: Path, *, at: float) -> int:
    """Return how much of the spool should have been counted long ago (`at`: seconds since 1970)."""
    found = list(unwind.segments(folder))
    names = [segment.name for segment in found]
    counted = dict(Segment.objects.filter(pk__in=names).values_list("pk", "counted_bytes"))
    waiting = 0
    for segment in found:
        with suppress(FileNotFoundError):
            if at - segment.path.stat().st_mtime > LATE_SECONDS:
                begin = counted.get(segment.name, 0)
                waiting += unwind.read_piece(segment, begin).end - begin
    return waiting


def check_counting() -> Iterable[Finding]:
    """Look whether views wait that nobody counts."""
    waiting = waiting_bytes(settings.HOME / FOLDER, at=time.time())
    if waiting:
        message = f"views wait uncounted since more than ten minutes ({waiting:,} bytes)"
        advice = "Is the worker running? Its log names the fault: 'round.failed', round=views."
        yield Finding("warn", "counting", message, advice)
    else:
        yield Finding("ok", "counting", "no view waits")


checks: list[Check] = [check_counting]
