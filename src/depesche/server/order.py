"""Order: one request from the server (RSGI), read as Django's WSGI wants it."""

import sys
from typing import IO, Any, Protocol

from depesche.server.peers import Trust, peer_of

FORWARDED = [
    "forwarded",
    "x-forwarded-for",
    "x-forwarded-proto",
    "x-forwarded-host",
    "x-forwarded-port",
]


class Headers(Protocol):
    """The headers of a request; names are lower case."""

    def items(self) -> list[tuple[str, str]]:
        """Return name and value, doubles included."""

    def get(self, key: str, default: Any = None) -> Any:
        """Return the first value of a name."""


class Scope(Protocol):
    """What Granian tells of a request. `path` comes with its percent signs already read."""

    proto: str
    http_version: str
    server: str
    client: str
    scheme: str
    method: str
    path: str
    query_string: str
    authority: str | None
    headers: Headers


def environ_of(scope: Scope, *, body: IO[bytes], size_bytes: int, trust: Trust) -> dict[str, Any]:
    """Return the WSGI environ (PEP 3333) of a request whose body has been read.

    Headers with `_` in their name are dropped (they would pass for others), and what only a
    trusted proxy may say is dropped after it has been read.
    """
    get = scope.headers.get
    peer = peer_of(
        scope.client,
        scope.scheme,
        forwarded_for=get("x-forwarded-for", ""),
        forwarded_proto=get("x-forwarded-proto", ""),
        trust=trust,
    )
    host, _colon, port = (scope.server or "").rpartition(":")
    environ: dict[str, Any] = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode("utf-8", "surrogateescape").decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "REMOTE_ADDR": peer.address,
        "SERVER_NAME": host or "localhost",
        "SERVER_PORT": port if port.isdigit() else "80",
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "CONTENT_LENGTH": str(size_bytes),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": peer.scheme,
        "wsgi.input": body,
        "wsgi.input_terminated": True,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    _add_headers(environ, scope)
    return environ


def _add_headers(environ: dict[str, Any], scope: Scope) -> None:
    for name, value in scope.headers.items():
        if "_" in name or name in FORWARDED or name in {"content-length", "proxy"}:
            continue
        if name == "content-type":
            environ["CONTENT_TYPE"] = value
            continue
        key = "HTTP_" + name.upper().replace("-", "_")
        if key in environ:
            environ[key] += f"{'; ' if name == 'cookie' else ','}{value}"
        else:
            environ[key] = value
    if scope.authority:  # the address line wins over the header (RFC 9112, section 3.2.2)
        environ["HTTP_HOST"] = scope.authority
