"""Measure the served newspaper beside nginx: the same bytes, one core each for server and asker.

Server and nginx run in turns on one core, wrk on the other; a first round of each warms up and
does not count. Medians of the rounds and their ratios count, for the machine is shared.
"""

import contextlib
import gzip
import re
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.servers import Running, fetch, nginx, processor_seconds
from bench.table import verdict

ROUNDS = 3
SECONDS = 3
WARM_UP_SECONDS = 1
LINES = 64
SERVER_CORE, ASKING_CORE = "0", "1"
NEEDED = ("wrk", "nginx", "taskset")
LEAST_RATE = 0.40
MOST_PROCESSOR = 2.5
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
SOUR = re.compile(r"(Non-2xx or 3xx responses|Socket errors): *(.+)")
ENCODINGS = ("gzip", "identity")
HEAD = (
    "| page | encoding | kB | requests/s | nginx | ratio |  | µs a request | nginx | times |  |",
    "|---|---|---:|---:|---:|---:|---|---:|---:|---:|---|",
)


@dataclass(frozen=True)
class Pace:
    """Requests a second, and microseconds of the processor a request, of one server."""

    rate: float
    processor_us: float


@dataclass(frozen=True)
class Comparison:
    """One page in one encoding, from Depesche and from nginx; `size` as it is sent."""

    page: str
    encoding: str
    size: int
    ours: Pace
    theirs: Pace

    def line(self) -> str:
        """Return the row of the table."""
        rate = self.ours.rate / self.theirs.rate
        times = self.ours.processor_us / self.theirs.processor_us
        return (
            f"| {self.page} | {self.encoding} | {self.size / 1000:.1f} "
            f"| {self.ours.rate:,.0f} | {self.theirs.rate:,.0f} | {rate:.2f} "
            f"| {verdict('at least 0.40', is_held=rate >= LEAST_RATE)} "
            f"| {self.ours.processor_us:.0f} | {self.theirs.processor_us:.0f} | {times:.2f} "
            f"| {verdict('at most 2.5', is_held=times <= MOST_PROCESSOR)} |"
        )


def missing() -> list[str]:
    """Return which programs this measurement needs and does not find."""
    return [name for name in NEEDED if shutil.which(name) is None]


def measure_serving(
    folder: Path, server: Running, pages: Mapping[str, str], seconds: int = SECONDS
) -> list[Comparison]:
    """Ask the server and an nginx of our own for `pages` (paths by name), in turns."""
    for path in pages.values():
        place = folder / "pages" / path.strip("/") / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        body = fetch(server.port, path)
        place.write_bytes(body)
        (place.parent / "index.html.gz").write_bytes(gzip.compress(body, 6))
    found = []
    with contextlib.ExitStack() as stack:
        other = stack.enter_context(nginx(folder, core=SERVER_CORE))
        for name, path in pages.items():
            for encoding in ENCODINGS:
                ours, theirs = _in_turns(server, other, path, encoding, seconds)
                size = len(fetch(server.port, path, encoding))
                found.append(Comparison(name, encoding, size, ours, theirs))
    return found


def _in_turns(
    ours: Running, theirs: Running, path: str, encoding: str, seconds: int
) -> tuple[Pace, Pace]:
    rounds: tuple[list[Pace], list[Pace]] = ([], [])
    for server in (ours, theirs):
        _pace(server, path, encoding, WARM_UP_SECONDS)
    for _ in range(ROUNDS):
        for paces, server in zip(rounds, (ours, theirs), strict=True):
            paces.append(_pace(server, path, encoding, seconds))
    return _median(rounds[0]), _median(rounds[1])


def _median(paces: list[Pace]) -> Pace:
    return Pace(median(p.rate for p in paces), median(p.processor_us for p in paces))


def _pace(server: Running, path: str, encoding: str, seconds: int) -> Pace:
    before = processor_seconds(server.pid)
    told = subprocess.run(
        [
            *("taskset", "-c", ASKING_CORE, "wrk", "-t1", f"-c{LINES}", f"-d{seconds}s"),
            *("--timeout", "20s", "-H", f"Accept-Encoding: {encoding}", "-H", "Host: localhost"),
            f"http://127.0.0.1:{server.port}{path}",
        ],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    ).stdout
    sour = SOUR.search(told)
    if sour:
        message = f"{path}: {sour.group(0)}"
        raise RuntimeError(message)
    rate, count = RATE.search(told), COUNT.search(told)
    if rate is None or count is None:
        message = f"wrk said: {told}"
        raise RuntimeError(message)
    spent = processor_seconds(server.pid) - before
    return Pace(float(rate.group(1)), spent / int(count.group(1)) * 1e6)
