"""Answer: run Django's callable in a thread, and hold what it says until it can be sent."""

import logging
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

log = logging.getLogger("depesche.server")

Headers = list[tuple[str, str]]
Application = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
IN_MEMORY_BYTES = 4 * 1024 * 1024


@dataclass(slots=True)
class Answer:
    """A whole answer: its body in memory, or on disk where it is long, or the path of a file."""

    status: int
    headers: Headers
    body: bytes = b""
    spool: IO[bytes] | None = None
    path: str = ""
    size_bytes: int = 0
    request_path: str = field(default="", compare=False)
    is_kept: bool = False

    def header(self, name: str) -> str:
        """Return the value of a header, empty where there is none; `name` is lower case."""
        return next((value for key, value in self.headers if key == name), "")

    def replace(self, name: str, value: str) -> None:
        """Set a header in place of any of that name."""
        self.headers = [(key, old) for key, old in self.headers if key != name]
        self.headers.append((name, value))


def say(status: int, sentence: str, *more: tuple[str, str]) -> Answer:
    """Return a short answer in plain text that nobody keeps."""
    headers = [("content-type", "text/plain; charset=utf-8"), ("cache-control", "no-store"), *more]
    body = f"{sentence}\n".encode()
    return Answer(status, headers, body, size_bytes=len(body))


class HandedFile:
    """`wsgi.file_wrapper`: keep the file that Django hands over instead of reading it here."""

    def __init__(self, file: IO[bytes], block_bytes: int = 64 * 1024) -> None:
        self.file = file
        self.block_bytes = block_bytes

    def __iter__(self) -> "HandedFile":
        return self

    def __next__(self) -> bytes:
        piece = self.file.read(self.block_bytes)
        if not piece:
            raise StopIteration
        return piece

    def close(self) -> None:
        """Close the file; Django's answer is finished by it."""
        self.file.close()

    def whole_file(self) -> tuple[str, int] | None:
        """Return path and size where this is a file on disk, read from its beginning."""
        try:
            path = Path(f"/proc/self/fd/{self.file.fileno()}").resolve(strict=True)
            if self.file.tell() != 0 or not path.is_file():
                return None
        except (AttributeError, OSError, ValueError):
            return None
        return str(path), path.stat().st_size


def ask(application: Application, environ: dict[str, Any]) -> Answer:
    """Call Django and return its whole answer; runs in a thread of the pool.

    What escapes Django is logged, and the answer is 500.
    """
    told: list[tuple[int, Headers]] = []

    def start_response(status: str, headers: Headers, _fault: object = None) -> None:
        told[:] = [(int(status[:3]), [(name.lower(), _plain(value)) for name, value in headers])]

    environ["wsgi.file_wrapper"] = HandedFile
    try:
        pieces = application(environ, start_response)
        try:
            return _gather(pieces, told, environ["PATH_INFO"])
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()
    except Exception:
        log.exception("request.failed", extra={"path": environ["PATH_INFO"]})
        return say(500, "Something went wrong here. The fault is in the log.")
    finally:
        environ["wsgi.input"].close()


def _gather(pieces: Iterable[bytes], told: list[tuple[int, Headers]], path: str) -> Answer:
    if isinstance(pieces, HandedFile):
        whole = pieces.whole_file()
        if whole is not None:
            status, headers = told[0]
            return Answer(status, headers, path=whole[0], size_bytes=whole[1], request_path=path)
    spool: Any = tempfile.SpooledTemporaryFile(max_size=IN_MEMORY_BYTES)  # noqa: SIM115 sent later
    size = 0
    for piece in pieces:
        size += spool.write(piece)
    status, headers = told[0]
    spool.seek(0)
    if size <= IN_MEMORY_BYTES:
        with spool:
            return Answer(status, headers, spool.read(), size_bytes=size, request_path=path)
    return Answer(status, headers, spool=spool, size_bytes=size, request_path=path)


def _plain(value: str) -> str:
    return value if value.isascii() else value.encode("ascii", "replace").decode("ascii")
