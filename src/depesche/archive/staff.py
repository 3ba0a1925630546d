"""Give colleagues their roles, walk their texts: the desk, a floor above, registers how."""

from collections.abc import Callable
from datetime import datetime

from depesche.articles.models import Article, Section
from depesche.masthead.models import Edition
from depesche.readers.models import Reader

# reader, kind of role ("chief", "editor", "reporter", "pictures"), edition, section or None, moment
Appointer = Callable[[Reader, str, Edition, Section | None, datetime], None]
APPOINTERS: list[Appointer] = []
# text, who hands it in, moment
HandIn = Callable[[Article, Reader, datetime], None]
# text, "approve" or "reject", who decides, moment, a comment
Decide = Callable[[Article, str, Reader, datetime, str], None]
WALKS: list[tuple[HandIn, Decide]] = []


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


def register_walk(hand_in: HandIn, decide: Decide) -> None:
    """Let a room of a higher floor hand texts in and decide about them."""
    if (hand_in, decide) not in WALKS:
        WALKS.append((hand_in, decide))


def hand_in(article: Article, *, by: Reader, at: datetime) -> None:
    """Hand the newest draft of `article` in for approval, as `by` at `at`."""
    for handing_in, _decide in WALKS:
        handing_in(article, by, at)


def decide(article: Article, word: str, *, by: Reader, at: datetime, comment: str) -> None:
    """Approve (`word` approve) or send back (reject) what was handed in, as `by` at `at`."""
    for _hand_in, deciding in WALKS:
        deciding(article, word, by, at, comment)
