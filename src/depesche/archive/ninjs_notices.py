"""Read the corrections of an item, as `articles.ninjs` writes them. Pure."""

from dataclasses import dataclass
from datetime import datetime

import lxml.html

from depesche.archive.html_blocks import printable

KINDS = {"correction", "clarification", "update", "note"}


@dataclass(frozen=True)
class NoticeIn:
    """A correction with its moment."""

    kind: str
    wrong: str
    right: str
    published_at: datetime


def read_notices(source: str) -> tuple[NoticeIn, ...]:
    """Return the notices in `source`; what is none is left out."""
    if not source.strip():
        return ()
    root = lxml.html.fragment_fromstring(printable(source), create_parent="div")
    found = []
    for paragraph in root.iter("p"):
        moment = paragraph.find("time[@datetime]")
        right = paragraph.findtext("ins") or ""
        kind = paragraph.get("data-kind", "")
        at = _instant(moment.get("datetime")) if moment is not None else None
        if at is not None and right and kind in KINDS:
            found.append(NoticeIn(kind, paragraph.findtext("del") or "", right, at))
    return tuple(found)


def _instant(word: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return None
    return moment if moment.tzinfo else None
