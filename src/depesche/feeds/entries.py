"""Feed and Entry: what a machine is told, before it becomes RSS, Atom or JSON."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Enclosure:
    """A picture beside an entry: its whole address, size in bytes and media type."""

    url: str
    size_bytes: int
    media_type: str
    credit: str = ""


@dataclass(frozen=True)
class Entry:
    """One story or notice. `identity` is an address that never changes; instants are aware."""

    identity: str
    url: str
    title: str
    summary: str
    published_at: datetime
    updated_at: datetime
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    enclosure: Enclosure | None = None
    rights: str = ""


@dataclass(frozen=True)
class Feed:
    """A list of entries, newest first. Addresses are whole; `feed_url` is set for each format."""

    title: str
    subtitle: str
    url: str
    feed_url: str
    language: str
    updated_at: datetime
    copyright_line: str
    publisher: str
    icon_url: str
    entries: tuple[Entry, ...]
