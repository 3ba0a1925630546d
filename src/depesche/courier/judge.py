"""Judge an address before anybody goes there: scheme, host, port, network."""

import ipaddress
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urljoin

import httpx

from depesche.courier.refusals import CourierRefused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

SCHEMES = {"http": 80, "https": 443}
LONGEST_URL = 2048
BAD_CHARACTERS = re.compile(r"[\x00-\x20\x7f-\xa0\\]")
NUMBER = re.compile(r"(?:\d+|0[xX][0-9a-fA-F]*)\Z")

GLOBAL_V6 = ipaddress.IPv6Network("2000::/3")
# what Python's `is_global` lets through, and what carries an IPv4 address inside (RFC 6890, 6052)
NOT_FOR_US: tuple[Network, ...] = tuple(
    ipaddress.ip_network(text)
    for text in (
        "192.0.0.0/24",
        "192.88.99.0/24",  # 6to4 relays
        "240.0.0.0/4",
        "2001::/23",  # Teredo, ORCHID and other protocol assignments
        "2001:db8::/32",
        "2002::/16",  # 6to4
        "3fff::/20",  # documentation, RFC 9637
    )
)


@dataclass(frozen=True)
class Destination:
    """An address of the web, taken apart and found to be one that may be asked for."""

    url: str
    scheme: str
    host: str
    port: int
    target: bytes

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: what may keep a secret of its own."""
        return (self.scheme, self.host, self.port)


def read_destination(url: str) -> Destination:
    """Take `url` apart.

    The port is judged with the network (`judge_address`), for a house may allow others in its own.
    Raises CourierRefused for anything but a plain http or https address.
    """
    if len(url) > LONGEST_URL or BAD_CHARACTERS.search(url):
        raise CourierRefused("The address is too long or holds signs that none may hold.", url=url)
    try:
        parts = httpx.URL(url)
        host = parts.raw_host.decode("ascii").lower()
    except (httpx.InvalidURL, ValueError, TypeError) as wrong:
        raise CourierRefused("This is not an address of the web.", url=url) from wrong
    if parts.scheme not in SCHEMES:
        raise CourierRefused("Only http and https addresses are fetched.", url=url)
    if parts.userinfo:
        raise CourierRefused("An address with a name or password in it is not fetched.", url=url)
    host = host.removesuffix(".")
    if not host or "%" in host:
        raise CourierRefused("The address names no host.", url=url)
    if parts.port == 0:  # httpcore would take it for the usual one
        raise CourierRefused("There is no port 0.", url=url)
    if is_disguised_number(host):
        raise CourierRefused("The host is a number in disguise.", url=url)
    return Destination(
        url=str(parts.copy_with(fragment=None)),
        scheme=parts.scheme,
        host=host,
        port=parts.port or SCHEMES[parts.scheme],
        target=parts.raw_path,
    )


def follow_location(destination: Destination, location: str) -> Destination:
    """Read where a redirect at `destination` leads. Raises CourierRefused."""
    try:
        return read_destination(urljoin(destination.url, location))
    except ValueError as wrong:
        raise CourierRefused("The far end sends us to no address.", url=destination.url) from wrong


def is_disguised_number(host: str) -> bool:
    """Tell whether `host` is an IPv4 address in decimal, octal, hex or short form.

    The rule is the URL standard's: a host whose last label is a number is an IPv4 address. Only
    the plain dotted form passes.
    """
    if ":" in host or not NUMBER.match(host.rpartition(".")[2]):
        return False
    try:
        ipaddress.IPv4Address(host)
    except ipaddress.AddressValueError:
        return True
    return False


def is_global(address: Address) -> bool:
    """Tell whether `address` is a plain public one: no private, local, shared or tunnelled."""
    if isinstance(address, ipaddress.IPv6Address) and (
        address.scope_id or address not in GLOBAL_V6
    ):
        return False
    if address.is_multicast or not address.is_global:
        return False
    return not any(address in network for network in NOT_FOR_US)


def judge_address(address: Address, port: int, *, allow: Iterable[Network]) -> bool:
    """Tell whether the courier may connect to `address`.

    Networks in `allow` are open on every port; everything else must be public, port 80 or 443.
    """
    if any(address in network for network in allow):
        return True
    return is_global(address) and port in SCHEMES.values()
