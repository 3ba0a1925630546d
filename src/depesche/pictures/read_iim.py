"""Read IPTC-IIM: the records that agencies have put into pictures since 1991."""

import hashlib
from collections.abc import Iterator, Mapping

IIM_RESOURCE = 0x0404  # Photoshop's image resource that holds the records
DIGEST_RESOURCE = 0x0425  # MD5 of the records when XMP was last written
UTF8_MARK = b"\x1b%G"
CHARACTER_SET = (1, 90)
TAG = 0x1C
EXTENDED = 0x8000

Records = Mapping[tuple[int, int], list[str]]


def read_iim(data: bytes) -> Records:
    """Return the texts of each (record, dataset), in the file's order.

    UTF-8 where the file says so or where it fits, Latin-1 otherwise: many say nothing, and Latin-1
    takes any byte. What breaks off is left out.
    """
    raw: dict[tuple[int, int], list[bytes]] = {}
    for key, value in _walk(data):
        raw.setdefault(key, []).append(value)
    is_utf8 = UTF8_MARK in raw.get(CHARACTER_SET, [])
    return {key: [_decode(value, is_utf8=is_utf8) for value in raw[key]] for key in raw}


def is_newer_than_xmp(resources: Mapping[int, object]) -> bool:
    """Tell whether a program that knows no XMP has changed the records since XMP was written.

    Source: Metadata Working Group, Guidelines 2.0, 3.3.1.
    """
    records, digest = resources.get(IIM_RESOURCE), resources.get(DIGEST_RESOURCE)
    if not isinstance(records, bytes) or not isinstance(digest, bytes) or not any(digest):
        return False
    return hashlib.md5(records, usedforsecurity=False).digest() != digest


def _walk(data: bytes) -> Iterator[tuple[tuple[int, int], bytes]]:
    at = 0
    while at + 5 <= len(data) and data[at] == TAG:
        key, length = (data[at + 1], data[at + 2]), int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if length & EXTENDED:
            width = length & ~EXTENDED
            length = int.from_bytes(data[at : at + width], "big")
            at += width
        if at + length > len(data):
            return
        yield key, data[at : at + length]
        at += length


def _decode(value: bytes, *, is_utf8: bool) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("utf-8", "replace") if is_utf8 else value.decode("latin-1")
