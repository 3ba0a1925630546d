"""Ten thousand readers on one breaking story that is corrected once a second.

Each has a line of its own, reads, and asks again about as often as the story is corrected. Then
the same with nobody reading: each asks again at once, and whoever measures takes what the cores
give. Askers, server and desk share them.
"""

import re
import resource
import subprocess
from dataclasses import dataclass
from pathlib import Path

from bench.newspaper import act
from bench.servers import Running, fetch
from bench.table import percentile, verdict

CONNECTIONS = 10_000
SECONDS = 20
GATHERING_SECONDS = 4  # until all have come
FILES_BESIDE = 100
MOST_P99_MS, MOST_UNSEEN_SECONDS = 1_000, 2.0
LATENCY = re.compile(r"\s99%\s+([\d.]+)(us|ms|s|m)\b")
MILLISECONDS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}
ERRORS = re.compile(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)")
SOUR = re.compile(r"Non-2xx or 3xx responses: (\d+)")
PACE = "function delay() return math.random(0, 2000) end\n"  # wrk's: milliseconds, a second each
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")


@dataclass(frozen=True)
class Rush:
    """What came of it."""

    connections: int
    rate: float
    errors: int
    p99_ms: float
    corrections: int
    renders: int
    unseen_seconds: list[float]

    def lines(self) -> list[str]:
        """Return the table."""
        return ["| what | measured |  |", "|---|---:|---|", *self.rows()]

    def rows(self) -> list[str]:
        """Return the rows of the table."""
        slowest = max(self.unseen_seconds)
        once = self.renders <= self.corrections
        rows = [
            ("errors", f"{self.errors}", verdict("0", is_held=self.errors == 0)),
            (
                f"99 of 100 answers within ({self.rate:,.0f} a second)",
                f"{self.p99_ms:.0f} ms",
                verdict("under 1 s", is_held=self.p99_ms < MOST_P99_MS),
            ),
            (
                f"renders of the page in {self.corrections} corrections",
                f"{self.renders}",
                verdict("one each", is_held=once),
            ),
            (
                "a correction is seen after: median, slowest",
                f"{percentile(self.unseen_seconds, 0.5):.2f} s, {slowest:.2f} s",
                verdict("at most 2 s", is_held=slowest <= MOST_UNSEEN_SECONDS),
            ),
        ]
        return [f"| {' | '.join(row)} |" for row in rows]

    def apart(self) -> str:
        """Return the row of those who ask again at once: not judged."""
        unseen = percentile(self.unseen_seconds, 0.5), max(self.unseen_seconds)
        told = f"{self.p99_ms:.0f} ms; {unseen[0]:.2f} s, {unseen[1]:.2f} s"
        asked = f"asking again at once ({self.rate:,.0f} a second), {self.errors} errors"
        return f"| {asked}: 99 of 100 within; a correction seen after | {told} | apart |"


def may_open(connections: int) -> bool:
    """Raise the limit of open files as far as it goes; tell whether it is enough."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = connections + FILES_BESIDE
    if resource.RLIM_INFINITY in {soft, hard} or soft >= wanted:
        return True
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(wanted, hard), hard))
    return hard >= wanted


def rush(
    home: Path,
    server: Running,
    path: str,
    *,
    connections: int = CONNECTIONS,
    seconds: int = SECONDS,
    is_paced: bool = True,
) -> Rush:
    """Let the readers come, correct the story while they read.

    Each pauses for a second on the average after each answer, or (`is_paced` False) not at all.
    """
    pace = home / "pace.lua"
    pace.write_text(PACE)
    fetch(server.port, path)
    before = server.renders()
    coming = subprocess.Popen(
        [
            *("wrk", "-t2", f"-c{connections}", f"-d{GATHERING_SECONDS + seconds}s", "--latency"),
            *("--timeout", "10s", "-H", "Host: localhost", "-H", "Accept-Encoding: gzip"),
            *(("-s", str(pace)) if is_paced else ()),
            f"http://127.0.0.1:{server.port}{path}",
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    unseen = act(home, "correct", path, server.port, seconds)
    told = coming.communicate()[0]
    latency, errors, rate = LATENCY.search(told), ERRORS.search(told), RATE.search(told)
    if latency is None or rate is None:
        message = f"wrk said: {told}"
        raise RuntimeError(message)
    sour = SOUR.search(told)
    return Rush(
        connections,
        float(rate.group(1)),
        sum(map(int, errors.groups() if errors else ())) + (int(sour.group(1)) if sour else 0),
        float(latency.group(1)) * MILLISECONDS[latency.group(2)],
        len(unseen),
        server.renders() - before,
        unseen,
    )
