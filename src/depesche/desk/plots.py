"""Plots: bars in whole numbers, for a template to draw as SVG. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, LEFT, BOTTOM, TOP = 960, 240, 56, 24, 8
MOST_LABELS = 12


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: where it stands, what it says; `short` is empty where labels would crowd."""

    x: int
    y: int
    width: int
    height: int
    middle: int
    label: str
    short: str
    count: int


@dataclass(frozen=True, slots=True)
class Mark:
    """A line across the plot, with its figure."""

    y: int
    count: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A plot: its title, its bars, the lines behind them."""

    key: str
    title: str
    label: str
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    total: int
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    foot: int = HEIGHT - 6


def plot_bars(key: str, title: str, label: str, sums: Sequence[tuple[str, str, int]]) -> Plot:
    """Return the plot of `(label, short label, count)`; `label` names what the bars stand for."""
    top = round_up(max((count for _long, _short, count in sums), default=0))
    floor, room = HEIGHT - BOTTOM, HEIGHT - BOTTOM - TOP
    step = (WIDTH - LEFT) / max(1, len(sums))
    every = -(-len(sums) // MOST_LABELS)
    bars = []
    for number, (long, short, count) in enumerate(sums):
        high = max(1, round(room * count / top)) if count else 0
        left, right = LEFT + round(step * number), LEFT + round(step * (number + 1))
        gap = 2 if step > 6 else 1 if step > 2 else 0  # noqa: PLR2004 px between bars
        bars.append(
            Bar(
                x=left,
                y=floor - high,
                width=max(1, right - left - gap),
                height=high,
                middle=(left + right) // 2,
                label=long,
                short=short if number % max(1, every) == 0 else "",
                count=count,
            )
        )
    marks = tuple(Mark(floor - round(room * part / 2), round(top * part / 2)) for part in (0, 1, 2))
    return Plot(key, title, label, tuple(bars), marks, sum(count for *_names, count in sums))


def round_up(most: int) -> int:
    """Return the next even figure of one or two digits and zeros: the top of a plot."""
    for power in range(19):
        for digit in (2, 4, 6, 8, 10, 12, 16):
            if digit * 10**power >= most:
                return int(digit * 10**power)
    return most
