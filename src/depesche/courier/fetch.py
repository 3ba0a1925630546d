"""Fetch from outside: the one door through which Depesche asks other machines."""

from collections.abc import Iterable, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from ipaddress import ip_network
from typing import TYPE_CHECKING

import httpcore
import httpx
from django.conf import settings

from depesche import __version__
from depesche.courier.connect import Deadline, GuardedBackend, Resolver, look_up
from depesche.courier.judge import Destination, follow_location, read_destination
from depesche.courier.refusals import (
    CourierBrokenReply,
    CourierFailed,
    CourierRefused,
    CourierTimeout,
    CourierTooLarge,
    CourierTooManyRedirects,
    CourierUnreachable,
    CourierWrongKind,
)
from depesche.courier.unpack import Unpacker

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST_REDIRECTS = 3
HEAD_BYTES = 128 * 1024  # status line, headers and framing, beside the body's own limit
REDIRECTS = frozenset({301, 302, 303, 307, 308})
EVERYWHERE = (ip_network("0.0.0.0/0"), ip_network("::/0"))
KEEPS_METHOD = frozenset({307, 308})
OWN_HEADERS = frozenset(
    {"host", "user-agent", "accept", "connection", "accept-encoding", "transfer-encoding"}
)


@dataclass(frozen=True)
class Parcel:
    """What the courier carries there: a method, headers of the caller's, a body.

    `to_own`: the address stands in the operator's settings and comes from nobody else, so it may
    lie in any network, on any port; no redirect is followed then.
    """

    method: str = "GET"
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    to_own: bool = False


@dataclass(frozen=True)
class Reply:
    """What came back: `url` is where it came from in the end, `headers` have small letters."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_ok(self) -> bool:
        """Tell whether the far end said yes."""
        return 200 <= self.status < 300  # noqa: PLR2004 - RFC 9110, 15.3

    @property
    def media_type(self) -> str:
        """The media type without its parameters, in small letters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()


GET = Parcel()


def fetch(
    url: str,
    *,
    accept: Iterable[str] = (),
    limit_bytes: int = 2_000_000,
    timeout_seconds: float = 10.0,
    parcel: Parcel = GET,
    resolve: Resolver = look_up,
) -> Reply:
    """Fetch `url` and return whatever the far end says, 404 and 500 too.

    `accept` names media types (`image/*` too); a reply of another kind is refused before its body
    is read. `limit_bytes` holds for the body on the wire and unpacked, `timeout_seconds` for
    everything together, redirects included. Raises the classes of `courier.refusals`.
    Source: docs/decisions/0030-one-door-outwards.md.
    """
    kinds = tuple(accept)
    deadline = Deadline(timeout_seconds)
    backend = GuardedBackend(
        resolve=resolve,
        allow=EVERYWHERE if parcel.to_own else settings.COURIER_ALLOW,
        deadline=deadline,
        limit_bytes=limit_bytes + HEAD_BYTES,
    )
    destination = read_destination(url)
    with _named_failures(url):
        for _step in range(MOST_REDIRECTS + 1):
            reply = _ask(destination, parcel, backend, accept=kinds, limit_bytes=limit_bytes)
            if parcel.to_own or reply.status not in REDIRECTS or "location" not in reply.headers:
                return reply
            onward = follow_location(destination, reply.headers["location"])
            leaves_home = onward.origin != destination.origin
            parcel = _parcel_for(reply.status, parcel, leaves_home=leaves_home)
            destination = onward
        raise CourierTooManyRedirects("The far end sends us from door to door.", url=url)


def _ask(
    destination: Destination,
    parcel: Parcel,
    backend: GuardedBackend,
    *,
    accept: tuple[str, ...],
    limit_bytes: int,
) -> Reply:
    """Ask once; the body of a redirect is left where it is."""
    with (
        httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context() if destination.scheme == "https" else None,
            network_backend=backend,
            max_connections=1,
        ) as pool,
        pool.stream(
            parcel.method,
            httpcore.URL(
                scheme=destination.scheme.encode(),
                host=destination.host.encode(),
                port=destination.port,
                target=destination.target,
            ),
            headers=_headers(destination, parcel, accept),
            content=parcel.body or None,
        ) as response,
    ):
        headers = _read_headers(response.headers)
        reply = Reply(url=destination.url, status=response.status, headers=headers, body=b"")
        if reply.status in REDIRECTS or parcel.method == "HEAD":
            return reply
        if accept and reply.is_ok and not _is_accepted(reply.media_type, accept):
            raise CourierWrongKind(f"The reply is {reply.media_type or 'of no named kind'}.")
        declared = headers.get("content-length", "")
        if declared.isdigit() and int(declared) > limit_bytes:
            raise CourierTooLarge("The reply is larger than it may be.")
        unpacker = Unpacker(headers.get("content-encoding", ""), limit_bytes=limit_bytes)
        for part in response.iter_stream():
            unpacker.add(part)
        return Reply(reply.url, reply.status, headers, unpacker.finish())


def _headers(
    destination: Destination, parcel: Parcel, accept: tuple[str, ...]
) -> list[tuple[bytes | str, bytes | str]]:
    """Return the request's headers: ours first, the caller's beside them."""
    theirs = {
        name: value for name, value in parcel.headers.items() if name.lower() not in OWN_HEADERS
    }
    if any("\r" in text or "\n" in text for pair in theirs.items() for text in pair):
        raise CourierRefused("A header may not hold a line break.", url=destination.url)
    return [
        ("Host", httpx.URL(destination.url).netloc),
        ("User-Agent", f"Depesche/{__version__} (+{settings.BASE_URL})"),
        ("Accept", ", ".join(accept) or "*/*"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "close"),
        *theirs.items(),
    ]


def _read_headers(pairs: Iterable[tuple[bytes, bytes]]) -> dict[str, str]:
    """Return headers by their small name; what stands there twice is joined (RFC 9110, 5.3)."""
    read: dict[str, str] = {}
    for name, value in pairs:
        key, text = name.decode("latin-1").lower(), value.decode("latin-1")
        read[key] = f"{read[key]}, {text}" if key in read else text
    return read


def _is_accepted(media_type: str, accept: tuple[str, ...]) -> bool:
    """Tell whether `media_type` is one of `accept`, which may say `image/*`."""
    return any(
        media_type == kind or (kind.endswith("/*") and media_type.startswith(kind[:-1]))
        for kind in accept
    )


def _parcel_for(status: int, parcel: Parcel, *, leaves_home: bool) -> Parcel:
    """Return what is carried on after a redirect: no secrets and no body to a stranger."""
    keeps = status in KEEPS_METHOD or parcel.method in {"GET", "HEAD"}
    if keeps and not leaves_home:
        return parcel
    if keeps and not parcel.body:
        return Parcel(method=parcel.method)
    if keeps:
        raise CourierRefused("The far end wants the letter carried to a stranger.")
    return Parcel(headers={} if leaves_home else parcel.headers)


@contextmanager
def _named_failures(url: str) -> "Iterator[None]":
    """Give every failure below its name, and the address that was asked for."""
    try:
        yield
    except CourierFailed as failed:
        failed.url = failed.url or url
        raise
    except httpcore.TimeoutException as late:
        raise CourierTimeout("The far end took too long.", url=url) from late
    except httpcore.ProtocolError as broken:
        raise CourierBrokenReply("The reply is broken.", url=url) from broken
    except (httpcore.NetworkError, OSError) as gone:
        raise CourierUnreachable("The connection could not be made or broke.", url=url) from gone
