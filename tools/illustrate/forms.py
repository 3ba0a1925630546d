# ruff: noqa: D401, FBT001, FBT002, PLR0917
"""Shapes as lists of points: the geometry the hand draws with."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np

Point = tuple[float, float]
Points = Sequence[Point]
Plane = Callable[[float, float], Point]


def rect(x0: float, y0: float, x1: float, y1: float) -> list[Point]:
    """A rectangle by two corners."""
    return [(x0, y0), (x1, y0), (x1, y1), (x0, y1)]


def oval(
    cx: float, cy: float, rx: float, ry: float | None = None, start: float = 0, end: float = 360
) -> list[Point]:
    """An ellipse, or the arc of one from start to end in degrees (clockwise from east)."""
    ry = rx if ry is None else ry
    count = max(8, int(max(rx, ry) / 3) + 10)
    angles = np.radians(np.linspace(start, end, count))
    return [(cx + rx * math.cos(a), cy + ry * math.sin(a)) for a in angles]


def curve(points: Points, steps: int = 12, closed: bool = False) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    p = [np.array(q, dtype=float) for q in points]
    p = [p[-1], *p, p[0], p[1]] if closed else [2 * p[0] - p[1], *p, 2 * p[-1] - p[-2]]
    out: list[Point] = []
    for i in range(1, len(p) - 2):
        a, b, c, d = p[i - 1 : i + 3]
        for k in range(steps):
            t = k / steps
            q = 0.5 * (
                2 * b
                + (c - a) * t
                + (2 * a - 5 * b + 4 * c - d) * t * t
                + (3 * b - a - 3 * c + d) * t**3
            )
            out.append((float(q[0]), float(q[1])))
    if not closed:
        out.append((float(p[-2][0]), float(p[-2][1])))
    return out


def resample(points: Points, step: float, closed: bool = False) -> list[Point]:
    """The same line with points at most step apart; corners stay."""
    pts = list(points) + ([points[0]] if closed else [])
    out: list[Point] = []
    for (x0, y0), (x1, y1) in pairwise(pts):
        count = max(1, int(math.hypot(x1 - x0, y1 - y0) / step))
        for k in range(count):
            t = k / count
            out.append((x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
    if not closed:
        out.append(pts[-1])
    return out


def move(
    points: Points,
    dx: float = 0,
    dy: float = 0,
    scale: float = 1,
    flip: bool = False,
    turn: float = 0,
) -> list[Point]:
    """Points given around the origin, scaled, turned (degrees) and set down at dx, dy."""
    c, s = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    out = []
    for x, y in points:
        u, v = (-x if flip else x) * scale, y * scale
        out.append((dx + u * c - v * s, dy + u * s + v * c))
    return out


def limb(a: Point, b: Point, wa: float, wb: float) -> list[Point]:
    """A tapered limb with round ends from a to b (half widths wa and wb)."""
    ang = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0]))
    return oval(*a, wa, None, ang + 90, ang + 270) + oval(*b, wb, None, ang - 90, ang + 90)


def blob(
    rng: np.random.Generator,
    cx: float,
    cy: float,
    rx: float,
    ry: float,
    lumps: int = 9,
    depth: float = 0.18,
) -> list[Point]:
    """A crown or cloud: an oval with scalloped edge."""
    out = []
    phase, wide = rng.uniform(0, 6.28), rng.uniform(0.85, 1.15, lumps + 1)
    for k in range(160):
        a = 2 * math.pi * k / 160
        u = (a + phase) / (2 * math.pi) * lumps
        i = int(u) % lumps
        bump = abs(math.sin(math.pi * (u % 1.0))) ** 0.6 * wide[i]
        r = 1 - depth + depth * bump
        out.append((cx + rx * r * math.cos(a), cy + ry * r * math.sin(a)))
    return out


def along(a: Point, b: Point, t: float) -> Point:
    """The point t of the way from a to b."""
    return (a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)


def wall(a: Point, b: Point, c: Point, d: Point) -> Plane:
    """A wall in perspective: returns at(u, v), u from left to right, v from top to bottom.

    Corners: a top left, b top right, c bottom right, d bottom left.
    """

    def at(u: float, v: float) -> Point:
        return along(along(a, b, u), along(d, c, u), v)

    return at


def pane(at: Plane, u0: float, v0: float, u1: float, v1: float) -> list[Point]:
    """A rectangle on a wall made by :func:`wall`."""
    return [at(u0, v0), at(u1, v0), at(u1, v1), at(u0, v1)]
