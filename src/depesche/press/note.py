"""Note the ingredients of a page while its queries run: the subjects whose data it used."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_notes: ContextVar[set[str] | None] = ContextVar("press_notes", default=None)


def note(*subjects: str) -> None:
    """Say that the page being built uses the data of `subjects` (`article:42`).

    Does nothing where no page is being built. Every named query that feeds a page calls it.
    """
    collected = _notes.get()
    if collected is not None:
        collected.update(subjects)


@contextmanager
def collecting() -> Iterator[set[str]]:
    """Collect what is noted inside the block; a block inside a block tells the outer one too."""
    outer = _notes.get()
    collected: set[str] = set()
    token = _notes.set(collected)
    try:
        yield collected
    finally:
        _notes.reset(token)
        if outer is not None:
            outer.update(collected)
