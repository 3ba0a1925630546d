"""Note the ingredients of a page while its queries run: the subjects whose data it used."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime


@dataclass
class Notes:
    """What was noted of a page: its ingredients, when it ends, whether it may be kept at all.

    A redirect is kept only where it `is_signpost`.
    """

    ingredients: set[str] = field(default_factory=set)
    until: float = float("inf")
    is_for_keeps: bool = True
    is_signpost: bool = False


_notes: ContextVar[Notes | None] = ContextVar("press_notes", default=None)


def name_of(subject: str) -> str:
    """Return the subject of a thing's name and address alone, without the list of its stories.

    A page under a tag uses `tag:5`; a story that carries the tag only prints `tag:5/name`.
    """
    return f"{subject}/name"


def note(*subjects: str) -> None:
    """Say that the page being built uses the data of `subjects` (`article:42`).

    Does nothing where no page is being built. Every named query that feeds a page calls it.
    """
    collected = _notes.get()
    if collected is not None:
        collected.ingredients.update(subjects)


def note_until(instant: datetime | None) -> None:
    """Say that the page being built is true only until `instant` (aware); None: for ever."""
    collected = _notes.get()
    if collected is not None and instant is not None:
        collected.until = min(collected.until, instant.timestamp())


def note_one_off() -> None:
    """Say that what is being built is not to be kept: its address is one of endlessly many."""
    collected = _notes.get()
    if collected is not None:
        collected.is_for_keeps = False


def note_signpost() -> None:
    """Say that the redirect being built may be kept: there are no more such addresses than things.

    A short link is one; a story's address in other letters is not, for it has a thousand others.
    """
    collected = _notes.get()
    if collected is not None:
        collected.is_signpost = True


def beside(subject: str) -> str:
    """Return the subject of what stands on a thing's page without being a part of it.

    A story beside another has come or gone: the page changes, and no list that shows its teaser.
    """
    return f"{subject}/beside"


@contextmanager
def collecting() -> Iterator[Notes]:
    """Collect what is noted inside the block; a block inside a block tells the outer one too."""
    outer = _notes.get()
    collected = Notes()
    token = _notes.set(collected)
    try:
        yield collected
    finally:
        _notes.reset(token)
        if outer is not None:
            outer.ingredients |= collected.ingredients
            outer.until = min(outer.until, collected.until)
            outer.is_for_keeps = outer.is_for_keeps and collected.is_for_keeps
