"""Where the door counts attempts: files that all processes share, and none forgotten too early."""

import time
from collections.abc import Callable
from operator import itemgetter
from pathlib import Path
from typing import IO

from django.core.cache.backends.filebased import FileBasedCache  # noqa: TID251 no page is kept

SWEPT_EVERY_SECONDS = 60.0
MOST_FILES = 100_000


class KeptCounts(FileBasedCache):
    """Django's cache in files, but what is over goes, and not whatever chance picks.

    Django's own throws a random third away at 300 entries: whoever tries passwords for a few
    hundred addresses makes it forget how often. Here a sweep, once a minute, drops what has
    expired; if more than MOST_FILES are left, the oldest go.
    """

    # what the parent has, and its stubs do not name
    _dir: str
    _createdir: Callable[[], None]
    _delete: Callable[[str], None]
    _is_expired: Callable[[IO[bytes]], bool]
    _list_cache_files: Callable[[], list[str]]

    def _cull(self) -> None:
        swept = Path(self._dir) / "swept"
        now = time.time()
        try:
            if now - swept.stat().st_mtime < SWEPT_EVERY_SECONDS:
                return
        except FileNotFoundError:
            self._createdir()
        swept.touch()
        self.sweep()

    def sweep(self, *, most: int = MOST_FILES) -> None:
        """Drop what has expired, and the oldest beyond `most`."""
        kept = []
        for name in self._list_cache_files():
            try:
                with open(name, "rb") as file:  # noqa: PTH123 the parent closes it when it is over
                    if not self._is_expired(file):
                        kept.append((Path(name).stat().st_mtime, name))
            except FileNotFoundError:  # another process was quicker
                continue
        for _written, name in sorted(kept, key=itemgetter(0))[: -most or None]:
            self._delete(name)
