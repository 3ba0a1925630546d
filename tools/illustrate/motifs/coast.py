# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: C901, D401, FBT003, PLR0915
"""Dyke, marsh, sea bed and river mist."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import Plane, Point, Points, blob, curve, move, oval, rect
from tools.illustrate.ink import Plate, plain, ramp, rings, straight
from tools.illustrate.motifs.registry import motif
from tools.illustrate.scene import (
    bare_tree,
    cloud,
    grass,
    gulls,
    land,
    sheep,
    sky,
    texture,
    tree,
    water,
)
from tools.illustrate.town import long_house


@motif("eelgrass", "sea")
def eelgrass(p: Plate) -> None:
    """A meadow under water."""
    top = 150
    p.fill(rect(-10, -10, 1810, 1210), None, wash=ramp(0, 100, 0.42, 0, 1200, 1.0), line=0, rough=0)

    def light(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        a = np.arctan2(x - 1180, y + 500)
        beam = np.cos(a * 42) + 0.6 * np.cos(a * 17 + 1)
        return 0.14 + 0.5 * (y / 1200) ** 1.2 - 0.2 * np.clip(beam, 0, 2) * (1 - y / 1300)

    p.fill(rect(-10, top, 1810, 1210), light, lines=straight(0, 13), line=0, wash=None)
    surface = curve([(x, top + 13 * math.sin(x / 70) + 8 * math.sin(x / 29)) for x in
                     range(-20, 1860, 40)], 6)
    p.fill([(-20, -20), *surface, (1860, -20)], None, wash=0.12, line=0, rough=0)
    for k in range(4):
        p.strokes([[(x, y - 26 * k) for x, y in surface[j : j + 60]]
                   for j in range(int(p.rng.integers(0, 40)), 270, 70 + 16 * k)], 5 - k, taper=0.8)
    p.stroke(surface, 6, taper=0)
    hull = curve([(560, 120), (620, 216), (800, 268), (980, 240), (1120, 130)], 12)
    p.fill([*hull, (1060, 96), (620, 90)], ramp(0, 120, 0.8, 0, 260, 1.0), gap=8, wash=0.4,
           line=3.4,
           halo=5)
    p.fill([(640, 206), (664, 306), (700, 310), (730, 250)], 1.0, line=2, halo=4)
    # Blades of grass, back to front.
    for row, (y, n, dark) in enumerate(((1010, 46, 0.2), (1110, 44, 0.55), (1230, 34, 0.9))):
        if row == 2:
            pipefish(p, 560, 690, 330, -8, 1)
            pipefish(p, 1120, 540, 230, 6, -1)
            pipefish(p, 1290, 830, 280, -14, 1)
        for k in range(n):
            x = -40 + 1880 * (k + p.rng.uniform(-0.4, 0.4)) / n
            tall = p.rng.uniform(0.55, 1.15) * (330 + 110 * row)
            blade(p, x, y + p.rng.uniform(-30, 30), tall, 13 + 7 * row, dark)
        ground = [(-20, y + 40), (400, y + 16), (900, y + 44), (1400, y + 20), (1820, y + 40)]
        if row < 2:
            land(p, ground, 0.5 + 0.2 * row, 9, wash=0.95, edge=0)
    crab(p, 860, 1096, 88)
    bubbles = [(1010, 420, 12), (1034, 370, 9), (1004, 330, 7), (420, 560, 10), (436, 520, 7)]
    for x, y, r in bubbles:
        p.fill(oval(x, y, r), None, wash=0.0, line=2.4)


def blade(p: Plate, x: float, y: float, tall: float, w: float, dark: float) -> None:
    """One ribbon of eelgrass, bent by the current."""
    sway = tall * p.rng.uniform(0.22, 0.5)
    mid = curve([(x, y), (x + sway * 0.05, y - tall * 0.35), (x + sway * 0.42, y - tall * 0.72),
                 (x + sway, y - tall)], 10)
    n = len(mid)
    left = [(a - w / 2 * (1 - (k / n) ** 3), b) for k, (a, b) in enumerate(mid)]
    right = [(a + w / 2 * (1 - (k / n) ** 3), b + 2) for k, (a, b) in enumerate(mid)]
    light = p.rng.random() < 0.3
    p.fill([*left, *right[::-1]], 0.1 if light else dark, angle=80, gap=5,
           wash=0.85 if light else 0.6,
           line=2.2, rough=0.3, halo=2)
    p.stroke(mid[2:-3], 2.0, white=not light and dark > 0.5, taper=0.6)


def pipefish(p: Plate, x: float, y: float, s: float, turn: float, face: int) -> None:
    """A pipefish."""
    top = curve([(-0.5, 0.02), (-0.3, -0.005), (0.0, -0.028), (0.24, -0.045), (0.34, -0.03),
                 (0.5, -0.012)], 8)
    low = curve([(0.5, 0.008), (0.34, 0.02), (0.22, 0.04), (0.0, 0.028), (-0.3, 0.012),
                 (-0.5, 0.03)], 8)
    p.fill(move(top + low, x, y, s, face < 0, turn), ramp(x, y - s * 0.04, 0.0, x, y + s * 0.04,
                                                          0.7),
           angle=80 + turn, gap=7, wash=0.0, line=3, halo=5)
    p.fill(move(oval(0.28, -0.01, 0.018), x, y, s, face < 0, turn), 1.0, line=0, rough=0)
    fan = [(-0.5, 0.02), (-0.56, -0.03), (-0.57, 0.06), (-0.5, 0.03)]
    p.fill(move(fan, x, y, s, face < 0, turn), 0.5, gap=5, wash=0.0, line=2.4)
    fin = curve([(-0.06, -0.026), (0.0, -0.07), (0.1, -0.036)], 5)
    p.fill(move(fin, x, y, s, face < 0, turn), 0.4, angle=70, gap=5, wash=0.0, line=2.2)


def crab(p: Plate, x: float, y: float, s: float) -> None:
    """A shore crab from the front."""
    legs: list[Points] = []
    for side in (-1, 1):
        for k in range(4):
            a = 0.5 + k * 0.34
            legs.append(curve([(x + side * s * 0.7, y), (x + side * s * (1.15 + 0.12 * (k % 3)),
                               y - s * 0.5 + s * 0.25 * k), (x + side * s * (1.55 - 0.1 * k),
                               y + s * (0.05 + 0.2 * a))], 6))
    p.strokes(legs, s * 0.16, taper=0.4)
    p.strokes(legs, s * 0.05, taper=0.5, white=True)
    for side in (-1, 1):
        p.stroke(curve([(x + side * s * 0.7, y - s * 0.1), (x + side * s * 1.25, y - s * 0.5),
                        (x + side * s * 0.9, y - s * 0.8)], 6), s * 0.2, taper=0.1)
        claw = curve([(0, 0), (0.3, -0.2), (0.28, -0.6), (0.1, -0.85), (0.12, -0.5), (-0.02, -0.4),
                      (-0.2, -0.7), (-0.3, -0.35)], 6, True)
        p.fill(move(claw, x + side * s * 0.86, y - s * 0.7, s * 0.75, side < 0), 0.35, angle=40,
               gap=6,
               wash=0.0, line=3, halo=3)
    shell = curve([(-0.9, -0.15), (-0.6, -0.5), (-0.2, -0.6), (0.2, -0.6), (0.6, -0.5),
                   (0.9, -0.15),
                   (0.55, 0.35), (0.0, 0.45), (-0.55, 0.35)], 6, True)
    p.fill(move(shell, x, y, s), ramp(x, y - s * 0.6, 0.05, x, y + s * 0.45, 0.75),
           lines=rings(x, y - s, 8), wash=0.0, line=3.4, halo=4)
    for side in (-1, 1):
        p.stroke([(x + side * s * 0.2, y - s * 0.55), (x + side * s * 0.22, y - s * 0.72)], 5,
                 taper=0)
        p.fill(oval(x + side * s * 0.22, y - s * 0.75, s * 0.07), 1.0, line=0, halo=2)
    p.stroke(curve([(x - s * 0.25, y + s * 0.1), (x, y + s * 0.16), (x + s * 0.25, y + s * 0.1)],
                   5), 3)


@motif("dyke", "sea")
def dyke(p: Plate) -> None:
    """The dyke winds to the horizon between marsh and flats."""
    h = 430
    sky(p, h, 0.34, 0.0, 14)
    cloud(p, 420, 230, 700, 130, 0.36)
    cloud(p, 1380, 190, 620, 130, 0.36)
    cloud(p, 980, 360, 460, 56, 0.3)
    water(p, h, 620, 0.3, 0.22, (5, 10), ripple=0.5)
    p.fill(rect(900, 560, 1810, 1210), texture(p, p.noise(240, 22), 0.12, 0.2),
           lines=plain(h, 17, 6),
           line=0, rough=0)
    creeks = [[(1800, 640), (1560, 690), (1640, 760), (1400, 820), (1480, 900), (1320, 980)],
              [(1800, 900), (1640, 930), (1690, 1010), (1560, 1080)],
              [(1500, 600), (1340, 640), (1400, 690), (1260, 730)]]
    for k, c in enumerate(creeks):
        p.stroke(curve(c, 12), 22 - 4 * k, taper=0.9, wob=2)
        p.stroke(curve(c, 12), 9, taper=0.9, wob=1, white=True)
    land(p, [(-20, h), (600, h + 2), (900, h)], 0.14, lines=plain(h - 80, 16, 9), edge=1.6,
         bottom=1200)
    p.fill([(-20, h + 4), (880, h + 4), (520, 800), (-20, 1000)], 0.12, lines=plain(h - 60, 15, 8),
           wash=0.35, line=0)
    ditch = [[(-20, 560), (300, 520), (620, 470)], [(-20, 700), (200, 640), (420, 560), (700, 480)]]
    p.strokes(ditch, 6, taper=0.7, wob=1)
    # Farmhouse and trees.
    for x, s in ((60, 150), (140, 190), (470, 150), (520, 110)):
        bare_tree(p, x, 560, s, 0.12)
    long_house(p, 170, 572, 270, 56, 100, 0.3, 0.62, roof_wash=0.0, cols=5, hip=0.16)
    p.fill(rect(380, 424, 400, 470), 0.8, gap=5, line=2)
    # The S of the dyke: landward slope, crest, seaward slope.
    crest_l = curve([(700, 1220), (690, 1010), (850, 830), (1020, 690), (980, 590), (900, 520),
                     (930, 468), (1010, 440)], 14)
    crest_r = curve([(900, 1220), (850, 1020), (960, 850), (1092, 700), (1036, 590), (936, 520),
                     (954, 468), (1018, 440)], 14)
    foot_l = curve([(-160, 1220), (220, 960), (560, 790), (800, 680), (850, 600), (820, 530),
                    (890, 474),
                    (1000, 441)], 14)
    foot_r = curve([(1360, 1220), (1190, 1060), (1200, 880), (1270, 720), (1150, 600), (1000, 528),
                    (985, 472), (1026, 441)], 14)
    p.fill([*foot_l, *crest_l[::-1]], ramp(250, 1000, 0.08, 700, 1000, 0.3),
           lines=straight(-52, 12),
           wash=0.85, line=0)
    p.fill([*crest_r, *foot_r[::-1]], ramp(900, 0, 0.52, 1300, 0, 0.85), lines=straight(48, 11),
           wash=0.85, line=0)
    p.fill([*crest_l, *crest_r[::-1]], 0.05, lines=plain(300, 13, 6), wash=0.18, line=2.6)
    p.strokes([foot_l, foot_r], 2.6, taper=0)
    p.strokes([[(a * 0.62 + b[0] * 0.38, c * 0.62 + b[1] * 0.38) for (a, c), b in
                zip(crest_l, crest_r, strict=True)]], 3, taper=0.3, wob=1)
    for x, y, s, f in ((470, 1000, 84, 1), (610, 1080, 104, -1), (330, 1120, 110, 1),
                       (655, 880, 58, 1), (770, 800, 42, -1), (880, 700, 30, 1), (700, 960, 62, -1),
                       (860, 628, 20, 1)):
        sheep(p, x, y, s, f)
    grass(p, 0, 1080, 560, 1200, 26, 40, 0.4)
    grass(p, 960, 1040, 1240, 1200, 20, 36, 0.4)
    gulls(p, [(1340, 480, 30), (1420, 520, 22), (1250, 340, 20)])


@motif("fields", "sea")
def fields(p: Plate) -> None:
    """Cabbage rows under a very large sky."""
    h, vx = 880, 1010
    sky(p, h, 0.44, 0.0, 14)
    for cx, cy, w, hh, d in ((1240, 360, 1180, 320, 0.55), (330, 300, 760, 210, 0.5),
                             (380, 560, 620, 120, 0.42), (1450, 610, 700, 110, 0.42),
                             (860, 690, 520, 60, 0.34), (250, 740, 460, 40, 0.3),
                             (1550, 770, 460, 40, 0.3)):
        cloud(p, cx, cy, w, hh, d)
    p.fill(rect(-10, h, 1810, 1210), 0.16, lines=plain(h - 30, 14, 6), wash=0.45, line=0, rough=0)
    p.stroke([(-20, h), (1820, h)], 3, taper=0, wob=1)
    for x, s in ((560, 120), (620, 150), (690, 120), (470, 80), (850, 110)):
        tree(p, x, h + 8, s, s * 0.75, 0.7, gap=5)
    long_house(p, 690, h + 10, 150, 34, 62, 0.3, 0.7, cols=4, hip=0.14)
    # Rows of cabbages converge.
    for u in (-9.6, -7.6, -5.8, -4.2, -2.8, -1.6, 1.3, 2.6, 4.0, 5.6, 7.4, 9.4):
        soil = [(vx, h + 3), (vx + u * 300, 1260), (vx + (u + 0.55) * 300, 1260)]
        p.fill(soil, 0.8, angle=0, gap=7, line=0, wash=0.3)
    heads: list[tuple[float, float, float]] = []
    for u in (-10.4, -8.4, -6.5, -4.8, -3.3, -2.0, 2.0, 3.4, 4.9, 6.6, 8.5):
        for k in range(15):
            d = 0.05 * 1.235**k
            heads.append((vx + (u + 0.1) * 300 * d, h + 380 * d, 92 * d))
    for x, y, r in sorted(heads, key=lambda q: q[1]):
        if -60 < x < 1860 and y < 1260:
            cabbage(p, x, y, r)
    # The ditch with its plank.
    p.fill([(vx - 2, h + 2), (vx + 3, h + 2), (vx + 190, 1220), (vx - 230, 1220)],
           texture(p, p.noise(70, 12), ramp(0, h, 0.96, 0, 1200, 0.72), 0.34),
           lines=plain(h, 13, 6), wash=0.0, line=3, halo=4)
    p.fill([(840, 1040), (1170, 1040), (1186, 1072), (826, 1072)], 0.12, gap=9, line=3.4, halo=4)
    p.fill([(826, 1072), (1186, 1072), (1186, 1086), (826, 1086)], 1.0, line=2)
    p.strokes([[(870, 1040), (870, 960)], [(1140, 1040), (1140, 960)], [(862, 966), (1148, 964)]],
              5,
              taper=0)
    grass(p, 700, 1120, 800, 1200, 12, 36, 0.3)
    grass(p, 1220, 1120, 1330, 1200, 12, 36, 0.3)
    gulls(p, [(420, 840, 18), (470, 820, 14), (1330, 830, 18)])


def cabbage(p: Plate, x: float, y: float, r: float) -> None:
    """A cabbage; small ones are only a mark."""
    if r < 9:
        p.stroke([(x - r, y), (x, y - r * 0.7), (x + r, y)], max(2, r * 0.4), taper=0.6)
        return
    p.fill(blob(p.rng, x, y, r, r * 0.62, 7, 0.22), 0.12, angle=20, gap=8, wash=0.95,
           line=max(2, r * 0.05), halo=3, rough=0)
    p.fill(oval(x, y - r * 0.16, r * 0.52, r * 0.44), ramp(x - r * 0.4, y - r * 0.4, 0.0,
                                                           x + r * 0.4, y,
                                                          0.6), lines=rings(x - r, y, 7), wash=0.5,
           line=max(2, r * 0.05))
    veins = []
    for k in range(6):
        a = math.radians(30 + k * 24 + (180 if k > 4 else 0))
        veins.append([(x + r * 0.55 * math.cos(a), y + r * 0.3 * math.sin(a)),
                      (x + r * 0.92 * math.cos(a), y + r * 0.56 * math.sin(a))])
    p.strokes([*veins, curve([(x - r * 0.3, y - r * 0.1), (x, y - r * 0.34),
                              (x + r * 0.34, y - r * 0.3)],
                             5)], max(1.8, r * 0.04), taper=0.6)


@motif("rowers", "sea")
def rowers(p: Plate) -> None:
    """A rowing eight from the bridge above; mist on the banks."""
    p.fill(rect(-10, -10, 1810, 1210), None, wash=ramp(0, 0, 0.1, 0, 1200, 0.7), line=0, rough=0)
    streak = p.noise(260, 16)

    def tone(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        return 0.02 + 0.4 * np.clip((y - 330) / 870, 0, 1) ** 1.1 + 0 * x

    p.fill(rect(-10, 260, 1810, 1210), texture(p, streak, tone, 0.16), lines=plain(100, 17, 8),
           line=0,
           wash=None, rough=0)
    for x, y, s in ((120, 300, 300), (380, 250, 210), (600, 222, 150), (1700, 320, 320),
                    (1440, 250, 210), (1240, 216, 150), (900, 196, 90), (1040, 198, 96)):
        willow(p, x, y, s)
    for y, w in ((214, 12), (262, 18), (318, 20)):
        banks = [curve([(-20, y), (300, y - 12), (700 - w * 8, y + 4)], 8),
                 curve([(1100 + w * 8, y + 2), (1500, y - 14), (1820, y)], 8)]
        p.strokes(banks, w, taper=0.9, white=True, wob=2)
    a, b = (330, 1080), (1500, 420)
    ux, uy = (b[0] - a[0]) / 1343, (b[1] - a[1]) / 1343
    nx, ny = -uy, ux

    def at(t: float, off: float) -> Point:
        return (a[0] + ux * 1343 * t + nx * off, a[1] + uy * 1343 * t + ny * off)

    # Ring marks of the last strokes, then the boat's shadow and the boat.
    rings_left: list[Points] = []
    for k in range(8):
        for s in (-1, 1):
            if (k % 2 == 0) == (s > 0):
                for back, r in ((0.07, 34), (-0.11, 48)):
                    c = at(0.14 + 0.092 * k - back, s * 270)
                    rings_left += [oval(*c, r, r * 0.46), oval(*c, r * 0.55, r * 0.25)]
    p.strokes(rings_left, 3.6, taper=0.3, wob=0.8)
    wake = [[at(-0.02, 4), at(-0.2, 60)], [at(-0.02, -4), at(-0.2, -60)],
            [at(0.99, 6), at(0.7, 60)],
            [at(0.99, -6), at(0.7, -64)]]
    p.strokes(wake, 4, taper=0.8)
    p.fill([at(0, 14), at(0.2, 40), at(0.8, 40), at(1, 12), at(0.8, 10), at(0.2, 10)], 0.8,
           angle=10,
           gap=8, line=0, wash=None, keep=True)
    for k in range(8):
        t, s = 0.14 + 0.092 * k, 1 if k % 2 == 0 else -1
        p.stroke([at(t - 0.015, s * 8), at(t + 0.02, s * 262)], 7, taper=0)
        tip = [at(t + 0.014, s * 250), at(t + 0.032, s * 252), at(t + 0.04, s * 318),
               at(t + 0.012, s * 316)]
        p.fill(tip, None, wash=0.0, line=3.6, halo=3)
        p.fill([at(t + 0.013, s * 284), at(t + 0.037, s * 285), at(t + 0.04, s * 318),
                at(t + 0.012, s * 316)], 1.0, line=0)
    hull = curve([at(-0.03, 0), at(0.1, 19), at(0.5, 27), at(0.88, 19), at(1.03, 0), at(0.88, -19),
                  at(0.5, -27), at(0.1, -19)], 14, True)
    p.fill(hull, 0.1, angle=-29, gap=8, wash=0.0, line=4, halo=7, rough=0.4)
    p.fill([at(0.085, 11), at(0.86, 15), at(0.86, -15), at(0.085, -11)], 0.95, angle=-29, gap=7,
           line=2)
    for k in range(8):
        t, s = 0.14 + 0.092 * k, 1 if k % 2 == 0 else -1
        rower(p, at, t, s)
    c = at(0.905, 0)
    p.fill(oval(*c, 22), 0.8, gap=6, line=3, halo=4)
    p.fill(oval(*c, 12), None, wash=1.0, line=2.4)


def rower(p: Plate, at: Plane, t: float, s: int) -> None:
    """One oarsman from above, bent over the oar on side s."""
    hands = at(t + 0.002, s * 34)
    for side in (-1, 1):
        arm = curve([at(t - 0.03, side * 24), at(t - 0.008, side * 30 + s * 8), hands], 6)
        p.stroke(arm, 12, taper=0)
        p.stroke(arm, 6, taper=0, white=True)
    back = curve([at(t - 0.034, 30), at(t - 0.024, 36), at(t - 0.012, 20), at(t - 0.012, -20),
                  at(t - 0.024, -36), at(t - 0.034, -30), at(t - 0.048, -15), at(t - 0.048, 15)], 6,
                  True)
    p.fill(back, 0.5, angle=60, gap=7, wash=0.0, line=3.4, halo=4)
    x, y = at(t - 0.018, 0)
    p.fill(oval(x, y - 6, 17), 0.94, angle=30, gap=6, line=2.6, halo=3)


def willow(p: Plate, x: float, y: float, s: float) -> None:
    """A willow dissolving in mist: a crown of falling veils over a leaning trunk."""
    p.stroke(curve([(x, y + s * 0.02), (x - s * 0.05, y - s * 0.3), (x + s * 0.03, y - s * 0.6)],
                   8),
             s * 0.06, taper=0.2)
    p.strokes([curve([(x, y - s * 0.4), (x + d * s * 0.14, y - s * 0.66),
                      (x + d * s * 0.3, y - s * 0.8)],
                     6) for d in (-1, -0.3, 0.5, 1)], s * 0.026, taper=0.4)
    falls = []
    for k in range(int(20 + s * 0.1)):
        u = -1 + 2 * (k + p.rng.uniform(0, 1)) / int(20 + s * 0.1)
        top = (x + u * s * 0.3, y - s * (0.98 - 0.3 * u * u) + p.rng.uniform(-0.05, 0.05) * s)
        out = u * s * 0.62
        n = p.rng.uniform(0.45, 0.95) * s * (1 - 0.25 * abs(u))
        falls.append(curve([top, (x + out * 0.8, top[1] + n * 0.14), (x + out, top[1] + n * 0.5),
                            (x + out * 1.03, top[1] + n)], 7))
    p.strokes(falls, max(2, s * 0.012), taper=0.8, wob=0.8)
