"""Figures: what only the worker process knows, noted on the slate for whoever watches the server.

Other rooms add figures of their own with `register_figure` in `apps.ready()`.
"""

import logging
from collections.abc import Callable
from datetime import datetime
from threading import Event
from typing import Any

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Max
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from depesche.server.slate import Slate
from depesche.wire.follow import followers
from depesche.wire.models import Beat, Cursor, Dispatch

log = logging.getLogger("depesche.server")

TELL_SECONDS = 5.0

Reading = Callable[[datetime], float]
registered: dict[str, tuple[str, Reading]] = {}


def register_figure(name: str, meaning: str, reading: Reading) -> None:
    """Add a figure: its name after `depesche_`, what it means, and how it is read."""
    registered[name] = meaning, reading


def figures(at: datetime) -> dict[str, Any]:
    """Return the note: how far the followers are, who came round, what waits."""
    newest = Dispatch.objects.aggregate(newest=Max("pk"))["newest"] or 0
    known = {cursor.name: cursor for cursor in Cursor.objects.filter(name__in=followers)}
    places = {name: known[name].position if name in known else 0 for name in followers}
    return {
        "at": at.timestamp(),
        "newest": newest,
        "behind": {name: max(0, newest - place) for name, place in places.items()},
        "lag_seconds": {name: lag_seconds(place, at) for name, place in places.items()},
        "stands": {name: float(bool(name in known and known[name].fault)) for name in followers},
        "beats": {beat.name: beat.at.timestamp() for beat in Beat.objects.all()},
        "tasks_waiting": DBTaskResult.objects.ready().count(),
        "tasks_failed": DBTaskResult.objects.failed().count(),
        "more": {name: [meaning, read(at)] for name, (meaning, read) in registered.items()},
    }


def lag_seconds(position: int, at: datetime) -> float:
    """Return how long the first dispatch after `position` has been waiting, 0 where none is."""
    waiting = Dispatch.objects.filter(pk__gt=position).order_by("pk").values_list("at", flat=True)
    oldest = waiting.first()
    return max(0.0, (at - oldest).total_seconds()) if oldest else 0.0


def keep_telling(board: Slate, stop: Event) -> None:
    """Note the figures every five seconds until `stop`; runs in a thread of its own."""
    while not stop.is_set():
        close_old_connections()
        try:
            board.pin(figures(timezone.now()))
        except DatabaseError as fault:  # the age of the note tells it
            log.warning("figures.not_told", extra={"fault": type(fault).__name__})
        stop.wait(TELL_SECONDS)
    connections.close_all()
