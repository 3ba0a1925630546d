"""What `depesche doctor` asks this room."""

from collections.abc import Iterable

from django.utils import timezone

from depesche.articles.clock import is_doubt
from depesche.articles.schedule import scheduler_standing
from depesche.articles.statistics import has_misleading_statistics
from depesche.press.findings import Check, Finding


def check_scheduler() -> Iterable[Finding]:
    """Say whether stories go out at their time, and what keeps one from it."""
    now = timezone.now()
    standing = scheduler_standing(now)
    name, count = "schedule", standing.overdue_count
    if count and not standing.is_running(now):
        yield Finding(
            "fail",
            name,
            "1 story is overdue" if count == 1 else f"{count} stories are overdue",
            "Start 'depesche serve': what is overdue goes out at once.",
        )
    elif is_doubt(standing.fault):
        advice = "Set the clock ('timedatectl set-ntp true'); what is due goes out by itself then."
        yield Finding("fail", name, standing.fault, advice)
    elif standing.fault:
        yield Finding(
            "warn",
            name,
            standing.fault,
            "Open the story at the desk; it is tried again every minute.",
        )
    else:
        yield Finding("ok", name, "nothing is overdue")


def check_statistics() -> Iterable[Finding]:
    """Say whether ANALYZE has made publishing slow."""
    if has_misleading_statistics():
        yield Finding(
            "warn",
            "statistics",
            "ANALYZE was run on this database: every publishing reads the whole tree now",
            "Run 'depesche statistics'.",
        )


checks: list[Check] = [check_scheduler, check_statistics]
