"""Make Markup, here and nowhere else: what editors wrote, cleaned to a short list of tags."""

import re
from collections.abc import Iterable, Mapping
from html import escape

import nh3
from markupsafe import Markup

TAGS = {"p", "b", "strong", "i", "em", "a", "ul", "ol", "li", "br"}
ATTRIBUTES = {"a": {"href"}}
SCHEMES = {"http", "https", "mailto"}
REL = "noopener"
PAID_REL = "noopener nofollow sponsored"
LINK = re.compile(r"<a\b([^>]*)>", re.IGNORECASE)
ANCHOR_TAG = re.compile(r"<(/?)a\b([^>]*)>", re.IGNORECASE)
ATTRIBUTE = re.compile(r"([a-z]{1,16})=\"([^\"]*)\"", re.IGNORECASE)
SCRIPT_ESCAPES = str.maketrans(
    {"<": "\\u003C", ">": "\\u003E", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
)


def rich_text(source: str, *, pages: Mapping[int, str], is_paid: bool = False) -> Markup:
    """Clean `source`; `pages` gives the readers' addresses of linked pages by key.

    A link to a page that readers may not see becomes plain text.
    """
    return Markup(  # noqa: S704 cleaned on the next line
        nh3.clean(
            _resolve_links(source, pages),
            tags=TAGS,
            attributes=ATTRIBUTES,
            url_schemes=SCHEMES,
            link_rel=PAID_REL if is_paid else REL,
            clean_content_tags={"script", "style"},
        )
    )


def mark_words(html: Markup, marks: Iterable[tuple[str, str]]) -> tuple[Markup, frozenset[str]]:
    """Mark words in cleaned HTML, each with its anchor; return which anchors found their place.

    Words that markup interrupts, or that overlap others, are not marked: nothing is torn apart.
    """
    taken: list[tuple[int, int, str]] = []
    for words, anchor in marks:
        text = escape(words, quote=False)
        start = html.find(text) if text else -1
        end = start + len(text)
        in_tag = html.rfind("<", 0, max(start, 0)) > html.rfind(">", 0, max(start, 0))
        if start < 0 or in_tag or any(start < to and end > since for since, to, _name in taken):
            continue
        taken.append((start, end, anchor))
    parts, place = [], 0
    for start, end, anchor in sorted(taken):
        mark = f'<span class="said" id="{escape(anchor)}">'
        parts += [html[place:start], Markup(mark), html[start:end], Markup("</span>")]  # noqa: S704 the anchor is escaped, the words are cleaned already
        place = end
    return Markup("").join([*parts, html[place:]]), frozenset(name for _s, _e, name in taken)


def _resolve_links(source: str, pages: Mapping[int, str]) -> str:
    """Write each link's tags anew: with the reader's address, or not at all."""
    is_open = False

    def rewrite(found: re.Match[str]) -> str:
        nonlocal is_open
        if found.group(1):
            was_open, is_open = is_open, False
            return "</a>" if was_open else ""
        target = _target(found.group(2), pages)
        is_open = bool(target)
        return f'<a href="{target}">' if target else ""

    return ANCHOR_TAG.sub(rewrite, source)


def _target(attributes: str, pages: Mapping[int, str]) -> str:
    """Return where a link leads, escaped; empty where readers have no address for it."""
    found = {name.lower(): value for name, value in ATTRIBUTE.findall(attributes)}
    if found.get("linktype"):
        return escape(pages.get(_key(found.get("id", "")), ""))
    return found.get("href", "")


def _key(word: str) -> int:
    return int(word) if re.fullmatch(r"[0-9]{1,18}", word) else -1


def linked_pages(sources: Iterable[str]) -> set[int]:
    """Return the keys of all pages that the rich texts link to."""
    keys = set()
    for source in sources:
        for attributes in LINK.findall(source):
            found = {name.lower(): value for name, value in ATTRIBUTE.findall(attributes)}
            if found.get("linktype") == "page":
                keys.add(_key(found.get("id", "")))
    return keys - {-1}


def plain_text(source: str) -> str:
    """Return the words of a rich text, one line an element."""
    spaced = re.sub(r"</(p|li)>|<br */?>", "\n", source)
    bare = nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"})
    return Markup(bare).unescape().strip()  # noqa: S704 only to turn &amp; into &


def script_json(text: str) -> Markup:
    """Make JSON safe inside a script element: it can neither close it nor open a comment."""
    return Markup(text.translate(SCRIPT_ESCAPES))  # noqa: S704 escaped for a script element
