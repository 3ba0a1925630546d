# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0915
"""The old sluice and its gauge."""

from __future__ import annotations

import math

from tools.illustrate.forms import Point, Points, blob, curve, move, oval, rect
from tools.illustrate.ink import Plate, ramp, round_tone, straight
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.scene import (
    cloud,
    gulls,
    land,
    reflection,
    sky,
    water,
)
from tools.illustrate.town import window


@motif("sluice", "rust")
def sluice(p: Plate) -> None:
    """The old barrier, frontal and symmetrical."""
    h = 560
    sky(p, h, 0.3, 0.0, 14)
    cloud(p, 300, 250, 460, 110, 0.34)
    cloud(p, 1540, 210, 420, 100, 0.34)
    land(p, [(-20, 470), (120, 480), (340, 520)], 0.5, 8, bottom=1200, edge=2.4)
    p.fill([(1820, 470), (1680, 480), (1460, 520), (1460, 900), (1820, 900)], 0.6, gap=8, line=2.4)
    # Opening: dark behind, gate half lowered, water rushing out below.
    p.fill(rect(560, 380, 1240, 900), 0.3, gap=10, line=0)
    p.fill(rect(560, 640, 1240, 900), 0.96, gap=9, line=0)
    for s, x in ((-1, 430), (1, 1370)):
        tower(p, x, s)
    gate(p)
    p.fill(rect(-10, 800, 330, 1010), ramp(0, 800, 0.3, 0, 1000, 0.8), angle=0, gap=10, line=3)
    p.fill(rect(1470, 800, 1810, 1010), ramp(0, 800, 0.45, 0, 1000, 0.9), angle=0, gap=10, line=3)
    stones: list[Points] = []
    for x0, x1 in ((-10, 330), (1470, 1810)):
        stones += [[(x0, 800 + 52 * k), (x1, 800 + 52 * k)] for k in range(1, 4)]
        stones += [[(x0 + 85 * j + 40 * (k % 2), 800 + 52 * k),
                    (x0 + 85 * j + 40 * (k % 2), 852 + 52 * k)]
                   for k in range(4) for j in range(1, 4)]
    p.strokes(stones, 2.6, taper=0.2)
    # Footbridge.
    p.fill(rect(540, 330, 1260, 372), 0.7, gap=8, line=3.4, halo=4)
    rails: list[Points] = [[(540, 252), (1260, 252)], [(540, 290), (1260, 290)]]
    rails += [[(560 + 56.6 * k, 252), (560 + 56.6 * k, 332)] for k in range(13)]
    p.strokes(rails, 4, taper=0)
    figure(p, 800, 330, 118, "pocket", 1, 0.28, 0.95, 0.0, "brim")
    # Water.
    water(p, 900, 1200, 0.3, 0.6, (9, 18), (900, 250, 0.45), chop=0.6)
    rush = []
    for k in range(46):
        x = 575 + 650 * k / 45
        n = p.rng.uniform(80, 150)
        rush.append(curve([(x, 742), (x + (x - 900) * 0.03, 800), (x + (x - 900) * 0.14, 742 + n)],
                          6))
    p.strokes(rush, 7, taper=0.7, white=True)
    lumps: list[Point] = [(570 + 60 * k, 900 + 20 * math.sin(k * 1.7)) for k in range(12)]
    for row in range(3):
        foam_row = [(900 + (x - 900) * (1 + 0.16 * row), y + 46 * row) for x, y in lumps]
        for x, y in foam_row:
            r = p.rng.uniform(22, 44)
            p.fill(blob(p.rng, x, y, r * 1.5, r * 0.6, 6, 0.25),
                   ramp(x, y - r * 0.3, 0.0, x, y + r * 0.5,
                                                                    0.5), gap=7, line=0, rough=0,
                                                                    halo=3)
            p.stroke(curve([(x - r * 1.3, y), (x, y - r * 0.55), (x + r * 1.3, y)], 6), 3,
                     taper=0.7)


def tower(p: Plate, x: float, s: int) -> None:
    """A brick tower of the sluice; x is its middle, s its side."""
    w = 132
    p.fill(rect(x - w, 210, x + w, 980), ramp(x - w, 0, 0.14, x + w, 0, 0.62), angle=0, gap=8,
           wash=0.85,
           line=3.4, halo=5)
    bricks = []
    for _ in range(60):
        bx, by = p.rng.uniform(x - w + 8, x + w - 34), p.rng.uniform(230, 960)
        bricks.append([(bx, by), (bx + 24, by)])
    p.strokes(bricks, 5, taper=0.2)
    p.fill(rect(x - w - 18, 196, x + w + 18, 222), 0.1, gap=7, line=3, halo=3)
    p.fill([(x - w - 22, 196), (x - 50, 60), (x + 50, 60), (x + w + 22, 196)],
           ramp(x - w, 0, 0.5, x + w, 0, 0.95), angle=84, gap=7, line=3.4, halo=4)
    p.stroke([(x, 60), (x, 20)], 4, taper=0)
    p.fill([(x, 20), (x - s * 44, 30), (x, 42)], 1.0, line=0)
    for y in (280, 450, 620):
        for dx in (-52, 52):
            window(p, x + dx - 19, y, 38, 74, arch=True)
    p.fill(rect(x - w - 22, 880, x + w + 22, 1000), ramp(x - w, 0, 0.2, x + w, 0, 0.8), gap=10,
           line=3.4,
           halo=4)
    p.stroke([(x - w - 22, 940), (x + w + 22, 940)], 3, taper=0.1)


def gate(p: Plate) -> None:
    """The steel gate with ribs and rivets, half lowered in its slots."""
    p.fill(rect(566, 420, 1234, 742), ramp(566, 420, 0.25, 1234, 742, 0.7), angle=90, gap=9, line=4,
           halo=5)
    for y in (440, 545, 650):
        p.fill(rect(560, y, 1240, y + 34), ramp(0, y, 0.02, 0, y + 34, 0.7), gap=7, line=3, halo=3)
        p.fill([oval(590 + 44 * k, y + 12, 4.4) for k in range(15)], 1.0, line=0, rough=0)
    for x in (700, 900, 1100):
        p.fill(rect(x - 15, 430, x + 15, 730), round_tone(x - 15, x + 15, 0.0, 0.8), gap=7, line=3,
               halo=3)
    p.fill(rect(560, 718, 1240, 746), 1.0, line=0)
    chains = []
    for x in (640, 1160):
        chains += [oval(x, 380 + 14 * k, 5, 8) for k in range(4)]
    p.strokes(chains, 3, taper=0)


@motif("gauge", "slate")
def gauge(p: Plate) -> None:
    """The tide staff on the old wall, the gauge house above."""
    sky(p, 420, 0.26, 0.0, 14, wash=ramp(0, 0, 0.4, 0, 400, 0.1))
    cloud(p, 420, 260, 560, 110, 0.32)
    cloud(p, 1600, 210, 380, 80, 0.3)
    # The gauge house.
    p.fill(rect(1080, 150, 1400, 420), round_tone(1080, 1400, 0.08, 0.75, 0.35), angle=0, gap=8,
           line=3.4,
           halo=5, wash=0.0)
    p.fill([(1040, 158), (1240, -30), (1440, 158), (1240, 176)],
           round_tone(1040, 1440, 0.3, 0.98, 0.35),
           angle=80, gap=8, wash=0.9, line=3.4, halo=5)
    window(p, 1130, 210, 54, 96, arch=True)
    p.fill([*oval(1285, 268, 42, None, 180, 360), (1327, 420), (1243, 420)], 0.9, angle=90, gap=6,
           line=3,
           halo=3)
    bricks = [[(x, y), (x + 26, y)] for x, y in zip(p.rng.uniform(1090, 1370, 26),
                                                   p.rng.uniform(190, 410, 26), strict=True)]
    p.strokes(bricks, 4, taper=0.2)
    p.fill([(-20, 404), (1820, 404), (1820, 446), (-20, 446)], 0.04, gap=9, line=3.6, halo=4)
    p.fill(rect(-10, 446, 1810, 900), None, line=0)
    blocks(p)
    p.strokes([[(200, 404), (200, 330)], [(560, 404), (560, 330)], [(-20, 340), (760, 336)]], 7,
              taper=0)
    # Weed and mussels towards the water.
    weed = []
    for _ in range(150):
        x, y = p.rng.uniform(-20, 1810), 720 + 170 * p.rng.random() ** 0.7
        if 720 < x < 1010:
            continue
        n = p.rng.uniform(24, 74)
        weed.append(curve([(x, y), (x + p.rng.uniform(-12, 12), y + n * 0.5),
                           (x + p.rng.uniform(-18, 18), y + n)], 5))
    p.strokes(weed, 8, taper=0.8)
    for _ in range(46):
        x, y = p.rng.uniform(1020, 1780), p.rng.uniform(770, 868)
        if p.rng.random() < 0.4:
            x = p.rng.uniform(20, 640)
        shape = curve([(-0.5, 0.1), (0.0, -0.34), (0.5, 0.0), (0.1, 0.3)], 5, True)
        p.fill(move(shape, x, y, 46, turn=p.rng.uniform(0, 360)), 0.9, angle=30, gap=5, wash=0.5,
               line=2.4, halo=3)
    water(p, 880, 1200, 0.3, 0.62, (11, 19), chop=0.6, ripple=0.9,
          wash=ramp(0, 880, 0.95, 0, 1200, 0.5))
    staff(p)
    reflection(p, 736, 996, 900, 1140, 0.7)
    lap = curve([(x, 882 + 6 * math.sin(x / 37)) for x in range(-20, 1840, 30)], 4)
    p.stroke(lap, 12, white=True, taper=0)
    p.stroke([(x, y + 9) for x, y in lap], 5, taper=0)
    gulls(p, [(330, 150, 36), (420, 190, 26), (820, 130, 28)])


def blocks(p: Plate) -> None:
    """Courses of an old quay wall."""
    y = 446
    for row in range(5):
        hh = (92, 84, 96, 86, 90)[row]
        x = -60 - 70 * (row % 2)
        while x < 1810:
            w = p.rng.uniform(150, 240)
            dark = 0.1 + 0.09 * row + p.rng.uniform(-0.06, 0.1)
            p.fill(rect(x + 4, y + 4, x + w - 4, y + hh - 4), ramp(x, y, dark * 0.5, x + w, y + hh,
                                                                  dark + 0.2), angle=-34, gap=10,
                                                                  line=2.8,
                   rough=2.4)
            x += w
        y += hh


DIGITS = {
    "4": [[(0.62, 1), (0.62, 0), (0.05, 0.68), (0.9, 0.68)]],
    "5": [[(0.85, 0), (0.2, 0), (0.14, 0.44), (0.5, 0.36), (0.88, 0.62), (0.6, 0.97), (0.1, 0.92)]],
    "6": [[(0.75, 0.02), (0.25, 0.34), (0.12, 0.7), (0.45, 1), (0.86, 0.76), (0.6, 0.48),
           (0.16, 0.62)]],
    "7": [[(0.1, 0), (0.9, 0), (0.4, 1)]],
    "8": [oval(0.5, 0.24, 0.3, 0.24), oval(0.5, 0.74, 0.38, 0.27)],
}


def staff(p: Plate) -> None:
    """The board with its decimetre marks in black and white."""
    x0, x1 = 740, 990
    p.fill(rect(x0 - 16, 300, x1 + 16, 1010), None, line=4, halo=8, wash=0.0)
    for k in range(13):
        y = 318 + 56 * k
        if k % 2 == 0:
            p.fill(rect(x0, y, x0 + 92, y + 56), 1.0, line=0, rough=0.6)
            p.fill(rect(x0 + 92, y + 28, x0 + 128, y + 42), 1.0, line=0, rough=0.5)
        else:
            p.fill(rect(x0 + 92, y, x0 + 128, y + 14), 1.0, line=0, rough=0.5)
            p.fill(rect(x0 + 92, y + 28, x0 + 128, y + 42), 1.0, line=0, rough=0.5)
    for k, digit in enumerate("87654"):
        y = 326 + 112 * k + 4
        parts = [[(x0 + 152 + 66 * a, y + 84 * b) for a, b in line] for line in DIGITS[digit]]
        p.strokes(parts, 12, taper=0, wob=0.5)
    p.fill([(x0 - 16, 880), (x1 + 16, 880), (x1 + 16, 1014), (x0 - 16, 1014)], 0.4,
           lines=straight(0, 12),
           wash=0.5, line=0, keep=True)
    p.fill(rect(x0 - 16, 900, x1 + 16, 1014), 0.62, lines=straight(0, 13), wash=0.6, line=0)
    p.fill([oval(x, y, 7) for x in (x0 - 2, x1 + 2) for y in (330, 560, 790)], 1.0, line=0, rough=0)
