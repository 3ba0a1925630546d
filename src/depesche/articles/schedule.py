"""Carry out what is due: stories whose minute has come, and those whose time is over.

One scheduler at a time holds the lease; every release checks its fence in its own transaction, so
that a paused process that comes back publishes nothing. See docs/decisions/0012-scheduler.md.
"""

import logging
import os
import platform
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import DatabaseError, transaction
from django.db.models import Min, QuerySet
from wagtail.models import Page, Revision

from depesche.articles.acting import SCHEDULER, acting
from depesche.articles.check import NotReady
from depesche.articles.clock import Watch, database_agrees
from depesche.articles.lease import Lease
from depesche.articles.show import tell_expired_pictures
from depesche.press.boot import boot_name

log = logging.getLogger("depesche.articles")

LEASE_SECONDS = 15.0
RENEW_SECONDS = 5.0
RETRY_SECONDS = 60.0
LONGEST_SLEEP_SECONDS = 1.0
MOST_AT_ONCE = 100
LATE_SECONDS = 2.0


class FenceLost(Exception):
    """Somebody else holds the lease now: this process must not publish."""


@dataclass(frozen=True)
class Due:
    """One thing to carry out: `revision` goes out, or the page comes down where it is None."""

    page_id: int
    at: datetime
    revision_id: int | None = None


def _scheduled() -> QuerySet[Revision]:
    return Revision.objects.filter(approved_go_live_at__isnull=False)


def due(at: datetime, *, skip: frozenset[Due] = frozenset()) -> list[Due]:
    """Return what is due at `at`, the oldest first: releases, then expiries.

    `skip` was refused and is tried again later: however much it is, it takes nobody's place.
    """
    revisions = [each.revision_id for each in skip if each.revision_id is not None]
    pages = [each.page_id for each in skip if each.revision_id is None]
    releases = _scheduled().filter(approved_go_live_at__lte=at).order_by("approved_go_live_at")
    releases = releases.exclude(pk__in=revisions)
    rows = releases.values_list("object_id", "approved_go_live_at", "pk")[:MOST_AT_ONCE]
    expiring = Page.objects.filter(expire_at__lte=at, live=True).order_by("expire_at")
    expiring = expiring.exclude(pk__in=pages)
    over = expiring.values_list("pk", "expire_at")[:MOST_AT_ONCE]
    return [
        *(Due(int(page), moment, revision) for page, moment, revision in rows if moment),
        *(Due(page, moment) for page, moment in over if moment),
    ]


def next_due_at() -> datetime | None:
    """Return when the next story goes out or comes down; None where nothing is planned."""
    release = _scheduled().aggregate(first=Min("approved_go_live_at"))["first"]
    expiry = Page.objects.filter(expire_at__isnull=False, live=True).aggregate(
        first=Min("expire_at")
    )["first"]
    return min(filter(None, [release, expiry]), default=None)


@transaction.atomic
def claim(
    holder: str, *, at: datetime, name: str = SCHEDULER, counted: float | None = None
) -> int | None:
    """Take or renew the lease for LEASE_SECONDS; return the fence, None while another holds it.

    The fence grows with every new holder. The lease of a process of this machine that has ended
    is free at once: a restarted worker goes on where the killed one stopped. A lease that ends
    further ahead than LEASE_SECONDS was written by a clock that has gone back since: it is over.
    """
    Lease.objects.get_or_create(pk=name)
    lease = Lease.objects.select_for_update().get(pk=name)
    runs = lease.until is not None and at < lease.until <= at + timedelta(seconds=LEASE_SECONDS)
    if runs and lease.holder != holder and not is_gone(lease.holder):
        return None
    if lease.holder != holder or not runs:
        lease.fence += 1
    lease.holder, lease.ticked_at = holder, at
    lease.boot, lease.counted = boot_name(), counted
    lease.until = at + timedelta(seconds=LEASE_SECONDS)
    lease.save()
    return lease.fence


def release_due(
    at: datetime, holder: str, fence: int, *, skip: frozenset[Due] = frozenset()
) -> Iterator[tuple[Due, str]]:
    """Carry out everything due at `at`; yield each with its fault, empty where it went well.

    Each is a transaction of its own: one that fails holds up no other. Raises FenceLost.
    """
    for each in due(at, skip=skip):
        try:
            _carry_out(each, at=at, holder=holder, fence=fence)
        except FenceLost:
            raise
        except (NotReady, DatabaseError) as refusal:
            yield each, str(refusal)
        except Exception as failure:
            log.exception("scheduler.failed", extra={"page": each.page_id})
            yield each, f"{type(failure).__name__}: {failure}"
        else:
            yield each, ""


@transaction.atomic
def _carry_out(each: Due, *, at: datetime, holder: str, fence: int) -> None:
    lease = Lease.objects.select_for_update().get(pk=SCHEDULER)
    if (lease.holder, lease.fence) != (holder, fence):
        raise FenceLost(holder)
    late = (at - each.at).total_seconds()
    with acting(at=at, name=SCHEDULER, late_seconds=late if late > LATE_SECONDS else 0.0):
        if each.revision_id is None:
            page = Page.objects.select_for_update().get(pk=each.page_id).specific
            if page.live and page.expire_at and page.expire_at <= at:
                page.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")
            return
        revision = _scheduled().select_for_update().filter(pk=each.revision_id).first()
        if revision is not None and revision.approved_go_live_at <= at:
            revision.publish(log_action="wagtail.publish.scheduled", skip_permission_checks=True)


@dataclass
class Scheduler:
    """One process's scheduler: its name on the lease, its fence, what it tries again later."""

    holder: str
    watch: Watch = field(default_factory=Watch)
    fence: int | None = None
    renew_after: float = 0.0
    waiting: dict[Due, float] = field(default_factory=dict)
    told: str = ""

    def step(self, now: datetime, count: float) -> float:
        """Do what is due at `now`; return the seconds until the next step is wanted.

        `count` are the seconds of a clock that never goes back.
        """
        if self.watch.wall is None:
            self._remember(count)
        if not self.watch.believes(now, count):
            self._tell(self.watch.doubt)
            return LONGEST_SLEEP_SECONDS
        if count >= self.renew_after or self.fence is None:
            self.fence = claim(self.holder, at=now, counted=count)
            self.renew_after = count + RENEW_SECONDS
            if self.fence is not None:
                tell_expired_pictures(at=now)
        if self.fence is None:
            return LONGEST_SLEEP_SECONDS
        self.waiting = {each: until for each, until in self.waiting.items() if until > count}
        try:
            self._release(now, count)
        except FenceLost:
            log.warning("scheduler.fence_lost", extra={"holder": self.holder})
            self.fence = None
            return LONGEST_SLEEP_SECONDS
        following = next_due_at()
        wait = (following - now).total_seconds() if following else LONGEST_SLEEP_SECONDS
        return LONGEST_SLEEP_SECONDS if wait <= 0 else min(wait, LONGEST_SLEEP_SECONDS)

    def _remember(self, count: float) -> None:
        """Begin with the last reading that was believed in this run of the machine."""
        last = Lease.objects.filter(pk=SCHEDULER, boot=boot_name(), counted__lte=count).first()
        if last is not None and last.counted is not None and last.boot:
            self.watch.wall, self.watch.count = last.ticked_at, last.counted

    def _release(self, now: datetime, count: float) -> None:
        faults = []
        for each, fault in release_due(
            now, self.holder, self.fence or 0, skip=frozenset(self.waiting)
        ):
            if fault:
                log.warning("scheduler.refused", extra={"page": each.page_id, "fault": fault})
                self.waiting[each] = count + RETRY_SECONDS
                faults.append(f"{each.page_id}: {fault}")
            else:
                log.info("scheduler.done", extra={"page": each.page_id})
        if faults or not self.waiting:
            self._tell("\n".join(faults))

    def _tell(self, fault: str) -> None:
        """Write down what keeps stories from going out: the desk shows it."""
        if fault != self.told:
            Lease.objects.filter(pk=SCHEDULER).update(fault=fault)
            self.told = fault


def is_gone(holder: str) -> bool:
    """Tell whether `holder` was a process of this machine that does not run any more."""
    host, _colon, rest = holder.rpartition("/")
    number = rest.partition(".")[0]
    if host != platform.node() or not number.isdigit():
        return False
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def holder_name() -> str:
    """Return a name for this process on the lease that no other process has."""
    return f"{platform.node()}/{os.getpid()}.{secrets.token_hex(4)}"


def boot_seconds() -> float:
    """Return the seconds since the machine started, its sleep included."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


_own: list[Scheduler] = []


def scheduler_step(now: datetime) -> float:
    """Do what is due at `now` (aware); return the seconds until the next step is wanted.

    The worker calls it over and over. Faults of single stories do not leave it.
    """
    if not _own:
        _own.append(Scheduler(holder_name(), Watch(agrees=database_agrees)))
    return _own[0].step(now, boot_seconds())


@dataclass(frozen=True)
class Standing:
    """How the scheduler stands: when it last held the lease, what it could not do, what is due."""

    ticked_at: datetime | None
    fault: str
    next_due_at: datetime | None
    overdue_count: int

    def is_running(self, at: datetime) -> bool:
        """Tell whether a scheduler has looked within the length of a lease."""
        return self.ticked_at is not None and at - self.ticked_at <= timedelta(
            seconds=LEASE_SECONDS
        )


def scheduler_standing(at: datetime) -> Standing:
    """Return how the scheduler stands at `at`, for the desk and the doctor."""
    lease = Lease.objects.filter(pk=SCHEDULER).first()
    return Standing(
        ticked_at=lease.ticked_at if lease else None,
        fault=lease.fault if lease else "",
        next_due_at=next_due_at(),
        overdue_count=overdue_count(at),
    )


def overdue_count(at: datetime) -> int:
    """Return how many stories should have been out two seconds ago and are not."""
    return len(due(at - timedelta(seconds=LATE_SECONDS)))
