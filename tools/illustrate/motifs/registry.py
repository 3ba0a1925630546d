"""Where motifs are kept."""

from __future__ import annotations

from collections.abc import Callable

from tools.illustrate.ink import Plate

Draw = Callable[[Plate], None]
MOTIFS: dict[str, tuple[str, Draw]] = {}


def motif(key: str, spot: str) -> Callable[[Draw], Draw]:
    """Register a drawing under its picture's key."""

    def keep(function: Draw) -> Draw:
        MOTIFS[key] = (spot, function)
        return function

    return keep
