"""Tell pages how often their story was read: rounded figures, and only those that moved."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from depesche.masthead.models import Edition
from depesche.readership.models import Tally
from depesche.wire.send import send

EXACT = 100  # up to here every reader counts; beyond, two digits are true for longer
AT_ONCE = 200  # subjects of one dispatch


def shown(count: int) -> int:
    """Return the figure that a page prints: exact below a hundred, else two digits, never more.

    A page whose figure stands still is not made anew.
    """
    if count < EXACT:
        return count
    return count // _step(count) * _step(count)


def due_after(count: int) -> int:
    """Return at how many views the figure that is printed for `count` becomes another."""
    return count + 1 if count < EXACT else shown(count) + _step(count)


def _step(count: int) -> int:
    return int(10 ** (len(str(count)) - 2))


def views_subject(key: int) -> str:
    """Name the figure of a story for the wire and the press."""
    return f"views:{key}"


def tell_tallies(*, at: datetime) -> int:
    """Send a dispatch for the figures that moved where an edition prints them; return how many.

    `at` is aware. An edition that prints none is not told: pages change when it begins to.
    """
    told = 0
    for edition in Edition.objects.filter(shows_views=True).order_by("pk"):
        moved = Tally.objects.filter(article__edition=edition, article__listed=True)
        rows = moved.filter(due__lte=F("count")).order_by("pk").values_list("pk", "count")
        counts = dict(rows)
        keys = sorted(counts)
        for begin in range(0, len(keys), AT_ONCE):
            _tell(edition, {key: counts[key] for key in keys[begin : begin + AT_ONCE]}, at=at)
        told += len(keys)
    return told


@transaction.atomic
def _tell(edition: Edition, counts: dict[int, int], *, at: datetime) -> None:
    rows = [Tally(article_id=key, due=due_after(count)) for key, count in counts.items()]
    Tally.objects.bulk_update(rows, ["due"])
    subjects = [views_subject(key) for key in counts]
    send("views.counted", subjects, at=at, edition=edition.key, by="readership")
