"""Beat: say that a part of the worker process came round, and ask when it last did."""

from datetime import datetime, timedelta

from depesche.wire.models import Beat

BEAT_SECONDS = 5  # how often a part that runs says so; one small write
LATE_SECONDS = 30  # silence for longer than this is an alarm


def beat(name: str, *, at: datetime, fault: str = "") -> None:
    """Note that `name` came round at `at` (aware); `fault` names what went wrong in the round."""
    Beat.objects.update_or_create(pk=name, defaults={"at": at, "fault": fault})


def is_awake(name: str, *, at: datetime) -> bool:
    """Tell whether `name` (`scheduler`, `followers`, `tasks`) has come round lately."""
    return Beat.objects.filter(pk=name, at__gte=at - timedelta(seconds=LATE_SECONDS)).exists()
