"""Read the pictures of an item: their files, credit and rights. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from urllib.parse import unquote

PICTURES = {"picture", "graphic", "image"}
BEST_FIRST = ("original", "baseimage", "main", "highres", "large", "viewimage")


@dataclass(frozen=True)
class PictureIn:
    """A picture as an item tells of it: `hrefs` are its files, best first, as written.

    `used_caption` and `used_alt` are what the item prints, `facts` what belongs to the picture.
    """

    name: str
    uri: str
    title: str
    hrefs: tuple[str, ...]
    facts: Mapping[str, Any] = field(default_factory=dict)
    used_caption: str = ""
    used_alt: str = ""

    @property
    def is_lead(self) -> bool:
        """Whether the item puts it on top."""
        return self.name.lower() in {"lead", "featured", "featuremedia", "main", "photo", "teaser"}

    @property
    def has_credit(self) -> bool:
        """Whether somebody is named whose picture this is."""
        return any(self.facts.get(name) for name in ("creator", "agency", "credit_line"))


def read_pictures(item: Mapping[str, Any]) -> tuple[PictureIn, ...]:
    """Return the pictures among the associations of an item (names in small letters)."""
    return tuple(
        picture
        for association in listed(item.get("associations"))
        if (picture := _picture(association)) is not None
    )


def listed(value: Any) -> list[dict[str, Any]]:
    """Return the objects of a list; 1.x has objects by name instead."""
    if isinstance(value, dict):
        return [{"name": name, **one} for name, one in value.items() if isinstance(one, dict)]
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def one_line(value: Any) -> str:
    """Return a text in one line, empty where `value` is none."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def _picture(association: Mapping[str, Any]) -> PictureIn | None:
    if one_line(association.get("type")).lower() not in PICTURES:
        return None
    renditions = sorted(listed(association.get("renditions")), key=_rank)
    hrefs = tuple(one_line(one.get("href")) for one in renditions if one_line(one.get("href")))
    texts = {
        one_line(text.get("role")): one_line(text.get("value"))
        for text in listed(association.get("descriptions"))
    }
    caption = texts.get("caption") or one_line(association.get("description_text"))
    own = {
        "caption": texts.get("picture-caption", "") if "use-caption" in texts else caption,
        "description": texts.get(
            "picture-alternative" if "use-alternative" in texts else "alternative", ""
        ),
    }
    return PictureIn(
        name=one_line(association.get("name")),
        uri=one_line(association.get("uri"))[:500],
        title=one_line(association.get("title")) or one_line(association.get("headline")),
        hrefs=hrefs,
        facts={name: value for name, value in (own | _facts(association, texts)).items() if value},
        used_caption=caption,
        used_alt=texts.get("alternative", ""),
    )


def _rank(rendition: Mapping[str, Any]) -> tuple[int, int]:
    """Order by name, then by width: the largest first."""
    name = one_line(rendition.get("name")).lower()
    width = rendition.get("width")
    return (
        BEST_FIRST.index(name) if name in BEST_FIRST else len(BEST_FIRST),
        -width if isinstance(width, int) else 0,
    )


def _facts(association: Mapping[str, Any], texts: Mapping[str, str]) -> dict[str, Any]:
    """Return the facts under the names that `pictures.accept.accept_picture` knows."""
    sources = listed(association.get("infosources") or association.get("infosource"))
    agency = next((one_line(one.get("name")) for one in sources), "")
    creator = one_line(association.get("by") or association.get("byline"))
    notice = one_line(association.get("copyrightnotice"))
    if not creator and not agency:
        agency = one_line(association.get("copyrightholder"))
    credit = texts.get("credit", "") or ("" if creator or agency else notice)
    rights = association.get("rightsinfo")
    link = one_line(rights.get("linkedrights")) if isinstance(rights, dict) else ""
    kind = association.get("digitalsourcetype")
    return {
        "creator": creator[:160],
        "agency": agency[:160],
        "credit_line": credit[:255],
        "copyright_notice": notice[:255],
        "usage_terms": one_line(association.get("usageterms")),
        "licence_url": link if link.startswith(("http://", "https://")) else "",
        "place": one_line(association.get("located"))[:160],
        "taken_on": _day(association.get("contentcreated")),
        "expires_at": _instant(association.get("expires")),
        "digital_source_type": one_line(kind.get("literal"))[:80] if isinstance(kind, dict) else "",
    }


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(one_line(value)[:10])
    except ValueError:
        return None


def _instant(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(one_line(value))
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def file_name(href: str) -> str:
    """Return the path in `href` as a file system knows it."""
    return unquote(href.partition("?")[0].partition("#")[0])
