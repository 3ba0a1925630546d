"""Start the newspaper's server and an nginx beside it, ask them, weigh them, stop them."""

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

PATIENCE_SECONDS = 120
LEAVES_SECONDS = 30
TICKS = os.sysconf("SC_CLK_TCK")
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
class Running:
    """A server that runs: its first process, where it listens, where it tells its figures."""

    pid: int
    port: int
    metrics_port: int = 0

    def renders(self) -> int:
        """Return how many pages it has rendered since it was started."""
        return int(self._figure("depesche_page_renders_total"))

    def _figure(self, name: str) -> float:
        told = fetch(self.metrics_port, "/metrics").decode()
        found = re.search(rf"^{name} (\S+)$", told, re.MULTILINE)
        if found is None:
            message = f"no {name} in the metrics"
            raise RuntimeError(message)
        return float(found.group(1))


@contextlib.contextmanager
def served(home: Path, *, workers: int = 2, core: str = "") -> Iterator[Running]:
    """Serve the newspaper in `home`, with metrics; on one core of the machine if it is named."""
    port, metrics = free_port(), free_port()
    pinned = ["taskset", "-c", core] if core else []
    command = [*pinned, *serve_command(home, port), "--workers", str(workers)]
    with _started(command, home / "serve.log", port, metrics) as pid:
        yield Running(pid, port, metrics)


def serve_command(home: Path, port: int) -> list[str]:
    """Return the command line that serves a newspaper."""
    command = [sys.executable, "-P", "-m", "depesche.cli", "--home", str(home)]
    return [*command, "serve", "--port", str(port)]


@contextlib.contextmanager
def nginx(folder: Path, *, core: str) -> Iterator[Running]:
    """Serve the files below `folder`/pages by one worker of nginx's."""
    port = free_port()
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port))
    for name in "abcde":
        (folder / name).mkdir()
    folder.chmod(0o755)  # nginx leaves root behind
    for above in folder.parents[:-1]:
        if above.stat().st_uid == os.getuid() and above != Path("/tmp"):
            above.chmod(above.stat().st_mode | 0o055)
    command = ["nginx", "-p", str(folder), "-c", str(config), "-g", "daemon off;"]
    with _started(["taskset", "-c", core, *command], folder / "nginx.log", port) as pid:
        yield Running(pid, port)


@contextlib.contextmanager
def _started(command: Sequence[str], log: Path, port: int, metrics: int = 0) -> Iterator[int]:
    process = begin(command, log, metrics_port=metrics)
    try:
        last = time.monotonic() + PATIENCE_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > last:
                raise RuntimeError(log.read_text())
            time.sleep(0.1)
        yield process.pid
    finally:
        end(process)


def begin(command: Sequence[str], log: Path, *, metrics_port: int = 0) -> "subprocess.Popen[bytes]":
    """Start a server as an operator's machine would: it may write compiled programs."""
    environment = own_environment()
    if metrics_port:
        environment["DEPESCHE_METRICS_PORT"] = str(metrics_port)
    with log.open("wb") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=environment)


def own_environment() -> dict[str, str]:
    """Return the environment for a newspaper of its own folder: nothing of another's settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEPESCHE_")}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)
    return kept | {"DEPESCHE_LOG_LEVEL": "warning"}


def end(process: "subprocess.Popen[bytes]") -> None:
    """Ask a server to stop, and wait until it has."""
    process.send_signal(signal.SIGTERM)
    process.wait(LEAVES_SECONDS)


def _answers(port: int) -> bool:
    with contextlib.suppress(OSError, http.client.HTTPException):
        return ask(port, "/ready")[0] != http.client.SERVICE_UNAVAILABLE
    return False


def fetch(port: int, path: str, coding: str = "identity") -> bytes:
    """Return the body of a page as it is sent in a coding."""
    status, body = ask(port, path, coding)
    if status != http.client.OK:
        message = f"{path} answered {status}"
        raise RuntimeError(message)
    return body


def ask(port: int, path: str, coding: str = "identity") -> tuple[int, bytes]:
    """Ask for a page on a line of its own; return status and body."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    with contextlib.closing(line):
        line.request("GET", path, headers={"Host": "localhost", "Accept-Encoding": coding})
        answer = line.getresponse()
        return answer.status, answer.read()


def memory_mb(pid: int) -> tuple[float, float]:
    """Return the proportional set size of a process and all its descendants, in MB.

    The second figure is what of it are pages of files, the kept pages' among them.
    """
    total = files = 0
    for one in (pid, *descendants(pid)):
        with contextlib.suppress(OSError):
            told = Path(f"/proc/{one}/smaps_rollup").read_text()
            total += _kilobytes(told, "Pss")
            files += _kilobytes(told, "Pss_File")
    return total / 1024, files / 1024


def _kilobytes(told: str, name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+)", told, re.MULTILINE)
    return int(found.group(1)) if found else 0


def processor_seconds(pid: int) -> float:
    """Return the processor's seconds of a process and its descendants."""
    ticks = 0
    for one in (pid, *descendants(pid)):
        with contextlib.suppress(OSError):
            words = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(words[11]) + int(words[12])
    return ticks / TICKS


def descendants(pid: int) -> list[int]:
    """Return the numbers of all processes that a process has started."""
    found: list[int] = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            if int(place.read_text().rpartition(")")[2].split()[1]) == pid:
                child = int(place.parent.name)
                found += [child, *descendants(child)]
    return found


def free_port() -> int:
    """Return a port at which nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
