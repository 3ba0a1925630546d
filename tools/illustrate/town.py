# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT001, FBT002, PLR0917
"""Houses, roofs and street furniture."""

from __future__ import annotations

import math

from tools.illustrate.forms import Point, oval, rect
from tools.illustrate.ink import Plate, Tone, ramp, straight


def gable(kind: str, x: float, y: float, w: float, h: float) -> list[Point]:
    """The outline of a gable from its left foot to its right foot; y is the eaves line."""
    if kind == "step":
        n, left = 4, []
        for k in range(n):
            sx = x + w / 2 * k / (n + 0.6)
            left += [(sx, y - h * k / n), (sx, y - h * (k + 1) / n)]
        return left + [(2 * x + w - a, b) for a, b in reversed(left)]
    if kind == "bell":
        left = [(x, y), (x, y - h * 0.12), (x + w * 0.1, y - h * 0.16), (x + w * 0.16, y - h * 0.3),
                (x + w * 0.22, y - h * 0.52), (x + w * 0.28, y - h * 0.58),
                (x + w * 0.3, y - h * 0.78), (x + w * 0.36, y - h * 0.92), (x + w * 0.5, y - h)]
        return left + [(2 * x + w - a, b) for a, b in reversed(left[:-1])]
    if kind == "flat":
        return [(x, y), (x, y - h * 0.3), (x + w, y - h * 0.3), (x + w, y)]
    if kind == "half":
        return [(x, y), (x + w * 0.3, y - h * 0.75), (x + w * 0.7, y - h * 0.75), (x + w, y)]
    return [(x, y), (x + w / 2, y - h), (x + w, y)]


def window(p: Plate, x: float, y: float, w: float, h: float, lit: float = 0.0, bars: int = 2,
           dark: Tone = 0.92, arch: bool = False, frame: bool = True, rows: int = 2) -> None:
    """A window; x, y is its top left corner; lit lays spot colour instead of dark glass."""
    shape = rect(x, y, x + w, y + h)
    if arch:
        shape = [*oval(x + w / 2, y + w / 2, w / 2, None, 180, 360), (x + w, y + h), (x, y + h)]
    p.fill(shape, None if lit else dark, angle=-50, gap=4.5, wash=lit, line=1.8 if frame else 0,
           rough=0.4, halo=2 if frame else 0)
    if w < 9:
        return
    lines = [[(x + w * k / bars, y), (x + w * k / bars, y + h)] for k in range(1, bars)]
    lines += [[(x, y + h * k / rows), (x + w, y + h * k / rows)] for k in range(1, rows)]
    p.strokes(lines, max(1.6, w * 0.05), taper=0, wob=0.2, white=not lit)
    if frame:
        p.stroke([(x - w * 0.1, y + h + 3), (x + w * 1.1, y + h + 3)], 3.2, taper=0, wob=0.3)


def house(p: Plate, x: float, y: float, w: float, h: float, roof: float, kind: str = "step",
          tone: Tone = 0.3, wash: Tone = 0.0, cols: int = 3, floors: int = 3, gap: float = 6,
          lit: tuple[int, ...] = (), door: bool = True, line: float = 2.4, glass: Tone = 0.92,
          angle: float = 0, shade: bool = True) -> None:
    """A house seen from its gable end; x, y is its bottom left corner, h up to the eaves."""
    top = gable(kind, x, y - h, w, roof)
    p.fill([*top, (x + w, y), (x, y)], tone, gap=gap, angle=angle, wash=wash, line=line, rough=0.7,
           halo=1.5)
    if shade:
        p.fill(rect(x + w * 0.86, y - h, x + w, y), 0.42, angle=75, gap=gap, wash=None, line=0,
               keep=True)
    if kind in ("bell", "flat", "half"):
        p.strokes([[(x - 3, y - h), (x + w + 3, y - h)]], 3.4, taper=0)
    cell, row = w / (cols + 0.35), h / floors
    ww, wh, k = cell * 0.5, row * 0.55, 0
    for f in range(floors):
        for c in range(cols):
            k += 1
            wx = x + cell * (c + 0.43)
            wy = y - row * (floors - f) + row * 0.25
            if door and f == floors - 1 and c == cols // 2:
                p.fill(rect(wx - ww * 0.1, wy - row * 0.05, wx + ww * 1.1, y), 0.88, angle=90,
                       gap=4.5, wash=0.0, line=2, halo=2)
                continue
            window(p, wx, wy, ww, wh, 1.0 if k in lit else 0.0, dark=glass)
    if roof > 30 and kind != "flat":
        s = min(w * 0.16, roof * 0.26)
        window(p, x + w / 2 - s / 2, y - h - roof * 0.45, s, s * 1.25, 1.0 if 0 in lit else 0,
               dark=glass)


def long_house(p: Plate, x: float, y: float, w: float, h: float, roof: float, tone: Tone = 0.25,
               roof_tone: Tone = 0.6, wash: float = 0.0, roof_wash: float = 0.0, cols: int = 5,
               gap: float = 6, hip: float = 0.08) -> None:
    """A house seen from its eaves side, roof above."""
    p.fill(rect(x, y - h, x + w, y), tone, gap=gap, wash=wash, halo=1.5)
    cell = w / (cols + 0.35)
    for c in range(cols):
        window(p, x + cell * (c + 0.43), y - h * 0.75, cell * 0.46, h * 0.48)
    eave = w * 0.025
    p.fill([(x - eave, y - h + 2), (x + w * hip, y - h - roof), (x + w * (1 - hip), y - h - roof),
            (x + w + eave, y - h + 2)], roof_tone, angle=84, gap=gap, wash=roof_wash, halo=1.5)


def spire(p: Plate, x: float, y: float, w: float, h: float, tone: float = 0.5,
          wash: float = 0.0, line: float = 1.8, gap: float = 5) -> None:
    """A church tower with a pointed helm; x is the middle, y the foot."""
    t = h * 0.52
    p.fill(rect(x - w / 2, y - t, x + w / 2, y), ramp(x - w / 2, y, tone * 0.4, x + w / 2, y, tone),
           angle=0, gap=gap, wash=wash, line=line, halo=1.5)
    p.fill([(x - w * 0.56, y - t), (x - w * 0.16, y - t - h * 0.2), (x, y - h),
            (x + w * 0.16, y - t - h * 0.2), (x + w * 0.56, y - t)],
           ramp(x - w / 2, y, tone, x + w / 2, y, min(1, tone + 0.4)), angle=80, gap=gap,
           wash=wash, line=line)
    p.stroke([(x, y - h), (x, y - h - w * 0.5)], max(1.4, w * 0.05), taper=0)
    p.fill(oval(x, y - t * 0.8, w * 0.15), 1.0 if w < 40 else None, line=1.5, rough=0)


def skyline(p: Plate, x0: float, x1: float, y: float, h: float, tone: float = 0.3,
            wash: float = 0.0, line: float = 1.6, gap: float = 5,
            church: tuple[float, ...] = (), lit: float = 0.0) -> None:
    """A far row of gabled roofs; church gives the places of spires (0..1)."""
    for t in church:
        spire(p, x0 + (x1 - x0) * t, y, h * 0.36, h * 3.0, tone, wash, line, gap)
    x, kinds = x0, ["peak", "step", "peak", "bell", "half"]
    while x < x1 - 10:
        w = min(h * p.rng.uniform(0.45, 0.95), x1 - x)
        e, r = h * p.rng.uniform(0.42, 0.7), h * p.rng.uniform(0.3, 0.6)
        kind = kinds[int(p.rng.integers(len(kinds)))]
        shape = [*gable(kind, x, y - e, w, r), (x + w, y), (x, y)]
        p.fill(shape, tone * p.rng.uniform(0.6, 1.4), gap=gap, angle=float(p.rng.choice([0, 85])),
               wash=wash * p.rng.uniform(0.3, 1.0), line=line, rough=0.5, halo=1)
        n = max(1, int(w / (h * 0.2)))
        for k in range(n):
            for f in range(2):
                wx, wy = x + w * (k + 0.35) / n, y - e * (0.85 - 0.42 * f)
                glow = lit > 0 and p.rng.random() < lit
                p.fill(rect(wx, wy, wx + w * 0.3 / n, wy + e * 0.2), None if glow else 1.0,
                       wash=1.0 if glow else 0.0, line=0, rough=0.3)
        x += w * p.rng.uniform(0.94, 1.02)


def lamp(p: Plate, x: float, y: float, h: float, lean: float = 0.0, lit: float = 0.0,
         kind: str = "old", face: int = 1) -> Point:
    """A street lamp; returns the light's place."""
    top = (x + lean * h, y - h)
    shaft = [(x, y), (x + lean * h * 0.3, y - h * 0.5), top]
    p.stroke(shaft, h * 0.028, taper=0, wob=0.4)
    p.stroke([(x, y), (x + lean * h * 0.03, y - h * 0.1)], h * 0.055, taper=0, wob=0.2)
    if kind == "old":
        s = h * 0.06
        tx, ty = top
        p.fill([(tx - s * 0.6, ty), (tx - s, ty - s * 2), (tx + s, ty - s * 2), (tx + s * 0.6, ty)],
               None, wash=lit, line=2.4, rough=0.3, halo=2)
        p.fill([(tx - s * 1.3, ty - s * 2), (tx, ty - s * 3), (tx + s * 1.3, ty - s * 2)], 1.0,
               line=0)
        return (tx, ty - s)
    arm = (top[0] + face * h * 0.16, top[1] - h * 0.035)
    p.stroke([top, (top[0] + face * h * 0.05, top[1] - h * 0.03), arm], h * 0.02, taper=0, wob=0.2)
    p.stroke([(arm[0] - face * h * 0.02, arm[1]), (arm[0] + face * h * 0.07, arm[1])], h * 0.034,
             taper=0.3, wob=0)
    return arm


def cobbles(p: Plate, x0: float, y0: float, x1: float, y1: float, near: float = 34,
            far: float = 10, amount: float = 0.55) -> None:
    """Arcs of cobbles in perspective, most of them only hinted at."""
    marks, y = [], y0
    while y < y1:
        t = (y - y0) / max(y1 - y0, 1)
        size = far + (near - far) * t
        x = x0 - p.rng.uniform(0, size)
        while x < x1:
            w = size * p.rng.uniform(1.0, 1.7)
            if p.rng.random() < amount:
                marks.append([(x + w * 0.1, y), (x + w * 0.5, y + size * 0.16), (x + w * 0.9, y)])
                if p.rng.random() < 0.4:
                    marks.append([(x, y - size * 0.35), (x + 1, y)])
            x += w
        y += size * 0.5
    p.strokes(marks, 2.4, taper=0.7, wob=0.4)


def umbrella(p: Plate, x: float, y: float, r: float, tone: float = 0.8, wash: float = 0.0) -> None:
    """An open umbrella; x, y is the middle of its rim."""
    top = oval(x, y, r, r * 0.62, 180, 360)
    hem = [(x + r * (1 - 0.5 * k), y - (r * 0.07 if k % 2 else 0)) for k in range(5)]
    p.fill([*top, *hem], ramp(x - r, y, tone * 0.5, x + r, y, tone), lines=straight(70, 6),
           wash=wash, line=2, rough=0.3, halo=2.5)
    p.strokes([[(x, y - r * 0.62), (x - r * 0.45, y)], [(x, y - r * 0.62), (x + r * 0.45, y)],
               [(x, y - r * 0.75), (x, y - r * 0.6)]], 1.8, wob=0.2)
    p.stroke([(x, y), (x, y + r * 0.75)], 2.2, taper=0, wob=0.2)


def clock(p: Plate, x: float, y: float, r: float, hour: float = 10.15, wash: float = 0.0) -> None:
    """A clock face."""
    p.fill(oval(x, y, r), None, line=max(2.4, r * 0.09), wash=wash, rough=0.2, halo=3)
    marks = []
    for k in range(12):
        a = math.radians(30 * k)
        marks.append([(x + r * 0.74 * math.sin(a), y - r * 0.74 * math.cos(a)),
                      (x + r * 0.88 * math.sin(a), y - r * 0.88 * math.cos(a))])
    for turn, n in ((hour / 12, 0.45), ((hour % 1), 0.68)):
        a = turn * 2 * math.pi
        marks.append([(x, y), (x + r * n * math.sin(a), y - r * n * math.cos(a))])
    p.strokes(marks, max(1.8, r * 0.08), taper=0, wob=0)
