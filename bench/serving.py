"""Measure the served newspaper beside nginx: the same bytes, one core each for server and asker.

Server and nginx run in turns on one core, wrk on the other; medians of the rounds and their
ratios count, for the machine is shared. Skipped where wrk or nginx are not installed.
"""

import contextlib
import gzip
import http.client
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROUNDS = 3
SECONDS = 4
LINES = 64
PATIENCE_SECONDS = 120
SERVER_CORE, ASKING_CORE = "0", "1"
NEEDED = ("wrk", "nginx", "taskset")
TICKS = os.sysconf("SC_CLK_TCK")
RATE = re.compile(r"Requests/sec:\s+([\d.]+)")
COUNT = re.compile(r"(\d+) requests in")
SOUR = re.compile(r"(Non-2xx or 3xx responses|Socket errors): *(.+)")
ENCODINGS = ("gzip", "identity")
NGINX = """
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 2048; }}
http {{
  access_log off;
  types {{ text/html html; }}
  default_type "text/html; charset=utf-8";
  sendfile on;
  tcp_nopush on;
  keepalive_requests 1000000;
  gzip_static on;
  client_body_temp_path {folder}/a;
  proxy_temp_path {folder}/b;
  fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d;
  scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port} backlog=2048; root {folder}/pages; index index.html; }}
}}
"""


@dataclass(frozen=True)
class Pace:
    """Requests a second, and microseconds of the processor a request, of one server."""

    rate: float
    processor_us: float


@dataclass(frozen=True)
class Comparison:
    """One page in one encoding, from Depesche and from nginx."""

    page: str
    encoding: str
    size: int
    ours: Pace
    theirs: Pace


def missing() -> list[str]:
    """Return which programs this measurement needs and does not find."""
    return [name for name in NEEDED if shutil.which(name) is None]


@contextlib.contextmanager
def served(home: Path) -> Iterator[tuple[int, int]]:
    """Serve the newspaper in `home` with one web worker; give the process's number and the port."""
    port = _free_port()
    with _serve(home, port) as pid:
        yield pid, port


def measure_serving(home: Path, server: int, port: int, pages: dict[str, str]) -> list[Comparison]:
    """Ask the server and an nginx of our own for `pages` (paths by name), in turns."""
    other = _free_port()
    with contextlib.ExitStack() as stack:
        folder = home / "nginx"
        bodies = {name: _fetch(port, path) for name, path in pages.items()}
        for name, path in pages.items():
            place = folder / "pages" / path.strip("/") / "index.html"
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(bodies[name])
            (place.parent / "index.html.gz").write_bytes(gzip.compress(bodies[name], 6))
        nginx = stack.enter_context(_nginx(folder, other))
        found = []
        for name, path in pages.items():
            for encoding in ENCODINGS:
                ours, theirs = _in_turns((server, port), (nginx, other), path, encoding)
                found.append(Comparison(name, encoding, len(bodies[name]), ours, theirs))
        return found


def memory_mb(pid: int) -> float:
    """Return the proportional set size of a process and all its descendants, in MB."""
    total = 0
    for one in (pid, *_descendants(pid)):
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{one}/smaps_rollup").read_text()
            found = re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)
            total += int(found.group(1)) if found else 0
    return total / 1024


def _in_turns(
    ours: tuple[int, int], theirs: tuple[int, int], path: str, encoding: str
) -> tuple[Pace, Pace]:
    rounds: tuple[list[Pace], list[Pace]] = ([], [])
    for _ in range(ROUNDS):
        for paces, (pid, port) in zip(rounds, (ours, theirs), strict=True):
            paces.append(_pace(pid, port, path, encoding))
    return _median(rounds[0]), _median(rounds[1])


def _median(paces: list[Pace]) -> Pace:
    return Pace(median(p.rate for p in paces), median(p.processor_us for p in paces))


def _pace(pid: int, port: int, path: str, encoding: str) -> Pace:
    before = _processor(pid)
    told = _run(
        "taskset", "-c", ASKING_CORE, "wrk", "-t1", f"-c{LINES}", f"-d{SECONDS}s",
        "--timeout", "20s",
        "-H", f"Accept-Encoding: {encoding}", "-H", "Host: localhost",
        f"http://127.0.0.1:{port}{path}",
    )  # fmt: skip
    sour = SOUR.search(told)
    if sour:
        message = f"{path}: {sour.group(0)}"
        raise RuntimeError(message)
    rate, count = RATE.search(told), COUNT.search(told)
    if rate is None or count is None:
        message = f"wrk said: {told}"
        raise RuntimeError(message)
    spent = _processor(pid) - before
    return Pace(float(rate.group(1)), spent / int(count.group(1)) * 1e6)


def _processor(pid: int) -> float:
    """Return the processor's seconds of a process and its descendants."""
    ticks = 0
    for one in (pid, *_descendants(pid)):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(words[11]) + int(words[12])
    return ticks / TICKS


def _descendants(pid: int) -> list[int]:
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(place.read_text().rpartition(")")[2].split()[1]) == pid:
                child = int(place.parent.name)
                found += [child, *_descendants(child)]
    return found


@contextlib.contextmanager
def _serve(home: Path, port: int) -> Iterator[int]:
    command = [sys.executable, "-P", "-m", "depesche.cli", "--home", str(home)]
    command += ["serve", "--port", str(port), "--workers", "1"]
    with _started(command, home / "serve.log", port) as pid:
        yield pid


@contextlib.contextmanager
def _nginx(folder: Path, port: int) -> Iterator[int]:
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port))
    for name in "abcde":
        (folder / name).mkdir()
    os.chmod(folder, 0o755)  # noqa: PTH101 nginx leaves root behind
    for above in folder.parents[:-1]:
        if above.stat().st_uid == os.getuid() and above != Path("/tmp"):
            above.chmod(above.stat().st_mode | 0o055)
    command = ["nginx", "-p", str(folder), "-c", str(config), "-g", "daemon off;"]
    with _started(command, folder / "nginx.log", port) as pid:
        yield pid


@contextlib.contextmanager
def _started(command: list[str], log: Path, port: int) -> Iterator[int]:
    with log.open("wb") as out:
        process = subprocess.Popen(["taskset", "-c", SERVER_CORE, *command], stdout=out, stderr=out)
    try:
        last = time.monotonic() + PATIENCE_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > last:
                raise RuntimeError(log.read_text())
            time.sleep(0.1)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError):
        _ask(port, "/ready")
        return True
    return False


def _fetch(port: int, path: str) -> bytes:
    status, body = _ask(port, path)
    if status != http.client.OK:
        message = f"{path} answered {status}"
        raise RuntimeError(message)
    return body


def _ask(port: int, path: str) -> tuple[int, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(line):
        line.request("GET", path, headers={"Host": "localhost"})
        answer = line.getresponse()
        return answer.status, answer.read()


def _run(*words: str) -> str:
    return subprocess.run(words, stdout=subprocess.PIPE, text=True, check=True).stdout


def _free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
