"""Intake: read a whole request body before Django is asked, small in memory, large on disk."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO, Any, Protocol

from depesche.server.order import Scope

MB = 1024 * 1024
IN_MEMORY_BYTES = MB
PATIENCE_SECONDS = 30.0  # for the next piece
WHOLE_SECONDS = 900.0  # for all of it: a slow line, not a stopped one


class Refused(Exception):
    """A request that is not read further: the status, and a sentence for whoever sent it."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status
        self.sentence = sentence


class Left(Exception):
    """The one who asked has hung up; nobody waits for an answer."""


class Body(Protocol):
    """The body of a request as Granian hands it over."""

    def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the pieces."""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much may be sent: at the desk (pictures, audio), and anywhere else."""

    desk_bytes: int = 64 * 1024 * 1024
    reader_bytes: int = 1024 * 1024

    def for_path(self, path: str) -> int:
        """Return the largest body in bytes that `path` takes."""
        return self.desk_bytes if path.startswith("/desk/") else self.reader_bytes


def announced_bytes(scope: Scope, limits: Limits) -> int:
    """Return how long the body says it is. Raises Refused: unclear, or too large."""
    length = scope.headers.get("content-length")
    if scope.headers.get("transfer-encoding") is not None:
        raise Refused(411, "Send the length of the body (Content-Length).")
    if length is None:
        return 0
    if not (length.isascii() and length.isdigit()):
        raise Refused(400, "Content-Length is not a number.")
    size = int(length)
    most = limits.for_path(scope.path)
    if size > most:
        raise Refused(413, f"That is too large: at most {in_words(most)} may be sent.")
    return size


def in_words(size_bytes: int) -> str:
    """Return a size as people write it."""
    return f"{size_bytes // MB} MB" if size_bytes >= MB else f"{size_bytes // 1024} KB"


async def take_in(proto: Body, size_bytes: int) -> IO[bytes]:
    """Read exactly `size_bytes` of body and return it as a file at its beginning.

    Raises Left where the sender hangs up half-way, Refused (408) where it stands still.
    """
    body: Any = SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 Django closes it
    taken = 0
    try:
        async with asyncio.timeout(WHOLE_SECONDS) as clock:
            begun = asyncio.get_running_loop().time()
            clock.reschedule(begun + PATIENCE_SECONDS)
            async for piece in proto:
                taken += len(piece)
                body.write(piece)
                now = asyncio.get_running_loop().time()
                clock.reschedule(min(now + PATIENCE_SECONDS, begun + WHOLE_SECONDS))
    except TimeoutError as late:
        body.close()
        raise Refused(408, "The rest of the request did not come in time.") from late
    if taken != size_bytes:
        body.close()
        raise Left
    body.seek(0)
    return body
