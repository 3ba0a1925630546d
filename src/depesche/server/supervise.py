"""Supervise: the main process of `depesche serve`. Web workers by Granian, one worker beside them.

The main process never loads Django: it is small, and what it starts begins fresh.
"""

import importlib
import logging
import multiprocessing
import os
import resource
import signal
import socket
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from granian._granian import SocketHolder
from granian.constants import HTTPModes, Interfaces, SSLProtocols
from granian.http import HTTP1Settings
from granian.log import LogLevels

from depesche.server import leave, slate
from depesche.server.hand import Hand
from depesche.server.leash import name_parent
from depesche.server.listen import BACKLOG, in_words, listen
from depesche.server.relieve import Relief

log = logging.getLogger("depesche.server")

FILES_OF_ITS_OWN = 256  # what a web worker opens beside the lines of its readers


@dataclass(frozen=True, slots=True)
class Plan:
    """What to serve, where, and with how many hands. `worker_command` starts the worker process.

    `prepare_command` is run before a reload: when it fails, everything stays as it is.
    """

    target: str
    worker_command: Sequence[str]
    prepare_command: Sequence[str] = ()
    host: str = "127.0.0.1"
    port: int = 8000
    local_socket: Path | None = None
    web_workers: int = 2
    connections: int = 16384  # a worker's; slow lines cost memory only, so there may be many
    header_seconds: int = 15
    drain_seconds: float = 5.0  # for whoever is kept alive to ask once more, and be told to go
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    metrics_port: int = 0  # of this machine; 0: nobody watches
    press_folder: Path | None = None  # where the kept pages lie
    log_config: dict[str, Any] | None = None


class Supervisor(Relief):
    """Granian's main process, with one listening socket for all workers and a worker process."""

    listener: socket.socket

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        """Stop: the web workers and the worker process at the same time."""
        self.hand.ask_to_stop()
        for worker in self.wrks:
            worker.interrupt_by_parent = True  # Ctrl-C reaches them too; they end as they should
        super().signal_handler_interrupt(*args, **kwargs)

    def _init_shared_socket(self) -> None:
        """Share one socket among all web workers.

        Granian's way, one each by SO_REUSEPORT, drops who waits in the queue of one that ends.
        """
        file, is_local = self.listener.fileno(), self.listener.family == socket.AF_UNIX
        shared: Any = SocketHolder(file, is_local, BACKLOG)  # type: ignore[call-arg]
        own: Any = self
        own._sso, own._sfd, own._shd, own._ssp = self.listener, file, shared, None  # noqa: SLF001


def supervise(plan: Plan) -> None:
    """Serve until SIGTERM or SIGINT; everything it started is gone when this returns.

    Raises PortTaken.
    """
    listener = listen(plan)
    server = _server(plan, connections=_allow_many_files(plan.connections))
    server.board, server.listener = slate.make_slate(), listener
    if plan.metrics_port:
        watch(server.board, plan.metrics_port)
    os.environ[leave.LISTENER] = str(listener.fileno())
    name_parent()
    multiprocessing.set_start_method("fork", force=True)
    os.register_at_fork(after_in_child=_forget_signals)
    server.press_folder = plan.press_folder
    server.hand = Hand(plan.worker_command, server.board, plan.press_folder)
    server.prepare_command, server.drain_seconds = plan.prepare_command, plan.drain_seconds
    server.on_startup(server.hand.start)
    server.on_shutdown(server.hand.stop)
    log.info("server.started", extra={"at": in_words(plan), "workers": plan.web_workers})
    try:
        server.serve(target_loader=load_door)
    finally:
        server.hand.stop()
    log.info("server.stopped")


def watch(board: slate.Slate, port: int) -> None:
    """Let Prometheus ask; what it needs is loaded only where that is wanted. Raises PortTaken."""
    from depesche.server.report import report  # noqa: PLC0415 six megabytes

    report(board, port)


def _server(plan: Plan, *, connections: int) -> Supervisor:
    return Supervisor(
        plan.target,
        address=plan.host,
        port=plan.port,
        uds=plan.local_socket,
        interface=Interfaces.RSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=plan.web_workers,
        backpressure=connections,
        backlog=BACKLOG,
        http1_settings=HTTP1Settings(header_read_timeout=plan.header_seconds * 1000),
        respawn_failed_workers=True,
        ssl_cert=plan.tls_certificate,
        ssl_key=plan.tls_key,
        ssl_protocol_min=SSLProtocols.tls12,
        log_level=LogLevels.warning,
        log_dictconfig=plan.log_config,
    )


def load_door(target: str) -> Any:
    """Import `module:name` as it is on the disk now, wherever the server was started.

    Granian's own loader takes the module for a file of the working folder: beside an
    `__init__.py` it looks for a package of that folder's name. And what the supervisor has
    imported is forgotten first: a worker that is started by a reload runs the new program.
    """
    for name in [name for name in sys.modules if name.partition(".")[0] == "depesche"]:
        del sys.modules[name]
    importlib.invalidate_caches()
    module, _colon, name = target.partition(":")
    return getattr(importlib.import_module(module), name)


def _forget_signals() -> None:
    """Let a web worker end at once when it is told to before it has handlers of its own."""
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN if number == signal.SIGHUP else signal.SIG_DFL)


def _allow_many_files(connections: int) -> int:
    """Raise the limit of open files; return how many connections fit below it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 2 * connections + FILES_OF_ITS_OWN  # a reader's line, and the file that goes over it
    most = wanted if hard == resource.RLIM_INFINITY else min(hard, wanted)
    if soft != resource.RLIM_INFINITY and soft < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
        soft = most
    if soft == resource.RLIM_INFINITY or soft >= wanted:
        return connections
    fit = max(64, (soft - FILES_OF_ITS_OWN) // 2)
    if fit < connections // 2:  # a few less are no news to anybody
        log.warning("server.few_files", extra={"connections": fit, "files": soft})
    return fit
