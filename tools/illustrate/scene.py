# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT001, FBT002, PLR0917
"""Sky, water and land: what most pictures stand on."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import Point, Points, blob, curve, oval, rect
from tools.illustrate.ink import HEIGHT, WIDTH, Field, Lines, Plate, S, Tone, plain, ramp, rays


def texture(_: Plate, noise: np.ndarray, base: Tone, amount: float) -> Field:
    """A tone with the lumps of a noise of the plate in it."""

    def field(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        r, c = round(float(y[0, 0]) * S), round(float(x[0, 0]) * S)
        part = noise[r : r + y.shape[0], c : c + x.shape[1]]
        return (base(x, y) if callable(base) else base) + amount * part

    return field


def sky(p: Plate, horizon: float, top: float = 0.42, low: float = 0.05, gap: float = 12,
        wash: Tone = 0.0, angle: float = 0, drift: float = 0.12) -> None:
    """An engraved sky, darker above, with drifting streaks."""
    streaks = p.noise(420, 46)
    fall = ramp(0, 0, top - low, 0, horizon * 1.05, 0.0)
    lift = (top - low) or 1.0
    tone = texture(p, streaks, lambda x, y: low + lift * (fall(x, y) / lift) ** 1.4, drift)
    p.fill(rect(0, 0, WIDTH, horizon), tone, angle=angle, gap=gap, wash=wash, line=0, rough=0)


def cloud(p: Plate, x: float, y: float, w: float, h: float, dark: float = 0.5,
          wash: float | None = 0.0, gap: float = 9) -> None:
    """A heaped cloud with a flat shaded base; x, y is the middle of the base."""
    polys = []
    count = max(4, int(w / 90))
    for k in range(count):
        t = (k + 0.5) / count
        r = h * (0.32 + 0.62 * math.sin(math.pi * t) ** 1.2) * p.rng.uniform(0.85, 1.12)
        cx = x - w / 2 + w * t
        polys.append(blob(p.rng, cx, y - r * 0.55, max(r * 0.8, w / count), r * 0.75, 7, 0.14))
    body = [[(a, min(b, y + 6 * math.sin(a / 60))) for a, b in q] for q in polys]
    p.fill(body, ramp(x - w * 0.06, y - h * 0.6, 0.0, x + w * 0.04, y, dark), gap=gap, angle=-3,
           wash=wash, line=0, rough=0)
    for k, q in enumerate(polys):
        up = [(a, b) for a, b in q if b < y - h * 0.1]
        if len(up) > 8 and k % 2 == 0:
            part = sorted(up)[: len(up) // 2]
            part = [s for s in part if s[1] < y - h * 0.35]
            if len(part) > 4:
                p.stroke(curve(part[:: max(1, len(part) // 9)], 6), 2.0, taper=0.9)


def sun(p: Plate, x: float, y: float, r: float, wash: float = 1.0, ring: bool = True) -> None:
    """A plain disc of spot colour, kept clear of the sky's lines."""
    p.fill(oval(x, y, r), None, wash=wash, line=0, halo=7 if ring else 0)


def sunrays(p: Plate, x: float, y: float, horizon: float, count: int = 90,
            near: float = 0.04, far: float = 0.5, wash: Tone = 0.0) -> None:
    """A whole sky of lines running out of a light."""

    def tone(a: np.ndarray, b: np.ndarray) -> np.ndarray:
        return near + (far - near) * np.clip(np.hypot(a - x, b - y) / 1300, 0, 1) ** 0.8

    p.fill(rect(0, 0, WIDTH, horizon), tone, lines=rays(x, y, count), wash=wash, line=0, rough=0,
           sway=0.6)


def water(p: Plate, top: float, bottom: float = HEIGHT, far: float = 0.2, near: float = 0.55,
          gap: tuple[float, float] = (5, 17), glint: tuple[float, float, float] | None = None,
          wash: Tone = 0.0, chop: float = 0.5, shape: Points | None = None,
          ripple: float = 0.5) -> None:
    """Water to the horizon; glint is a light path (x, half width, strength)."""
    streak = p.noise(130, 15)
    base = plain(top, gap[1], gap[0], max(bottom - top, 1))

    def phase(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        d = np.clip((y - top) / max(bottom - top, 1), 0, 1)
        wave = np.sin(x / (26 + 70 * d) + 5.0 * np.sin(y / (14 + 26 * d)))
        return base.phase(x, y) + ripple * (0.25 + 0.75 * d) * 0.42 * wave

    def tone(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        d = np.clip((y - top) / max(bottom - top, 1), 0, 1)
        out = far + (near - far) * d + 0 * x
        if glint:
            gx, half, strength = glint
            out = out - strength * np.exp(-(((x - gx) / (half * (0.6 + d))) ** 2))
        return out

    p.fill(shape or rect(0, top, WIDTH, bottom), texture(p, streak, tone, chop * 0.4),
           lines=Lines(phase, base.gap), wash=wash, line=0, rough=0)


def reflection(p: Plate, x0: float, x1: float, y0: float, y1: float, dark: float = 0.8,
               wash: float | None = None) -> None:
    """A broken dark reflection below a thing standing in the water."""
    marks, y = [], y0
    while y < y1:
        t = (y - y0) / max(y1 - y0, 1)
        if p.rng.random() < dark * (1.15 - t):
            a = x0 + (x1 - x0) * p.rng.uniform(-0.05, 0.35) - 8 * t
            b = x0 + (x1 - x0) * p.rng.uniform(0.6, 1.08) + 8 * t
            marks.append([(a, y), ((a + b) / 2, y + p.rng.uniform(-2, 2)), (b, y)])
        y += 6 + 6 * t
    p.strokes(marks, 4.6, taper=0.9, wash=None)
    if wash is not None:
        p.tint(rect(x0, y0, x1, y1), wash)


def land(p: Plate, line: list[Point], tone: Tone = 0.35, gap: float = 9, angle: float = 4,
         wash: Tone = 0.0, bottom: float = HEIGHT, edge: float = 2.2, lines: Lines | None = None,
         halo: float = 0) -> None:
    """Ground below a smooth skyline."""
    top = curve(line, 14)
    p.fill([*top, (top[-1][0], bottom + 20), (top[0][0], bottom + 20)], tone, angle=angle, gap=gap,
           lines=lines, wash=wash, line=0, rough=0, halo=halo)
    if edge:
        p.stroke(top, edge, taper=0, wob=1.0)


def grass(p: Plate, x0: float, y0: float, x1: float, y1: float, count: int, size: float = 22,
          lean: float = 0.2, white: bool = False) -> None:
    """Tufts of short strokes, larger in front."""
    marks = []
    for _ in range(count):
        t = p.rng.random() ** 0.8
        x, y = p.rng.uniform(x0, x1), y0 + (y1 - y0) * t
        s = size * (0.4 + 0.6 * t)
        for k in range(int(p.rng.integers(3, 6))):
            a = lean + (k - 2) * 0.22 + p.rng.uniform(-0.1, 0.1)
            e = s * p.rng.uniform(0.6, 1.1)
            bx = x + (k - 2) * s * 0.13
            marks.append([(bx, y), (bx + e * 0.3 * a, y - e * 0.6), (bx + e * a, y - e)])
    p.strokes(marks, 2.6, taper=0.8, wob=0, white=white)


def gulls(p: Plate, spots: list[tuple[float, float, float]], white: bool = False) -> None:
    """Gulls as two swung wings each."""
    marks = []
    for x, y, s in spots:
        tilt = p.rng.uniform(-0.25, 0.25) * s
        wing = [(x - s, y - s * 0.25 + tilt), (x - s * 0.5, y - s * 0.42 + tilt * 0.5), (x, y)]
        other = [(x, y), (x + s * 0.5, y - s * 0.42 - tilt * 0.5), (x + s, y - s * 0.2 - tilt)]
        marks += [curve(wing, 8), curve(other, 8)]
    p.strokes(marks, 4.5, taper=0.85, wob=0.2, white=white)


def rain(p: Plate, x0: float, y0: float, x1: float, y1: float, count: int, length: float = 46,
         lean: float = 0.35, white: bool = False, width: float = 1.9) -> None:
    """Slanting rain."""
    marks = []
    for _ in range(count):
        x, y = p.rng.uniform(x0, x1), p.rng.uniform(y0, y1)
        n = length * p.rng.uniform(0.6, 1.2)
        marks.append([(x, y), (x - n * lean, y + n)])
    p.strokes(marks, width, taper=0.8, wob=0, white=white)


def tree(p: Plate, x: float, y: float, h: float, w: float, dark: float = 0.6,
         wash: float | None = 0.0, gap: float = 7.5) -> None:
    """A leafy tree, its light from the upper left."""
    trunk = h * 0.34
    p.fill([(x - w * 0.05, y), (x - w * 0.03, y - trunk), (x + w * 0.03, y - trunk),
            (x + w * 0.055, y)], 0.9, angle=85, gap=5, line=1.6)
    cy = y - trunk - (h - trunk) * 0.45
    crowns = [(-0.26, 0.16, 0.3), (0.28, 0.18, 0.3), (0.0, -0.12, 0.42), (0.04, 0.2, 0.36)]
    polys = [blob(p.rng, x + a * w, cy + b * h, r * w, r * h * 0.72, 9, 0.16)
             for a, b, r in crowns]
    tone = ramp(x - w * 0.3, cy - h * 0.3, max(0.08, dark - 0.45), x + w * 0.34, cy + h * 0.3,
                min(0.97, dark + 0.25))
    p.fill(polys, tone, angle=-38, gap=gap, wash=wash, line=0, rough=0, halo=3)
    for poly in polys[:3]:
        n = len(poly)
        start = int(n * 0.48)
        p.stroke(poly[start : start + int(n * 0.36)], 2.2, taper=0.9, wob=0.4)
    leaves = []
    for _ in range(int(w * 0.22)):
        a, b, r = crowns[int(p.rng.integers(0, 4))]
        ang, d = p.rng.uniform(0, 6.28), p.rng.random() ** 0.5 * r
        lx, ly = x + (a + d * math.cos(ang)) * w, cy + b * h + d * math.sin(ang) * h * 0.7
        leaves.append([(lx - 7, ly + 2), (lx, ly - 4), (lx + 7, ly + 2)])
    p.strokes(leaves, 2.6, taper=0.9, wob=0.3)


def bare_tree(p: Plate, x: float, y: float, h: float, lean: float = 0.0, depth: int = 6) -> None:
    """A winter tree."""
    by_width: dict[int, list[list[Point]]] = {}

    def grow(x0: float, y0: float, length: float, angle: float, left: int) -> None:
        x1 = x0 + length * math.sin(angle)
        y1 = y0 - length * math.cos(angle)
        mid = ((x0 + x1) / 2 + p.rng.uniform(-0.05, 0.05) * length, (y0 + y1) / 2)
        by_width.setdefault(left, []).append(curve([(x0, y0), mid, (x1, y1)], 4))
        if left:
            for side in (-1, 1):
                grow(x1, y1, length * p.rng.uniform(0.66, 0.82),
                     angle + side * p.rng.uniform(0.22, 0.5) + lean * 0.12, left - 1)

    grow(x, y, h * 0.26, lean * 0.3, depth)
    for left, lines in by_width.items():
        p.strokes(lines, max(1.6, h * 0.042 * (left / depth) ** 1.5), taper=0.0, wob=0.3)


def sheep(p: Plate, x: float, y: float, s: float, face: int = 1) -> None:
    """A sheep grazing or standing; s is its height."""
    legs = [[(x + a * s, y - s * 0.3), (x + a * s, y)] for a in (-0.42, -0.26, 0.3, 0.44)]
    p.strokes(legs, s * 0.09, taper=0, wob=0.2)
    down = p.rng.random() < 0.5
    hx, hy = x + face * s * 0.72, y - s * (0.28 if down else 0.82)
    p.fill(blob(p.rng, x, y - s * 0.55, s * 0.68, s * 0.42, 10, 0.1),
           ramp(x, y - s * 0.8, 0.0, x, y - s * 0.15, 0.6), gap=max(4.0, s * 0.09), angle=10,
           line=max(1.6, s * 0.03), halo=2.5, rough=0)
    p.fill(oval(hx, hy, s * 0.17, s * 0.14), 1.0, line=0, rough=0, halo=2)
    p.stroke([(x + face * s * 0.5, y - s * 0.6), (hx, hy)], s * 0.16, taper=0)
