"""Read from an address where in a list a reader stands, and say how to go on from there."""

import re
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlencode

from depesche.articles.keyset import NoSuchPlace, Slice, Window
from depesche.portal.contracts import Pager

PAGE_SIZE = 20
CODE = re.compile(r"[A-Za-z0-9]{1,16}")

__all__ = ["PAGE_SIZE", "NoSuchPlace", "Place", "Slice", "StartsOver", "pager_of"]


class StartsOver(Exception):
    """The way back has reached the first page: its own address is the right one."""


@dataclass(frozen=True)
class Place:
    """Where a reader stands in a list: older than `before`, or newer than `after` (codes)."""

    before: str = ""
    after: str = ""
    is_oldest_first: bool = False
    size: int = PAGE_SIZE

    @property
    def is_start(self) -> bool:
        """Say whether this is the first page."""
        return not (self.before or self.after)

    @property
    def window(self) -> Window:
        """The part of the list to read. Raises NoSuchPlace for what can be no place."""
        code = self.before or self.after
        if (self.before and self.after) or (code and not CODE.fullmatch(code)):
            raise NoSuchPlace(code)
        return Window(self.size, self.before, self.after, self.is_oldest_first)


def check_part(part: Slice, place: Place, *, may_be_empty: bool = False) -> None:
    """Refuse an empty page, and a page that is the first one under another address.

    Raises NoSuchPlace, StartsOver.
    """
    if not part.articles and not (place.is_start and may_be_empty):
        raise NoSuchPlace
    is_top = (
        bool(place.before) and not part.older
        if place.is_oldest_first
        else (bool(place.after) and not part.newer)
    )
    if is_top:
        raise StartsOver


class Part(Protocol):
    """A part of any list that is read by key: where it goes on, both ways."""

    @property
    def newer(self) -> str:
        """The code for `?after=`, empty at the top."""

    @property
    def older(self) -> str:
        """The code for `?before=`, empty at the end."""


def pager_of(path: str, part: Part, place: Place, *, says_order: bool = True) -> Pager:
    """Return the ways on from a page of the list at `path`; some lists know one order only."""
    order = {"order": "oldest"} if place.is_oldest_first and says_order else {}
    first = path + (f"?{urlencode(order)}" if order else "")
    return Pager(
        newer=f"{path}?{urlencode({**order, 'after': part.newer})}" if part.newer else "",
        older=f"{path}?{urlencode({**order, 'before': part.older})}" if part.older else "",
        first="" if place.is_start else first,
    )
