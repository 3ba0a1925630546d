"""Listen: open the one socket that all web workers share, or take it over from systemd.

It is opened once, by the supervisor: who connects while workers come and go waits in its queue.
"""

import os
import socket
from contextlib import suppress
from pathlib import Path
from typing import Protocol

BACKLOG = 4096  # Linux gives less where net.core.somaxconn says so
FIRST_HANDED = 3  # sd_listen_fds(3)
SOCKET_RIGHTS = 0o660  # the proxy is in the group of the account that serves


class PortTaken(Exception):
    """Somebody else already listens at the address."""


class Place(Protocol):
    """Where to listen: at the local socket if there is one, else at host and port."""

    @property
    def host(self) -> str:
        """An address, not a name."""

    @property
    def port(self) -> int:
        """The port's number."""

    @property
    def local_socket(self) -> Path | None:
        """The path of a local socket."""


def listen(place: Place) -> socket.socket:
    """Return the listening socket. Raises PortTaken."""
    handed = handed_socket()
    listener = handed or _bound(place)
    listener.listen(BACKLOG)
    listener.settimeout(0)
    return listener


def check_address(place: Place) -> None:
    """Find out whether the address is free, before anything is begun. Raises PortTaken."""
    if not _is_handed():
        _bound(place, only_try=True).close()


def handed_socket() -> socket.socket | None:
    """Return the socket that systemd has opened for this process, None without one."""
    return socket.socket(fileno=FIRST_HANDED) if _is_handed() else None


def in_words(place: Place) -> str:
    """Return the address as a person writes it."""
    if place.local_socket is not None:
        return str(place.local_socket)
    host = f"[{place.host}]" if ":" in place.host else place.host
    return f"{host}:{place.port}"


def _is_handed() -> bool:
    mine = os.environ.get("LISTEN_PID") == str(os.getpid())
    return mine and os.environ.get("LISTEN_FDS", "0") != "0"


def _bound(place: Place, *, only_try: bool = False) -> socket.socket:
    if place.local_socket is not None:
        return _bound_here(place.local_socket, only_try=only_try)
    family = socket.AF_INET6 if ":" in place.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind((place.host, place.port))
    except OSError as taken:
        listener.close()
        message = f"Cannot listen at {in_words(place)}: {taken.strerror}."
        raise PortTaken(message) from taken
    return listener


def _bound_here(path: Path, *, only_try: bool) -> socket.socket:
    if _somebody_answers(path):
        message = f"{path}: a server already listens there."
        raise PortTaken(message)
    path.unlink(missing_ok=True)  # left behind by one that was killed
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    try:
        listener.bind(str(path))
        path.chmod(SOCKET_RIGHTS)
    except OSError as fault:
        listener.close()
        message = f"Cannot listen at {path}: {fault.strerror or fault}."
        raise PortTaken(message) from fault
    if only_try:
        path.unlink()
    return listener


def _somebody_answers(path: Path) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as trial, suppress(OSError):
        trial.connect(str(path))
        return True
    return False
