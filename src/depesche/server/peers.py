"""Who is asking: the peer of the connection, or what a trusted proxy says about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

Address = IPv4Address | IPv6Address
UNIX = "unix"  # the word in DEPESCHE_TRUSTED_PROXIES for whoever comes by the local socket


class NotANetwork(Exception):
    """A word in the list of trusted proxies that is neither an address nor a network."""


@dataclass(frozen=True, slots=True)
class Peer:
    """The reader's address as far as it can be trusted, and the scheme they used."""

    address: str
    scheme: str


@dataclass(frozen=True, slots=True)
class Trust:
    """The proxies whose word counts."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    local_socket: bool = False

    @classmethod
    def of(cls, words: Iterable[str]) -> "Trust":
        """Read addresses, networks and the word `unix`. Raises NotANetwork."""
        named = list(words)
        networks = []
        for word in named:
            if word == UNIX:
                continue
            try:
                networks.append(ip_network(word, strict=False))
            except ValueError as wrong:
                message = f"{word}: write an address, a network like 10.0.0.0/8, or {UNIX}."
                raise NotANetwork(message) from wrong
        return cls(tuple(networks), UNIX in named)

    def covers(self, address: Address | None) -> bool:
        """Tell whether this peer is a trusted proxy; None is the local socket."""
        if address is None:
            return self.local_socket
        return any(address in network for network in self.networks)


def parse_address(text: str) -> Address | None:
    """Read `1.2.3.4`, `1.2.3.4:80`, `::1`, `[::1]:80`; None where it is no address."""
    word = text.strip().strip('"')
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    try:
        found = ip_address(word)
    except ValueError:
        return None
    return getattr(found, "ipv4_mapped", None) or found


def peer_of(
    client: str, scheme: str, *, forwarded_for: str, forwarded_proto: str, trust: Trust
) -> Peer:
    """Return who is asking. Headers of a peer that is no trusted proxy count for nothing.

    Of `X-Forwarded-For` the last address that is not a proxy of ours is taken: what stands
    before it was written by strangers.
    """
    nearest = parse_address(client)
    if not trust.covers(nearest):
        return Peer(str(nearest or ""), scheme)
    told = forwarded_proto.rpartition(",")[2].strip().lower()
    scheme = told if told in {"http", "https"} else scheme
    for word in reversed(forwarded_for.split(",")):
        address = parse_address(word)
        if address is None:
            break
        nearest = address
        if not trust.covers(address):
            break
    return Peer(str(nearest or ""), scheme)
