"""Derive: rows that follow from what a story says, written by rooms of higher floors.

A quotation that stands in the body as a block is a record without anybody typing it twice.
"""

from collections.abc import Callable
from typing import Any

# the story as it is about to be, and as it stands in the database (None for a new one)
Derivation = Callable[[Any, Any], None]
DERIVATIONS: list[Derivation] = []


def register_derivation(derivation: Derivation) -> None:
    """Let a room of a higher floor derive rows of a story; it must not write into the database."""
    if derivation not in DERIVATIONS:
        DERIVATIONS.append(derivation)


def derive_rows(article: Any, before: Any = None) -> None:
    """Let every room bring the rows in step with the body of `article`, in memory only."""
    for derivation in DERIVATIONS:
        derivation(article, before)
