"""Turn a body's stored blocks into what a template prints. No query here: all is handed in."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from django.utils.text import slugify
from django.utils.timezone import localtime

from depesche.articles.models import Recording
from depesche.portal.contracts import Block, FormerWording, Speaker
from depesche.portal.images import Images
from depesche.portal.rich_text import linked_pages, mark_words, plain_text, rich_text
from depesche.quotes.models import Quote

AUDIO_TYPES = {
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "ogg": "audio/ogg",
    "opus": "audio/ogg",
    "wav": "audio/wav",
    "flac": "audio/flac",
}
WORDS_A_MINUTE = 200
# what the page's own templates are called by; a heading of these words gets a number
FRAME_IDS = frozenset(
    {
        "chapters",
        "content",
        "corrections",
        "corrections-title",
        "dossier-chart",
        "dossier-chart-most",
        "dossier-leaders",
        "dossier-notices",
        "dossier-pictures",
        "dossier-standing",
        "dossier-stories",
        "dossiers-title",
        "latest-title",
        "most-read-title",
        "questions",
        "quotes-title",
        "related-title",
        "said",
        "search-from",
        "search-section",
        "search-to",
        "search-words",
        "short-link",
        "timeline",
        "toc",
    }
)
RICH = ("paragraph", "list")
LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8}){0,3}")


@dataclass(frozen=True)
class Wanted:
    """The keys of everything that a body refers to."""

    pictures: frozenset[int]
    people: frozenset[int]
    organisations: frozenset[int]
    recordings: frozenset[int]
    pages: frozenset[int]


@dataclass(frozen=True)
class Said:
    """Who said something; `path` is empty where readers have no page of them."""

    name: str
    slug: str
    path: str


@dataclass(frozen=True)
class Found:
    """What was found of it, for readers."""

    images: Images
    speakers: Mapping[tuple[str, int], Said]  # by kind and key
    recordings: Mapping[int, Recording]
    pages: Mapping[int, str]
    is_paid: bool = False
    quotes: tuple[Quote, ...] = ()  # the records of what is said in the body


def stored_blocks(body: Any) -> list[dict[str, Any]]:
    """Return a body as data; what is no block is left out."""
    return [dict(block) for block in body.raw_data if isinstance(block, Mapping)]


def wanted_by(blocks: list[dict[str, Any]]) -> Wanted:
    """Collect what `blocks` refer to."""
    values = [(block["type"], block["value"]) for block in blocks]
    quotes = [value for kind, value in values if kind == "quote"]
    return Wanted(
        pictures=_keys(value.get("picture") for kind, value in values if kind == "picture"),
        people=_keys(quote.get("speaker_person") for quote in quotes),
        organisations=_keys(quote.get("speaker_organisation") for quote in quotes),
        recordings=_keys(value.get("recording") for kind, value in values if kind == "audio"),
        pages=frozenset(linked_pages(_rich_sources(blocks))),
    )


def _keys(values: Iterator[Any]) -> frozenset[int]:
    return frozenset(value for value in values if isinstance(value, int))


def _rich_sources(blocks: list[dict[str, Any]]) -> Iterator[str]:
    for block in blocks:
        if block["type"] in RICH:
            yield block["value"]
        elif block["type"] == "box":
            yield block["value"].get("text", "")


def shaped_blocks(
    blocks: list[dict[str, Any]], found: Found, anchors: set[str] | None = None
) -> tuple[Block, ...]:
    """Shape every block that has something to show; `anchors` are those that the page has."""
    shaped = []
    anchors = set(FRAME_IDS) if anchors is None else anchors
    waiting = [(quote.words, quote_anchor(quote)) for quote in found.quotes if not quote.block]
    for place, block in enumerate(blocks):
        shape = SHAPES.get(block["type"])
        made = shape(block["value"], found, _anchor(block, anchors)) if shape else None
        if made is not None and block["type"] == "quote":
            made = _as_recorded(made, _record(block, place, found.quotes))
        elif made is not None and made.html and waiting:
            html, marked = mark_words(made.html, waiting)
            made = replace(made, html=html)
            waiting = [each for each in waiting if each[1] not in marked]
        if made is not None:
            shaped.append(made)
    return tuple(shaped)


def _record(block: Mapping[str, Any], place: int, quotes: Iterable[Quote]) -> Quote | None:
    """Return the record of a quotation: by the block's name, or by its words."""
    own = [quote for quote in quotes if quote.block]
    words = block["value"].get("words") or ""
    name = str(block.get("id") or f"at-{place}")
    same = [quote for quote in own if quote.block == name and quote.words == words]
    return next(iter([*same, *(quote for quote in own if quote.words == words)]), None)


def _as_recorded(block: Block, quote: Quote | None) -> Block:
    if quote is None:
        return block
    return replace(block, anchor=quote_anchor(quote), former=former_wordings(quote))


def quote_anchor(quote: Quote) -> str:
    """Return under which name a quotation is found on the page of its story."""
    return f"quote-{quote.code}"


def former_wordings(quote: Quote) -> tuple[FormerWording, ...]:
    """Return the wordings that readers have read before, the last one first."""
    return tuple(
        FormerWording(
            text=former["words"],
            until=localtime(datetime.fromisoformat(former["until"])) if former["until"] else None,
        )
        for former in reversed(quote.former)
        if former["words"] != quote.words
    )


def _anchor(block: Mapping[str, Any], taken: set[str]) -> str:
    """Return an anchor that is unique on the page: headings by their words, others by key."""
    if block["type"] == "heading":
        anchor = slugify(str(block["value"]))[:60] or "heading"
    else:
        anchor = f"{block['type']}-{str(block.get('id') or 'new')[:8]}"
    number, unique = 2, anchor
    while unique in taken:
        unique, number = f"{anchor}-{number}", number + 1
    taken.add(unique)
    return unique


def _paragraph(value: str, found: Found, _anchor: str) -> Block | None:
    html = rich_text(value, pages=found.pages, is_paid=found.is_paid)
    return Block(kind="paragraph", html=html) if plain_text(value) else None


def _list(value: str, found: Found, _anchor: str) -> Block | None:
    html = rich_text(value, pages=found.pages, is_paid=found.is_paid)
    return Block(kind="list", html=html) if plain_text(value) else None


def _heading(value: str, _found: Found, anchor: str) -> Block:
    return Block(kind="heading", text=value, anchor=anchor)


def _quote(value: Mapping[str, Any], found: Found, anchor: str) -> Block:
    kind = "person" if value.get("speaker_person") else "organisation"
    who = found.speakers.get((kind, value.get(f"speaker_{kind}") or 0))
    office = value.get("office") or ""
    said_on = value.get("said_on")
    return Block(
        kind="quote",
        text=value.get("words") or "",
        anchor=anchor,
        speaker=Speaker(who.name, who.path, office, kind) if who else None,
        said_to=value.get("said_to") or "",
        said_on=date.fromisoformat(str(said_on)[:10]) if said_on else None,
        evidence_url=web_address(value.get("evidence")),
        unnamed_because=value.get("unnamed_because") or "",
        original=value.get("original") or "",
        original_language=language_tag(value.get("original_language")),
    )


def _picture(value: Mapping[str, Any], found: Found, _anchor: str) -> Block | None:
    image = found.images.image(
        value.get("picture"), caption=value.get("caption") or "", alt=value.get("alt") or ""
    )
    return Block(kind="picture", image=image) if image else None


def _table(value: Mapping[str, Any], _found: Found, _anchor: str) -> Block | None:
    table = value.get("table") or {}
    rows = [tuple(_cell(cell) for cell in row) for row in table.get("data") or ()]
    if not rows:
        return None
    has_header = bool(table.get("first_row_is_table_header"))
    return Block(
        kind="table",
        text=value.get("caption") or "",
        header=rows[0] if has_header else (),
        rows=tuple(rows[1:] if has_header else rows),
        has_row_header=bool(table.get("first_col_is_header")),
        source=value.get("source") or "",
    )


def _cell(value: object) -> str:
    return "" if value is None else str(value)


def _embed(value: Mapping[str, Any], _found: Found, _anchor: str) -> Block | None:
    url = web_address(value.get("url"))
    if not url:
        return None
    source = value.get("provider") or (urlsplit(url).hostname or "").removeprefix("www.")
    return Block(kind="embed", text=value.get("title") or url, url=url, source=source)


def _box(value: Mapping[str, Any], found: Found, _anchor: str) -> Block:
    html = rich_text(value.get("text") or "", pages=found.pages, is_paid=found.is_paid)
    return Block(kind="box", text=value.get("title") or "", html=html)


def _audio(value: Mapping[str, Any], found: Found, _anchor: str) -> Block | None:
    recording = found.recordings.get(value.get("recording") or 0)
    if recording is None:
        return None
    ending = recording.file.name.rpartition(".")[2].lower()
    return Block(
        kind="audio",
        text=value.get("caption") or recording.title,
        url=audio_url(recording),
        media_type=AUDIO_TYPES.get(ending, "application/octet-stream"),
        duration_seconds=recording.duration_seconds,
        transcript=recording.transcript,
    )


def audio_url(recording: Recording) -> str:
    """Return where readers fetch a sound file."""
    return str(recording.url)


SHAPES: dict[str, Any] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "quote": _quote,
    "picture": _picture,
    "list": _list,
    "table": _table,
    "embed": _embed,
    "box": _box,
    "audio": _audio,
}


def web_address(value: object) -> str:
    """Return an http(s) address; anything else is no link."""
    text = str(value or "").strip()
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in {"http", "https"} and parts.hostname else ""


def language_tag(value: object) -> str:
    """Return what can stand in a `lang` attribute; anything else is left out."""
    text = str(value or "").strip()
    return text if LANGUAGE.fullmatch(text) else ""


def reading_minutes(lead: str, blocks: list[dict[str, Any]]) -> int:
    """Say how long a story takes to read, at least a minute."""
    words = len(lead.split())
    for block in blocks:
        words += len(_words_of(block).split())
    return max(1, round(words / WORDS_A_MINUTE))


def _words_of(block: Mapping[str, Any]) -> str:
    value = block["value"]
    if block["type"] in RICH:
        return plain_text(value)
    if block["type"] == "heading":
        return str(value)
    if block["type"] == "quote":
        return value.get("words") or ""
    if block["type"] == "box":
        return plain_text(value.get("text") or "")
    return ""
