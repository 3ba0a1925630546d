"""Write a body as plain HTML for other machines; `archive.html_blocks` reads it back.

Nothing here queries: the caller hands in what the blocks refer to.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import Any

import nh3

TAGS = {"p", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br"}
SCHEMES = {"http", "https", "mailto"}
PAGE_LINK = re.compile(r"<a\b([^>]*\blinktype=\"[^\"]*\"[^>]*)>(.*?)</a>", re.DOTALL)
SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # what one space stands for
EDGES = (("<p> ", "<p>"), (" </p>", "</p>"), ("<li> ", "<li>"), (" </li>", "</li>"))
NEXT_BLOCK = re.compile(r"(</(?:p|ul|ol)>) ?(?=<(?:p|ul|ol)>)")
PAGE_KEY = re.compile(r"\bid=\"(\d{1,18})\"")
CLEANER = nh3.Cleaner(
    tags=TAGS,
    attributes={"a": {"href"}},
    url_schemes=SCHEMES,
    link_rel=None,
    clean_content_tags={"script", "style"},
)


@dataclass(frozen=True)
class Name:
    """Somebody or something with a page: its name, the last part of its address, the address."""

    name: str
    slug: str
    uri: str


@dataclass(frozen=True)
class Shown:
    """A picture or sound file in a body: its address, and what stands with it."""

    href: str
    alt: str = ""
    media_type: str = ""


@dataclass(frozen=True)
class References:
    """What the blocks of a body refer to by key.

    `speakers` by `("person", key)` or `("organisation", key)`; `pages` are addresses of stories
    that readers may see: a link to any other becomes plain text.
    """

    speakers: Mapping[tuple[str, int], Name] = field(default_factory=dict)
    pictures: Mapping[int, Shown] = field(default_factory=dict)
    recordings: Mapping[int, Shown] = field(default_factory=dict)
    pages: Mapping[int, str] = field(default_factory=dict)


def body_html(blocks: Iterable[Mapping[str, Any]], references: References) -> str:
    """Return the raw blocks of a StreamField as HTML, one element a block and line."""
    pieces = (WRITERS[block["type"]](block["value"], references) for block in blocks)
    return "\n".join(piece for piece in pieces if piece)


def referred_keys(blocks: Iterable[Mapping[str, Any]]) -> dict[str, set[int]]:
    """Return the keys that raw blocks refer to: person, organisation, picture, recording, page."""
    keys: dict[str, set[int]] = {
        word: set() for word in ("person", "organisation", "picture", "recording", "page")
    }
    for block in blocks:
        value = block["value"]
        if block["type"] == "quote":
            keys["person"].add(value.get("speaker_person"))
            keys["organisation"].add(value.get("speaker_organisation"))
        elif block["type"] in {"picture", "audio"}:
            word = "picture" if block["type"] == "picture" else "recording"
            keys[word].add(value.get(word))
        elif block["type"] in {"paragraph", "list", "box"}:
            text = value["text"] if block["type"] == "box" else value
            keys["page"].update(_linked_pages(text))
    return {word: found - {None} for word, found in keys.items()}


def _linked_pages(source: str) -> set[int]:
    keys = (PAGE_KEY.search(attributes) for attributes, _text in PAGE_LINK.findall(source))
    return {int(key.group(1)) for key in keys if key}


def rich_html(source: str, pages: Mapping[int, str]) -> str:
    """Return a rich text with the addresses of linked stories, cleaned to a short list of tags."""

    def address(found: re.Match[str]) -> str:
        key = PAGE_KEY.search(found.group(1))
        target = pages.get(int(key.group(1)), "") if key else ""
        return f'<a href="{escape(target)}">{found.group(2)}</a>' if target else found.group(2)

    text = SPACES.sub(" ", CLEANER.clean(PAGE_LINK.sub(address, source)))
    for edge, bare in EDGES:
        text = text.replace(edge, bare)
    return text.replace("<p></p>", "").strip()


def _paragraph(value: str, references: References) -> str:
    """Write paragraphs and lists, each on its line."""
    return NEXT_BLOCK.sub(r"\1\n", rich_html(value, references.pages))


def _heading(value: str, _references: References) -> str:
    return f"<h2>{escape(value)}</h2>"


def _quote(value: Mapping[str, Any], references: References) -> str:
    """Write schema.org's Quotation; the empty kind is a speaker who is not there any more."""
    kind = "person" if value.get("speaker_person") else "organisation"
    speaker = references.speakers.get((kind, value.get(f"speaker_{kind}") or 0))
    evidence = value.get("evidence") or ""
    cite = f' cite="{escape(evidence)}"' if evidence else ""
    foot = []
    if speaker:
        foot.append(
            f'<cite itemprop="spokenByCharacter" data-kind="{kind}" '
            f'data-slug="{escape(speaker.slug)}">{escape(speaker.name)}</cite>'
        )
    for name in ("office", "said_to"):
        if value.get(name):
            label = name.replace("_", "-")
            foot.append(f'<span data-part="{label}">{escape(value[name])}</span>')
    if value.get("said_on"):
        foot.append(f'<time datetime="{escape(str(value["said_on"]))}"></time>')
    words = "<br>".join(escape(line) for line in value["words"].splitlines())
    footer = f"<footer>{', '.join(foot)}</footer>" if foot else ""
    quotation = 'itemscope itemtype="https://schema.org/Quotation"'
    return f'<blockquote{cite} {quotation}><p itemprop="text">{words}</p>{footer}</blockquote>'


def _picture(value: Mapping[str, Any], references: References) -> str:
    shown = references.pictures.get(value.get("picture") or 0)
    if shown is None:
        return ""
    caption = value.get("caption") or ""
    foot = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    alt = escape(value.get("alt") or shown.alt)
    own = ' data-alt="own"' if value.get("alt") else ""
    return f'<figure><img src="{escape(shown.href)}" alt="{alt}"{own}>{foot}</figure>'


def _table(value: Mapping[str, Any], _references: References) -> str:
    table = value["table"] or {}
    rows = [[str(cell or "") for cell in row] for row in table.get("data") or []]
    has_head = bool(table.get("first_row_is_table_header")) and bool(rows)
    has_side = bool(table.get("first_col_is_header"))
    head = ""
    if has_head:
        cells = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in rows[0])
        head = f"<thead><tr>{cells}</tr></thead>"
    body = "".join(_row(row, has_side=has_side) for row in rows[has_head:])
    caption = f"<caption>{escape(value.get('caption') or '')}</caption>"
    written = f"<table>{caption}{head}<tbody>{body}</tbody></table>"
    if value.get("source"):
        written += f'<figcaption data-part="source">{escape(value["source"])}</figcaption>'
    return f"<figure>{written}</figure>"


def _row(cells: list[str], *, has_side: bool) -> str:
    written = [f"<td>{escape(cell)}</td>" for cell in cells]
    if has_side and cells:
        written[0] = f'<th scope="row">{escape(cells[0])}</th>'
    return f"<tr>{''.join(written)}</tr>"


def _embed(value: Mapping[str, Any], _references: References) -> str:
    provider = f' data-provider="{escape(value["provider"])}"' if value.get("provider") else ""
    link = f'<a href="{escape(value["url"])}">{escape(value["title"])}</a>'
    return f'<figure data-kind="embed"{provider}>{link}</figure>'


def _box(value: Mapping[str, Any], references: References) -> str:
    text = rich_html(value["text"], references.pages)
    return f"<aside><h3>{escape(value['title'])}</h3>{text}</aside>"


def _audio(value: Mapping[str, Any], references: References) -> str:
    shown = references.recordings.get(value.get("recording") or 0)
    if shown is None:
        return ""
    caption = value.get("caption") or ""
    foot = f"<figcaption>{escape(caption)}</figcaption>" if caption else ""
    return f'<figure><audio controls src="{escape(shown.href)}"></audio>{foot}</figure>'


WRITERS: dict[str, Callable[[Any, References], str]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "picture": _picture,
    "list": _paragraph,
    "table": _table,
    "embed": _embed,
    "box": _box,
    "audio": _audio,
}
