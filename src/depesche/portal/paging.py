"""Page through a long list by key: every page costs the same, wherever it lies."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from depesche.portal.contracts import Pager

PAGE_SIZE = 20
CODE = re.compile(r"[A-Za-z0-9]{1,16}")


class NoSuchPlace(Exception):
    """`before` or `after` names no story that readers may see in this list."""


class StartsOver(Exception):
    """The way back has reached the first page: its own address is the right one."""


@dataclass(frozen=True)
class Place:
    """Where a reader stands in a list: older than `before`, or newer than `after` (codes)."""

    before: str = ""
    after: str = ""
    is_oldest_first: bool = False

    @property
    def is_start(self) -> bool:
        """Say whether this is the first page."""
        return not (self.before or self.after)


@dataclass(frozen=True)
class Slice:
    """The keys of the stories of one page, in the order of print, and what lies beyond."""

    keys: tuple[int, ...]
    has_older: bool
    has_newer: bool


def slice_of(
    rows: QuerySet[Any], place: Place, *, through: str = "", size: int = PAGE_SIZE
) -> Slice:
    """Read one page of `rows` (listed ones of one list); `through` is their way to the article.

    At most two queries. Raises NoSuchPlace, and StartsOver where the first page is reached again.
    """
    if place.before and place.after:
        raise NoSuchPlace
    key = f"{through}__" if through else ""
    row_key = f"{through}_id" if through else "pk"
    downwards = bool(place.before) or (place.is_start and not place.is_oldest_first)
    code = place.before or place.after
    if code and not CODE.fullmatch(code):
        raise NoSuchPlace
    if code:
        rows = rows.filter(_beyond(_mark(rows, code, key, row_key), row_key, downwards=downwards))
    order = ("-published_at", f"-{row_key}") if downwards else ("published_at", row_key)
    found = list(dict.fromkeys(rows.order_by(*order).values_list(row_key, flat=True)[: size + 1]))
    has_more, keys = len(found) > size, found[:size]
    if code and not has_more and downwards == place.is_oldest_first:
        raise StartsOver
    has_older = has_more if downwards else bool(code)
    has_newer = bool(code) if downwards else has_more
    if downwards == place.is_oldest_first:
        keys.reverse()
    return Slice(keys=tuple(keys), has_older=has_older, has_newer=has_newer)


def _mark(rows: QuerySet[Any], code: str, key: str, row_key: str) -> tuple[datetime, int]:
    mark = rows.filter(**{f"{key}code": code}).values_list("published_at", row_key).first()
    if mark is None:
        raise NoSuchPlace
    return mark


def _beyond(mark: tuple[datetime, int], row_key: str, *, downwards: bool) -> Q:
    """Keep what lies beyond the mark; the first condition bounds the walk along the index."""
    at, pk = mark
    if downwards:
        return Q(published_at__lte=at) & (
            Q(published_at__lt=at) | Q(published_at=at, **{f"{row_key}__lt": pk})
        )
    return Q(published_at__gte=at) & (
        Q(published_at__gt=at) | Q(published_at=at, **{f"{row_key}__gt": pk})
    )


def pager_of(path: str, part: Slice, codes: Sequence[str], place: Place) -> Pager:
    """Return the ways on from a page; `codes` are those of its stories in the order of print."""
    order = {"order": "oldest"} if place.is_oldest_first else {}
    first = path + (f"?{urlencode(order)}" if order else "")
    if not codes:
        return Pager()
    oldest, newest = (codes[0], codes[-1]) if place.is_oldest_first else (codes[-1], codes[0])
    return Pager(
        newer=f"{path}?{urlencode({**order, 'after': newest})}" if part.has_newer else "",
        older=f"{path}?{urlencode({**order, 'before': oldest})}" if part.has_older else "",
        first="" if place.is_start else first,
    )
