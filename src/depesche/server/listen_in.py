"""Listen in: read the wire in a web worker, and hand each line to those who have a page open."""

import logging
from collections.abc import Callable
from threading import Event
from typing import Any

from django.db import DatabaseError, close_old_connections, connections

from depesche.server.live import REMEMBERED, Line, Live, tellers
from depesche.wire.models import Dispatch

log = logging.getLogger("depesche.server")

LOOK_SECONDS = 0.5

Call = Callable[..., Any]


def listen_in(live: Live, call: Call, stop: Event) -> None:
    """Follow the wire until `stop`; `call` runs something in the server's loop. For a thread.

    It begins a little in the past, for those whose last line another worker has sent.
    """
    heard: int | None = None
    while not stop.is_set():
        close_old_connections()
        try:
            heard = begin() if heard is None else heard
            heard = hear_on(heard, live, call)
        except DatabaseError:
            log.debug("live.wire_unread")
        except Exception:
            log.exception("live.failed")
            heard = None
        stop.wait(LOOK_SECONDS)
    connections.close_all()


def begin() -> int:
    """Return the number of a dispatch so far back that what is remembered begins there."""
    newest = Dispatch.objects.order_by("-pk").values_list("pk", flat=True)
    return next(iter(newest[REMEMBERED : REMEMBERED + 1]), 0)


def hear_on(heard: int, live: Live, call: Call) -> int:
    """Tell of every dispatch after `heard`; return the last one."""
    for dispatch in Dispatch.objects.filter(pk__gt=heard).order_by("pk")[:REMEMBERED]:
        for teller in tellers:
            found = teller(dispatch)
            if found is None:
                continue
            about, told = found
            if told is None:
                call(live.forget, about)
            else:
                at = dispatch.at.timestamp()
                line = Line.of(dispatch.pk, dispatch.subjects, told, about=about, at=at)
                call(live.tell, line)
        heard = dispatch.pk
    return heard
