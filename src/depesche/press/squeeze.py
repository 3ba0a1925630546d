"""Squeeze: compress text for whoever can read it; never what was made for one person."""

import gzip
import re
from collections.abc import Sequence

import brotli  # type: ignore[import-untyped]

from depesche.press.answer import Answer

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


def squeeze(answer: Answer, *, accepted: str) -> Answer:
    """Compress a page of the portal in place.

    Not the desk's pages: a secret beside a stranger's text in a compressed answer can be guessed
    from its length (BREACH). Neither what sets a cookie or calls itself private.
    """
    if not _may_be_squeezed(answer):
        return answer
    vary = answer.header("vary")
    if "accept-encoding" not in vary.lower():
        answer.replace("vary", f"{vary}, Accept-Encoding" if vary else "Accept-Encoding")
    coding = choose_coding(accepted)
    if not coding:
        return answer
    if coding == "br":
        answer.body = brotli.compress(answer.body, quality=BROTLI_QUALITY)
    else:
        answer.body = gzip.compress(answer.body, GZIP_LEVEL, mtime=0)
    answer.size_bytes = len(answer.body)
    answer.replace("content-encoding", coding)
    tag = answer.header("etag")
    if tag and not tag.startswith("W/"):
        answer.replace("etag", f"W/{tag}")
    return answer


def squeezed(body: bytes, *, content_type: str) -> dict[str, bytes]:
    """Return a page for everyone in each coding that is worth it, by its name; `""` is as it is."""
    forms = {"": body}
    if len(body) >= LEAST_BYTES and is_text(content_type):
        forms["gzip"] = gzip.compress(body, GZIP_LEVEL, mtime=0)
        forms["br"] = brotli.compress(body, quality=BROTLI_QUALITY)
    return forms


def _may_be_squeezed(answer: Answer) -> bool:
    private = "private" in answer.header("cache-control") or answer.header("set-cookie")
    return (
        len(answer.body) >= LEAST_BYTES
        and not answer.request_path.startswith("/desk/")
        and not private
        and not answer.header("content-encoding")
        and is_text(answer.header("content-type"))
    )
