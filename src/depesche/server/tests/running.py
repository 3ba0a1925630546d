"""Start a server as a process of its own, and see what becomes of it."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PATIENCE_SECONDS = 180


def environment(**more):
    """Return an environment without the tests' own settings: a newspaper has its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DEPESCHE_")}
    return {**kept, "PYTHONUNBUFFERED": "1", **more}


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def wait_until(true, what):
    """Wait for what `true` returns; `what` is missing then: words, or who will tell them."""
    last = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < last:
        found = true()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(what() if callable(what) else what)


def is_running(pid):
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def children(pid):
    """Return the numbers of the processes whose parent is `pid`."""
    found = []
    for place in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            words = place.read_text().rpartition(")")[2].split()
            if int(words[1]) == pid and words[0] != "Z":
                found.append(int(place.parent.name))
    return found


class Running:
    """A server in a process of its own."""

    def __init__(self, command, port, log, *, cwd=None, tls=None, held=None, **told):
        self.port, self.log, self.tls = port, Path(log), tls
        self.environment = told
        self.out = self.log.open("wb")
        self.process = subprocess.Popen(  # noqa: S603 our own program
            command,
            stdout=self.out,
            stderr=self.out,
            cwd=cwd,
            pass_fds=[held.fileno()] if held else [],
            env=environment(**told),
        )
        try:
            wait_until(self.answers, f"no server came up: {command}")
        except BaseException:
            self.process.kill()
            self.process.wait()
            self.out.close()
            raise

    @property
    def pid(self):
        return self.process.pid

    def answers(self):
        assert self.process.poll() is None, self.log.read_text()
        with contextlib.suppress(OSError):
            return self.ask("GET", "/health")[0] == 200
        return False

    def is_ready(self):
        """Tell whether it hands out pages: it may be starting, or starting again."""
        assert self.process.poll() is None, self.log.read_text()
        with contextlib.suppress(OSError, http.client.HTTPException):
            return self.ask("GET", "/ready")[0] == 200
        return False

    def ask(self, method, path, body=None, headers=(), host="localhost"):
        """Return status, headers (lower case) and body."""
        line = self.line()
        try:
            line.request(method, path, body=body, headers={"Host": host, **dict(headers)})
            answer = line.getresponse()
            told = {name.lower(): value for name, value in answer.getheaders()}
            return answer.status, told, answer.read()
        finally:
            line.close()

    def line(self):
        """Return a connection that has yet to be opened."""
        if self.tls is not None:
            return http.client.HTTPSConnection(
                "localhost", self.port, context=self.tls, timeout=PATIENCE_SECONDS
            )
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        if self.process.poll() is None:
            self.stop()

    def raw(self, data):
        """Send bytes as they are and return what comes back until the server hangs up."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=5) as line:
            line.sendall(data)
            got = b""
            with contextlib.suppress(TimeoutError, ConnectionError):
                while piece := line.recv(65536):
                    got += piece
            return got

    def stop(self, number=signal.SIGTERM, seconds=10):
        """Send a signal, wait for the end, and return the children that outlived it."""
        before = children(self.pid)
        self.process.send_signal(number)
        self.process.wait(seconds)
        self.out.close()
        return before


HAND_OVER = """
import os, sys
os.dup2(int(sys.argv[1]), 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.argv[2], sys.argv[2:])
"""


def start_echo(folder, *, tls=None, held=None, **told):
    """Start the echo; `held` is a socket that is handed to it as systemd does."""
    port = held.getsockname()[1] if held else free_port()
    command = [sys.executable, "-m", "depesche.server.tests.echo", str(port)]
    if held:
        command = [sys.executable, "-c", HAND_OVER, str(held.fileno()), *command]
    return Running(
        command, port, folder / "log", tls=tls, held=held, ECHO_FOLDER=str(folder), **told
    )
