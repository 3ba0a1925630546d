"""Read one ninjs item, 1.x to 3.x, into a dataclass. Pure; each refusal is a sentence.

Names of properties changed their case and shape between the versions: they are looked up in small
letters, and lists that were objects in 1.x become lists.
"""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from depesche.archive.html_blocks import Raw, TooLarge, printable, read_html, read_plain
from depesche.archive.ninjs_notices import NoticeIn, read_notices
from depesche.archive.ninjs_pictures import PictureIn, listed, one_line, read_pictures
from depesche.articles.ninjs import CODE_ROLE

MOST_BYTES = 5_000_000
DEEPEST = 40
MOST_URI = 500
CODE = re.compile(r"[1-9A-HJ-NP-Za-km-z]{6,16}")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
GENRES = {"report", "reportage", "analysis", "interview", "opinion"}


class NotAnItem(Exception):
    """The file is no ninjs item that can become a story; the message says why."""


@dataclass(frozen=True)
class NameIn:
    """Somebody or something that an item names; `slug` only where the item is one of ours."""

    name: str
    slug: str = ""


@dataclass(frozen=True)
class Item:
    """What an item says. Instants are aware; `blocks` name speakers and pictures (html_blocks)."""

    uri: str
    version: str
    content_hash: str
    language: str
    title: str
    published_at: datetime
    updated_at: datetime | None
    blocks: tuple[Raw, ...]
    lead: str = ""
    short_headline: str = ""
    kicker: str = ""
    genre: str = "report"
    place_line: str = ""
    agency: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    code: str = ""
    section: NameIn | None = None
    authors: tuple[NameIn, ...] = ()
    tags: tuple[NameIn, ...] = ()
    dossiers: tuple[NameIn, ...] = ()
    people: tuple[NameIn, ...] = ()
    organisations: tuple[NameIn, ...] = ()
    places: tuple[NameIn, ...] = ()
    speakers: Mapping[tuple[str, str], NameIn] = field(default_factory=dict)
    pictures: tuple[PictureIn, ...] = ()
    related: tuple[str, ...] = ()
    notices: tuple[NoticeIn, ...] = ()
    marks: Mapping[str, str] = field(default_factory=dict)

    @property
    def changed_at(self) -> datetime:
        """When this version was made."""
        return self.updated_at or self.published_at


def read_item(data: bytes, *, zone: ZoneInfo) -> Item:
    """Read the bytes of a file; `zone` is for dates without one. Raises NotAnItem."""
    item = _parse(data)
    uri = one_line(item.get("uri") or item.get("guid"))  # Superdesk writes guid
    if not uri or len(uri) > MOST_URI:
        raise NotAnItem("it has no uri" if not uri else "its uri is longer than 500 characters")
    _refuse_what_is_not_for_readers(item)
    code = _code(item)
    published_at, updated_at = _dates(item, zone)
    blocks = _blocks(item)
    lead = _lead(item)
    if not lead:
        lead, blocks = _first_paragraph(blocks)
    return Item(
        uri=uri,
        version=one_line(item.get("version"))[:64],
        content_hash=hashlib.sha256(data).hexdigest(),
        language=one_line(item.get("language")).lower(),
        title=_headline(item),
        published_at=published_at,
        updated_at=updated_at,
        blocks=tuple(blocks),
        lead=lead,
        code=code,
        **_short_texts(item),
        **_names(item, is_ours=bool(code)),
        pictures=read_pictures(item),
        related=_related(item),
        notices=read_notices(_role(listed(item.get("bodies")), "corrections")),
        marks=_marks(item),
    )


def _parse(data: bytes) -> dict[str, Any]:
    if len(data) > MOST_BYTES:
        raise NotAnItem(f"it is larger than {MOST_BYTES // 1_000_000} MB")
    try:
        found = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError as wrong:
        raise NotAnItem("it is not written in UTF-8") from wrong
    except RecursionError as wrong:
        raise NotAnItem("it is nested too deep") from wrong
    except ValueError as wrong:
        raise NotAnItem(f"it is not JSON ({printable(str(wrong))[:120]})") from wrong
    if not isinstance(found, dict):
        raise NotAnItem("it is JSON, but not a ninjs item: an object is expected")
    if _is_deeper(found, DEEPEST):
        raise NotAnItem("it is nested too deep")
    return small_names(found)


def _is_deeper(value: Any, limit: int) -> bool:
    level = [value]
    for _step in range(limit):
        level = [
            below
            for one in level
            for below in (one.values() if isinstance(one, dict) else one)
            if isinstance(below, dict | list)
        ]
        if not level:
            return False
    return True


def small_names(value: Any) -> Any:
    """Return `value` with all names of properties in small letters, all texts printable."""
    if isinstance(value, dict):
        return {str(name).lower(): small_names(one) for name, one in value.items()}
    if isinstance(value, list):
        return [small_names(one) for one in value]
    return printable(value) if isinstance(value, str) else value


def _role(texts: list[dict[str, Any]], *roles: str) -> str:
    """Return the value of the first text with one of `roles`, best first."""
    for role in roles:
        for text in texts:
            if str(text.get("role", "")).lower() == role and isinstance(text.get("value"), str):
                return text["value"]
    return ""


def _refuse_what_is_not_for_readers(item: Mapping[str, Any]) -> None:
    kind = one_line(item.get("type", "text")) or "thing"
    if kind not in {"text", "composite"}:
        raise NotAnItem(f"it is a {kind[:40]}, not a text")
    status = one_line(item.get("pubstatus")) or "usable"
    if status != "usable":
        raise NotAnItem(
            f"its source says “{status[:40]}”: take the story back at the desk, if it is here"
        )
    embargo = one_line(item.get("embargoeduntil") or item.get("embargoed"))
    if embargo:
        raise NotAnItem(f"it is embargoed until {embargo[:40]}")


def _code(item: Mapping[str, Any]) -> str:
    for other in listed(item.get("altids")):
        value = one_line(other.get("value"))
        if other.get("role") == CODE_ROLE and CODE.fullmatch(value):
            return value
    return ""


def _dates(item: Mapping[str, Any], zone: ZoneInfo) -> tuple[datetime, datetime | None]:
    """Return when it came out, and when it was changed (None: never)."""
    given = {
        name: _instant(item[name], name, zone)
        for name in ("contentcreated", "firstcreated", "versioncreated")
        if item.get(name) not in (None, "")
    }
    if not given:
        raise NotAnItem("it has no date: contentCreated, firstCreated or versionCreated")
    first = given.get("contentcreated") or given.get("firstcreated") or given["versioncreated"]
    last = given.get("versioncreated", first)
    return first, last if last > first else None


def _instant(value: Any, name: str, zone: ZoneInfo) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return moment.astimezone(ZoneInfo("UTC"))
    except (TypeError, ValueError, OverflowError) as wrong:
        raise NotAnItem(f"its {name} is no date: {printable(str(value))[:40]}") from wrong


def _headline(item: Mapping[str, Any]) -> str:
    headlines = listed(item.get("headlines"))
    named = _role(headlines, "main", "headline", "")
    first = next((one_line(one.get("value")) for one in headlines), "")
    found = (
        one_line(named) or first or one_line(item.get("headline")) or one_line(item.get("title"))
    )
    if not found:
        raise NotAnItem("it has no title")
    return cut(found, 255)


def cut(text: str, most: int) -> str:
    """Return `text`, shortened to `most` characters with an ellipsis where it is longer."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _lead(item: Mapping[str, Any]) -> str:
    roles = ("summary", "lead", "teaser", "description", "text", "")
    found = one_line(_role(listed(item.get("descriptions")), *roles))
    for name in ("description_text", "description_summary", "description_caption"):
        found = found or one_line(item.get(name))
    return cut(found, 1200)


def _blocks(item: Mapping[str, Any]) -> list[Raw]:
    bodies = listed(item.get("bodies"))
    html = _role([one for one in bodies if _is_html(one)], "main", "body", "text", "")
    others = [one for one in bodies if one.get("role") != "corrections"]
    html = html or next((str(one.get("value", "")) for one in others if _is_html(one)), "")
    for name in ("body_html", "body_xhtml", "body_nitf"):
        html = html or _whole_text(item.get(name))
    plain = next((_whole_text(one.get("value")) for one in others if not _is_html(one)), "")
    plain = plain or _whole_text(item.get("body_text"))
    try:
        blocks = read_html(html) if html else read_plain(plain)
    except TooLarge as wrong:
        raise NotAnItem(str(wrong)) from wrong
    if not blocks:
        raise NotAnItem("it has no body")
    return blocks


def _whole_text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_html(body: Mapping[str, Any]) -> bool:
    kind = str(body.get("contenttype", "")).lower()
    value = _whole_text(body.get("value"))
    return "html" in kind or (not kind and "</" in value)


def _first_paragraph(blocks: list[Raw]) -> tuple[str, list[Raw]]:
    """Take the first paragraph as the lead where the item has none, and out of the body.

    It stays in the body where it is all of it, where it holds links, or is too long for a lead.
    """
    for number, block in enumerate(blocks):
        if block["type"] != "paragraph":
            continue
        text = " ".join(re.sub(r"<br/>", " ", block["value"]).split())
        plain = _unescaped(re.sub(r"<[^>]*>", "", text))
        goes = len(blocks) > 1 and len(plain) <= 1200 and "<a " not in text  # noqa: PLR2004 the field
        return cut(plain, 1200), blocks[:number] + blocks[number + goes :]
    return "", blocks


def _unescaped(text: str) -> str:
    for name, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(name, letter)
    return text.replace("\xa0", " ").strip()


def _short_texts(item: Mapping[str, Any]) -> dict[str, Any]:
    headlines = listed(item.get("headlines"))
    holder = one_line(item.get("copyrightholder")) or _source_name(item)
    genres = [one_line(one.get("literal")) for one in listed(item.get("genres"))]
    return {
        "short_headline": cut(one_line(_role(headlines, "short")), 80),
        "kicker": cut(one_line(_role(headlines, "kicker")), 80),
        "place_line": cut(one_line(item.get("located")), 80),
        "agency": cut(holder, 80),
        "copyright_notice": cut(one_line(item.get("copyrightnotice")), 240),
        "usage_terms": cut(one_line(item.get("usageterms")), 240),
        "genre": next((genre for genre in genres if genre in GENRES), "report"),
    }


def _source_name(item: Mapping[str, Any]) -> str:
    sources = listed(item.get("infosources") or item.get("infosource"))
    return next((one_line(one.get("name")) for one in sources if one_line(one.get("name"))), "")


def _names(item: Mapping[str, Any], *, is_ours: bool) -> dict[str, Any]:
    people = list(_named(item, ("people", "person"), is_ours=is_ours))
    organisations = list(_named(item, ("organisations", "organisation"), is_ours=is_ours))
    subjects = list(_named(item, ("subjects", "subject"), is_ours=is_ours))
    places = list(_named(item, ("places", "place"), is_ours=is_ours))
    speakers = {
        (kind, name.slug): name
        for kind, found in (("person", people), ("organisation", organisations))
        for name, rel in found
        if rel == "speaker" and name.slug
    }
    section = [name for name, rel in subjects if rel == "section"]
    authors = [name for name, rel in people if rel in {"author", "creator"}]
    return {
        "section": section[0] if section else None,
        "authors": tuple(authors or _byline(item)),
        "tags": _only(subjects, without={"section", "dossier"}),
        "dossiers": tuple(name for name, rel in subjects if rel == "dossier"),
        "people": _only(people, without={"author", "creator", "speaker"}),
        "organisations": _only(organisations, without={"speaker"}),
        "places": tuple(name for name, _rel in places),
        "speakers": speakers,
    }


def _only(found: list[tuple[NameIn, str]], *, without: set[str]) -> tuple[NameIn, ...]:
    return tuple(dict.fromkeys(name for name, rel in found if rel not in without))


def _named(
    item: Mapping[str, Any], properties: tuple[str, ...], *, is_ours: bool
) -> Iterator[tuple[NameIn, str]]:
    """Yield name and relation of each entry; 1.x has the singular as its property."""
    for name in properties:
        for entry in listed(item.get(name)):
            label = cut(one_line(entry.get("name")), 80 if name.startswith("subject") else 160)
            literal = one_line(entry.get("literal"))
            slug = literal if is_ours and SLUG.fullmatch(literal) else ""
            if label:
                yield NameIn(label, slug[:160]), one_line(entry.get("rel")).lower()


def _byline(item: Mapping[str, Any]) -> list[NameIn]:
    """Return who stands in the byline, unless it is only whose material this is."""
    line = one_line(item.get("by") or item.get("byline"))
    line = re.sub(r"^(?:by|von)\s+", "", line, flags=re.IGNORECASE)
    owners = {one_line(item.get("copyrightholder")).lower(), _source_name(item).lower()}
    names = re.split(r"\s*(?:,|;|&|\band\b|\bund\b)\s*", line)
    return [NameIn(cut(name, 160)) for name in names if name and name.lower() not in owners]


def _related(item: Mapping[str, Any]) -> tuple[str, ...]:
    stories = [one for one in listed(item.get("associations")) if one.get("rel") == "related"]
    return tuple(dict.fromkeys(one_line(one.get("uri")) for one in stories if one.get("uri")))


def _marks(item: Mapping[str, Any]) -> dict[str, str]:
    """Return what readers are told about the making of the story, by name."""
    marks = {}
    for mark in listed(item.get("trustindicators")):
        role = one_line(mark.get("role"))
        if role.startswith("depesche:"):
            marks[role.removeprefix("depesche:")] = cut(one_line(mark.get("title")), 240)
    if "event-on" in marks and not _is_day(marks["event-on"]):
        del marks["event-on"]
    return marks


def _is_day(word: str) -> bool:
    try:
        date.fromisoformat(word)
    except ValueError:
        return False
    return True
