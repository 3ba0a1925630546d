"""Rank stories by how often they were read: in each edition, and in each of its sections."""

from collections import defaultdict
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet, Sum

from depesche.masthead.models import Edition, MostRead
from depesche.readership.models import DailyView, Rank, View
from depesche.wire.send import send

PLACES = 5
LEAST_VIEWS = 2  # one view makes no list
DAYS: dict[str, int] = {MostRead.WEEK: 7, MostRead.MONTH: 30}

Lists = dict[int | None, list[int]]  # stories in their order by section; None: the whole edition


def most_read_subject(edition: Edition, section: int | None = None) -> str:
    """Name what is read most in an edition or a section, for wire and press."""
    return f"most-read:{edition.key}" if section is None else f"most-read:{edition.key}:{section}"


def rank_stories(*, at: datetime) -> None:
    """Keep what is read most, and tell the pages whose list changed; `at` is aware.

    Advertisements stand in no list; whatever is taken back falls out of it at once, since
    readers' pages ask for listed stories only.
    """
    for edition in Edition.objects.order_by("pk"):
        lists = _lists(edition, at=at) if edition.most_read else {}
        if lists != _kept(edition):
            _keep(edition, lists, at=at)


def _lists(edition: Edition, *, at: datetime) -> Lists:
    lists: Lists = defaultdict(list)
    for key, section, _views in _read_most(edition, at=at):
        for place in (None, section):
            if len(lists[place]) < PLACES:
                lists[place].append(key)
    return dict(lists)


def _read_most(edition: Edition, *, at: datetime) -> QuerySet[Any, tuple[int, int, int]]:
    rows: QuerySet[Any]
    if edition.most_read == MostRead.DAY:
        rows = View.objects.filter(hour__gt=at - timedelta(days=1))
    else:
        today = at.astimezone(edition.zone).date()
        rows = DailyView.objects.filter(day__gt=today - timedelta(days=DAYS[edition.most_read]))
    stories = rows.filter(
        article__edition=edition, article__listed=True, article__is_advertisement=False
    )
    summed = stories.order_by().values("article", "article__section").annotate(views=Sum("count"))
    found = summed.filter(views__gte=LEAST_VIEWS).order_by("-views", "-article")
    return found.values_list("article", "article__section", "views")


def _kept(edition: Edition) -> Lists:
    lists: Lists = defaultdict(list)
    rows = Rank.objects.filter(edition=edition).order_by("place")
    for section, key in rows.values_list("section", "article"):
        lists[section].append(key)
    return dict(lists)


@transaction.atomic
def _keep(edition: Edition, lists: Lists, *, at: datetime) -> None:
    before = _kept(edition)
    Rank.objects.filter(edition=edition).delete()
    Rank.objects.bulk_create(
        Rank(edition=edition, section_id=section, place=place, article_id=key)
        for section, keys in lists.items()
        for place, key in enumerate(keys, start=1)
    )
    changed = [key for key in {*before, *lists} if before.get(key) != lists.get(key)]
    subjects = [most_read_subject(edition, section) for section in changed]
    send("ranks.changed", subjects, at=at, edition=edition.key, by="readership")
