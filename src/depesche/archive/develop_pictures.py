"""Make the sizes of many pictures at once, in processes of their own.

A new process imports this file before Django is set up there: no tables at its top.
"""

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

import django
from django.conf import settings
from django.db import connections
from django.utils import timezone


def develop_pictures(
    keys: list[int], *, hands: int, progress: Callable[[str, int, int], None]
) -> None:
    """Make what is missing of these pictures in `hands` processes; returns when all is there."""
    connections.close_all()  # each process opens its own
    pool = ProcessPoolExecutor(
        hands, mp_context=get_context("spawn"), initializer=_wake, initargs=(str(settings.HOME),)
    )
    with pool:
        jobs = [pool.submit(_develop, key) for key in keys]
        for number, job in enumerate(as_completed(jobs), start=1):
            job.result()
            progress("sizes", number, len(jobs))


def _wake(home: str) -> None:
    """Set up a new process for this newspaper."""
    os.environ["DEPESCHE_HOME"] = home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
    django.setup()


def _develop(key: int) -> int:
    from depesche.pictures.models import Picture  # noqa: PLC0415 after the set-up
    from depesche.pictures.renditions import make_renditions  # noqa: PLC0415 after the set-up

    return make_renditions(Picture.objects.get(pk=key), at=timezone.now())
