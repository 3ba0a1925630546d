"""Write a dispatch: the last statement of every act."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from depesche.wire.models import Dispatch

ORDER_LOCK = 0x646570  # one advisory lock for the table: ids must commit in order on PostgreSQL


class NoTransaction(Exception):
    """A dispatch outside a transaction could be lost, or tell of what never happened."""


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
    transaction.on_commit(_notify)
    return dispatch


def _notify() -> None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("NOTIFY depesche_wire")
