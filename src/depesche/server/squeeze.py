"""Squeeze: compress an answer for whoever can read it; never what was made for one person."""

import gzip

import brotli  # type: ignore[import-untyped]

from depesche.press.codings import (
    BROTLI_QUALITY,
    GZIP_LEVEL,
    LEAST_BYTES,
    choose_coding,
    is_text,
)
from depesche.server.answer import Answer


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


def _may_be_squeezed(answer: Answer) -> bool:
    private = "private" in answer.header("cache-control") or answer.header("set-cookie")
    return (
        len(answer.body) >= LEAST_BYTES
        and not answer.request_path.startswith("/desk/")
        and not private
        and not answer.header("content-encoding")
        and is_text(answer.header("content-type"))
    )
