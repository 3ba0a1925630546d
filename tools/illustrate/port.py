# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT001, FBT002, FBT003, PLR0917
"""Ships, cranes, lights and mills of the coast."""

from __future__ import annotations

import math

from tools.illustrate.forms import Point, along, curve, move, oval, rect
from tools.illustrate.ink import Plate, Tone, ramp, round_tone, straight


def lattice(p: Plate, a: Point, b: Point, wa: float, wb: float, cells: int, bar: float = 3,
            brace: float = 2) -> None:
    """A lattice beam from a to b, wa and wb wide at its ends."""
    d = math.hypot(b[0] - a[0], b[1] - a[1])
    nx, ny = -(b[1] - a[1]) / d, (b[0] - a[0]) / d

    def side(t: float, s: float) -> Point:
        x, y = along(a, b, t)
        w = (wa + (wb - wa) * t) / 2 * s
        return (x + nx * w, y + ny * w)

    p.strokes([[side(0, 1), side(1, 1)], [side(0, -1), side(1, -1)]], bar, taper=0, wob=0.4)
    zig = []
    for k in range(cells):
        s = 1 if k % 2 else -1
        zig.append([side(k / cells, s), side((k + 1) / cells, -s)])
        zig.append([side(k / cells, 1), side(k / cells, -1)])
    p.strokes(zig, brace, taper=0, wob=0.3)


def harbour_crane(p: Plate, x: float, y: float, h: float, face: int = 1, solid: float = 0.95,
                  wash: float = 0.0) -> None:
    """A slewing quay crane on a portal; x, y is the middle of its foot."""
    f = face
    legs = [[(x - h * 0.14, y), (x - h * 0.09, y - h * 0.3), (x - h * 0.055, y - h * 0.3),
             (x - h * 0.105, y)],
            [(x + h * 0.14, y), (x + h * 0.09, y - h * 0.3), (x + h * 0.055, y - h * 0.3),
             (x + h * 0.105, y)], rect(x - h * 0.11, y - h * 0.32, x + h * 0.11, y - h * 0.285),
            rect(x - h * 0.035, y - h * 0.4, x + h * 0.035, y - h * 0.3)]
    p.fill(legs, solid, angle=80, gap=5, line=1.6, wash=wash, halo=2)
    p.fill([(x - f * h * 0.15, y - h * 0.4), (x + f * h * 0.09, y - h * 0.4),
            (x + f * h * 0.09, y - h * 0.5), (x + f * h * 0.02, y - h * 0.54),
            (x - f * h * 0.15, y - h * 0.54)], solid, angle=0, gap=5, line=2, wash=wash, halo=2)
    p.fill(rect(min(x + f * h * 0.03, x + f * h * 0.08), y - h * 0.49,
                max(x + f * h * 0.03, x + f * h * 0.08), y - h * 0.44), None, line=0)
    tip, root = (x + f * h * 0.52, y - h * 1.02), (x + f * h * 0.07, y - h * 0.5)
    lattice(p, root, tip, h * 0.05, h * 0.018, 12, max(2, h * 0.008), max(1.5, h * 0.005))
    mast = (x - f * h * 0.05, y - h * 0.78)
    lattice(p, (x - f * h * 0.04, y - h * 0.54), mast, h * 0.05, h * 0.02, 5, max(2, h * 0.008),
            max(1.5, h * 0.005))
    p.strokes([[mast, tip], [mast, along(root, tip, 0.55)],
               [mast, (x - f * h * 0.14, y - h * 0.54)]], max(1.5, h * 0.005), taper=0, wob=0.3)
    p.stroke([tip, (tip[0], y - h * 0.36)], max(1.5, h * 0.004), taper=0, wob=0.2)
    p.fill(oval(tip[0], y - h * 0.35, h * 0.016, h * 0.024), 1.0, line=0)


def cutter(p: Plate, x: float, y: float, s: float, face: int = 1, tone: Tone = 0.9,
           wash: float = 0.0, house: Tone = 0.15, nets: bool = True, gap: float = 6) -> None:
    """A fishing cutter from the side; x is its middle, y its waterline, s its length."""

    def put(points: list[Point]) -> list[Point]:
        return move(points, x, y, s, face < 0)

    thin = max(1.6, s * 0.006)
    rig = [[(0.08, -0.1), (0.08, -0.62)], [(-0.36, -0.1), (-0.36, -0.42)],
           [(0.08, -0.6), (0.5, -0.2)], [(0.08, -0.6), (-0.36, -0.4)],
           [(-0.36, -0.4), (-0.48, -0.13)]]
    p.strokes([put(r) for r in rig[:2]], s * 0.018, taper=0, wob=0.3)
    p.strokes([put(r) for r in rig[2:]], thin, taper=0, wob=0.3)
    if nets:
        p.strokes([put([(0.08, -0.16), (-0.3, -0.56)]), put([(0.08, -0.16), (0.36, -0.52)])],
                  s * 0.011, taper=0)
        for tip in ((-0.3, -0.56), (0.36, -0.52)):
            n = [(tip[0], tip[1]), (tip[0] + 0.05, tip[1] + 0.18), (tip[0] + 0.02, tip[1] + 0.36),
                 (tip[0] - 0.05, tip[1] + 0.34), (tip[0] - 0.03, tip[1] + 0.15)]
            p.fill(put(curve(n, 6, True)), 0.5, angle=60, gap=gap, cross=0.4, line=thin, wash=None)
        p.strokes([put([(0.08, -0.6), (-0.3, -0.56)]), put([(0.08, -0.6), (0.36, -0.52)])], thin)
    p.fill(put([(-0.3, -0.1), (-0.3, -0.27), (-0.32, -0.3), (-0.06, -0.3), (-0.08, -0.27),
                (-0.06, -0.1)]), house, gap=gap, line=thin * 1.3, halo=2)
    for k in range(3):
        p.fill(put(rect(-0.275 + 0.07 * k, -0.25, -0.225 + 0.07 * k, -0.19)), 1.0, line=0)
    hull = curve([(-0.5, -0.12), (-0.3, -0.085), (0.1, -0.085), (0.38, -0.14), (0.53, -0.21)], 6)
    hull += [*curve([(0.53, -0.21), (0.47, -0.1), (0.43, 0.0)], 5), (-0.46, 0.0)]
    p.fill(put(hull), tone, gap=gap, angle=-4 * face, wash=wash, line=thin * 1.5, halo=2.5)
    p.stroke(put(curve([(-0.49, -0.1), (-0.3, -0.065), (0.1, -0.065), (0.38, -0.115),
                        (0.5, -0.17)], 6)), thin * 1.4, white=True, taper=0)


def sail(p: Plate, x: float, y: float, s: float, face: int = 1, wash: float = 0.0,
         tone: float = 0.2) -> None:
    """A sailing boat; s is the height of its mast."""

    def put(points: list[Point]) -> list[Point]:
        return move(points, x, y, s, face < 0)

    p.fill(put([*curve([(-0.03, -0.98), (-0.12, -0.5), (-0.4, -0.16)], 8), (-0.03, -0.16)]), tone,
           angle=75, gap=5, wash=wash, line=1.8, halo=2)
    p.fill(put([*curve([(0.0, -0.9), (0.12, -0.5), (0.34, -0.14)], 8), (0.02, -0.2)]), tone * 0.5,
           angle=75, gap=5, wash=wash, line=1.8, halo=2)
    p.stroke(put([(-0.02, -1.0), (-0.02, -0.08)]), max(2, s * 0.014), taper=0)
    p.fill(put([(-0.42, -0.1), (0.44, -0.11), (0.34, 0.0), (-0.36, 0.0)]), 0.9, gap=4.5, line=1.8)


def lighthouse(p: Plate, x: float, y: float, h: float, bands: int = 5, wash: float = 1.0,
               first: int = 0, gap: float = 7) -> Point:
    """A banded lighthouse; x, y is the middle of its foot.  Returns the lamp."""
    def half(t: float) -> float:
        return h * (0.105 - 0.042 * t)

    n, body = bands, 0.8
    for k in range(n):
        a, b = k / n, (k + 1) / n
        ya, yb = y - h * body * a, y - h * body * b
        sag_a, sag_b = half(a) * 0.14, half(b) * 0.14
        low = [(x + half(a) * u, ya + sag_a * (1 - u * u)) for u in (1, 0.5, 0, -0.5, -1)]
        high = [(x + half(b) * u, yb + sag_b * (1 - u * u)) for u in (-1, -0.5, 0, 0.5, 1)]
        on = (k + first) % 2 == 0
        p.fill([*low, *high], round_tone(x - half(a), x + half(a), 0.12 if on else 0.0,
                                         0.85 if on else 0.6, 0.33), angle=4, gap=gap,
               wash=wash if on else 0.0, line=2.4, rough=0.4, halo=2)
    for t in (0.2, 0.5, 0.74):
        p.fill(oval(x - half(t) * 0.15, y - h * body * t, h * 0.012, h * 0.02), 1.0, line=0, halo=2)
    top, g = y - h * body, h * 0.088
    p.fill(rect(x - g, top - h * 0.018, x + g, top + h * 0.012), 0.95, angle=0, gap=4, line=2,
           halo=2)
    rail = [[(x - g, top - h * 0.05), (x + g, top - h * 0.05)]]
    rail += [[(x - g + 2 * g * k / 8, top - h * 0.05), (x - g + 2 * g * k / 8, top)]
             for k in range(9)]
    lamp = (x, top - h * 0.075)
    p.fill(rect(x - h * 0.045, top - h * 0.125, x + h * 0.045, top - h * 0.016), None, wash=wash,
           line=2.2, halo=2)
    rail += [[(x + h * 0.045 * k, top - h * 0.125), (x + h * 0.045 * k, top)] for k in (-0.4, 0.4)]
    p.strokes(rail, max(1.8, h * 0.004), taper=0, wob=0.2)
    p.fill([*oval(x, top - h * 0.125, h * 0.056, h * 0.05, 180, 360)],
           round_tone(x - h * 0.05, x + h * 0.05, 0.5, 1.0), angle=80, gap=4, line=2, halo=2)
    p.stroke([(x, top - h * 0.17), (x, top - h * 0.21)], max(2, h * 0.006), taper=0)
    return lamp


def turbine(p: Plate, x: float, y: float, h: float, turn: float = 0.0, line: float = 2.0,
            shade: float = 0.6, gap: float = 4.5, squash: float = 0.9) -> None:
    """A wind turbine; x, y is its foot, h the height of its hub."""
    w = h * 0.018
    p.fill([(x - w, y), (x - w * 0.55, y - h), (x + w * 0.55, y - h), (x + w, y)],
           round_tone(x - w, x + w, 0.0, shade, 0.35), angle=0, gap=gap, line=line, rough=0.2,
           halo=2)
    for k in range(3):
        a = turn + 120 * k
        blade = curve([(0.0, -0.01), (0.022, -0.12), (0.016, -0.4), (0.004, -0.68), (-0.004, -0.68),
                       (-0.008, -0.3), (-0.012, -0.05)], 6, True)
        pts = [(x + (q[0] - x) * squash, q[1]) for q in move(blade, x, y - h, h, turn=a)]
        p.fill(pts, shade * 0.4, angle=a + 90, gap=gap, line=line, rough=0, halo=2)
    p.fill(oval(x, y - h, h * 0.024), 0.6, angle=40, gap=4, line=line, rough=0.2)


def rowing_boat(p: Plate, x: float, y: float, s: float, tone: Tone = 0.6, wash: float = 0.0,
                gap: float = 6) -> None:
    """A small open boat from the side; s is its length."""
    top = curve([(-0.5, -0.15), (-0.2, -0.07), (0.2, -0.07), (0.5, -0.17)], 8)
    low = curve([(0.5, -0.17), (0.42, -0.03), (0.3, 0.03), (-0.3, 0.03), (-0.44, -0.03),
                 (-0.5, -0.15)], 6)
    p.fill(move(top + low, x, y, s), tone, gap=gap, angle=3, wash=wash, line=max(2, s * 0.012),
           halo=2.5)
    p.strokes([move(curve([(-0.47, -0.09), (-0.2, -0.025), (0.2, -0.025), (0.46, -0.1)], 6), x, y,
                    s)], max(1.6, s * 0.008), taper=0.2)


def bollard(p: Plate, x: float, y: float, h: float) -> None:
    """An iron mooring bollard."""
    w = h * 0.3
    p.fill(oval(x, y, w * 1.35, w * 0.35), 0.95, gap=5, line=2, halo=2)
    p.fill([(x - w, y), (x - w * 0.72, y - h * 0.4), (x - w * 0.85, y - h * 0.72),
            (x + w * 0.85, y - h * 0.72), (x + w * 0.72, y - h * 0.4), (x + w, y)],
           round_tone(x - w, x + w, 0.35, 1.0, 0.3), angle=0, gap=max(4.5, h * 0.03), line=2.4)
    p.fill([*oval(x, y - h * 0.78, w * 1.3, h * 0.2)],
           ramp(x - w, y - h, 0.2, x + w * 0.6, y - h * 0.6, 1.0),
           lines=straight(12, max(4.5, h * 0.03)),
           line=2.6, halo=2.5)


def rope(p: Plate, points: list[Point], width: float = 12) -> None:
    """A twisted rope."""
    line = curve(points, 14)
    p.fill(p.ribbon(line, width, 0, 0.3), None, line=2.4, rough=0, halo=2)
    n = max(4, int(len(line) / 1.5))
    marks = []
    for k in range(1, n):
        i = int(k * (len(line) - 1) / n)
        (x0, y0), (x1, y1) = line[i - 1] if i else line[0], line[i]
        d = math.hypot(x1 - x0, y1 - y0) or 1
        ux, uy = (x1 - x0) / d, (y1 - y0) / d
        w = width / 2
        marks.append([(x1 - uy * w - ux * w * 0.5, y1 + ux * w - uy * w * 0.5),
                      (x1 + uy * w + ux * w * 0.5, y1 - ux * w + uy * w * 0.5)])
    p.strokes(marks, max(1.6, width * 0.2), taper=0.2, wob=0)
