"""Asked: whose page a reader wants, in the store's words, and what comes of it. Pure."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from depesche.press.kept import MOST_KEY_BYTES, KeptPage

MISSING = "\0missing"  # the path under which an edition's one 404 page is kept; nobody can ask it
MISSING_IN = "X-Missing-In"  # in an answer to the press: the edition whose 404 page stands here
FOR_ALL = "depesche.for_all"  # in a request's META: this is the press asking

PARAMETERS = frozenset({"before", "after", "order"})
MOST_PARAMETERS = 20
NOT_FOR_ALL = frozenset(
    {"desk", "static", "media", "fragments", "live", "search", "health", "ready"}
)
PORT = re.compile(r":[0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose page: the host as Django is to see it, the path, the parameters that may count."""

    host: str
    path: str
    query: str = ""

    @property
    def is_missing(self) -> bool:
        """Whether this is the page that stands where nothing is."""
        return self.path.endswith(MISSING)

    @property
    def key(self) -> str:
        """The name of the page in the store."""
        return f"{self.host}{self.path}{'?' if self.query else ''}{self.query}"


@dataclass(frozen=True, slots=True)
class Rendered:
    """A fresh page, and what may be done with it.

    `begun` is a time of the monotonic clock: whoever asked before it may have the page. `missing`
    names the page that stands for this one where nothing is at the address.
    """

    page: KeptPage
    begun: float
    may_keep: bool
    missing: Asked | None = None


def page_asked(host: str, path: str, query: str, *, names: Collection[str]) -> Asked | None:
    """Return whose page is wanted; None where the address may be no page for everyone.

    `names` are the hosts of the house. Parameters that no page knows are dropped; so is an order
    that is the usual one.
    """
    name = PORT.sub("", host.lower())
    if name not in names or not (path.isascii() and path.isprintable()):
        return None
    if not NOT_FOR_ALL.isdisjoint(path.split("/", 3)[1:3]):
        return None
    asked = Asked(name, path, _allowed(query) if query else "")
    return asked if len(asked.key) <= MOST_KEY_BYTES else None


def _allowed(query: str) -> str:
    try:
        pairs = dict(parse_qsl(query, max_num_fields=MOST_PARAMETERS))
    except ValueError:
        return ""
    told = {name: value for name, value in pairs.items() if name in PARAMETERS}
    if told.get("order") != "oldest":
        told.pop("order", None)
    return urlencode(sorted(told.items()))
