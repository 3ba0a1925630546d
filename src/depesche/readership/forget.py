"""Forget: hours become days, hosts that led few readers lose their name, segments theirs."""

from collections import Counter
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from depesche.readership.fold import AT_ONCE, OTHERS, Day, add_days, count_alone
from depesche.readership.models import DailyView, Segment, View
from depesche.server.unwind import segments

FEW = 3  # who came from a host that led nobody else to a story on that day might be told by it
NAMED_DAYS = 2  # so long such a host is named, while the day is still being counted
SEGMENT_DAYS = 30  # a node that was away longer than this counts its left segments again


def forget_old_views(folder: Path, *, at: datetime) -> None:
    """Drop the hours whose time is over (the days have their sums), and what is like it."""
    View.objects.filter(hour__lt=at - timedelta(days=settings.VIEWS_BY_HOUR_DAYS)).delete()
    while forget_few(before=at.date() - timedelta(days=NAMED_DAYS)):
        pass
    there = [segment.name for segment in segments(folder)]
    old = Segment.objects.filter(counted_at__lt=at - timedelta(days=SEGMENT_DAYS))
    old.exclude(pk__in=there).delete()


@transaction.atomic
def forget_few(*, before: date) -> bool:
    """Put some hosts that led few readers to a story on a day under `*`; False if there are none.

    The sum of the day stays what it was.
    """
    count_alone()
    named = DailyView.objects.filter(day__lt=before, count__lt=FEW).order_by()
    rows = list(named.exclude(referrer__in=["", OTHERS])[:AT_ONCE])
    sums: Counter[Day] = Counter()
    for row in rows:
        sums[row.article_id, row.day, OTHERS] += row.count
    add_days(sums)
    DailyView.objects.filter(pk__in=[row.pk for row in rows]).delete()
    return bool(rows)
