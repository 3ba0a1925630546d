"""Report: tell Prometheus how the server is, at a port of this machine that no reader reaches.

The supervisor answers: it is there when a worker is not. What stands in the database it knows
from the note that the worker process leaves on the slate every few seconds.
"""

import os
import socketserver
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from threading import Thread
from time import time
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

from prometheus_client import make_wsgi_app
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry

from depesche.server import metrics, slate
from depesche.server.listen import PortTaken

LOOPBACK = "127.0.0.1"
PROCESS_NAMES = {slate.WEB: "web", slate.WORKER: "worker"}
BUSY_SECONDS = 5  # one who asks has so long to send the question


class Report(Collector):
    """What stands on the slate, in Prometheus's words."""

    def __init__(self, board: slate.Slate) -> None:
        self.board = board

    def collect(self) -> Iterable[Metric]:
        """Return every figure as it is now."""
        yield from served(self.board.sums())
        yield from running(self.board.processes())
        yield from noted(self.board.note(), now=time())


def served(sums: list[int]) -> Iterator[Metric]:
    """Yield what the web workers have counted since the server was started."""
    answers = CounterMetricFamily(
        "depesche_requests", "Answers, by kind of page and status.", labels=["kind", "status"]
    )
    for (kind, status), count in requests(sums):
        answers.add_metric([kind, status], count)
    yield answers
    words = {
        "depesche_page_hits": ("Pages handed out as they were kept.", sums[metrics.HITS]),
        "depesche_page_renders": ("Pages rendered.", sums[metrics.RENDERS]),
        "depesche_page_waits": ("Readers who waited for another's render.", sums[metrics.WAITS]),
        "depesche_page_render_seconds": (
            "Time spent rendering pages.",
            sums[metrics.RENDER_MICROSECONDS] / 1_000_000,
        ),
    }
    for name, (meaning, value) in words.items():
        yield CounterMetricFamily(name, meaning, value=value)


def requests(sums: list[int]) -> Iterable[tuple[tuple[str, str], int]]:
    """Return how many answers there were, by kind and status."""
    return metrics.requests_of(sums).items()


def running(processes: list[tuple[int, int]]) -> Iterator[Metric]:
    """Yield how many processes there are, and how much memory they hold."""
    count: Counter[str] = Counter({"web": 0, "worker": 0, "supervisor": 1})
    memory: Counter[str] = Counter({"supervisor": resident_bytes(os.getpid())})
    for kind, number in processes:
        name = PROCESS_NAMES.get(kind, "other")
        count[name] += 1
        memory[name] += resident_bytes(number)
    yield _by_name("depesche_processes", "Processes that run.", "process", count)
    yield _by_name(
        "depesche_resident_bytes", "Memory in use, shared pages included.", "process", memory
    )


def noted(note: dict[str, Any], *, now: float) -> Iterator[Metric]:
    """Yield what the worker process has noted; of a worker that is gone, what it noted last."""
    if not note:
        return
    followers, lag = note["behind"], note["lag_seconds"]
    yield _gauge("depesche_note_age_seconds", "Age of the figures below.", now - note["at"])
    yield _gauge("depesche_wire_newest", "Number of the newest dispatch.", note["newest"])
    yield _gauge(
        "depesche_wire_lag_seconds",
        "How long the oldest dispatch waits for the last of its followers.",
        max(lag.values(), default=0.0),
    )
    yield _by_name(
        "depesche_follower_behind", "Dispatches a follower has to read.", "follower", followers
    )
    yield _by_name(
        "depesche_follower_stands", "Whether a follower stands still.", "follower", note["stands"]
    )
    yield _gauge("depesche_tasks_waiting", "Tasks that wait.", note["tasks_waiting"])
    yield _gauge("depesche_tasks_failed", "Tasks that failed.", note["tasks_failed"])
    ages = {part: max(0.0, now - at) for part, at in note["beats"].items()}
    yield _by_name("depesche_beat_age_seconds", "Since a part last came round.", "part", ages)
    for name, (meaning, value) in sorted(note["more"].items()):
        yield _gauge(f"depesche_{name}", meaning, value)


def _gauge(name: str, meaning: str, value: float) -> Metric:
    return GaugeMetricFamily(name, meaning, value=value)


def _by_name(name: str, meaning: str, label: str, values: Mapping[str, float]) -> Metric:
    gauge = GaugeMetricFamily(name, meaning, labels=[label])
    for word, value in sorted(values.items()):
        gauge.add_metric([word], value)
    return gauge


def resident_bytes(number: int) -> int:
    """Return how much memory a process holds, 0 where that cannot be read."""
    try:
        words = Path(f"/proc/{number}/statm").read_text(encoding="ascii").split()
    except OSError:
        return 0
    return int(words[1]) * os.sysconf("SC_PAGE_SIZE")


class _Quiet(WSGIRequestHandler):
    timeout = BUSY_SECONDS

    def log_message(self, format: str, *_words: Any) -> None:  # noqa: A002 the library's own word
        """Write nothing: who asks comes every few seconds."""


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True


def report(board: slate.Slate, port: int) -> None:
    """Answer Prometheus at `port` of this machine from now on, in threads. Raises PortTaken."""
    registry = CollectorRegistry()
    registry.register(Report(board))
    try:
        server = _Server((LOOPBACK, port), _Quiet)
    except OSError as taken:
        message = f"Cannot listen at {LOOPBACK}:{port} for metrics: {taken.strerror}."
        raise PortTaken(message) from taken
    server.set_app(make_wsgi_app(registry))
    os.register_at_fork(after_in_child=server.socket.close)  # a web worker holds no such door
    Thread(target=server.serve_forever, name="metrics", daemon=True).start()
