"""Who acts, and when: what Wagtail's signals do not say."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils import timezone
from wagtail.log_actions import LogContext, get_active_log_context

if TYPE_CHECKING:
    from depesche.readers.models import Reader

SCHEDULER = "scheduler"


@dataclass(frozen=True)
class Acting:
    """Somebody acts at `at` (aware). `name` signs dispatches: `reader:7`, `scheduler`, or empty.

    `late_seconds` says how much too late the scheduler comes, 0 where it is in time.
    """

    at: datetime
    by: "Reader | None" = None
    name: str = ""
    late_seconds: float = 0.0


_current: ContextVar[Acting | None] = ContextVar("acting", default=None)


def signature(by: "Reader | None") -> str:
    """Return how `by` signs a dispatch: `reader:7`; empty for nobody."""
    return f"reader:{by.pk}" if by is not None and by.pk else ""


@contextmanager
def acting(
    *, at: datetime, by: "Reader | None" = None, name: str = "", late_seconds: float = 0.0
) -> Iterator[Acting]:
    """Let everything inside, Wagtail's audit rows too, be the act of `by` at `at`."""
    act = Acting(at=at, by=by, name=name or signature(by), late_seconds=late_seconds)
    token = _current.set(act)
    try:
        with LogContext(user=by):
            yield act
    finally:
        _current.reset(token)


def given_moment() -> datetime | None:
    """Return the moment of the act under way, None where only the wall clock tells."""
    act = _current.get()
    return act.at if act else None


def current_act() -> Acting:
    """Return the act under way; for Wagtail's own views: their user, now."""
    act = _current.get()
    if act is not None:
        return act
    user = get_active_log_context().user
    by = user if user is not None and user.is_authenticated else None
    return Acting(at=timezone.now(), by=by, name=signature(by))
