"""How a figure is judged: held or NOT HELD, beside what was promised."""

from collections.abc import Sequence
from math import ceil


def verdict(promise: str, *, is_held: bool) -> str:
    """Return the word for the last column."""
    return f"held: {promise}" if is_held else f"NOT HELD: {promise}"


def percentile(values: Sequence[float], share: float) -> float:
    """Return the value that `share` of all do not exceed: the nearest rank, never between two."""
    ranked = sorted(values)
    return ranked[max(0, ceil(share * len(ranked)) - 1)]
