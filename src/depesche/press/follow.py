"""Follow the wire for the caches in front of the paper: purge by key, and once more.

A cache may have fetched a page from us just before the change, and put it away just after our
purge: it would stay. So each purge is repeated when every answer that was under way has arrived.
Nothing of this is written down but the place on the wire; a worker process that begins purges
everything, since it does not know what the one before it still had to repeat, nor which theme it
served. See docs/decisions/0126-purged-by-key-and-once-more.md.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic

from django.conf import settings

from depesche.press.apply import apply_wire
from depesche.press.discard import Change
from depesche.press.edge import Keys
from depesche.press.in_front import edge_caches, the_keys
from depesche.press.purge import EdgeCache
from depesche.wire.follow import follow_apart
from depesche.wire.models import Dispatch
from depesche.wire.work import APART_PAUSE_SECONDS, register_step

log = logging.getLogger("depesche.press")

MANY_KEYS = 2000  # of one batch: then everything goes, which is cheaper for the cache


@dataclass
class Purger:
    """What one cache is told, and what it is to be told again; one thread calls it."""

    cache: EdgeCache
    keys: Keys
    again: Sequence[float]
    clock: Callable[[], float] = monotonic
    _due: list[tuple[float, list[str]]] = field(default_factory=list)
    _has_begun: bool = False

    def hear(self, batch: Sequence[Dispatch]) -> None:
        """Purge what the dispatches changed; what the cache fetches from now on is today's."""
        apply_wire()
        changes = [Change(each.pk, each.kind, each.subjects) for each in batch]
        self._purge(self.keys.of_changes(changes))

    def repeat(self, _at: datetime) -> float:
        """Repeat what is due; a step of the worker's round. At first: purge everything."""
        if not self._has_begun:
            apply_wire()
            self._purge([self.keys.everything])
            self._has_begun = True
            log.info("edge.emptied", extra={"edge": self.cache.name})
        now = self.clock()
        due = [keys for when, keys in self._due if when <= now]
        if due:
            self.cache.purge(self._together(due))
            self._due = [one for one in self._due if one[0] > now]
        return 0.0

    def _purge(self, keys: list[str]) -> None:
        keys = self._together([keys])
        self.cache.purge(keys)
        now = self.clock()  # after the purge: late is safe
        self._due += [(now + seconds, keys) for seconds in self.again]

    def _together(self, parts: list[list[str]]) -> list[str]:
        keys = sorted({key for part in parts for key in part})
        return keys if len(keys) <= MANY_KEYS else [self.keys.everything]


def register_edges() -> None:
    """Put a follower on the list for each cache that the settings name."""
    for cache in edge_caches():
        purger = Purger(cache, the_keys(), settings.EDGE_AGAIN)
        follow_apart(cache.name, purger.hear)
        register_step(
            f"{cache.name} again",
            purger.repeat,
            longest_pause=APART_PAUSE_SECONDS,
            beside=cache.name,
        )
