"""Sweep: remove the files that no row knows, left by a process that was killed before its commit.

See docs/decisions/0075-files-that-nobody-names.md.
"""

import logging
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.core.files.storage import Storage
from django.db.models import Model
from django.utils import timezone
from django_tasks import task

log = logging.getLogger("depesche.pictures")

GRACE = timedelta(days=1)  # a file is written before its row; no upload takes that long
SWEEP_SECONDS = 24 * 3600.0
AT_ONCE = 100_000  # names in memory, whatever the size of the archive

FOLDERS: dict[str, type[Model]] = {}


def register_folder(name: str, model: type[Model]) -> None:
    """Let the folder `name` of the media be swept: each file in it is the `file` of a `model`."""
    FOLDERS[name] = model


def sweep(*, at: datetime) -> int:
    """Remove what has lain in these folders for a day and no row knows; return how many files.

    Safe to run twice, and beside itself.
    """
    return sum(_sweep_folder(name, model, before=at - GRACE) for name, model in FOLDERS.items())


def _sweep_folder(name: str, model: type[Model], *, before: datetime) -> int:
    storage: Storage = model._meta.get_field("file").storage  # type: ignore[union-attr]
    files, removed = _old_files(storage, name, before=before), 0
    while unknown := set(islice(files, AT_ONCE)):
        for known in model._default_manager.values_list("file", flat=True).iterator():
            unknown.discard(known)
        for path in sorted(unknown):
            storage.delete(path)
            log.warning("media.swept", extra={"file": path})
        removed += len(unknown)
    return removed


def _old_files(storage: Storage, folder: str, *, before: datetime) -> Iterator[str]:
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    for name in files:
        path = f"{folder}/{name}"
        try:
            is_old = storage.get_modified_time(path) < before
        except FileNotFoundError:  # gone meanwhile
            continue
        if is_old:
            yield path
    for name in folders:
        yield from _old_files(storage, f"{folder}/{name}", before=before)


@task()
def sweep_media() -> int:
    """Sweep in the background: a large archive takes a minute."""
    return sweep(at=timezone.now())


def sweep_step(_at: datetime) -> float:
    """Order a sweep, at the worker's start and once a day; a step of its round."""
    sweep_media.enqueue()
    return SWEEP_SECONDS
