"""Codings: which compression a reader's program takes, and a page in each of them."""

import gzip
import re
from collections.abc import Sequence

import brotli  # type: ignore[import-untyped]

LEAST_BYTES = 600  # below this the headers cost more than the text saves
BROTLI_QUALITY = 5
GZIP_LEVEL = 6
CODINGS = ("br", "gzip")  # the better one first
NOUGHT = re.compile(r"q=0(\.0*)?")
TEXT = (
    "text/",
    "application/json",
    "application/feed+json",
    "application/ld+json",
    "application/rss+xml",
    "application/atom+xml",
    "application/xml",
    "application/javascript",
    "application/manifest+json",
    "image/svg+xml",
)


def choose_coding(accepted: str, among: Sequence[str] = CODINGS) -> str:
    """Return the first coding of `among` that an Accept-Encoding header takes, or nothing.

    Source: RFC 9110, section 12.5.3; a weight of nought refuses, other weights are not compared.
    """
    takes: set[str] = set()
    for word in accepted.lower().split(","):
        name, _semicolon, weight = word.partition(";")
        if not NOUGHT.fullmatch(weight.replace(" ", "")):
            takes.add(name.strip())
    return next((coding for coding in among if coding in takes), "")


def is_text(content_type: str) -> bool:
    """Tell whether compressing this kind of content is worth it."""
    return content_type.lower().startswith(TEXT)


def squeezed(body: bytes, *, content_type: str) -> dict[str, bytes]:
    """Return a page for everyone in each coding that is worth it, by its name; `""` is as it is."""
    forms = {"": body}
    if len(body) >= LEAST_BYTES and is_text(content_type):
        forms["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        forms["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
    return forms
