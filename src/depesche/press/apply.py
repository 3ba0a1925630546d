"""Apply what stands on the wire to the kept pages: on commit, on a tick, before serving."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import DatabaseError, close_old_connections, connections
from django.db.models import Max

from depesche.press.discard import Change, begin_at, discard
from depesche.press.ledger import read_applied, read_mark, write_mark
from depesche.press.opening import the_store
from depesche.press.store import NoStore, Store, stores
from depesche.wire.models import Dispatch

log = logging.getLogger("depesche.press")

BATCH = 500
TOO_MANY = 5000  # so far behind (a big import, a long stop) it is quicker to begin anew
TICK_SECONDS = 1.0


def apply_wire() -> int:
    """Let the store hear of every dispatch that stands; return how many pages were dropped.

    Raises DatabaseError. A store that cannot be written to is thrown away: nothing old is left.
    """
    store = the_store()
    if store is None:
        return 0
    try:
        return _catch_up(store)
    except NoStore:
        return 0


def _catch_up(store: Store) -> int:
    dropped = 0
    while True:
        heard = applied(store)
        if heard is None:
            begin_at(store, newest())
            continue
        rows = Dispatch.objects.filter(pk__gt=heard).order_by("pk")[:BATCH]
        changes = [Change(*row) for row in rows.values_list("pk", "kind", "subjects")]
        if not changes:
            return dropped
        if len(changes) == BATCH and newest() - heard > TOO_MANY:
            store.clear()
            continue
        dropped += discard(store, changes)


def applied(store: Store) -> int | None:
    """Return the last dispatch that the store has heard of. Raises NoStore."""
    with store.reading() as (moment, tables):
        return read_applied(moment, tables)


def newest() -> int:
    """Return the number of the newest dispatch, 0 for an empty wire."""
    return Dispatch.objects.aggregate(newest=Max("pk"))["newest"] or 0


def hear(dispatch: Dispatch) -> None:
    """Apply a dispatch that has just been committed here; the act returns after this.

    Where the database has gone away meanwhile, what is known of this one is applied by itself.
    Where this process cannot open the store (it waits a second after a full disk), another may
    hand out from it: it is thrown away for all.
    """
    try:
        store = the_store()
        if store is not None:
            _do_or_forsake(store, partial(_hear, store, dispatch))
    except DatabaseError:
        log.warning("press.wire_unread", extra={"dispatch": dispatch.pk})
        change = Change(dispatch.pk, dispatch.kind, dispatch.subjects)
        for store in stores():
            _do_or_forsake(store, partial(discard, store, [change], moves=False))


def _hear(store: Store, dispatch: Dispatch) -> None:
    if (applied(store) or 0) < dispatch.pk:
        _catch_up(store)


def _do_or_forsake(store: Store, apply: Callable[[], object]) -> None:
    era = store.era
    try:
        apply()
    except NoStore:
        store.forsake(era)


def tick(_at: datetime) -> float:
    """Apply what other machines and killed processes have left; a step of the worker's round."""
    apply_wire()
    return 0.0


def keep_up(use: Callable[[Store | None], None], stop: threading.Event) -> None:
    """Apply the wire once a second in a web worker, and tell it which store is the right one.

    The worker process does the same four times a second; this is for when it is gone.
    """
    while not stop.wait(TICK_SECONDS):
        try:
            close_old_connections()
            apply_wire()
            use(the_store())
        except DatabaseError:
            log.debug("press.wire_unread")
        except Exception:
            log.exception("press.tick_failed")
    connections.close_all()


def adopt(mark: str) -> None:
    """Let the store hold pages of this program, theme and settings only; call before serving."""
    store = the_store()
    if store is None:
        return
    try:
        with store.reading() as (moment, tables):
            found = read_mark(moment, tables)
        if found not in {"", mark}:
            log.info("press.other_paper", extra={"era": tables.era})
            store.clear()
        store.say_mark(mark)
        _catch_up(store)
        with store.writing() as (act, tables):
            write_mark(act, tables, mark)
    except NoStore:
        log.warning("press.not_adopted")
