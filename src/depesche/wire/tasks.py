"""Run the background tasks that wait in the database (django-tasks-db), one after the other."""

import logging
import platform
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django_tasks.base import TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("depesche.wire")

HOST = platform.node()[:20]
KEPT_DAYS = 14
TIDY_SECONDS = 3600.0


def run_waiting_tasks(*, most: int = 20) -> int:
    """Run what is ready, at most `most` tasks; return how many. A failed task is kept as such."""
    worker = Worker(
        queue_names=["default"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id=f"{HOST}:{uuid4().hex}",
        excluded_queue_names=[],
    )
    for done in range(most):
        if not DBTaskResult.objects.ready().exists():  # a look costs SQLite's writers nothing
            return done
        with transaction.atomic():
            task = DBTaskResult.objects.ready().get_locked()
            if task is None:  # another machine was quicker
                return done
            task.claim(worker.worker_id)
        worker.run_task(task)
    return most


def take_back_tasks() -> int:
    """Make the tasks ready again that a worker of this machine had begun when it died.

    One worker process runs on a machine, so at its start nothing can be running. Tasks may
    therefore run twice; they are written for it. Returns how many were taken back.
    """
    taken = 0
    with transaction.atomic():
        for task in DBTaskResult.objects.running().select_for_update():
            if task.worker_ids and task.worker_ids[-1].startswith(f"{HOST}:"):
                task.status = TaskResultStatus.READY
                task.started_at = None
                task.save(update_fields=["status", "started_at"])
                taken += 1
    if taken:
        log.warning("tasks.taken_back", extra={"tasks": taken})
    return taken


def throw_away_old_tasks(*, before: datetime) -> int:
    """Delete the finished tasks from before `before`; return how many."""
    return DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()[0]


def tidy(at: datetime) -> float:
    """Throw old tasks away, once an hour; a step of the worker's round."""
    throw_away_old_tasks(before=at - timedelta(days=KEPT_DAYS))
    return TIDY_SECONDS
