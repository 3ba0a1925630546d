# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT001, FBT003
"""The storm surge and what guards against the next."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import Point, Points, along, blob, curve, move, oval, pane, rect, wall
from tools.illustrate.ink import Plate, plain, ramp, rings, straight
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.port import rowing_boat
from tools.illustrate.scene import (
    cloud,
    land,
    rain,
    reflection,
    sky,
    texture,
    water,
)
from tools.illustrate.town import house, lamp


@motif("storm", "slate")
def storm(p: Plate) -> None:
    """A wave breaks over the harbour wall at night."""
    p.fill(rect(-10, -10, 1810, 1210), texture(p, p.noise(300, 60), 0.88, 0.12), angle=-24, gap=11,
           wash=0.5, line=0, rough=0)
    for x, w, hh, kind in ((1230, 190, 300, "peak"), (1420, 170, 350, "step"),
                                          (1590, 230, 310, "bell")):
        house(p, x, 860, w, hh, 130, kind, 0.9, cols=3, floors=3, door=False, glass=1.0,
              wash=0.0, shade=False)
    for x, y in ((1292, 664), (1655, 640)):
        p.fill(rect(x, y, x + 36, y + 54), None, wash=0.0, line=3, halo=4)
        p.strokes([[(x + 18, y), (x + 18, y + 54)], [(x, y + 26), (x + 36, y + 26)]], 4, taper=0)
    # The great wave.
    back = curve([(-40, 760), (120, 640), (260, 420), (420, 260), (600, 200), (740, 250),
                  (800, 340),
                  (760, 330), (690, 330), (640, 380), (640, 470), (700, 570), (800, 680),
                  (860, 800)], 12)
    p.fill([*back, (860, 1220), (-40, 1220)],
           lambda x, y: np.clip(0.92 - 0.75 * np.exp(-(((np.hypot(x - 760,
                                                                  y - 470) - 270) / 150) ** 2)),
                                0.05, 1), lines=rings(790, 470, 15), wash=0.75, line=0, halo=7)
    foam(p, [(420, 268), (520, 206), (610, 190), (700, 222), (770, 276), (810, 344), (790, 398),
             (742, 352), (690, 356)], 52)
    spray(p, 830, 840, 105, 640)
    spray(p, 700, 300, 46, 220)
    # The sea in front of the wall.
    for k in range(4):
        y = 900 + 90 * k
        line = curve([(-40, y), (140, y - 46 + 20 * (k % 2)), (330, y + 16), (520, y - 40),
                      (720, y + 6),
                      (900 - 30 * k, y - 30), (960 - 30 * k, y + 30)], 12)
        p.fill([*line, (930, 1240), (-40, 1240)], ramp(0, y - 40, 0.25, 0, y + 110, 0.95),
               lines=straight(3 - 4 * (k % 2), 12), wash=0.6, line=0, halo=6)
        p.stroke(line, 11, white=True, taper=0.3, wob=2)
    # Wall and promenade.
    p.fill([(880, 850), (1820, 850), (1820, 900), (900, 900)], 0.06, gap=8, wash=0.0, line=3.4,
           halo=4)
    p.fill([(900, 900), (1820, 900), (1820, 1220), (948, 1220)],
           ramp(900, 900, 0.45, 1800, 1200, 0.95),
           angle=0, gap=11, wash=0.25, line=3)
    courses: list[Points] = [[(905 + 7 * k, 900 + 54 * k), (1820, 900 + 54 * k)] for k in range(1,
                                                                                                6)]
    courses += [[(960 + 160 * j + 80 * (k % 2), 900 + 54 * k),
                 (962 + 160 * j + 80 * (k % 2), 954 + 54 * k)]
                for k in range(6) for j in range(6)]
    p.strokes(courses, 3.4, taper=0.2, white=True)
    lx, ly = lamp(p, 1110, 856, 560, 0.13, 0.0)
    for r, thick in ((74, 9), (112, 7), (156, 5)):
        p.strokes([[(lx + r * math.cos(a), ly + r * math.sin(a)),
                    (lx + (r + 26) * math.cos(a), ly + (r + 26) * math.sin(a))]
                   for a in np.radians(range(10, 370, 24))], thick, white=True, taper=0.6)
    p.strokes([[(1110, 856), (1132, 576), (lx - 3, ly + 34)]], 34, white=True, taper=0)
    p.fill(oval(lx, ly - 8, 62), None, line=0, wash=0.0)
    lamp(p, 1110, 856, 560, 0.13, 0.0)
    rain(p, 0, 0, 1800, 1000, 170, 70, -0.5, white=True, width=3.2)
    spray(p, 900, 880, 60, 330)


def foam(p: Plate, spine: list[Point], size: float) -> None:
    """A crest of foam: white lumps with a shaded underside."""
    lumps = []
    for x, y in curve(spine, 3):
        r = size * p.rng.uniform(0.4, 0.85)
        lumps.append(blob(p.rng, x + p.rng.uniform(-12, 12), y + p.rng.uniform(-10, 10), r, r * 0.8,
                          6,
                          0.25))
    p.fill(lumps, None, wash=0.0, line=0, rough=1)
    p.strokes([q[8:46] for q in lumps[::2]], 3.4, taper=0.8)


def spray(p: Plate, x: float, y: float, count: int, tall: float) -> None:
    """Drops and torn sheets flying up from a point."""
    drops, sheets = [], []
    for _ in range(count):
        a = p.rng.normal(0.08, 0.42)
        n = tall * p.rng.uniform(0.15, 1.0) ** 0.8
        px, py = x + n * math.sin(a), y - n * math.cos(a) + n * n * 0.0001
        if p.rng.random() < 0.45:
            s = p.rng.uniform(0.5, 0.8)
            sheets.append(curve([(x + n * s * math.sin(a * 0.8), y - n * s * math.cos(a * 0.8)),
                                 (px - 6, py + 12), (px, py)], 5))
        else:
            r = p.rng.uniform(3, 9)
            drops.append(oval(px, py, r, r * 1.2))
    p.strokes(sheets, 11, taper=0.8, white=True, wob=1.5)
    p.fill(drops, None, wash=0.0, line=0, rough=0)


@motif("flooded-street", "brick")
def flooded_street(p: Plate) -> None:
    """The village street under water; two in a boat."""
    h, vx = 600, 900
    sky(p, h, 0.3, 0.0, 14)
    cloud(p, 860, 330, 620, 140, 0.36)
    water_line = 640
    house(p, 800, water_line - 26, 120, 110, 80, "peak", 0.3, cols=3, floors=2, door=False,
          wash=0.2)
    house(p, 925, water_line - 26, 105, 100, 70, "step", 0.2, cols=2, floors=2, door=False,
          wash=0.2)
    water(p, water_line - 30, 1200, 0.06, 0.34, (7, 18), ripple=0.5, chop=0.5)
    rows_l = [(-120, 260, 300, 60, 950), (260, 520, 170, 220, 795), (520, 690, 290, 340, 715),
              (690, 800, 400, 410, 665)]
    for side in (-1, 1):
        for k, (x0, x1, _, _, _) in enumerate(rows_l[::-1]):
            side_house(p, vx, h, (x0, x1), side, k)
    # The boat and its two people, the sign, rings on the water.
    reflection(p, 800, 1120, 944, 1060, 0.75)
    figure(p, 890, 934, 230, "hold", 1, 0.3, 0.85, 0.0, "hood", halo=5)
    p.stroke([(940, 800), (1180, 990)], 7, taper=0)
    p.fill(move([(0, -0.5), (0.3, -0.4), (0.3, 0.5), (-0.3, 0.5), (-0.3, -0.4)], 1188, 996, 44,
                turn=-52),
           0.2, gap=6, line=3)
    figure(p, 1030, 940, 205, "pocket", -1, 0.3, 0.3, 0.95, "cap", halo=5)
    rowing_boat(p, 960, 930, 400, 0.85)
    p.stroke([(420, 800), (424, 1066)], 12, taper=0)
    p.fill(oval(420, 790, 74), None, wash=1.0, line=4, halo=6, rough=0.5)
    p.fill(oval(420, 790, 52), None, wash=0.0, line=3.4, rough=0.5)
    p.fill(rect(386, 779, 454, 801), 1.0, line=0)
    p.strokes([oval(424, 1066, 50, 12), oval(424, 1066, 92, 22), oval(424, 1066, 140, 34, 20, 160)],
              3.4,
              taper=0.4)
    reflection(p, 400, 446, 1074, 1180, 0.8)
    wake = [curve([(760, 950), (640, 970), (500 - 20 * k, 985 + 22 * k)], 6) for k in range(3)]
    p.strokes(wake, 4, taper=0.8)


def side_house(p: Plate, vx: float, h: float, span: tuple[float, float], side: int, k: int) -> None:
    """A brick house along the street and its image in the flood."""
    near, far = span

    def at(x: float, v: float) -> Point:
        """A point of the front: v 0 on the horizon, 1 a unit above it at the rim."""
        t = (vx - x) / (vx + 120)
        return (vx + (x - vx) * (1 if side < 0 else -1), h - v * t)

    eaves, foot = (560, 520, 600, 540)[k], -330
    ridge = eaves + 190
    wash = (0.7, 1.0, 0.55, 0.9)[k]
    tone = (0.22, 0.3, 0.16, 0.26)[k] + (0.26 if side > 0 else 0.0)
    for flip in (False, True):
        def q(x: float, v: float, flip: bool = flip) -> Point:
            return at(x, v if not flip else 2 * foot - v)

        if flip:
            p.fill([q(near, foot), q(far, foot), q(far, eaves), q(near, eaves)],
                   ramp(0, at(near, foot)[1], 0.5, 0, at(near, foot)[1] + 330, 0.12),
                   lines=plain(h - 40, 17, 7), wash=wash * 0.45, line=0, rough=2)
            for u in (0.2, 0.55):
                a, b = near + (far - near) * u, near + (far - near) * (u + 0.22)
                p.fill([q(a, -10), q(b, -10), q(b, -250), q(a, -250)], 0.85,
                       lines=plain(h - 40, 17, 7),
                       wash=None, line=0, keep=True)
            continue
        p.fill([q(near, foot), q(near, eaves), q(far, eaves), q(far, foot)], tone, angle=0, gap=8,
               wash=wash, line=3, halo=3)
        mid = far - (far - near) * 0.12
        p.fill([q(near - 14, eaves), q(near + (far - near) * 0.1, ridge), q(mid, ridge),
                q(far, eaves)],
               0.75, angle=78 * side, gap=7, wash=0.0, line=3, halo=3)
        front = wall(q(near, eaves), q(far, eaves), q(far, foot), q(near, foot))
        for u in (0.14, 0.42, 0.7):
            for v0, v1 in ((0.12, 0.36), (0.56, 0.86)):
                shape = pane(front, u, v0, u + 0.17, v1)
                p.fill(shape, 0.94, angle=-50, gap=6, wash=0.0, line=3, halo=3)
                c = [[along(shape[0], shape[1], 0.5), along(shape[3], shape[2], 0.5)],
                     [along(shape[0], shape[3], 0.4), along(shape[1], shape[2], 0.4)]]
                p.strokes(c, 2.6, taper=0, white=True, wob=0.2)
    p.stroke([at(near, foot), at(far, foot)], 6, taper=0.2, wob=1)


@motif("sandbags", "ochre")
def sandbags(p: Plate) -> None:
    """A chain of people on the crest; the wall of bags grows."""
    h = 700
    sky(p, h + 60, 0.22, 0.0, 15, angle=-6, wash=ramp(0, 0, 0.1, 0, 760, 0.42))
    cloud(p, 1200, 260, 900, 150, 0.34)
    cloud(p, 320, 360, 560, 90, 0.3)
    water(p, 640, 800, 0.5, 0.5, (6, 10), chop=0.8)
    land(p, [(-20, 690), (400, 704), (900, 716), (1400, 708), (1820, 690)],
         ramp(0, 700, 0.42, 0, 1200, 0.9), 14, angle=-34, edge=3, halo=4)
    names = ["hood", "cap", "hood", "hood", "bun", "hood", "cap", "hood", "hood"]
    for k in range(9):
        x = 90 + 196 * k
        y = 716 + 14 * math.sin(k / 2.4)
        face = 1
        washed = k % 3 == 1
        hand = figure(p, x, y, 250 - 10 * (k % 2), "carry", face, 0.26, 0.35 if washed else 0.95,
                      0.95 if washed else 0.0, names[k], hair_wash=0.95 if washed else None, halo=4)
        if k % 2 == 0:
            bag(p, hand[0] + 26, hand[1] - 2, 74, 0.0)
    # The wall in front.
    rows = [(-30 + 138 * c + 69 * (r % 2) + p.rng.uniform(-8, 8), 1196 - 66 * r)
            for r in range(5) for c in range(13 - 2 * r)]
    for x, y in rows:
        bag(p, x, y, 150, p.rng.uniform(-4, 4))
    heap = curve([(1330, 1230), (1420, 1080), (1540, 1010), (1640, 1050), (1760, 1170),
                  (1840, 1230)], 10)
    p.fill(heap, texture(p, p.noise(30), ramp(1400, 1000, 0.0, 1720, 1150, 0.5), 0.3), angle=30,
           gap=9,
           wash=0.8, line=3, halo=6)
    p.stroke([(1560, 1060), (1620, 780)], 17, taper=0)
    p.stroke([(1559, 1050), (1616, 790)], 6, taper=0, white=True)
    p.stroke([(1582, 778), (1658, 790)], 19, taper=0.2)
    p.fill([(1528, 1000), (1604, 1014), (1592, 1080), (1560, 1120), (1524, 1066)], 0.7, angle=78,
           gap=7,
           line=3.4, halo=4, wash=0.0)
    rain(p, 0, 0, 1800, 640, 60, 50, 0.4)


def bag(p: Plate, x: float, y: float, s: float, turn: float) -> None:
    """A tied sandbag."""
    shape = curve([(-0.48, 0.1), (-0.44, -0.16), (-0.2, -0.24), (0.2, -0.23), (0.44, -0.17),
                   (0.5, 0.08),
                   (0.42, 0.22), (0.0, 0.25), (-0.4, 0.22)], 5, True)
    p.fill(move(shape, x, y, s, turn=turn), ramp(x, y - s * 0.22, 0.02, x, y + s * 0.24, 0.6),
           angle=8,
           gap=max(5.5, s * 0.06), wash=0.7, line=max(2, s * 0.022), halo=3, rough=0.6)
    p.strokes([move([(0.34, -0.14), (0.42, 0.02), (0.36, 0.16)], x, y, s, turn=turn),
               move([(-0.3, -0.1), (-0.1, -0.14)], x, y, s, turn=turn)], max(1.8, s * 0.018),
               taper=0.5)
