"""Supervise: the main process of `depesche serve`. Web workers by Granian, one worker beside them.

The main process never loads Django: it is small, and what it starts begins fresh.
"""

import importlib
import logging
import os
import resource
import signal
import socket
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.log import LogLevels
from granian.server.mp import MPServer

from depesche.press.leash import name_parent

log = logging.getLogger("depesche.press")

CONNECTIONS = 4096  # a worker's; slow lines cost memory only, so there may be many
HEADER_SECONDS = 15
WEB_LEAVES_SECONDS = 6
WORKER_LEAVES_SECONDS = 8.0
SHORT_LIFE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 30.0


class PortTaken(Exception):
    """Somebody else already listens at the address."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to serve, where, and with how many hands. `worker_command` starts the worker process."""

    target: str
    worker_command: Sequence[str]
    host: str = "127.0.0.1"
    port: int = 8000
    local_socket: Path | None = None
    web_workers: int = 2
    log_config: dict[str, Any] | None = None


class Hand:
    """The worker process: started with the server, started again when it dies, stopped with it.

    It is spawned and not forked by `subprocess`: a web worker that is forked in the same moment
    would hold the pipe on which `subprocess` waits, and the keeper would sleep for ever.
    """

    def __init__(self, command: Sequence[str]) -> None:
        self._command = list(command)
        self._number = 0
        self._gone = threading.Event()
        self._stopping = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Start it, and a thread that waits for its end."""
        self._spawn()
        self._keeper.start()

    def ask_to_stop(self) -> None:
        """Ask it to finish what it is at; safe in a signal handler."""
        self._stopping.set()
        self._send(signal.SIGTERM)

    def stop(self) -> None:
        """Ask, wait, and kill it in the end."""
        self.ask_to_stop()
        if self._number and not self._gone.wait(WORKER_LEAVES_SECONDS):
            log.warning("worker.killed", extra={"worker": self._number})
            self._send(signal.SIGKILL)
            self._gone.wait()

    def _send(self, number: signal.Signals) -> None:
        if self._number and not self._gone.is_set():
            with suppress(ProcessLookupError):
                os.kill(self._number, number)

    def _spawn(self) -> None:
        no_input = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
        self._gone.clear()
        self._number = os.posix_spawn(
            self._command[0], self._command, os.environ, file_actions=[no_input]
        )
        log.info("worker.begun", extra={"worker": self._number})
        if self._stopping.is_set():  # asked to stop while it was being started
            self._send(signal.SIGTERM)

    def _keep(self) -> None:
        pause, begun = 1.0, monotonic()
        while True:
            _number, status = os.waitpid(self._number, 0)
            self._gone.set()
            if self._stopping.is_set():
                return
            lived_short = monotonic() - begun < SHORT_LIFE_SECONDS
            pause = min(LONGEST_PAUSE_SECONDS, pause * 2) if lived_short else 1.0
            code = os.waitstatus_to_exitcode(status)
            log.error("worker.died", extra={"code": code, "again_in_seconds": pause})
            if self._stopping.wait(pause):
                return
            begun = monotonic()
            self._spawn()


class Supervisor(MPServer):
    """Granian's main process, which tells the worker process of the end at once."""

    hand: Hand

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """Stop: the web workers and the worker process at the same time."""
        self.hand.ask_to_stop()
        super().signal_handler_interrupt(*args, **kwargs)


def supervise(plan: Plan) -> None:
    """Serve until SIGTERM or SIGINT; everything it started is gone when this returns.

    Raises PortTaken.
    """
    check_address(plan)
    _allow_many_files()
    name_parent()
    server = Supervisor(
        plan.target,
        address=plan.host,
        port=plan.port,
        uds=plan.local_socket,
        uds_permissions=0o660 if plan.local_socket else None,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=plan.web_workers,
        backpressure=CONNECTIONS,
        backlog=2048,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1000),
        respawn_failed_workers=True,
        workers_kill_timeout=WEB_LEAVES_SECONDS,
        log_level=LogLevels.warning,
        log_dictconfig=plan.log_config,
    )
    server.hand = Hand(plan.worker_command)
    server.on_startup(server.hand.start)
    server.on_shutdown(server.hand.stop)
    log.info("server.started", extra={"at": _words(plan), "workers": plan.web_workers})
    try:
        server.serve(target_loader=load_door)
    finally:
        server.hand.stop()
    log.info("server.stopped")


def load_door(target: str) -> Any:
    """Import `module:name`, wherever the server was started.

    Granian's own loader takes the module for a file of the working folder: beside an
    `__init__.py` it looks for a package of that folder's name.
    """
    module, _colon, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def check_address(plan: Plan) -> None:
    """Find out whether the address is free: Granian shares a port that another server holds.

    Raises PortTaken.
    """
    if plan.local_socket is not None:
        if _somebody_answers(plan.local_socket):
            message = f"{plan.local_socket}: a server already listens there."
            raise PortTaken(message)
        plan.local_socket.unlink(missing_ok=True)  # left behind by one that was killed
        return
    family = socket.AF_INET6 if ":" in plan.host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((plan.host, plan.port))
        except OSError as taken:
            message = f"Cannot listen at {_words(plan)}: {taken.strerror}."
            raise PortTaken(message) from taken


def _somebody_answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as trial:
        try:
            trial.connect(str(path))
        except OSError:
            return False
    return True


def _allow_many_files() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * CONNECTIONS
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _words(plan: Plan) -> str:
    if plan.local_socket is not None:
        return str(plan.local_socket)
    host = f"[{plan.host}]" if ":" in plan.host else plan.host
    return f"{host}:{plan.port}"
