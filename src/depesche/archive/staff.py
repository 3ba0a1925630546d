"""Give colleagues their roles: the desk, a floor above, says how by registering at start."""

from collections.abc import Callable
from datetime import datetime

from depesche.articles.models import Section
from depesche.masthead.models import Edition
from depesche.readers.models import Reader

# reader, kind of role ("chief", "editor", "reporter", "pictures"), edition, section or None, moment
Appointer = Callable[[Reader, str, Edition, Section | None, datetime], None]
APPOINTERS: list[Appointer] = []


def register_appointer(appointer: Appointer) -> None:
    """Let a room of a higher floor give roles."""
    if appointer not in APPOINTERS:
        APPOINTERS.append(appointer)


def appoint_colleague(
    reader: Reader, kind: str, *, edition: Edition, section: Section | None = None, at: datetime
) -> None:
    """Give `reader` the role `kind` in `edition`, or at the desk of `section`."""
    for appointer in APPOINTERS:
        appointer(reader, kind, edition, section, at)
