"""Read the demo newspaper's files: `paper.toml` and stories, into dataclasses. Pure.

The format stands in `archive/demo/README.md`. Times are counted back from the moment at which the
demo is made, so that the paper is always of today.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from depesche.archive.demo_markup import read_blocks

FOLDER = Path(__file__).parent / "demo"
FRONT_MATTER = re.compile(r"\+\+\+\n(?P<facts>.*?)\n\+\+\+\n(?P<body>.*)", re.DOTALL)
LONGEST_REWRITING = timedelta(hours=30)  # within it, the wordings of a story followed each other


class BadDemo(Exception):
    """A file of the demo that cannot be read; the message names the file and what is wrong."""


@dataclass(frozen=True)
class Wording:
    """What a story's top said from `at` on, and why it was changed then."""

    at: datetime
    headline: str
    lead: str
    note: str


@dataclass(frozen=True)
class Notice:
    """A correction of a story, at its moment."""

    at: datetime
    kind: str
    wrong: str
    right: str


@dataclass(frozen=True)
class Story:
    """One story of one edition. `facts` are its front matter, `blocks` name things by key."""

    key: str
    edition: str
    section: str
    facts: Mapping[str, Any]
    blocks: tuple[Mapping[str, Any], ...]
    wordings: tuple[Wording, ...]
    notices: tuple[Notice, ...]
    retracted_at: datetime | None

    @property
    def published_at(self) -> datetime:
        """The moment of the first wording."""
        return self.wordings[0].at


@dataclass(frozen=True)
class Demo:
    """The whole paper: tables of `paper.toml` by name, the stories, the fronts' slots."""

    tables: Mapping[str, tuple[Mapping[str, Any], ...]]
    slots: Mapping[str, tuple[str, ...]]
    stories: tuple[Story, ...]
    opened_at: datetime
    days: int  # since the day for which the dates were written
    folder: Path = field(default=FOLDER)


def read_demo(at: datetime, folder: Path = FOLDER) -> Demo:
    """Read the demo in `folder` as it is when made at `at` (aware). Raises BadDemo."""
    paper = _toml((folder / "paper.toml").read_text(encoding="utf-8"), "paper.toml")
    zones = {edition["key"]: ZoneInfo(edition["time_zone"]) for edition in paper["edition"]}
    days = (at.date() - paper["written_on"]).days
    stories = tuple(
        read_story(path, at=at, days=days, zones=zones)
        for path in sorted((folder / "stories").glob("*/*.md"))
    )
    pictures = tuple(_moved_picture(picture, paper, at, days) for picture in paper["picture"])
    tables = {name: tuple(rows) for name, rows in paper.items() if isinstance(rows, list)}
    return Demo(
        tables={**tables, "picture": pictures},
        slots={key: tuple(front["slots"]) for key, front in paper["front"].items()},
        stories=stories,
        opened_at=min(story.published_at for story in stories) - timedelta(days=1),
        days=days,
        folder=folder,
    )


def _toml(source: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(source)
    except tomllib.TOMLDecodeError as wrong:
        message = f"{name}: {wrong}"
        raise BadDemo(message) from wrong


def _moved_picture(
    picture: Mapping[str, Any], paper: Mapping[str, Any], at: datetime, days: int
) -> Mapping[str, Any]:
    """Move the day of a picture of the year of writing; an old picture stays old."""
    taken_on = picture.get("taken_on")
    if taken_on is None or taken_on.year != paper["written_on"].year:
        return picture
    return {**picture, "taken_on": min(taken_on + timedelta(days=days), at.date())}


def read_story(path: Path, *, at: datetime, days: int, zones: Mapping[str, ZoneInfo]) -> Story:
    """Read the file of one story as of `at`; dates of writing move by `days`. Raises BadDemo."""
    name = f"{path.parent.name}/{path.name}"
    found = FRONT_MATTER.fullmatch(path.read_text(encoding="utf-8"))
    if found is None:
        message = f"{name}: the front matter stands between two lines of +++."
        raise BadDemo(message)
    facts = _toml(found["facts"], name)
    zone = zones[facts["edition"]]
    published_at = _published_at(facts, at)
    day = published_at.astimezone(zone).date()
    is_dated = "published_at" in facts
    blocks = tuple(
        block if is_dated else _moved_quote(block, days=days, latest=day)
        for block in read_blocks(found["body"], name)
    )
    return Story(
        key=facts["key"],
        edition=facts["edition"],
        section=facts["section"],
        facts=facts,
        blocks=blocks,
        wordings=tuple(_wordings(facts, published_at, at)),
        notices=tuple(_notices(facts, published_at, at)),
        retracted_at=_retracted_at(facts, published_at, at),
    )


def _published_at(facts: Mapping[str, Any], at: datetime) -> datetime:
    if "published_at" in facts:
        given = facts["published_at"]
        if not isinstance(given, datetime) or given.tzinfo is None:
            message = f"{facts['key']}: published_at needs a time zone."
            raise BadDemo(message)
        return given
    return at - timedelta(hours=facts["hours_ago"])


def _moved_quote(block: Mapping[str, Any], *, days: int, latest: date) -> Mapping[str, Any]:
    """Move the day of a quotation by `days`, never past the story's own day."""
    said_on = block["value"].get("said_on") if block["type"] == "quote" else None
    if said_on is None:
        return block
    moved = min(date.fromisoformat(said_on) + timedelta(days=days), latest)
    return {**block, "value": {**block["value"], "said_on": moved.isoformat()}}


def _wordings(facts: Mapping[str, Any], first_at: datetime, at: datetime) -> Iterator[Wording]:
    """Yield the public wordings, oldest first, spread between publication and now."""
    earlier = facts.get("version", [])
    span = min(at - first_at, LONGEST_REWRITING)
    for number, wording in enumerate(earlier):
        yield Wording(
            at=first_at + span * number / (len(earlier) + 1),
            headline=wording["headline"],
            lead=wording["lead"],
            note=wording["reason"],
        )
    yield Wording(
        at=first_at + span * len(earlier) / (len(earlier) + 1),
        headline=facts["headline"],
        lead=facts["lead"],
        note=facts.get("change_note") or (earlier[-1]["reason"] if earlier else ""),
    )


def _notices(facts: Mapping[str, Any], first_at: datetime, at: datetime) -> Iterator[Notice]:
    for notice in facts.get("corrections", []):
        moment = first_at + timedelta(hours=notice["hours_after"])
        yield Notice(
            at=min(moment, at - timedelta(minutes=1)),
            kind=notice["kind"],
            wrong=notice["wrong"],
            right=notice["right"],
        )


def _retracted_at(facts: Mapping[str, Any], first_at: datetime, at: datetime) -> datetime | None:
    if not facts.get("retracted"):
        return None
    return min(first_at + timedelta(days=1), first_at + (at - first_at) / 2)


def missing_keys(demo: Demo) -> list[str]:
    """Return what stories name and `paper.toml` does not have: `de/bridge-closure: person x`."""
    known = {
        word: {row["key"] for row in demo.tables[word]}
        for word in ("person", "organisation", "place", "picture", "dossier", "section")
    }
    known["tag"] = {f"{row['edition']}/{row['slug']}" for row in demo.tables["tag"]}
    found = []
    for story in demo.stories:
        for word, key in _named(story):
            if key not in known[word]:
                found.append(f"{story.edition}/{story.key}: {word} {key}")
    return found


def _named(story: Story) -> Iterator[tuple[str, str]]:
    facts = story.facts
    yield "section", story.section
    lists = {"person": ["authors", "people"], "organisation": ["organisations"]}
    lists |= {"place": ["places"], "dossier": ["dossiers"]}
    for word, names in lists.items():
        for name in names:
            yield from ((word, key) for key in facts.get(name, []))
    for word, name in [
        ("organisation", "agency"),
        ("picture", "picture"),
        ("person", "ai_reviewer"),
    ]:
        if facts.get(name):
            yield word, facts[name]
    yield from (("tag", f"{story.edition}/{slug}") for slug in facts.get("tags", []))
    for block in story.blocks:
        if block["type"] == "quote":
            kind, key = block["value"]["speaker"]
            yield kind, key
        elif block["type"] == "picture":
            yield "picture", block["value"]["picture"]


def order_is_kept(story: Story) -> bool:
    """Tell whether the wordings of a story follow each other."""
    return all(one.at < other.at for one, other in pairwise(story.wordings))
