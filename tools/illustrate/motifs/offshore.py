# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT001, FBT002, PLR0915
"""Wind, yard and sea."""

from __future__ import annotations

import math

from tools.illustrate.forms import Points, curve, oval, rect
from tools.illustrate.ink import Plate, Tone, ramp, rings, straight
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.port import lattice, turbine
from tools.illustrate.scene import (
    cloud,
    gulls,
    land,
    reflection,
    sky,
    texture,
    tree,
    water,
)
from tools.illustrate.town import spire


@motif("turbines", "slate")
def turbines(p: Plate) -> None:
    """A row of mills walking out to the horizon."""
    h = 880
    sky(p, h, 0.4, 0.0, 13, wash=lambda x, y: 0.55 - 0.5 * y / h + 0 * x)
    for cx, cy, w, hh in ((330, 190, 700, 90), (1250, 130, 760, 80), (820, 330, 620, 70),
                          (1560, 400, 560, 70), (250, 520, 460, 60), (1150, 610, 520, 46),
                          (620, 730, 500, 36)):
        cloud(p, cx, cy, w, hh, 0.45)
    water(p, h, 1200, 0.3, 0.62, (5, 17), chop=0.9, ripple=0.9,
          wash=lambda x, y: 0.3 + 0.4 * (y - h) / 320 + 0 * x)
    row = [(1690, 60, 12), (1640, 84, 70), (1560, 120, 30), (1440, 172, 95), (1262, 252, 50),
           (985, 390, 8), (520, 640, 38)]
    for x, hub, turn in row:
        y = h + (hub - 40) * 0.17
        turbine(p, x, y, hub, turn, 1.6 + hub / 500, 0.75)
        w = hub * 0.028
        p.fill(rect(x - w, y - hub * 0.07, x + w, y + 2), 0.3, gap=4.5, wash=1.0, line=2, halo=2)
        reflection(p, x - w, x + w, y + 4, y + hub * 0.16, 0.8)
    ship(p, 870, 1040, 250)
    gulls(p, [(250, 700, 30), (310, 740, 20), (1180, 780, 18)])


def ship(p: Plate, x: float, y: float, s: float) -> None:
    """A small service vessel with its crane."""
    p.strokes([curve([(x - s * 0.45, y), (x - s * 0.8, y + 8), (x - s * 1.2, y + 4)], 6)], 8,
              white=True)
    p.fill(rect(x + s * 0.02, y - s * 0.38, x + s * 0.3, y - s * 0.12), 0.12, gap=6, line=2.4,
           halo=3)
    for k in range(3):
        p.fill(rect(x + s * (0.05 + 0.085 * k), y - s * 0.34, x + s * (0.105 + 0.085 * k),
                    y - s * 0.26),
               1.0, line=0)
    p.strokes([[(x + s * 0.16, y - s * 0.38), (x + s * 0.16, y - s * 0.62)],
               [(x + s * 0.1, y - s * 0.54), (x + s * 0.22, y - s * 0.54)]], 3, taper=0)
    lattice(p, (x - s * 0.2, y - s * 0.12), (x - s * 0.36, y - s * 0.46), s * 0.05, s * 0.02, 6,
            2.4, 1.6)
    hull = curve([(x - s * 0.48, y - s * 0.12), (x, y - s * 0.12), (x + s * 0.3, y - s * 0.15),
                  (x + s * 0.52, y - s * 0.24)], 8)
    p.fill([*hull, (x + s * 0.44, y + 2), (x - s * 0.46, y + 2)], 0.93, gap=6, line=2.6, halo=3)
    p.stroke([(a, b + s * 0.03) for a, b in hull[1:-2]], 3.4, white=True)
    reflection(p, x - s * 0.45, x + s * 0.45, y + 8, y + s * 0.3, 0.7)


@motif("turbine-blades", "brick")
def blades(p: Plate) -> None:
    """Three blades sweep through the picture; a worker stands small before them."""
    h = 470
    sky(p, h, 0.36, 0.02, 13)
    cloud(p, 760, 300, 560, 110, 0.35)
    cloud(p, 200, 210, 460, 90, 0.35)
    water(p, h, 640, 0.3, 0.3, (6, 9))
    # The ship's bow behind.
    bow = curve([(1420, 96), (1340, 240), (1316, 400), (1330, 610)], 10)
    p.fill([(1820, 70), *bow, (1820, 640)], ramp(1320, 200, 0.3, 1700, 500, 0.9),
           lines=rings(2200, -300, 9), wash=0.85, line=3.4, halo=5)
    p.stroke(curve([(1404, 130), (1560, 122), (1820, 108)], 8), 6, taper=0, white=True)
    p.fill(oval(1440, 250, 22), 1.0, line=0, halo=4)
    p.strokes([[(1440, 262), (1434, 340)], [(1410, 330), (1434, 346), (1460, 332)]], 7, taper=0.2)
    p.strokes([[(1300, 40), (1404, 100)], [(1300, 40), (1260, 600)]], 2.4, taper=0)
    land(p, [(-20, 600), (900, 604), (1820, 612)], texture(p, p.noise(300, 30), 0.1, 0.12), 12,
         angle=1, edge=3)
    shapes = [
        (curve([(1620, 640), (1290, 560), (820, 500), (380, 486), (-60, 500)], 16),
         curve([(-60, 520), (380, 540), (800, 600), (1200, 700), (1520, 760), (1640, 730)], 16)),
        (curve([(1700, 790), (1330, 694), (860, 640), (380, 644), (-60, 690)], 16),
         curve([(-60, 724), (380, 716), (820, 760), (1260, 868), (1580, 920), (1716, 886)], 16)),
        (curve([(1770, 960), (1380, 862), (900, 820), (400, 850), (-60, 940)], 16),
         curve([(-60, 990), (400, 950), (860, 972), (1320, 1070), (1640, 1106), (1790, 1070)], 16)),
    ]
    for k, (top, low) in enumerate(shapes):
        for t in (0.28, 0.72):
            i, j = int(len(top) * (1 - t)), int(len(low) * t)
            cradle(p, top[i][0] - 30, low[j][1] - 8, 90 + 26 * k)
        shadow = [(a + 20, b + 64 + 10 * k) for a, b in low]
        p.fill([*low, *shadow[::-1]], 0.72, angle=4, gap=9, line=0, keep=True, wash=None)
        y0 = 500 + 170 * k
        p.fill([*top, *low], ramp(900, y0 + 40, 0.02, 840, y0 + 190, 0.74),
               lines=rings(300, 4200 + 60 * k, 11), line=3.6, halo=6)
        mid = [((a[0] + b[0]) / 2, a[1] * 0.42 + b[1] * 0.58)
               for a, b in zip(top[4:-1], low[::-1][4:], strict=False)]
        p.stroke(mid, 2.6, taper=0.6)
        p.fill(oval(top[0][0] + 14, (top[0][1] + low[-1][1]) / 2, 34, 54), ramp(
            top[0][0] - 20, 0, 0.3, top[0][0] + 40, 0, 0.95), gap=6, line=3.2, halo=4, wash=0.0)
        p.fill(oval(top[0][0] + 18, (top[0][1] + low[-1][1]) / 2, 19, 34), 1.0, line=0)
        band = [top[-i] for i in (10, 7, 4)] + [low[i] for i in (4, 7, 10)]
        p.fill(band, 0.2, gap=8, wash=1.0, line=2.4)
    figure(p, 500, 1150, 215, "pocket", 1, 0.36, 0.35, 0.9, "helmet", halo=5)


def cradle(p: Plate, x: float, y: float, s: float) -> None:
    """A steel trestle below a blade."""
    p.strokes([[(x - s * 0.4, y - s * 0.3), (x - s * 0.5, y + s * 0.75)],
               [(x + s * 0.4, y - s * 0.3), (x + s * 0.5, y + s * 0.75)],
               [(x - s * 0.44, y + s * 0.2), (x + s * 0.46, y + s * 0.66)],
               [(x + s * 0.44, y + s * 0.2), (x - s * 0.46, y + s * 0.66)],
               [(x - s * 0.62, y + s * 0.75), (x + s * 0.62, y + s * 0.75)]], 8, taper=0)


@motif("shipyard", "rust")
def shipyard(p: Plate) -> None:
    """The portal crane over a bow in dry dock."""
    sky(p, 900, 0.34, 0.0, 13)
    cloud(p, 300, 300, 560, 130, 0.36)
    cloud(p, 1480, 220, 640, 120, 0.36)
    saw_tooth(p, -40, 560, 900, 5)
    saw_tooth(p, 1390, 1840, 900, 4)
    gantry(p)
    # Floor of the dock, walls in perspective.
    p.fill([(-20, 900), (1820, 900), (1820, 1220), (-20, 1220)],
           texture(p, p.noise(300, 30), 0.14, 0.12), lines=straight(1, 12), line=3)
    p.fill([(-20, 900), (250, 900), (60, 1220), (-20, 1220)], 0.75, angle=-58, gap=8, line=3)
    p.fill([(1820, 900), (1590, 900), (1780, 1220), (1820, 1220)], 0.9, angle=58, gap=8, line=3)
    # The bow, seen from ahead and below.
    left = curve([(560, 330), (590, 560), (660, 800), (800, 1010), (880, 1070)], 12)
    right = curve([(920, 1070), (1000, 1010), (1150, 800), (1220, 560), (1250, 330)], 12)
    stem = curve([(905, 250), (902, 600), (900, 1070)], 12)
    p.fill([*left, *stem[::-1]], ramp(560, 0, 0.62, 900, 0, 0.1), lines=rings(100, 300, 10),
           wash=0.0,
           line=3.6, halo=7)
    p.fill([*stem, *right], ramp(905, 0, 0.4, 1230, 0, 0.96), lines=rings(1700, 300, 10), wash=0.0,
           line=3.6, halo=7)
    red = [q for q in left if q[1] > 700]
    red_r = [q for q in right if q[1] > 700]
    p.tint([*red, *red_r], 1.0)
    p.strokes([[red[0], (900, 745), red_r[-1]]], 5, taper=0)
    p.fill([(548, 336), (905, 256), (1262, 336), (1254, 306), (905, 222), (556, 306)],
           0.5, angle=8, gap=7, line=3, halo=4)
    for s in (-1, 1):
        p.fill(oval(903 + s * 120, 470, 15, 21), 1.0, line=0, halo=4)
        p.strokes([[(903 + s * 120, 480), (903 + s * 124, 560)],
                   [(903 + s * 96, 548), (903 + s * 124, 568), (903 + s * 152, 548)]], 8, taper=0.2)
    for k in range(6):
        y = 330 + k * 62
        p.strokes([[(870, y), (884, y)], [(920, y), (934, y)]], 4, taper=0)
    props: list[Points] = [[(430, 1160), (620, 690)], [(560, 1190), (720, 900)],
                           [(1380, 1160), (1190, 690)],
                           [(1250, 1190), (1090, 900)]]
    p.strokes(props, 26, taper=0)
    p.strokes([[(a[0] - 4, a[1]), (b[0] - 4, b[1])] for a, b in props], 7, taper=0.2, white=True)
    p.fill(rect(770, 1070, 1035, 1120), 0.9, gap=7, line=3, halo=4)
    p.fill(rect(720, 1120, 1085, 1180), 0.7, gap=8, line=3, halo=4)
    welding(p, 1130, 860)
    figure(p, 340, 1175, 150, "point", 1, 0.44, 0.9, 0.0, "helmet")
    figure(p, 275, 1180, 146, "hold", 1, 0.36, 0.3, 0.0, "helmet")


def saw_tooth(p: Plate, x0: float, x1: float, y: float, count: int) -> None:
    """A brick shed with a saw-tooth roof."""
    w = (x1 - x0) / count
    roof = []
    for k in range(count):
        roof += [(x0 + w * k, y - 210), (x0 + w * k, y - 320), (x0 + w * (k + 1), y - 210)]
    p.fill([*roof, (x1, y), (x0, y)], 0.4, gap=7, wash=0.55, line=2.6, halo=3)
    for k in range(count):
        a = x0 + w * k
        p.fill([(a + 8, y - 222), (a + 8, y - 296), (a + w * 0.7, y - 222)], 0.9, angle=90, gap=6,
               wash=0.0, line=2)
        for r in range(2):
            p.fill(rect(a + w * (0.18 + 0.4 * r), y - 160, a + w * (0.42 + 0.4 * r), y - 60), 0.94,
                   angle=90, gap=6, wash=0.0, line=2, halo=2)


def gantry(p: Plate) -> None:
    """A tall portal crane seen from below."""
    for x, s in ((330, 1), (1490, -1)):
        lattice(p, (x, 910), (x + s * 60, 170), 76, 50, 13, 6, 3.4)
        lattice(p, (x + s * 120, 905), (x + s * 80, 170), 50, 36, 12, 4.4, 2.6)
    p.fill([(230, 84), (1600, 84), (1580, 170), (250, 170)], 0.55, gap=8, line=4, halo=5)
    lattice(p, (240, 127), (1590, 127), 84, 84, 26, 5, 3)
    p.fill(rect(1010, 50, 1150, 120), 0.9, gap=6, line=3, halo=4)
    p.fill(rect(1030, 168, 1120, 224), 0.85, gap=6, line=3, halo=4)
    for k in range(2):
        p.fill(rect(1040 + 40 * k, 184, 1068 + 40 * k, 208), None, line=0)
    p.strokes([[(600, 170), (600, 250)], [(620, 170), (620, 250)]], 2.6, taper=0)
    p.fill(rect(590, 245, 630, 290), 1.0, line=0, halo=3)


def welding(p: Plate, x: float, y: float) -> None:
    """A white point with sparks."""
    p.fill(oval(x, y, 40), None, line=0, wash=0.0)
    sparks = []
    for k in range(30):
        a = p.rng.uniform(0.2, 2.9) if k % 3 else p.rng.uniform(0, 6.28)
        n = p.rng.uniform(50, 150)
        sparks.append(curve([(x + 14 * math.cos(a), y + 14 * math.sin(a)),
                             (x + n * 0.6 * math.cos(a), y + n * 0.55 * math.sin(a)),
                             (x + n * math.cos(a), y + n * math.sin(a) + 26)], 5))
    p.strokes(sparks, 5.5, taper=0.8, white=True)
    p.strokes(sparks, 6.5, taper=0.8, wash=1.0)
    p.strokes(sparks[::3], 1.8, taper=0.8)
    p.fill(oval(x, y, 15), None, line=2.4, wash=0.0)


@motif("research-boat", "ochre")
def research_boat(p: Plate) -> None:
    """The boat lowers its sampler over the stern."""
    h = 500
    sky(p, h, 0.38, 0.0, 13)
    cloud(p, 1350, 260, 760, 160, 0.4)
    cloud(p, 420, 180, 520, 100, 0.36)
    land(p, [(-20, 474), (300, 462), (700, 466), (1100, 460), (1500, 470), (1820, 464)], 0.4, 7,
         bottom=h, edge=2.2)
    spire(p, 420, 466, 30, 170, 0.5)
    for x, s in ((330, 60), (480, 50), (1500, 64), (1560, 46)):
        tree(p, x, 466, s, s, 0.5, gap=5)
    water(p, h, 1200, 0.3, 0.66, (6, 19), chop=0.9, ripple=1.1)
    waves(p, 640, 1180, 16)
    lotte(p, 1000, 800)
    waves(p, 850, 1180, 9)
    gulls(p, [(240, 330, 40), (330, 380, 28), (640, 290, 30)])


def waves(p: Plate, y0: float, y1: float, count: int, white: bool = True) -> None:
    """Crests: white edges over a dark hollow."""
    crest, under = [], []
    for _ in range(count):
        y = p.rng.uniform(y0, y1)
        t = (y - 500) / 700
        w = (70 + 190 * t) * p.rng.uniform(0.7, 1.3)
        x = p.rng.uniform(-40, 1840)
        line = curve([(x - w, y + 10 * t), (x - w * 0.4, y - 8 * t), (x, y - 26 * t),
                      (x + w * 0.35, y - 6 * t), (x + w, y + 12 * t)], 8)
        crest.append(line)
        under.append([(a, b + 12 * t + 4) for a, b in line[4:-6]])
    p.strokes(crest, 9, taper=0.9, white=white, wob=1)
    p.strokes(under, 7, taper=0.9, wob=1)


def lotte(p: Plate, x: float, y: float) -> None:
    """The research boat itself, bow to the right, A-frame at the stern."""
    p.fill(rect(x + 20, y - 250, x + 300, y - 96), 0.08, gap=9, line=3, halo=5)
    p.fill(rect(x + 90, y - 348, x + 280, y - 250), 0.05, gap=9, line=3, halo=5)
    p.fill([(x + 74, y - 348), (x + 300, y - 348), (x + 286, y - 370), (x + 84, y - 370)], 0.85,
           gap=6,
           line=3, halo=4)
    for k in range(4):
        p.fill(rect(x + 104 + 43 * k, y - 332, x + 138 + 43 * k, y - 284), 0.95, angle=-50, gap=6,
               line=2.4)
    for k in range(3):
        p.fill(oval(x + 70 + 84 * k, y - 180, 21), 0.95, angle=-50, gap=6, line=3)
    p.strokes([[(x + 180, y - 370), (x + 180, y - 500)], [(x + 140, y - 450), (x + 220, y - 450)],
               [(x + 180, y - 496), (x + 420, y - 150)], [(x + 180, y - 496), (x - 60, y - 110)]],
               3.4,
              taper=0)
    p.fill(rect(x + 150, y - 474, x + 210, y - 462), 1.0, line=0)
    # A-frame over the stern.
    p.strokes([[(x - 330, y - 96), (x - 452, y - 350)], [(x - 250, y - 96), (x - 440, y - 352)],
               [(x - 454, y - 352), (x - 426, y - 348)]], 15, taper=0)
    p.strokes([[(x - 360, y - 156), (x - 296, y - 156)], [(x - 400, y - 246), (x - 356, y - 246)]],
              7,
              taper=0)
    p.stroke([(x - 446, y - 346), (x - 446, y - 200)], 3.4, taper=0)
    p.fill(oval(x - 446, y - 338, 14), None, line=4)
    sampler(p, x - 446, y - 200)
    figure(p, x - 170, y - 82, 168, "point", -1, 0.3, 0.3, 1.0, "hood", hair_wash=1.0, halo=4)
    figure(p, x - 70, y - 84, 162, "hold", -1, 0.3, 0.3, 1.0, "hood", hair_wash=1.0, halo=4)
    top = curve([(x - 400, y - 96), (x - 120, y - 88), (x + 200, y - 98), (x + 400, y - 136),
                 (x + 530, y - 196)], 10)
    hull = [*top, *curve([(x + 530, y - 196), (x + 480, y - 90), (x + 430, y + 24)], 8),
            (x - 384, y + 24)]
    p.fill(hull, ramp(0, y - 120, 0.6, 0, y + 20, 0.98), lines=rings(x, y - 2400, 8), line=3.4,
           halo=5)
    p.stroke([(a, b + 22) for a, b in top[2:-3]], 7, taper=0.1, white=True)
    p.stroke([(a, b + 22) for a, b in top[2:-3]], 8, taper=0.1, wash=1.0)
    rails = [[(a, b), (a, b - 48)] for a, b in top[::5]]
    p.strokes([*rails, [(a, b - 46) for a, b in top[12:]]], 2.6, taper=0)
    foam = [curve([(x - 430 + 90 * k, y + 22), (x - 390 + 90 * k, y + 4),
                   (x - 340 + 90 * k, y + 26)], 6)
            for k in range(10)]
    p.strokes(foam, 13, taper=0.7, white=True)
    p.strokes([[(a, b + 8) for a, b in q] for q in foam], 3, taper=0.7)


def sampler(p: Plate, x: float, y: float) -> None:
    """A rosette of sample bottles in a round frame."""
    tone: Tone = ramp(x - 60, 0, 0.1, x + 60, 0, 0.8)
    p.strokes([[(x, y), (x - 52, y + 34)], [(x, y), (x + 52, y + 34)]], 4, taper=0)
    for k in range(5):
        a = x - 46 + 23 * k
        p.fill([*oval(a, y + 46, 10, 6, 180, 360), *oval(a, y + 150, 10, 6, 0, 180)], tone, angle=0,
               gap=6, wash=0.9, line=2.4, halo=2)
    p.strokes([oval(x, y + 40, 64, 12), oval(x, y + 158, 66, 13),
               [(x - 64, y + 40), (x - 66, y + 158)],
               [(x + 64, y + 40), (x + 66, y + 158)]], 5, taper=0)
    drops = [[(x - 50 + 22 * k, y + 178), (x - 50 + 22 * k,
                                           y + 192 + 8 * (k % 3))] for k in range(6)]
    p.strokes(drops, 4, taper=0.5)
