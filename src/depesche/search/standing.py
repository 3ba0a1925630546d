"""Standing: what the index holds, how far it is, whether it is whole. For the operator."""

import zlib
from collections.abc import Iterator
from pathlib import Path

import tantivy

from depesche.search import folder
from depesche.search.opened import NoIndex, the_index
from depesche.search.schema import CODES
from depesche.wire.models import Dispatch

MAGIC = 1337  # the last four bytes of tantivy's files; before them the length of their footer
PIECE = 1 << 20
MEGABYTE = 1_000_000


def standing() -> Iterator[str]:
    """Yield lines about the index."""
    counts = folder.current()
    if counts is None:
        yield "There is no index yet. The worker makes it, or `depesche search rebuild`."
        return
    if folder.is_being_rebuilt():
        yield "A new index is being made."
    try:
        opened = the_index()
    except NoIndex:
        yield "The index cannot be asked: it is of another program or wire, or damaged."
        return
    for kind, code in CODES.items():
        query = tantivy.Query.term_query(opened.schema, "kind", code)
        yield f"{kind:<14} {opened.searcher.search(query, 1).count}"
    yield f"{'segments':<14} {opened.searcher.num_segments}"
    yield f"{'words known':<14} {len(opened.splitter.words)}"
    yield f"{'behind':<14} {behind(opened.applied)} dispatches"
    yield f"{'owed':<14} {len(opened.debts)} names"
    yield f"{'on disk':<14} {folder.size_bytes(opened.folder) / MEGABYTE:.1f} MB"


def behind(applied: int) -> int:
    """Return how many dispatches the index has not read."""
    return Dispatch.objects.filter(pk__gt=applied).count()


def broken_files(place: Path) -> list[str]:
    """Return the names of the index's files that are not what was written."""
    return [
        path.name
        for path in sorted(place.iterdir())
        if path.is_file() and len(path.stem) == 32 and not is_whole(path)  # noqa: PLR2004 of a segment
    ]


def is_whole(path: Path) -> bool:
    """Tell whether a file of tantivy's is what its own checksum says."""
    try:
        with path.open("rb") as file:
            size = path.stat().st_size
            file.seek(max(0, size - 8))
            end = file.read(8)
            length, magic = int.from_bytes(end[:4], "little"), int.from_bytes(end[4:], "little")
            if magic != MAGIC or length + 8 > size:
                return False
            file.seek(size - 8 - length)
            told = file.read(length).rpartition(b'"crc":')[2].partition(b"}")[0]
            return told == str(_checksum(path, size - 8 - length)).encode()
    except OSError:
        return False


def _checksum(path: Path, size: int) -> int:
    crc = 0
    with path.open("rb") as file:
        while size > 0 and (piece := file.read(min(PIECE, size))):
            crc = zlib.crc32(piece, crc)
            size -= len(piece)
    return crc
