"""Store: the file of kept pages, one for a machine, shared by all its processes (LMDB).

It can always be rebuilt, so nothing waits for the disk, and whatever goes wrong ends the same way:
the file is thrown away and begun anew (`begin_anew`), and pages are rendered meanwhile.
"""

import contextlib
import ctypes
import logging
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

import lmdb

from depesche.press.era import Era

log = logging.getLogger("depesche.press")

MAX_READERS = 512
LOCK_BYTES = (MAX_READERS + 8) * 64  # what LMDB needs for as many, and a little more
AGAIN_SECONDS = 1.0  # between two attempts to open a store that cannot be opened
DAMAGE = (
    lmdb.InvalidError,
    lmdb.VersionMismatchError,
    lmdb.CorruptedError,
    lmdb.PageNotFoundError,
    lmdb.PanicError,
)
UNREADABLE = (ValueError, TypeError, IndexError, struct.error)  # what damaged bytes end in
TABLES = ("heads", "bodies", "facts", "sums", "last", "leases", "meta")


class NoStore(Exception):
    """There is no store to use at this moment; pages are rendered instead."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The open file of one era with its tables."""

    era: int
    env: Any
    heads: Any
    bodies: Any
    facts: Any
    sums: Any
    last: Any
    leases: Any
    meta: Any
    uses: Any


class Store:
    """The kept pages of one newspaper on this machine; `base` is its path without an ending."""

    def __init__(self, base: Path, *, size_mb: int) -> None:
        self.base = base
        self.size_bytes = size_mb * 1024 * 1024
        base.parent.mkdir(parents=True, exist_ok=True)
        self._era = Era(base.with_name(f"{base.name}.era"))
        self._opened: Opened | None = None
        self._lock = threading.Lock()
        self._not_before = 0.0

    def opened(self) -> Opened:
        """Return the file of this era. Raises NoStore."""
        found = self._opened
        if found is not None and found.era == self._era.number:
            return found
        return self._open()

    @contextmanager
    def reading(self) -> Iterator[tuple[Any, Opened]]:
        """Read in one moment of the store. Raises NoStore."""
        opened = self.opened()
        try:
            with opened.env.begin(buffers=False) as moment:
                yield moment, opened
        except lmdb.ReadersFullError as fault:
            opened.env.reader_check()
            raise NoStore from fault
        except (lmdb.Error, *UNREADABLE) as fault:
            self.begin_anew(opened, fault)
            raise NoStore from fault

    @contextmanager
    def writing(self, *, is_vital: bool = False) -> Iterator[tuple[Any, Opened]]:
        """Write, all or nothing, one writer at a time on this machine. Raises NoStore.

        What is not vital (keeping a page) may fail for want of room and leave the store as it
        is; what is vital (discarding) may not, for then the store would hand out old pages.
        """
        opened = self.opened()
        try:
            with opened.env.begin(write=True) as act:
                yield act, opened
        except (lmdb.DiskError, lmdb.MapFullError, lmdb.ReadersFullError) as fault:
            opened.env.reader_check()
            if is_vital or isinstance(fault, lmdb.MapFullError):
                self.begin_anew(opened, fault)
            raise NoStore from fault
        except (lmdb.Error, *UNREADABLE) as fault:
            self.begin_anew(opened, fault)
            raise NoStore from fault
        if opened.era != self._era.number:  # thrown away under our hands
            raise NoStore

    def begin_anew(self, opened: Opened, fault: object) -> None:
        """Throw the file of an era away, for every process; the next to come opens a new one."""
        if self._throw_away(opened.era):
            log.error("press.store_thrown_away", extra={"era": opened.era, "fault": str(fault)})

    def clear(self) -> None:
        """Throw everything away, because somebody wants it so."""
        opened = self.opened()
        if self._throw_away(opened.era):
            log.info("press.store_cleared", extra={"era": opened.era})

    @property
    def era(self) -> int:
        """The era of this moment, whether its file can be opened here or not."""
        return self._era.number

    def forsake(self, era: int) -> None:
        """Throw the file of `era` away though it cannot be opened here: others may have it open.

        Does nothing where that era is over.
        """
        if self._throw_away(era):
            log.warning("press.store_forsaken", extra={"era": era})

    def let_go(self) -> None:
        """Let the kernel have the pages of the file that this process has read (madvise(2)).

        They stay in its cache for as long as there is room, and whoever reads them maps them anew.
        """
        opened = self._opened
        if opened is not None:
            let_go_of(self._path(opened.era))

    def _throw_away(self, era: int) -> bool:
        if not self._era.end(era):
            return False
        for path in (self._path(era), self._lock_path(era)):
            with contextlib.suppress(OSError):
                path.unlink()
        return True

    @property
    def is_in_place(self) -> bool:
        """Tell whether others would find this very store: its folder may have been removed."""
        return self._era.is_in_place

    @property
    def mark(self) -> str:
        """What pages the house keeps: those of this program, theme and settings; empty: unsaid.

        It outlives the file: one that is begun anew in the middle of the day knows it too.
        """
        return self._era.word

    def say_mark(self, mark: str) -> None:
        """Let this store, and every one that is begun anew after it, hold pages of `mark` only."""
        self._era.say(mark)

    @property
    def path(self) -> Path:
        """The file of this era."""
        return self._path(self._era.number)

    def _path(self, era: int) -> Path:
        return self.base.with_name(f"{self.base.name}.{era}.mdb")

    def _lock_path(self, era: int) -> Path:
        return self.base.with_name(f"{self.base.name}.{era}.mdb-lock")

    def _open(self) -> Opened:
        with self._lock:
            era = self._era.number
            if self._opened is not None and self._opened.era == era:
                return self._opened
            if monotonic() < self._not_before:
                raise NoStore
            path = self._path(era)
            try:
                self._opened = self._open_file(era, path)
            except (lmdb.Error, OSError) as fault:
                self._not_before = monotonic() + AGAIN_SECONDS
                self._give_up(era, path, fault)
                raise NoStore from fault
            return self._opened

    def _open_file(self, era: int, path: Path) -> Opened:
        """Open and check the file: one that was cut off would kill whoever touches its end."""
        give_room(path.with_name(f"{path.name}-lock"))
        env = lmdb.open(
            str(path),
            map_size=self.size_bytes,
            subdir=False,
            sync=False,
            metasync=False,
            writemap=False,
            mode=0o660,
            max_dbs=len(TABLES) + 1,
            max_readers=MAX_READERS,
            max_spare_txns=8,
        )
        least = (env.info()["last_pgno"] + 1) * env.stat()["psize"]
        if path.stat().st_size < least:
            message = f"{path.name} is shorter than it says"
            raise lmdb.InvalidError(message)
        env.reader_check()
        tables = {name: env.open_db(name.encode()) for name in TABLES}
        uses = env.open_db(b"uses", dupsort=True, dupfixed=True)
        return Opened(era=era, env=env, uses=uses, **tables)

    def _give_up(self, era: int, path: Path, fault: Exception) -> None:
        log.error("press.store_not_opened", extra={"era": era, "fault": str(fault)})
        if not isinstance(fault, DAMAGE):
            return  # no room, no right: the file is not to blame
        if self._era.end(era):
            for gone in (path, self._lock_path(era)):
                with contextlib.suppress(OSError):
                    gone.unlink()
            self._not_before = 0.0


_stores: dict[Path, Store] = {}
_lock = threading.Lock()


def store_at(base: Path, *, size_mb: int) -> Store | None:
    """Return the store at a path, the same object each time; None where it cannot be made."""
    found = _stores.get(base)
    if found is not None and found.is_in_place:
        return found
    try:
        found = Store(base, size_mb=size_mb)
    except OSError as fault:
        log.error("press.no_store", extra={"fault": str(fault)})  # noqa: TRY400 one line says it
        return None
    with _lock:
        known = _stores.get(base)
        if known is None or not known.is_in_place:
            _stores[base] = known = found
        return known


def stores() -> list[Store]:
    """Return the stores that this process has opened."""
    return list(_stores.values())


def let_go_of(path: Path) -> None:
    """Take the file at `path` out of this process's memory where it is mapped for reading."""
    try:
        ranges = Path("/proc/self/maps").read_text().splitlines()
    except OSError:
        return  # not Linux
    for line in ranges:
        place, rights, _offset, _device, _inode, *name = line.split(maxsplit=5)
        if name == [str(path)] and "w" not in rights:
            first, after = (int(number, 16) for number in place.split("-"))
            ctypes.CDLL(None).madvise(
                ctypes.c_void_p(first), ctypes.c_size_t(after - first), mmap.MADV_DONTNEED
            )


def give_room(lock: Path) -> None:
    """Let the whole list of readers lie on the disk: on a full one its first use would kill us.

    It is mapped into memory; a page of it for which there is no room ends the process (SIGBUS).
    Raises OSError.
    """
    number = os.open(lock, os.O_RDWR | os.O_CREAT, 0o660)
    try:
        if os.fstat(number).st_size < LOCK_BYTES:
            os.posix_fallocate(number, 0, LOCK_BYTES)
    finally:
        os.close(number)
