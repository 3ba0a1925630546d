"""Depesche: a newsroom in one Python program. `docs/house.md` is the map."""

__version__ = "0.1.0"
