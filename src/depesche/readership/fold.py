"""Fold the spool into the database: each view once, whenever and however often anybody is killed.

How far a segment was counted is written in the transaction of its sums; the file is taken away
only after that. See docs/decisions/0093-folded-exactly-once.md.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple, TypeVar
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from depesche.articles.models import Article
from depesche.readership.models import DailyView, Segment, Tally, View
from depesche.server import unwind
from depesche.server.spool import HOUR_SECONDS

COUNTING_LOCK = 0x766965  # one advisory lock: nodes of one paper count one after the other
MOST_BYTES = 1024 * 1024  # of the spool in one transaction: about 40,000 views
MOST_HOSTS_A_DAY = 500  # whoever invents referrers fills no table with them
OTHERS = "*"
AT_ONCE = 500
LEAST_BYTES = 4096  # more than any record: who reads less would take a record for the end

Thing = TypeVar("Thing")
Hour = tuple[int, datetime]  # a story's key, an hour
Day = tuple[int, date, str]  # a story's key, a day of its edition, a host


class Seen(NamedTuple):
    """What is counted together."""

    code: str
    hour: datetime
    referrer: str


@dataclass(frozen=True, slots=True)
class Taken:
    """A piece of a segment: its records, from where to where, and whether nothing follows."""

    segment: unwind.Segment
    begin: int
    end: int
    records: list[bytes]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """What one folding did: views counted, and whether more was waiting than it took."""

    views: int = 0
    has_more: bool = False


def fold_views(folder: Path, *, at: datetime, most_bytes: int = MOST_BYTES) -> Folded:
    """Count what the spool holds and is not counted yet, at most `most_bytes` of it; `at` is aware.

    Takes files away that are counted to the end and have no writer any more.
    """
    found = list(unwind.segments(folder))
    names = [segment.name for segment in found]
    counted = dict(Segment.objects.filter(pk__in=names).values_list("pk", "counted_bytes"))
    pieces = list(take(found, counted, most_bytes=most_bytes))
    fresh = [piece for piece in pieces if piece.end > piece.begin]
    views = _keep(fresh, at=at) if fresh else 0
    if views is None:
        return Folded(has_more=True)
    for piece in pieces:
        if piece.is_last:
            unwind.put_away(piece.segment)
    room = most_bytes - sum(piece.end - piece.begin for piece in fresh)
    return Folded(views, has_more=room <= 0)


def take(
    found: Iterable[unwind.Segment], counted: dict[str, int], *, most_bytes: int
) -> Iterator[Taken]:
    """Read on in each segment from where it was counted, `most_bytes` in all."""
    for segment in found:
        if most_bytes <= 0:
            return
        begin = counted.get(segment.name, 0)
        is_left = unwind.is_left(segment)  # asked before it is read: nothing can follow then
        piece = unwind.read_piece(segment, begin, most_bytes=max(most_bytes, LEAST_BYTES))
        is_last = is_left and piece.end == begin
        yield Taken(segment, begin, piece.end, piece.records, is_last)
        most_bytes -= piece.end - begin


@transaction.atomic
def _keep(pieces: list[Taken], *, at: datetime) -> int | None:
    """Add the sums and how far they go; None if somebody else counted one of the pieces."""
    count_alone()
    names = [piece.segment.name for piece in pieces]
    counted = dict(Segment.objects.filter(pk__in=names).values_list("pk", "counted_bytes"))
    if any(counted.get(piece.segment.name, 0) != piece.begin for piece in pieces):
        return None
    views = add_views(sums_of(pieces))
    Segment.objects.bulk_create(
        [Segment(name=p.segment.name, counted_bytes=p.end, counted_at=at) for p in pieces],
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["counted_bytes", "counted_at"],
    )
    return views


def count_alone() -> None:
    """Let nobody else change sums until the transaction ends; SQLite has one writer anyway."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [COUNTING_LOCK])


def sums_of(pieces: Iterable[Taken]) -> Counter[Seen]:
    """Count what is alike: same story, same hour, same referring host."""
    sums: Counter[Seen] = Counter()
    for piece in pieces:
        hour = datetime.fromtimestamp(piece.segment.hour * HOUR_SECONDS, tz=UTC)
        for record, count in Counter(piece.records).items():
            code, _space, host = record.decode("ascii").partition(" ")
            sums[Seen(code, hour, host)] += count
    return sums


def add_views(sums: Counter[Seen]) -> int:
    """Add views to the hours, the days and the tallies; return how many were a story's.

    Runs inside the caller's transaction, and never twice at the same time.
    """
    stories = _stories(sorted({seen.code for seen in sums}))
    hours: Counter[Hour] = Counter()
    days: Counter[Day] = Counter()
    tallies: Counter[int] = Counter()
    for seen, count in sums.items():
        if seen.code not in stories:
            continue
        key, zone = stories[seen.code]
        hours[key, seen.hour] += count
        days[key, seen.hour.astimezone(zone).date(), seen.referrer] += count
        tallies[key] += count
    _add_hours(hours)
    add_days(within_limit(days))
    _add_tallies(tallies)
    return tallies.total()


def _stories(codes: list[str]) -> dict[str, tuple[int, ZoneInfo]]:
    """Return key and time zone of the stories that these codes name; other words name nothing."""
    found = {}
    for part in parts(codes):
        rows = Article.objects.filter(code__in=part).order_by()
        for code, key, zone in rows.values_list("code", "pk", "edition__time_zone"):
            found[code] = (key, ZoneInfo(zone))
    return found


def within_limit(days: Counter[Day]) -> Counter[Day]:
    """Name hosts that a day knows already, then the most frequent up to the limit; not the rest."""
    wanted: dict[date, Counter[str]] = defaultdict(Counter)
    for (_key, day, host), count in days.items():
        wanted[day][host] += count
    named = {day: _named_hosts(day, hosts) for day, hosts in wanted.items()}
    kept: Counter[Day] = Counter()
    for (key, day, host), count in days.items():
        kept[key, day, host if host in named[day] else OTHERS] += count
    return kept


def _named_hosts(day: date, hosts: Counter[str]) -> set[str]:
    rows = DailyView.objects.filter(day=day).order_by().values_list("referrer", flat=True)
    named = {"", OTHERS}
    for part in parts(sorted(hosts)):
        named |= set(rows.filter(referrer__in=part).distinct())
    fresh = [host for host, _count in hosts.most_common() if host not in named]
    if not fresh:
        return named
    room = max(0, MOST_HOSTS_A_DAY - rows.distinct().count())
    return named | set(fresh[:room])


def _add_hours(sums: Counter[Hour]) -> None:
    hours, known = {hour for _key, hour in sums}, {}
    for part in parts(sorted({key for key, _hour in sums})):
        rows = View.objects.filter(article__in=part, hour__in=hours)
        for key, hour, count in rows.values_list("article_id", "hour", "count"):
            known[key, hour] = count
    View.objects.bulk_create(
        [
            View(article_id=key, hour=hour, count=known.get((key, hour), 0) + count)
            for (key, hour), count in sums.items()
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["article", "hour"],
        update_fields=["count"],
    )


def add_days(sums: Counter[Day]) -> None:
    """Add views to the days. Inside the caller's transaction, never twice at the same time."""
    days, known = {day for _key, day, _host in sums}, {}
    for part in parts(sorted({key for key, _day, _host in sums})):
        rows = DailyView.objects.filter(article__in=part, day__in=days)
        for key, day, host, count in rows.values_list("article_id", "day", "referrer", "count"):
            known[key, day, host] = count
    DailyView.objects.bulk_create(
        [
            DailyView(
                article_id=row[0], day=row[1], referrer=row[2], count=known.get(row, 0) + count
            )
            for row, count in sums.items()
        ],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["article", "day", "referrer"],
        update_fields=["count"],
    )


def _add_tallies(sums: Counter[int]) -> None:
    known: dict[int, int] = {}
    for part in parts(sorted(sums)):
        known |= dict(Tally.objects.filter(pk__in=part).values_list("pk", "count"))
    Tally.objects.bulk_create(
        [Tally(article_id=key, count=known.get(key, 0) + count) for key, count in sums.items()],
        batch_size=AT_ONCE,
        update_conflicts=True,
        unique_fields=["article"],
        update_fields=["count"],
    )


def parts(things: list[Thing]) -> Iterator[list[Thing]]:
    """Yield the list in parts that a database takes at once."""
    for begin in range(0, len(things), AT_ONCE):
        yield things[begin : begin + AT_ONCE]
