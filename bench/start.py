"""Start the server again: when does the first reader get a kept page, and when a fresh one?"""

import http.client
import time
from collections.abc import Callable
from contextlib import closing
from http import HTTPStatus
from pathlib import Path
from statistics import median

from bench.servers import begin, end, free_port, serve_command
from bench.table import verdict

STARTS = 5
PATIENCE_SECONDS = 60
MOST_KEPT_SECONDS, MOST_FRESH_SECONDS = 0.5, 3.0


def measure_start(
    home: Path, kept: str, fresh: Callable[[], str], starts: int = STARTS
) -> list[str]:
    """Stop and start some times; return the table's rows.

    `kept` is the address of a page that is in the store, `fresh` returns one that is not.
    """
    times = [_once(home, kept, fresh()) for _ in range(starts)]
    to_kept, to_fresh = (median(column) for column in zip(*times, strict=True))
    held = verdict("at most 0.5 s", is_held=to_kept <= MOST_KEPT_SECONDS)
    held_fresh = verdict("at most 3 s", is_held=to_fresh <= MOST_FRESH_SECONDS)
    return [
        "| from `depesche serve` to the first answer | seconds |  |",
        "|---|---:|---|",
        f"| a kept page | {to_kept:.2f} | {held} |",
        f"| a page that is built | {to_fresh:.2f} | {held_fresh} |",
    ]


def _once(home: Path, kept: str, fresh: str) -> tuple[float, float]:
    port = free_port()
    begun = time.monotonic()
    process = begin(serve_command(home, port), home / "serve.log")
    try:
        to_kept = _first_answer(port, kept) - begun
        to_fresh = _first_answer(port, fresh) - begun
    finally:
        end(process)
    return to_kept, to_fresh


def _first_answer(port: int, path: str) -> float:
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        with closing(line):
            try:
                line.request("GET", path, headers={"Host": "localhost"})
                answer = line.getresponse()
                if answer.status == HTTPStatus.OK and answer.read():
                    return time.monotonic()
            except (OSError, http.client.HTTPException):
                pass
        time.sleep(0.005)
    message = f"{path}: no answer in {PATIENCE_SECONDS} seconds after the start"
    raise RuntimeError(message)
