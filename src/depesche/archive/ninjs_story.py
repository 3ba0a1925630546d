"""Turn an item into what the acts of `articles` take. Reads and writes nothing."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from depesche.archive.ninjs_read import Item
from depesche.archive.settle_names import Names
from depesche.articles.incoming import IncomingStory
from depesche.articles.models import Article, Section
from depesche.pictures.models import Picture

SAME_NAMES = (
    "title",
    "lead",
    "kicker",
    "short_headline",
    "genre",
    "place_line",
    "agency",
    "copyright_notice",
    "usage_terms",
)


def incoming_story(
    item: Item, section: Section, names: Names, pictures: Mapping[str, Picture], *, code: str
) -> IncomingStory:
    """Return the story of a new `item`; `code` is empty where it gets one of its own."""
    return IncomingStory(
        section=section,
        published_at=item.published_at,
        updated_at=item.updated_at,
        code=code,
        hangs_on=names.hangs_on(item),
        body=list(_blocks(item, names, pictures)),
        event_on=_event_on(item),
        further=_marks(item, names),
        **_lead_picture(item, pictures),
        **{name: getattr(item, name) for name in SAME_NAMES},
    )


def changed_fields(item: Item, names: Names, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """Return the fields of a story that is here, as the new version of its item has them."""
    blocks = list(_blocks(item, names, pictures))
    return {
        **{name: getattr(item, name) for name in SAME_NAMES},
        **names.hangs_on(item),
        **_marks(item, names),
        "picture": None,
        "picture_caption": "",
        "picture_alt": "",
        **_lead_picture(item, pictures),
        "event_on": _event_on(item),
        "body": Article(body="[]").body.stream_block.to_python(blocks),
    }


def _event_on(item: Item) -> date | None:
    return date.fromisoformat(item.marks["event-on"]) if "event-on" in item.marks else None


def _marks(item: Item, names: Names) -> dict[str, Any]:
    return {
        "is_advertisement": "advertisement" in item.marks,
        "single_source": item.marks.get("single-source", ""),
        "ai_used": item.marks.get("ai-used", ""),
        "ai_reviewer": names.reviewer(item),
    }


def _lead_picture(item: Item, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """Choose the lead picture: the one so named, else the first that the body does not show."""
    shown = {block["value"]["href"] for block in item.blocks if block["type"] == "picture"}
    candidates = [one for one in item.pictures if one.name in pictures]
    named = [one for one in candidates if one.is_lead]
    others = [one for one in candidates if not item.code and not shown.intersection(one.hrefs)]
    chosen = next(iter([*named, *others]), None)
    if chosen is None:
        return {}
    picture = pictures[chosen.name]
    caption, alt = chosen.used_caption, chosen.used_alt
    return {
        "picture": picture,
        "picture_caption": caption[:600] if caption != picture.caption else "",
        "picture_alt": alt[:255] if alt != picture.description else "",
    }


def _blocks(item: Item, names: Names, pictures: Mapping[str, Picture]) -> Iterator[dict[str, Any]]:
    by_href = {
        href: pictures[one.name]
        for one in item.pictures
        if one.name in pictures
        for href in one.hrefs
    }
    for block in item.blocks:
        if block["type"] == "quote":
            yield _quote(item, names, block["value"])
        elif block["type"] == "picture":
            picture = by_href.get(block["value"]["href"])
            if picture is not None:
                yield {"type": "picture", "value": _shown(item, picture, block["value"])}
        else:
            yield dict(block)


def _quote(item: Item, names: Names, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a quotation with its speaker's row, or a paragraph where nobody is known."""
    kind, slug = value["speaker"]
    speaker = names.speaker(item, kind, slug)
    if speaker is None:
        lines = value["words"].splitlines()
        text = "<br/>".join(
            line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") for line in lines
        )
        return {"type": "paragraph", "value": f"<p>{text}</p>"}
    facts = {name: given for name, given in value.items() if name != "speaker"}
    facts["words"], facts["office"] = facts["words"][:3000], facts["office"][:160]
    facts["said_to"], facts["said_on"] = facts["said_to"][:160], _day(facts["said_on"])
    facts["speaker_person"] = speaker.pk if kind == "person" else None
    facts["speaker_organisation"] = speaker.pk if kind == "organisation" else None
    return {"type": "quote", "value": facts}


def _day(word: str | None) -> str | None:
    try:
        return date.fromisoformat(word or "").isoformat()
    except ValueError:
        return None


def _shown(item: Item, picture: Picture, value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a picture block; its alternative text is its own only where it differs."""
    is_own = value["has_own_alt"] or (not item.code and value["alt"] != picture.description)
    return {
        "picture": picture.pk,
        "caption": value["caption"][:600],
        "alt": value["alt"][:255] if is_own else "",
    }
