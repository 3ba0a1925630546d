"""Turn somebody's HTML into blocks of a body. Pure; hostile markup does not come through.

Speakers of quotations are named `(kind, slug)`, pictures by the address in the markup: whoever
calls turns them into rows, or leaves them out.
"""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import lxml.html
import nh3
from lxml.html import HtmlElement

Raw = dict[str, Any]

MOST_CHARACTERS = 2_000_000
DEEPEST = 200  # libxml2 stops at 256; nobody writes so deep
MOST_HEADING = 160
# what neither a database nor XML takes: controls, lone surrogates, two non-characters
UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
SPACES = re.compile(r"[ \t\r\n\f]{2,}|[\t\r\n\f]")  # what one space stands for
EDGES = (("<p> ", "<p>"), (" </p>", "</p>"), ("<li> ", "<li>"), (" </li>", "</li>"))
TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})\b[^>]*?(/?)>")
VOID = frozenset({"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta"})

INLINE = {"a", "b", "strong", "i", "em", "br"}
SAME_INLINE = {"strong": "b", "em": "i"}
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "figure", "img", "table", "hr", "aside"}
PLAYERS = {"iframe", "video", "audio"}
KEPT_TAGS = (
    INLINE
    | HEADINGS
    | BLOCKS
    | PLAYERS
    | {"div", "section", "article", "main", "header", "footer", "center", "details", "address"}
    | {"dl", "dt", "dd", "figcaption", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"}
    | {"cite", "span", "time"}
)
KEPT_ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt", "data-alt"},
    "iframe": {"src", "title"},
    "video": {"src", "title"},
    "audio": {"src", "title"},
    "blockquote": {"cite"},
    "cite": {"data-kind", "data-slug"},
    "span": {"data-part"},
    "time": {"datetime"},
    "figure": {"data-kind", "data-provider"},
    "figcaption": {"data-part"},
    "th": {"scope"},
}
UNSEEN = {"script", "style", "svg", "math", "template", "noscript", "object", "head", "title"}
RUNS_ON = INLINE | {"span", "cite", "time"}
STANDS_ALONE = BLOCKS | HEADINGS | PLAYERS
OPENS_NO_LEVEL = VOID | {"p", "li"}
SCHEMES = {"http", "https", "mailto"}
CLEANER = nh3.Cleaner(  # made once: making one costs more than cleaning a story
    tags=KEPT_TAGS,
    attributes=KEPT_ATTRIBUTES,
    url_schemes=SCHEMES,
    link_rel=None,
    clean_content_tags=UNSEEN,
)


class TooLarge(Exception):
    """The markup is too long or nested too deep to be a story."""


def printable(text: str) -> str:
    """Return `text` without the characters that no database and no page takes."""
    return UNPRINTABLE.sub("", text)


def read_html(source: str) -> list[Raw]:
    """Return the blocks of `source`. Raises TooLarge."""
    if len(source) > MOST_CHARACTERS:
        message = f"the body has more than {MOST_CHARACTERS:,} characters"
        raise TooLarge(message)
    if _depth(source) > DEEPEST:
        message = f"the body is nested more than {DEEPEST} levels deep"
        raise TooLarge(message)
    clean = printable(CLEANER.clean(printable(source)))
    if not clean.strip():
        return []
    root = lxml.html.fragment_fromstring(clean, create_parent="div")
    return list(_blocks(root))


def read_plain(source: str) -> list[Raw]:
    """Return the paragraphs of a plain text: an empty line stands between two."""
    pieces = re.split(r"\n\s*\n", printable(source).strip())
    texts = (SPACES.sub(" ", piece).strip() for piece in pieces)
    return [{"type": "paragraph", "value": f"<p>{_escaped(text)}</p>"} for text in texts if text]


def _depth(source: str) -> int:
    """Return how deep the tags are nested at most, as written: an upper bound."""
    depth = deepest = 0
    for closing, name, alone in TAG.findall(source):
        if alone or name.lower() in OPENS_NO_LEVEL:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest


def _blocks(parent: HtmlElement) -> Iterator[Raw]:
    """Yield the blocks under `parent`; text and inline elements in a row make a paragraph."""
    run = _escaped(parent.text or "")
    for child in parent:
        if child.tag in RUNS_ON and not _has_blocks(child):
            run += _inline(child)
        else:
            yield from _paragraph(run)
            run = ""
            yield from _element(child)
        run += _escaped(child.tail or "")
    yield from _paragraph(run)


def _has_blocks(element: HtmlElement) -> bool:
    return any(below.tag in STANDS_ALONE for below in element.iterdescendants())


def _element(element: HtmlElement) -> Iterator[Raw]:
    reader = READERS.get(element.tag)
    if reader is None:
        yield from _blocks(element)
    else:
        yield from reader(element)


def _paragraph(run: str) -> Iterator[Raw]:
    if not run.strip():
        return
    text = rich(f"<p>{run}</p>")
    if text:
        yield {"type": "paragraph", "value": text}


def rich(markup: str) -> str:
    """Return a rich text made here, of escaped pieces, as the editor would have kept it.

    Spaces in a row become one; nothing is left of an empty paragraph.
    """
    text = SPACES.sub(" ", markup).replace("<br>", "<br/>")
    for edge, bare in EDGES:
        text = text.replace(edge, bare)
    return text.replace("<p></p>", "").strip()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _inline(element: HtmlElement) -> str:
    """Write an inline element and what is in it; unknown ones become their text."""
    inner = _escaped(element.text or "")
    for child in element:
        inner += _inline(child) + _escaped(child.tail or "")
    if element.tag == "br":
        return "<br>"
    if element.tag == "a":
        return _link(element.get("href", ""), inner)
    tag = SAME_INLINE.get(element.tag, element.tag)
    if tag in {"b", "i"} and inner.strip():
        return f"<{tag}>{inner}</{tag}>"
    return inner


def _link(href: str, inner: str) -> str:
    is_whole = urlsplit_or_none(href) is not None and href.startswith(
        ("http://", "https://", "mailto:")
    )
    if not is_whole or not inner.strip():
        return inner
    return f'<a href="{_escaped(href).replace(chr(34), "&quot;")}">{inner}</a>'


def urlsplit_or_none(address: str) -> Any:
    """Split an address, or return None where it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _text(element: HtmlElement | None) -> str:
    if element is None:
        return ""
    return SPACES.sub(" ", element.text_content()).strip()


def _heading(element: HtmlElement) -> Iterator[Raw]:
    text = _text(element)
    if text and len(text) <= MOST_HEADING:
        yield {"type": "heading", "value": text}
    elif text:
        yield {"type": "paragraph", "value": f"<p><b>{_escaped(text)}</b></p>"}
    yield from _pictures_in(element)


def _pictures_in(element: HtmlElement) -> Iterator[Raw]:
    for image in element.iter("img"):
        yield from _image(image)


def _list(element: HtmlElement) -> Iterator[Raw]:
    text = rich(_list_html(element))
    if "<li>" in text:
        yield {"type": "list", "value": text}
    yield from _pictures_in(element)


def _list_html(element: HtmlElement) -> str:
    items = "".join(f"<li>{_item_html(item)}</li>" for item in element if item.tag == "li")
    return f"<{element.tag}>{items}</{element.tag}>" if items else ""


def _item_html(item: HtmlElement) -> str:
    """Write what a list item says: blocks in it become lines, lists in it stay lists."""
    inner = _escaped(item.text or "")
    for child in item:
        if child.tag in {"ul", "ol"}:
            inner = inner.rstrip() + _list_html(child)
        elif child.tag in {"p", "div"}:
            inner += ("<br>" if inner.strip() else "") + _inline(child)
        else:
            inner += _inline(child)
        inner += _escaped(child.tail or "")
    return inner.strip()


def _quotation(element: HtmlElement) -> Iterator[Raw]:
    """Read a quotation whose speaker the markup names; any other is paragraphs."""
    speaker = element.find(".//cite[@data-kind]")
    words = element.find("p")
    slug = speaker.get("data-slug", "") if speaker is not None else ""
    if speaker is None or words is None or not slug:
        yield from _blocks(element)
        return
    for line_end in words.iter("br"):
        line_end.tail = "\n" + (line_end.tail or "")
    parts = {part.get("data-part"): _text(part) for part in element.iter("span")}
    day = element.find(".//time[@datetime]")
    yield {
        "type": "quote",
        "value": {
            "words": words.text_content().strip(),
            "speaker": (speaker.get("data-kind"), slug),
            "office": parts.get("office", ""),
            "said_to": parts.get("said-to", ""),
            "said_on": day.get("datetime") if day is not None else None,
            "evidence": element.get("cite", ""),
        },
    }


def _preformatted(element: HtmlElement) -> Iterator[Raw]:
    lines = [_escaped(line.rstrip()) for line in element.text_content().strip("\n").split("\n")]
    yield from _paragraph("<br>".join(lines))


def _figure(element: HtmlElement) -> Iterator[Raw]:
    caption = element.find("figcaption")
    link = element.find("a[@href]")
    if element.get("data-kind") == "embed" and link is not None:
        yield from _embed(link.get("href"), _text(link), element.get("data-provider", ""))
        return
    table = element.find("table")
    if table is not None:
        yield from _table(table, source=_text(caption))
        return
    images = list(element.iter("img"))
    for image in images:
        yield from _image(image, caption=_text(caption))
    if not images:  # what a picture that did not come with the text was said to show is no text
        for child in element:
            if child is not caption:
                yield from _element(child)


def _image(element: HtmlElement, *, caption: str = "") -> Iterator[Raw]:
    source = element.get("src", "").strip()
    if source:
        yield {
            "type": "picture",
            "value": {
                "href": source,
                "alt": SPACES.sub(" ", element.get("alt", "")).strip(),
                "has_own_alt": element.get("data-alt") == "own",
                "caption": caption,
            },
        }


def _table(element: HtmlElement, *, source: str = "") -> Iterator[Raw]:
    rows = [[cell for cell in row if cell.tag in {"td", "th"}] for row in element.iter("tr")]
    rows = [row for row in rows if row]
    if not rows:
        return
    width = max(len(row) for row in rows)
    texts = [[_text(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
    body = rows[1:] or rows
    yield {
        "type": "table",
        "value": {
            "caption": _text(element.find("caption"))[:240],
            "table": {
                "data": texts,
                "first_row_is_table_header": all(cell.tag == "th" for cell in rows[0]),
                "first_col_is_header": all(row[0].tag == "th" for row in body),
            },
            "source": source[:160],
        },
    }


def _player(element: HtmlElement) -> Iterator[Raw]:
    """Make a link of what would have been a foreign player."""
    yield from _embed(element.get("src", ""), element.get("title", ""), "")


def _embed(address: str, title: str, provider: str) -> Iterator[Raw]:
    if address.startswith("//"):
        address = f"https:{address}"
    parts = urlsplit_or_none(address)
    if parts is None or parts.scheme not in {"http", "https"} or not parts.hostname:
        return
    yield {
        "type": "embed",
        "value": {
            "url": address,
            "title": (title.strip() or parts.hostname)[:160],
            "provider": provider[:80],
        },
    }


def _aside(element: HtmlElement) -> Iterator[Raw]:
    """Read a box: a heading and text; without a heading it is text like any other."""
    heading = next((child for child in element if child.tag in HEADINGS), None)
    if heading is None:
        yield from _blocks(element)
        return
    inside = [raw for child in element if child is not heading for raw in _element(child)]
    text = "".join(raw["value"] for raw in inside if raw["type"] in {"paragraph", "list"})
    if text:
        yield {"type": "box", "value": {"title": _text(heading)[:120], "text": text}}
    yield from (raw for raw in inside if raw["type"] not in {"paragraph", "list"})


READERS: dict[str, Any] = {
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(("ul", "ol"), _list),
    **dict.fromkeys(PLAYERS, _player),
    "blockquote": _quotation,
    "pre": _preformatted,
    "figure": _figure,
    "img": _image,
    "table": _table,
    "aside": _aside,
    "hr": lambda _element: iter(()),
}
