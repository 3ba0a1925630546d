"""Shelf: hand out the static files of the paper, squeezed beforehand where that is worth it."""

import os
import re
from dataclasses import dataclass
from email.utils import formatdate
from pathlib import Path

from depesche.press.codings import choose_coding
from depesche.server.answer import Answer, say

# Kept here and not asked of the machine: its table differs from house to house.
KINDS = {
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ttf": "font/ttf",
    ".txt": "text/plain; charset=utf-8",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
SUFFIXES = {"br": ".br", "gzip": ".gz"}
FOR_EVER = "public, max-age=31536000, immutable"
FOR_A_WHILE = "public, max-age=300"
HASHED = re.compile(r"\.[0-9a-f]{8,40}\.[a-z0-9]+$")
VERSIONED = re.compile(r"(?:^|&)v=[0-9A-Za-z]")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folder of the static files (absolute, links resolved) and its address (`/static/`)."""

    root: Path
    address: str = "/static/"

    def hand_out(
        self, method: str, path: str, query: str, *, accepted: str, known_tag: str
    ) -> Answer:
        """Return the answer for a file; 404 for what is not there or lies outside the folder."""
        if method not in {"GET", "HEAD"}:
            return say(405, "Files can only be read.", ("allow", "GET, HEAD"))
        place = self._place(path.removeprefix(self.address))
        if place is None:
            return say(404, "There is no such file.")
        coding = self._coding(place, accepted)
        found = place + SUFFIXES.get(coding, "")
        facts = os.stat(found)  # noqa: PTH116 the quick way; asked for every picture of a page
        tag = f'"{facts.st_mtime_ns:x}-{facts.st_size:x}"'
        keep = FOR_EVER if VERSIONED.search(query) or HASHED.search(path) else FOR_A_WHILE
        headers = [
            ("content-type", KINDS.get(Path(place).suffix.lower(), "application/octet-stream")),
            ("cache-control", keep),
            ("etag", tag),
            ("last-modified", formatdate(facts.st_mtime, usegmt=True)),
            ("x-content-type-options", "nosniff"),
            ("vary", "Accept-Encoding"),
        ]
        if tag in known_tag:
            return Answer(304, headers)
        if coding:
            headers.append(("content-encoding", coding))
        return Answer(200, headers, path=found, size_bytes=facts.st_size)

    def _place(self, rest: str) -> str | None:
        if not rest or "\0" in rest or rest.endswith(tuple(SUFFIXES.values())):
            return None
        place = os.path.realpath(self.root / rest)
        inside = place.startswith(f"{self.root}{os.sep}")
        return place if inside and os.path.isfile(place) else None  # noqa: PTH113 as above

    def _coding(self, place: str, accepted: str) -> str:
        there = [name for name in SUFFIXES if os.path.isfile(place + SUFFIXES[name])]  # noqa: PTH113
        return choose_coding(accepted, among=there)
