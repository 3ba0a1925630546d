"""Keep files and rows in step: what is undone leaves no file, what is gone no file either."""

import weakref
from collections.abc import Iterable

from django.core.files.storage import Storage
from django.db import transaction


def _remove(storage: Storage, names: Iterable[str]) -> None:
    for name in names:
        storage.delete(name)


class _Kept:
    """Waits for the commit. A rollback drops it unheard, and then the files go."""

    def __init__(self, storage: Storage, names: list[str]) -> None:
        self._undo = weakref.finalize(self, _remove, storage, names)
        self._undo.atexit = True

    def __call__(self) -> None:
        self._undo.detach()


def remove_on_rollback(storage: Storage, names: Iterable[str]) -> None:
    """Delete the files `names` if the running transaction, or a savepoint in it, is undone.

    Django tells of a commit only: what waits for it is let go at a rollback, and that is the sign.
    Call it inside `transaction.atomic`, once the files are written.
    """
    transaction.on_commit(_Kept(storage, list(names)))


def remove_on_commit(storage: Storage, names: Iterable[str]) -> None:
    """Delete the files `names` once it is certain that nothing refers to them any more."""
    gone = list(names)
    transaction.on_commit(lambda: _remove(storage, gone))
