"""Write a dispatch: the last statement of every act."""

import logging
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from django.db import connection, transaction

from depesche.wire.models import Dispatch

log = logging.getLogger("depesche.wire")

ORDER_LOCK = 0x646570  # one advisory lock for the table: ids must commit in order on PostgreSQL


Listener = Callable[[Dispatch], None]
LISTENERS: list[Listener] = []


class NoTransaction(Exception):
    """A dispatch outside a transaction could be lost, or tell of what never happened."""


def register_listener(listener: Listener) -> None:
    """Let a room hear of each dispatch in the process that commits it, before the act returns.

    For what must be true when the act is done (a kept page is dropped), and only as a shortcut:
    a process may die between the commit and this call, so the room reads the wire as well.
    """
    if listener not in LISTENERS:
        LISTENERS.append(listener)


def send(
    kind: str,
    subjects: Iterable[str],
    *,
    at: datetime,
    edition: str = "",
    by: str = "",
    payload: dict[str, Any] | None = None,
) -> Dispatch:
    """Append one dispatch inside the caller's transaction and wake the followers after commit.

    `kind` is object + past participle (`article.published`), `subjects` like `section:3`, sorted
    and without doubles; `at` is aware; `by` names who acted (`reader:7`, `scheduler`).
    Raises NoTransaction outside `transaction.atomic`.
    """
    if not connection.in_atomic_block:
        message = f"{kind}: send dispatches inside transaction.atomic()."
        raise NoTransaction(message)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [ORDER_LOCK])
    dispatch = Dispatch.objects.create(
        kind=kind,
        subjects=sorted(set(subjects)),
        at=at,
        edition=edition,
        by=by,
        payload=payload or {},
    )
    transaction.on_commit(partial(_tell, dispatch))
    return dispatch


def _tell(dispatch: Dispatch) -> None:
    for listener in LISTENERS:
        try:
            listener(dispatch)
        except Exception:  # the act is done, and must not look as if it had failed
            log.exception("listener.failed", extra={"dispatch": dispatch.pk})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY depesche_wire")
