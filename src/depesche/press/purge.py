"""Purge: tell a cache in front of the paper which of its pages are no longer today's."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from depesche.courier.fetch import Parcel, fetch

AT_ONCE = {"varnish": 250, "fastly": 250, "cloudflare": 30}  # keys in one purge
TIMEOUT_SECONDS = 5.0
MOST_LETTERS = 48  # of a name; the wire's tables take 64
REPLY_BYTES = 64 * 1024


class PurgeRefused(Exception):
    """The cache answered, and did not say that it has done it."""


@dataclass(frozen=True)
class EdgeCache:
    """A cache in front of the paper: its kind, and the address at which it takes purges."""

    kind: str
    url: str
    header: str = ""  # `Name: token`
    place: int = 1  # among the caches

    @property
    def name(self) -> str:
        """The name of its follower."""
        return f"edge {self.place} {self.kind} {urlsplit(self.url).hostname}"[:MOST_LETTERS]

    def purge(self, keys: Sequence[str]) -> None:
        """Let the cache forget every page with one of these keys; it has when this returns.

        Raises PurgeRefused, and what the courier raises.
        """
        for parcel in self._parcels(keys):
            reply = fetch(
                self.url, parcel=parcel, timeout_seconds=TIMEOUT_SECONDS, limit_bytes=REPLY_BYTES
            )
            if not reply.is_ok or (self.kind == "cloudflare" and not _says_yes(reply.body)):
                message = f"{self.name}: status {reply.status}"
                raise PurgeRefused(message)

    def _parcels(self, keys: Sequence[str]) -> Iterator[Parcel]:
        name, _colon, token = self.header.partition(":")
        headers = {name.strip(): token.strip()} if token else {}
        for some in _some(keys, AT_ONCE[self.kind]):
            if self.kind == "cloudflare":
                body = json.dumps({"tags": some}).encode()
                told = {**headers, "Content-Type": "application/json"}
                yield Parcel("POST", told, body, to_own=True)
            else:
                method = "BAN" if self.kind == "varnish" else "POST"
                yield Parcel(method, {**headers, "Surrogate-Key": " ".join(some)}, to_own=True)


def _some(keys: Sequence[str], most: int) -> Iterator[list[str]]:
    for first in range(0, len(keys), most):
        yield list(keys[first : first + most])


def _says_yes(body: bytes) -> bool:
    try:
        return json.loads(body).get("success") is True
    except (ValueError, AttributeError):
        return False
