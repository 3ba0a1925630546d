"""Edge: the keys by which a cache in front of the paper knows what a page was made of.

A subject names a row (`article:42`), drafts and embargoed stories among them, so none goes out as
it is: a key is a subject's keyed hash. The secret is the paper's own, so all machines make the
same keys. See docs/decisions/0126-purged-by-key-and-once-more.md.
"""

from base64 import urlsafe_b64encode
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from http import HTTPStatus

from depesche.press.discard import Change
from depesche.press.kept import Headers, KeptPage

KEY_BYTES = 6  # eight letters; two subjects of one key only cost a fetch
MOST_KEYS = 240  # of a page: 2.2 kB, within the 4 kB that nginx takes for all headers
SEPARATORS = {"surrogate-key": " ", "cache-tag": ","}


@dataclass(frozen=True)
class Keys:
    """The keys of one newspaper; `paper` is its base address."""

    secret: str
    paper: str

    @cached_property
    def everything(self) -> str:
        """The key that every page bears; another secret leaves it as it is."""
        return _short(b"", f"paper {self.paper}")

    @cached_property
    def _secret(self) -> bytes:
        return blake2b(f"edge {self.secret}".encode(), digest_size=32).digest()

    def of(self, subject: str) -> str:
        """Return the key of a subject."""
        return _short(self._secret, subject)

    def on_page(self, ingredients: Iterable[str]) -> list[str]:
        """Return the keys of a page. Where they are too many, the largest kinds become one each.

        A dossier of a thousand stories bears the key of *any* story then: it goes more often
        than it must, and never too seldom, for a purge names the kinds of its subjects as well.
        """
        kinds: dict[str, set[str]] = defaultdict(set)
        for subject in ingredients:
            kinds[kind_of(subject)].add(subject)
        for kind in sorted(kinds, key=lambda kind: len(kinds[kind]), reverse=True):
            if sum(map(len, kinds.values())) < MOST_KEYS:
                break
            kinds[kind] = {kind}
        subjects = sorted(set().union(*kinds.values()))
        return [self.everything, *(self.of(subject) for subject in subjects)]

    def of_changes(self, changes: Iterable[Change]) -> list[str]:
        """Return the keys of all pages that may have used what has changed."""
        subjects = {subject for change in changes for subject in change.concerned()}
        subjects |= {kind_of(subject) for subject in subjects}
        return [self.of(subject) for subject in sorted(subjects)]


def kind_of(subject: str) -> str:
    """Return what kind of thing a subject is: `article` of `article:42/beside`."""
    return subject.partition(":")[0]


def _short(secret: bytes, words: str) -> str:
    told = blake2b(words.encode(), key=secret, digest_size=KEY_BYTES).digest()
    return urlsafe_b64encode(told).decode("ascii")


@dataclass(frozen=True)
class Badge:
    """What is put on a page that a cache in front may keep: its keys, in these headers."""

    keys: Keys
    headers: tuple[str, ...]

    def put_on(self, page: KeptPage) -> KeptPage:
        """Return the page with its keys first and its `cache-control` last, for `for_the_edge`.

        A page that stands where nothing is bears none: something new may come to its address.
        """
        told = next((value for name, value in page.headers if name == "cache-control"), "")
        if page.status == HTTPStatus.NOT_FOUND or not page.ingredients or "public" not in told:
            return page
        keys = self.keys.on_page(page.ingredients)
        badge = [(name, SEPARATORS[name].join(keys)) for name in self.headers]
        rest = [pair for pair in page.headers if pair[0] != "cache-control"]
        return replace(page, headers=[*badge, *rest, ("cache-control", told)])


def for_the_edge(headers: Headers, *, until: float, now: float, most_seconds: int) -> Headers:
    """Return the headers of a page with how long a shared cache may have it from now on.

    A browser asks each time. A page that ends (at midnight) ends in the cache at the same moment.
    """
    if not headers or headers[0][0] not in SEPARATORS:
        return headers
    seconds = int(min(most_seconds, max(0.0, until - now)))
    return [*headers[:-1], ("cache-control", f"{headers[-1][1]}, s-maxage={seconds}")]
