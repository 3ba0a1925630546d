"""Marks: which stretches of a text stand in quotation marks. German, Swiss and English ones. Pure.

One pass over the marks with a stack: linear, whatever is open, crossed or left over.
"""

import re
from dataclasses import dataclass

MARKS = re.compile("[„“”\"«»‚‘’'‹›\n]")
CLOSES = {
    "„": '“”"',
    "“": '”"',
    '"': '"“”',
    "«": "»",
    "»": "«",
    "‚": "‘’'",
    "‘": "’'",
    "'": "'’",
    "‹": "›",
    "›": "‹",
}
DOUBLE = '„“"«»'
BEFORE_OPENING = " \t\n\r\xa0\u202f([{–—-/:\"„“«»‚‘'…"
AFTER_CLOSING = " \t\n\r\xa0\u202f)]}–—-/:;,.!?…\"“”«»‘’'"
MOST_INDENT = 8
MOST_CHARACTERS = 6_000  # of one quotation: what is longer is a mark that was never closed


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch in quotation marks: `start` and `end` with them, `first` and `last` without."""

    start: int
    end: int
    first: int
    last: int
    is_double: bool


@dataclass(slots=True)
class _Open:
    position: int
    mark: str
    paragraph: int


def marked(text: str) -> list[Marked]:
    """Return the outermost stretches in marks, by place; none overlaps another."""
    found: list[Marked] = []
    stack: list[_Open] = []
    paragraph = line = 0
    for one in MARKS.finditer(text):
        mark, at = one.group(), one.start()
        if mark == "\n":
            paragraph += 1 if text[line:at].strip() else 0  # blank lines are none
            line = at + 1
            continue
        leads = at - line <= MOST_INDENT and mark in DOUBLE and not text[line:at].strip()
        _forget(stack, mark, at, paragraph=paragraph, leads=leads)
        which = _closed_by(stack, mark, text, at)
        if which is not None:
            opened = stack[which]
            del stack[which:]
            if at > opened.position + 1:
                span = Marked(
                    opened.position, at + 1, opened.position + 1, at, opened.mark in DOUBLE
                )
                found.append(span)
        elif mark in CLOSES and _opens(mark, text, at):
            _open(stack, _Open(at, mark, paragraph), leads=leads)
    return _outermost(found)


def _forget(stack: list[_Open], mark: str, at: int, *, paragraph: int, leads: bool) -> None:
    """Drop what was left open: too far back, or in a paragraph that none goes on from."""
    while stack:
        oldest = stack[0]
        is_next = paragraph - oldest.paragraph <= 1 and oldest.mark in DOUBLE
        goes_on = paragraph == oldest.paragraph or (
            is_next and (leads or mark in CLOSES[oldest.mark])
        )
        if goes_on and at - oldest.position <= MOST_CHARACTERS:
            return
        del stack[0]


def _closed_by(stack: list[_Open], mark: str, text: str, at: int) -> int | None:
    """Return which open mark this one closes."""
    after = text[at + 1 : at + 2]
    before = text[at - 1 : at]
    if mark in "’'" and after.isalnum() and before.isalnum():
        return None  # an apostrophe
    for which in range(len(stack) - 1, max(-1, len(stack) - 4), -1):
        opened = stack[which].mark
        if mark not in CLOSES[opened]:
            continue
        if opened == mark and not _may_close(before, after):
            return None
        if mark in "’'" and (not before.strip() or after.isalnum()):
            return None
        if mark == "“" and opened == '"' and not _may_close(before, after):
            return None
        return which
    return None


def _may_close(before: str, after: str) -> bool:
    """Say whether a mark that looks the same on both sides stands at an end."""
    if not after or after in AFTER_CLOSING:
        return True
    return bool(before.strip()) and not before.isspace()


def _opens(mark: str, text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    if mark in "„‚":
        return True
    if not after or (after.isspace() and mark in "'‘\"“"):
        return False
    if mark in "«»‹›":
        return not before or before in BEFORE_OPENING
    return not before or before in BEFORE_OPENING or (mark in '“"' and not before.isalnum())


def _open(stack: list[_Open], new: _Open, *, leads: bool) -> None:
    """Put a mark on the stack, unless it only says that a quotation goes on in this paragraph."""
    if stack and leads and stack[0].paragraph != new.paragraph and stack[0].mark in DOUBLE:
        stack[0].paragraph = new.paragraph
        return
    if stack and stack[-1].mark == new.mark:
        del stack[-1]  # the earlier one was never closed
    if len(stack) < 4:  # noqa: PLR2004 nobody quotes a quotation in a quotation in one
        stack.append(new)


def _outermost(found: list[Marked]) -> list[Marked]:
    kept: list[Marked] = []
    for one in sorted(found, key=lambda span: (span.start, -span.end)):
        if not kept or one.start >= kept[-1].end:
            kept.append(one)
    return kept
