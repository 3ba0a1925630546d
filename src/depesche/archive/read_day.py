"""Read the demo's working day: the stories that are still at the desk, into dataclasses. Pure.

They are written like the others, with a table `[desk]` that says how far each has come. Times are
counted from the moment at which the demo is made.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from depesche.archive.read_demo import BadDemo, Demo, Story, read_story


@dataclass(frozen=True)
class Decision:
    """What a second pair of eyes said: `word` is approve or reject."""

    word: str
    at: datetime
    comment: str


@dataclass(frozen=True)
class Draft:
    """A story that readers do not see yet. `by` is a role of the demo's desk."""

    story: Story
    by: str
    handed_in_at: datetime | None
    decision: Decision | None
    go_live_at: datetime | None
    embargo_until: datetime | None
    event_on: date | None


def read_day(demo: Demo, at: datetime) -> tuple[Draft, ...]:
    """Read the drafts of the day `at` (aware) which the demo is made. Raises BadDemo."""
    zones = {row["key"]: ZoneInfo(row["time_zone"]) for row in demo.tables["edition"]}
    paths = sorted((demo.folder / "day").glob("*/*.md"))
    return tuple(_draft(path, at=at, days=demo.days, zones=zones) for path in paths)


def _draft(path: Path, *, at: datetime, days: int, zones: Mapping[str, ZoneInfo]) -> Draft:
    story = read_story(path, at=at, days=days, zones=zones)
    desk: Mapping[str, Any] = story.facts.get("desk", {})
    if "by" not in desk:
        message = f"{path.parent.name}/{path.name}: [desk] names nobody with 'by'."
        raise BadDemo(message)
    today = at.astimezone(zones[story.edition]).date()
    due = desk.get("due_in_days")
    return Draft(
        story=story,
        by=desk["by"],
        handed_in_at=_earlier(desk, "handed_in_minutes_ago", at),
        decision=_decision(desk, at),
        go_live_at=_later(desk, "goes_out_in_hours", at),
        embargo_until=_later(desk, "embargo_in_hours", at),
        event_on=None if due is None else today + timedelta(days=due),
    )


def _earlier(desk: Mapping[str, Any], name: str, at: datetime) -> datetime | None:
    return at - timedelta(minutes=desk[name]) if name in desk else None


def _later(desk: Mapping[str, Any], name: str, at: datetime) -> datetime | None:
    """Return a full quarter of an hour, as a newsroom would set it."""
    if name not in desk:
        return None
    moment = at + timedelta(hours=desk[name])
    return moment.replace(minute=moment.minute // 15 * 15, second=0, microsecond=0)


def _decision(desk: Mapping[str, Any], at: datetime) -> Decision | None:
    decided_at = _earlier(desk, "decided_minutes_ago", at)
    if decided_at is None:
        return None
    return Decision(desk["decided"], decided_at, desk.get("comment", ""))
