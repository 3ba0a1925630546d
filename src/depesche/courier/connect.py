"""Connect to the very address that was judged, and keep the clock and the scales meanwhile."""

import ipaddress
import queue
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import httpcore

from depesche.courier.judge import Address, Network, judge_address
from depesche.courier.refusals import (
    CourierRefused,
    CourierTimeout,
    CourierTooLarge,
    CourierUnreachable,
)

Resolver = Callable[[str, int], Sequence[str]]

SLICE_BYTES = 16 * 1024  # written at once, so that a far end that reads slowly meets the clock
MOST_ADDRESSES = 3  # tried one after the other


def look_up(host: str, port: int) -> Sequence[str]:
    """Ask the system's resolver; returns addresses, best first. Raises OSError."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


class Deadline:
    """The instant at which an errand ends, on the clock that nobody can set."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds

    def seconds_left(self) -> float:
        """Return how long it may still take. Raises CourierTimeout when nothing is left."""
        left = self._end - time.monotonic()
        if left <= 0:
            raise CourierTimeout("The far end took too long.")
        return left


def look_up_in_time(
    resolve: Resolver, host: str, port: int, *, deadline: Deadline
) -> Sequence[str]:
    """Run `resolve` beside us, for the system's resolver knows no time limit.

    Raises CourierTimeout and CourierUnreachable.
    """
    answers: queue.SimpleQueue[Sequence[str] | OSError] = queue.SimpleQueue()

    def ask() -> None:
        try:
            answers.put(resolve(host, port))
        except OSError as fault:
            answers.put(fault)
        except UnicodeError as fault:
            answers.put(OSError(str(fault)))

    threading.Thread(target=ask, name="courier-look-up", daemon=True).start()
    try:
        answer = answers.get(timeout=deadline.seconds_left())
    except queue.Empty as late:
        raise CourierTimeout("The name was not found in time.") from late
    if isinstance(answer, OSError):
        raise CourierUnreachable("There is no host of this name.") from answer
    return answer


class GuardedStream(httpcore.NetworkStream):
    """A connection that ends at the deadline and carries no more than `limit_bytes` back."""

    def __init__(
        self, stream: httpcore.NetworkStream, *, deadline: Deadline, limit_bytes: int
    ) -> None:
        self._stream = stream
        self._deadline = deadline
        self._left_bytes = limit_bytes

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002 - ours counts
        """Read what is there, within what is left of time and bytes."""
        part = self._stream.read(max_bytes, timeout=self._deadline.seconds_left())
        self._left_bytes -= len(part)
        if self._left_bytes < 0:
            raise CourierTooLarge("The reply is larger than it may be.")
        return part

    def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ARG002 - ours counts
        """Write all of `buffer`, slice by slice against the clock."""
        for start in range(0, len(buffer), SLICE_BYTES):
            piece = buffer[start : start + SLICE_BYTES]
            self._stream.write(piece, timeout=self._deadline.seconds_left())

    def close(self) -> None:
        """Hang up."""
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - ours counts
    ) -> httpcore.NetworkStream:
        """Turn to TLS under the host's own name, for the certificate is the name's."""
        secure = self._stream.start_tls(
            ssl_context, server_hostname, timeout=self._deadline.seconds_left()
        )
        return GuardedStream(secure, deadline=self._deadline, limit_bytes=self._left_bytes)

    def get_extra_info(self, info: str) -> Any:
        """Pass on what the connection below knows."""
        return self._stream.get_extra_info(info)


class GuardedBackend(httpcore.NetworkBackend):
    """Resolve once, judge every answer, connect to one of these very numbers."""

    def __init__(
        self, *, resolve: Resolver, allow: Sequence[Network], deadline: Deadline, limit_bytes: int
    ) -> None:
        self._resolve = resolve
        self._allow = allow
        self._deadline = deadline
        self._limit_bytes = limit_bytes

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ARG002 - ours counts
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to `host`, or raise what the courier raises."""
        fault: Exception | None = None
        for address in self._judged(host, port)[:MOST_ADDRESSES]:
            try:
                stream = httpcore.SyncBackend().connect_tcp(
                    str(address),
                    port,
                    timeout=self._deadline.seconds_left(),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as failed:
                fault = failed
                continue
            return GuardedStream(stream, deadline=self._deadline, limit_bytes=self._limit_bytes)
        self._deadline.seconds_left()
        raise CourierUnreachable("Nobody answers there.") from fault

    def _judged(self, host: str, port: int) -> list[Address]:
        """Return the numbers of `host`. One that is not allowed spoils them all."""
        try:
            addresses: list[Address] = [ipaddress.ip_address(host)]
        except ValueError:
            names = look_up_in_time(self._resolve, host, port, deadline=self._deadline)
            try:
                addresses = [ipaddress.ip_address(name) for name in names]
            except ValueError as strange:
                raise CourierRefused("The host's address cannot be read.") from strange
        if not addresses:
            raise CourierUnreachable("There is no host of this name.")
        if not all(judge_address(one, port, allow=self._allow) for one in addresses):
            raise CourierRefused("The address leads into a network or to a port that is closed.")
        return addresses
