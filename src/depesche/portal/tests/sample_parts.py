"""What the sample pages are made of: the demo paper's headlines, its names, its pictures."""

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import depesche
from depesche.portal import contracts as c

STORIES = Path(depesche.__file__).parent / "archive" / "demo" / "stories"
NOW = datetime(2026, 11, 22, 13, 30, 12, 290348, tzinfo=UTC).astimezone(ZoneInfo("Europe/Berlin"))
NAMES = {"de": "Holmsieler Bote", "en": "The Holmsiel Courier"}
TAGLINES = {
    "de": "Die Zeitung für Hafen, Stadt und Marsch",
    "en": "News in English from the harbour, the town and the marsh",
}
SECTIONS = {
    "de": ("Politik", "Stadt", "Wirtschaft", "Kultur", "Wissen", "Sport", "Meinung"),
    "en": ("Politics", "Town", "Business", "Culture", "Science", "Sport", "Opinion"),
}
SECTION_KEYS = ("politik", "stadt", "wirtschaft", "kultur", "wissen", "sport", "meinung")
FOOT = {
    "de": ("Impressum", "Datenschutz", "Kontakt", "Barrierefreiheit", "Korrekturen", "Feeds"),
    "en": ("Imprint", "Privacy", "Contact", "Accessibility", "Corrections", "Feeds"),
}
FOOT_PATHS = ("imprint", "privacy", "contact", "accessibility", "corrections", "feeds")
WIDTHS = (320, 640, 960, 1280)
LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenauszahlungsstelle verlegt: Was sich "
    "für Empfängerinnen und Empfänger an der Unterelbe zum Jahreswechsel alles ändert"
)


def link(name: str, path: str = "/", **rest: Any) -> c.Link:
    return c.Link(name=name, path=path, **rest)


def frame(language: str, title: str, *, current: int = -1, **rest: Any) -> c.Frame:
    home = f"/{language}/"
    sections = tuple(
        link(name, f"{home}section/", is_current=place == current)
        for place, name in enumerate(SECTIONS[language])
    )
    foot = tuple(
        link(name, f"{home}{path}/") for name, path in zip(FOOT[language], FOOT_PATHS, strict=True)
    )
    values: dict[str, Any] = {
        "edition_key": language,
        "edition_name": NAMES[language],
        "tagline": TAGLINES[language],
        "founded": 1887,
        "language": language,
        "home_path": home,
        "now": NOW,
        "time_zone": "Europe/Berlin",
        "sections": sections,
        "editions": tuple(
            link(name, f"/{key}/", language=key, is_current=key == language)
            for key, name in NAMES.items()
        ),
        "foot": foot,
        "title": f"{title} – {NAMES[language]}",
        "description": TAGLINES[language],
        "canonical_url": "http://localhost:8000/",
        "search_path": f"{home}search/",
        "is_demo": True,
        "feeds": (c.FeedLink("RSS", f"{home}feed.rss", "application/rss+xml", "RSS"),),
        "open_graph": (("og:title", title),),
    }
    return c.Frame(**(values | rest))


def image(name: str, *, alt: str, caption: str = "", **rest: Any) -> c.Image:
    srcset = ", ".join(f"/pictures/{name}-{width}.jpg {width}w" for width in WIDTHS)
    values: dict[str, Any] = {
        "sources": (c.Source("image/webp", srcset.replace(".jpg", ".webp")),),
        "src": f"/pictures/{name}-960.jpg",
        "srcset": srcset,
        "width": 1280,
        "height": 853,
        "alt": alt,
        "caption": caption,
        "credit": "Bildtisch Holmsieler Bote / Rieke Volquart",
    }
    return c.Image(**(values | rest))


@cache
def stories(language: str) -> list[c.Teaser]:
    """Return the demo's stories as teasers, newest first."""
    found = []
    for path in sorted((STORIES / language).glob("*.md")):
        facts = tomllib.loads(path.read_text(encoding="utf-8").split("+++")[1])
        at = facts.get("published_at") or NOW - timedelta(hours=facts["hours_ago"])
        place = SECTION_KEYS.index(facts["section"])
        picture = facts.get("picture", "")
        is_paid = facts.get("advertisement", False)
        found.append(
            c.Teaser(
                path=f"/{language}/odd-article/" if is_paid else f"/{language}/article/",
                kicker=facts.get("kicker", ""),
                headline=facts["headline"],
                lead=facts["lead"],
                section=link(SECTIONS[language][place], f"/{language}/section/"),
                published_at=at,
                updated_at=None,
                byline=" und ".join(key.title() for key in facts.get("authors", ()))
                or facts.get("agency", ""),
                image=image(picture, alt="", caption="") if picture else None,
                is_advertisement=is_paid,
                genre=facts.get("genre", "report"),
                genre_name="",
                is_old=at.year < NOW.year - 1,
            )
        )
    return sorted(found, key=lambda story: story.published_at, reverse=True)


def lead_story(language: str) -> c.Teaser:
    """Return the story that stands first: the newest that has a picture and is not paid for."""
    return next(
        story
        for story in stories(language)
        if story.image and not story.is_old and not story.is_advertisement
    )


def dossiers(language: str) -> tuple[c.DossierLink, ...]:
    names = {
        "de": ("Die Holmebrücke", "Sturmflut an der Holme (2024)", "Windhafen Nordkai"),
        "en": ("The Holme Bridge", "Storm Surge on the Holme (2024)", "The North Quay Wind Port"),
    }[language]
    counts = (9, 851, 1204)
    return tuple(
        c.DossierLink(name, f"/{language}/dossier/", count)
        for name, count in zip(names, counts, strict=True)
    )


def most_read(language: str, count: int = 5) -> c.MostRead:
    """Return the first stories as what is read most, one with a long headline."""
    read = [LONG, *(story.headline for story in stories(language))]
    return c.MostRead("week", tuple(link(name, f"/{language}/article/") for name in read[:count]))
