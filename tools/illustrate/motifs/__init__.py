"""All motifs by key: the spot colour and the function that draws it."""

from tools.illustrate.motifs import (
    bridge,
    coast,
    evening,
    flood,
    football,
    harbour,
    offshore,
    rooms,
    shelves,
    sluice,
    still,
    street,
    table,
)
from tools.illustrate.motifs.registry import MOTIFS

__all__ = [
    "MOTIFS",
    "bridge",
    "coast",
    "evening",
    "flood",
    "football",
    "harbour",
    "offshore",
    "rooms",
    "shelves",
    "sluice",
    "still",
    "street",
    "table",
]
