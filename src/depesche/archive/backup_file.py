"""What a backup is: a gzipped tar of plain files; the last one, the manifest, names them all.

It is read before there is a newspaper, so nothing here needs Django. Whatever is not a plain file
at a place that a newspaper has, or not what the manifest says, is refused before anything is
written.
"""

import gzip
import hashlib
import io
import json
import re
import tarfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, BinaryIO, Self, cast

FORMAT = 1
MANIFEST = "manifest.json"
SETTINGS = "depesche.env"
SQLITE = "data/depesche.sqlite3"
TABLES = "database"
SQUEEZE = 1  # pictures do not get smaller, and text gets small enough
PIECE_BYTES = 1024 * 1024
LONGEST_NAME = 1000
LARGEST_MANIFEST = 256 * 1024**2
ALWAYS_BELIEVED = 1024**3  # a small backup may unpack to this much …
LARGEST_RATIO = 200  # … and any other to so many times its size
DAMAGE = (EOFError, gzip.BadGzipFile, zlib.error, tarfile.TarError, ValueError, OverflowError)
PART = re.compile(r"[^/\\\x00-\x1f\x7f]+")
TABLE = re.compile(r"[a-z0-9_]+\.copy")

Progress = Callable[[int, int], None]


class BackupRefused(Exception):
    """What was asked for cannot be done; the message is a sentence for the operator."""


class NotWhole(BackupRefused):
    """The file is no backup, or not all of one."""


@dataclass(frozen=True)
class Manifest:
    """What is in a backup. `members`: size and SHA-256 by name; `counts`: rows by table.

    `columns` and `migrations` are there for PostgreSQL, whose tables are made anew by the
    program's own steps. `missing` names files that a row names and that were gone before.
    """

    made_at: str
    version: str
    engine: str
    papers: list[str]
    counts: dict[str, int]
    migrations: list[list[str]]
    columns: dict[str, list[str]] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)
    members: dict[str, tuple[int, str]] = field(default_factory=dict)
    depesche_backup: int = FORMAT

    @property
    def size_bytes(self) -> int:
        """How much room the newspaper needs."""
        return sum(size for size, _digest in self.members.values())

    def summary(self) -> str:
        """Return what is in it, in a few words."""
        pictures = sum(name.startswith("media/") for name in self.members)
        stories = self.counts.get("articles_article", 0)
        words = f"{' · '.join(self.papers) or 'no edition'}, {stories} stories"
        return f"{words}, {pictures} files of pictures and sound ({self.engine})"

    def as_bytes(self) -> bytes:
        """Return the manifest as it is written."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()

    @classmethod
    def read(cls, data: bytes) -> Self:
        """Read a manifest. Raises NotWhole."""
        try:
            told: dict[str, Any] = json.loads(data)
            if told["depesche_backup"] != FORMAT:
                message = "it was made by another Depesche, whose backups look different."
                raise NotWhole(message)
            told["members"] = {
                str(name): (int(size), str(digest))
                for name, (size, digest) in told["members"].items()
            }
            return cls(**told)
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as wrong:
            message = "its manifest cannot be read."
            raise NotWhole(message) from wrong


def megabytes(size_bytes: int) -> str:
    """Return a size for people."""
    return f"{size_bytes / 1e6:,.1f} MB"


def is_a_place(name: str) -> bool:
    """Tell whether a newspaper has a file of this name: nothing may land anywhere else."""
    parts = name.split("/")
    if len(name) > LONGEST_NAME or any(
        part in {".", ".."} or not PART.fullmatch(part) for part in parts
    ):
        return False
    if name in {SETTINGS, MANIFEST, SQLITE, "data/demo.staged"}:
        return True
    if parts[0] == TABLES:
        return len(parts) == 2 and bool(TABLE.fullmatch(parts[1]))  # noqa: PLR2004 folder, file
    return parts[0] in {"media", "theme"} and len(parts) > 1


class Told(io.RawIOBase):
    """A file that is read while its digest is made and the progress is shown."""

    def __init__(self, source: IO[bytes], tell: Callable[[int], None]) -> None:
        self._source, self._tell = source, tell
        self._digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next piece."""
        piece = self._source.read(PIECE_BYTES if size < 0 else size)
        self._digest.update(piece)
        self._tell(len(piece))
        return piece

    def hexdigest(self) -> str:
        """Return the SHA-256 of what was read."""
        return self._digest.hexdigest()


class Packer:
    """Packs files, one after the other. The caller syncs and renames `out` once it is closed."""

    def __init__(self, out: BinaryIO, tell: Callable[[int], None], *, at: int) -> None:
        self._squeezed = gzip.GzipFile("", "wb", SQUEEZE, out, mtime=at)
        self._tar = tarfile.open(  # noqa: SIM115 closed in `close`
            fileobj=self._squeezed, mode="w", format=tarfile.GNU_FORMAT
        )
        self._tell, self._at = tell, at
        self.members: dict[str, tuple[int, str]] = {}

    def add(self, name: str, path: Path) -> bool:
        """Pack the file at `path` as `name`; return False where it is gone.

        Raises NotWhole where it grows or shrinks meanwhile: no file of ours does.
        """
        if not is_a_place(name):
            message = f"{name}: a name that cannot go into a backup; rename the file."
            raise BackupRefused(message)
        try:
            source = path.open("rb")
        except FileNotFoundError:
            return False
        with source:
            size = source.seek(0, io.SEEK_END)
            source.seek(0)
            digest = self._put(name, source, size)
        self.members[name] = (size, digest)
        return True

    def _put(self, name: str, source: IO[bytes], size: int) -> str:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mtime, entry.mode = size, self._at, 0o600
        told = Told(source, self._tell)
        self._tar.addfile(entry, cast(IO[bytes], told))
        self._tar.members.clear()  # type: ignore[attr-defined] # else it keeps every entry
        return told.hexdigest()

    def close(self, manifest: Manifest) -> None:
        """Write the manifest: only now is it a backup."""
        data = manifest.as_bytes()
        self._put(MANIFEST, io.BytesIO(data), len(data))
        self._tar.close()
        self._squeezed.close()


class PlainEntry(tarfile.TarInfo):
    """An entry of the tar that is a plain file: links, devices, folders, extensions are refused."""

    @classmethod
    def frombuf(cls, buf: bytes | bytearray, encoding: str, errors: str) -> Self:
        """Read a header. Raises NotWhole."""
        entry = super().frombuf(buf, encoding, errors)
        is_name = entry.type == tarfile.GNUTYPE_LONGNAME and entry.size <= LONGEST_NAME * 4
        if entry.size < 0 or not (entry.type in {tarfile.REGTYPE, tarfile.AREGTYPE} or is_name):
            message = "it holds something that is no plain file."
            raise NotWhole(message)
        return entry


def walk_backup(file: Path, *, progress: Progress) -> Iterator[tuple[str, int, IO[bytes]]]:
    """Yield name, size and content of each member in order; the content must be read at once.

    Raises NotWhole for anything that a backup of ours does not look like.
    """
    whole = file.stat().st_size
    most = max(ALWAYS_BELIEVED, LARGEST_RATIO * whole)
    unpacked, seen = 0, set[str]()
    with file.open("rb") as raw, gzip.open(raw) as plain:
        with tarfile.open(fileobj=plain, mode="r|", tarinfo=PlainEntry) as tar:
            while (entry := tar.next()) is not None:
                tar.members.clear()  # type: ignore[attr-defined] # as in Packer
                unpacked += entry.size + tarfile.BLOCKSIZE
                _check_entry(entry.name, seen, fits=unpacked <= most)
                seen.add(entry.name)
                content = tar.extractfile(entry)
                if content is None:  # cannot be: frombuf lets plain files through only
                    raise NotWhole(entry.name)
                yield entry.name, entry.size, content
                progress(raw.tell(), whole)
        while plain.read(PIECE_BYTES):  # to the end, where the checksum is
            pass
    progress(whole, whole)


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn whatever a damaged file makes Python's readers say into NotWhole, with its name."""
    try:
        yield
    except NotWhole as wrong:
        message = f"{file} is not a whole backup: {wrong}"
        raise NotWhole(message) from wrong
    except DAMAGE as wrong:
        message = f"{file} is not a whole backup: it ends too early or is damaged."
        raise NotWhole(message) from wrong


def _check_entry(name: str, seen: set[str], *, fits: bool) -> None:
    if MANIFEST in seen:
        message = "something comes after its manifest."
    elif name in seen:
        message = "it holds a file twice."
    elif not is_a_place(name):
        message = "it holds a file for a place that no newspaper has."
    elif not fits:
        message = "it would unpack to more than any backup of its size."
    else:
        return
    raise NotWhole(message)


def check_backup(file: Path, *, progress: Progress) -> Manifest:
    """Read a backup to its end, compare every file with the manifest, and return that.

    Raises NotWhole.
    """
    found: dict[str, tuple[int, str]] = {}
    manifest: Manifest | None = None
    with reading(file):
        for name, size, content in walk_backup(file, progress=progress):
            if name == MANIFEST:
                manifest = _read_manifest(content, size)
            else:
                found[name] = (size, digest_of(content))
        if manifest is None:
            message = "it has no manifest."
            raise NotWhole(message)
        different = sorted(
            name
            for name in manifest.members.keys() | found.keys()
            if manifest.members.get(name) != found.get(name)
        )
        if different:
            message = f"{different[0]} is not what it was."
            raise NotWhole(message)
    return manifest


def _read_manifest(content: IO[bytes], size: int) -> Manifest:
    if size > LARGEST_MANIFEST:
        message = "its manifest is too large."
        raise NotWhole(message)
    return Manifest.read(content.read())


def digest_of(content: IO[bytes], out: IO[bytes] | None = None) -> str:
    """Return the SHA-256 of what is left in `content`, and write it to `out` on the way."""
    digest = hashlib.sha256()
    while piece := content.read(PIECE_BYTES):
        digest.update(piece)
        if out is not None:
            out.write(piece)
    return digest.hexdigest()
