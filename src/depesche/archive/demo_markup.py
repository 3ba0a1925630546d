"""Turn the demo's plain text into blocks of a body. Pure; things are named by their keys."""

import re
from collections.abc import Iterator
from html import escape
from typing import Any

Raw = dict[str, Any]

LINK = re.compile(r"\[([^\]]+)\]\((https?://[^)\s\"]+)\)")
STRONG = re.compile(r"\*\*(.+?)\*\*")
EMPHASIS = re.compile(r"\*(.+?)\*")
PICTURE = re.compile(r"!\[([a-z0-9-]+)\]\s*(.*)")
BULLET = re.compile(r"- +(.*)")
NUMBER = re.compile(r"\d+\. +(.*)")
QUOTATION_MARKS = {"„": "“", "“": "”", "»": "«", "«": "»", '"': '"', "‚": "‘", "‘": "’"}


class BadMarkup(Exception):
    """A block that cannot be read; the message says where."""


def read_blocks(source: str, name: str) -> list[Raw]:
    """Return the blocks of `source`: quotes and pictures name speaker and picture by key."""
    return [_block(lines, name) for lines in _chunks(source)]


def inline(text: str) -> str:
    """Return one line as HTML: strong, emphasis and links; everything else is plain."""
    html = escape(text, quote=False)
    html = LINK.sub(lambda found: f'<a href="{found[2]}">{found[1]}</a>', html)
    return EMPHASIS.sub(r"<i>\1</i>", STRONG.sub(r"<b>\1</b>", html))


def without_marks(words: str) -> str:
    """Return a quotation without its outer pair of quotation marks: the theme prints them."""
    closing = QUOTATION_MARKS.get(words[:1])
    if not closing or words[-1] != closing or closing in words[1:-1]:
        return words
    return words[1:-1]


def _chunks(source: str) -> Iterator[list[str]]:
    """Yield the lines of each block; a box runs to its `:::`, blank lines included."""
    chunk: list[str] = []
    in_box = False
    for line in source.splitlines():
        text = line.rstrip()
        if in_box and text == ":::":
            yield chunk
            chunk, in_box = [], False
        elif text or in_box:
            in_box = in_box or text.startswith(":::box ")
            chunk.append(text)
        elif chunk:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


def _block(lines: list[str], name: str) -> Raw:
    first = lines[0]
    readers = [
        ("## ", _heading),
        ("> ", _quote),
        ("![", _picture),
        ("| ", _table),
        (":::box ", _box),
        ("- ", _list),
        ("1. ", _list),
    ]
    for mark, reader in readers:
        if first.startswith(mark):
            try:
                return reader(lines)
            except (ValueError, IndexError) as wrong:
                message = f"{name}: the block “{first[:60]}” cannot be read."
                raise BadMarkup(message) from wrong
    return {"type": "paragraph", "value": _paragraph(lines)}


def _paragraph(lines: list[str]) -> str:
    return f"<p>{inline(' '.join(lines))}</p>"


def _heading(lines: list[str]) -> Raw:
    return {"type": "heading", "value": lines[0].removeprefix("## ")}


def _list_html(lines: list[str]) -> str:
    pattern, element = (BULLET, "ul") if lines[0].startswith("- ") else (NUMBER, "ol")
    items: list[str] = []
    for line in lines:
        found = pattern.match(line)
        if found:
            items.append(found[1])
        else:
            items[-1] += f" {line.strip()}"
    return f"<{element}>{''.join(f'<li>{inline(item)}</li>' for item in items)}</{element}>"


def _list(lines: list[str]) -> Raw:
    return {"type": "list", "value": _list_html(lines)}


def _quote(lines: list[str]) -> Raw:
    """Read words, then `-- person:key | office | to whom | day | evidence` (the last may miss)."""
    texts = [line.removeprefix(">").strip() for line in lines]
    words, facts = texts[:-1], texts[-1]
    if not facts.startswith("-- "):
        raise ValueError(facts)
    speaker, office, said_to, said_on, *evidence = [
        part.strip() for part in facts.removeprefix("-- ").split("|")
    ]
    kind, _colon, key = speaker.partition(":")
    return {
        "type": "quote",
        "value": {
            "words": without_marks(" ".join(words)),
            "speaker": (kind, key),
            "office": office,
            "said_to": said_to,
            "said_on": said_on or None,
            "evidence": evidence[0] if evidence else "",
        },
    }


def _picture(lines: list[str]) -> Raw:
    found = PICTURE.fullmatch(" ".join(lines))
    if found is None:
        raise ValueError(lines)
    return {"type": "picture", "value": {"picture": found[1], "caption": found[2]}}


def _table(lines: list[str]) -> Raw:
    """Read rows between pipes; the second line is drawing, the last may be `Caption: …`."""
    caption = ""
    if lines[-1].startswith("Caption: "):
        caption = lines[-1].removeprefix("Caption: ")
        lines = lines[:-1]
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    if not caption or not all(set(cell) <= set("-: ") for cell in rows[1]):
        raise ValueError(lines)
    return {
        "type": "table",
        "value": {
            "caption": caption,
            "table": {
                "data": [rows[0], *rows[2:]],
                "first_row_is_table_header": True,
                "first_col_is_header": True,
            },
            "source": "",
        },
    }


def _box(lines: list[str]) -> Raw:
    """Read a box: its title, then paragraphs and lists with blank lines between."""
    pieces = [
        _list_html(part) if part[0].startswith(("- ", "1. ")) else _paragraph(part)
        for part in _chunks("\n".join(lines[1:]))
    ]
    title = lines[0].removeprefix(":::box ")
    return {"type": "box", "value": {"title": title, "text": "".join(pieces)}}
