# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0915
"""Kitchen and tea table."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import curve, oval, rect
from tools.illustrate.ink import Plate, glow, plain, ramp, rings, round_tone
from tools.illustrate.motifs.registry import motif
from tools.illustrate.port import cutter, sail
from tools.illustrate.scene import land, rain, sky, texture, tree, water
from tools.illustrate.town import skyline


@motif("kitchen", "rust")
def kitchen(p: Plate) -> None:
    """Three pots, ladles, a porthole, a cook's hands."""
    p.fill(rect(-10, -10, 1810, 1210), 0.16, angle=90, gap=16, line=0, wash=0.18, rough=0)
    boards = [[(x, -10), (x, 760)] for x in range(90, 1800, 150)]
    p.strokes(boards, 4, taper=0)
    # Porthole.
    p.fill(oval(1380, 330, 226), round_tone(1154, 1606, 0.1, 0.7), angle=45, gap=11, wash=0.9,
           line=5, halo=10)
    p.fill(oval(1380, 330, 176), None, wash=0.0, line=5, halo=4)
    clip = [q for q in oval(1380, 330, 172) if q[1] > 380]
    p.fill(clip, 0.4, gap=10, wash=0.0, line=3)
    cutter(p, 1372, 404, 250, 1, 0.95, nets=False)
    p.strokes([[(1290, 300), (1292, 190)], [(1470, 330), (1468, 210)], [(1440, 230), (1500, 236)]],
              5, taper=0)
    for k in range(8):
        a = math.radians(45 * k + 22)
        p.fill(oval(1380 + 202 * math.cos(a), 330 + 202 * math.sin(a), 11), 1.0, line=0, halo=3)
    # Rail with ladles and pans.
    p.strokes([[(60, 130), (1090, 130)]], 14, taper=0)
    for k, x in enumerate((150, 262, 374, 520, 690, 880)):
        p.stroke(curve([(x, 120), (x + 12, 140), (x, 156)], 5), 5, taper=0)
        if k < 3:
            p.stroke([(x, 150), (x + 2, 330)], 9, taper=0)
            p.fill(oval(x + 2, 352, 42, 46, 0, 180), ramp(x - 40, 0, 0.2, x + 40, 0, 0.95), gap=9,
                   line=4, halo=5,
                   wash=0.0)
            p.stroke([(x - 44, 352), (x + 48, 352)], 6, taper=0)
        else:
            r = (64, 84, 74)[k - 3]
            p.stroke([(x, 150), (x, 250)], 15, taper=0)
            p.fill(oval(x, 250 + r, r), 0.9, angle=30, gap=9, line=4, halo=6, wash=0.0)
            p.fill(oval(x - 4, 246 + r, r * 0.74), ramp(x - r, 250, 0.1, x + r, 400, 0.9),
                   lines=rings(x, 250 + r, 9),
                   line=3, wash=1.0 if k == 4 else 0.0)
    # The stove.
    p.fill(rect(40, 800, 1180, 1220), ramp(40, 0, 0.72, 1180, 0, 0.95), gap=11, line=5, halo=8,
           wash=0.0)
    p.fill([(20, 800), (90, 740), (1140, 740), (1200, 800)], 0.35, gap=10, line=5, halo=4, wash=0.0)
    p.fill(rect(16, 800, 1204, 834), 0.1, gap=9, line=5, wash=0.0)
    p.strokes([[(70, 868), (1150, 868)]], 9, white=True, taper=0)
    for k in range(5):
        p.fill(oval(170 + 210 * k, 920, 31), None, line=5, halo=4, wash=0.0)
        p.stroke([(170 + 210 * k, 920), (184 + 210 * k, 898)], 8, taper=0)
    for x in (90, 640):
        p.stroke([*rect(x, 980, x + 480, 1230), (x, 980)], 6, white=True, taper=0)
        p.stroke([(x + 90, 1030), (x + 390, 1030)], 11, white=True, taper=0)
    for x, y, w, hh, wash in ((250, 772, 150, 200, 0.0), (610, 782, 180, 250, 1.0),
                              (970, 772, 140, 170, 0.0)):
        pot(p, x, y, w, hh, wash)
    # Bench with board, onions and fish.
    p.fill([(1210, 880), (1820, 860), (1820, 930), (1210, 950)], 0.06, gap=11, line=5, halo=7,
           wash=0.4)
    p.fill([(1210, 950), (1820, 930), (1820, 1220), (1210, 1220)], 0.6, angle=90, gap=12, line=5,
           wash=0.4)
    p.fill([(1290, 870), (1360, 800), (1780, 790), (1770, 864)], 0.14, angle=-2, gap=10, line=4.4,
           halo=6,
           wash=0.7)
    fish = curve([(1400, 812), (1480, 772), (1600, 778), (1680, 806), (1600, 838), (1490, 842)], 8,
                 True)
    p.fill([(1670, 806), (1746, 776), (1734, 810), (1750, 846)], 0.6, angle=20, gap=8, line=4,
           halo=4, wash=0.0)
    p.fill(fish, ramp(0, 770, 0.5, 0, 845, 0.0), angle=-20, gap=9, line=4, halo=5, wash=0.0)
    p.strokes([curve([(1456, 784), (1470, 812), (1456, 836)], 5)], 4)
    p.fill(oval(1432, 806, 8), 1.0, line=0, halo=2)
    for x, y, r in ((1610, 880, 36), (1570, 914, 40), (1656, 912, 38)):
        p.fill(curve([(x - r, y), (x - r * 0.6, y - r * 0.75), (x, y - r * 1.25),
                      (x + r * 0.6, y - r * 0.75),
                      (x + r, y), (x + r * 0.5, y + r * 0.62), (x - r * 0.5, y + r * 0.62)], 6,
                      True), 0.3,
               angle=84, gap=8, line=4, halo=5, wash=1.0)
    arms(p)


def pot(p: Plate, x: float, y: float, w: float, hh: float, wash: float) -> None:
    """A steaming pot; x, y is the middle of its foot, w half its width."""
    p.fill([*oval(x, y, w, w * 0.16, 0, 180), (x - w, y - hh), (x + w, y - hh)],
           round_tone(x - w, x + w, 0.06, 0.88, 0.3), angle=0, gap=10, wash=wash, line=5, halo=7)
    p.fill(oval(x, y - hh, w * 1.03, w * 0.2), 0.9, gap=8, line=5, wash=0.0)
    p.fill(oval(x, y - hh + 3, w * 0.88, w * 0.14), 0.3, gap=8, line=3, wash=wash * 0.6 + 0.3)
    for s in (-1, 1):
        p.stroke(curve([(x + s * w, y - hh * 0.72), (x + s * w * 1.24, y - hh * 0.74),
                        (x + s * w * 1.24, y - hh * 0.52), (x + s * w, y - hh * 0.52)], 6), 13,
                        taper=0)
    wisps = []
    for k in range(4):
        sx, sy = x + w * (-0.6 + 0.4 * k), y - hh - 12
        t = p.rng.uniform(0.8, 1.2)
        wisps.append(curve([(sx, sy), (sx - 26, sy - 50 * t), (sx + 22, sy - 105 * t),
                            (sx - 16, sy - 165 * t),
                            (sx + 26, sy - 230 * t)], 8))
    p.strokes(wisps, 17, taper=0.8, white=True, wob=1)
    p.strokes([[(a + 11, b) for a, b in q] for q in wisps], 3.4, taper=0.8, wob=0.6)


def arms(p: Plate) -> None:
    """The cook's forearms from the right, stirring the middle pot."""
    p.stroke([(700, 420), (640, 560)], 15, taper=0)
    p.stroke([(700, 420), (640, 560)], 6, taper=0, white=True)
    upper = curve([(1230, 640), (1080, 520), (930, 456), (800, 430), (724, 432)], 8) + \
        curve([(700, 470), (740, 500), (850, 510), (960, 560), (1080, 660), (1150, 740)], 8)
    p.fill(upper, ramp(900, 430, 0.0, 860, 560, 0.55), angle=-30, gap=11, line=5, halo=9, wash=0.0)
    sleeve = curve([(1004, 464), (1130, 530), (1260, 690), (1370, 900), (1480, 1240)], 10)
    under = curve([(1180, 1240), (1130, 960), (1080, 760), (1020, 650), (956, 570)], 10)
    p.fill([*sleeve, *under], ramp(1280, 800, 0.02, 1060, 900, 0.5), angle=52, gap=12, line=5,
           halo=9, wash=0.0)
    p.fill([(1004, 464), (1048, 482), (996, 604), (956, 570)], 0.1, angle=-60, gap=10, line=4.4,
           wash=0.0)
    p.strokes([curve([(1120, 560), (1140, 640), (1100, 720)], 6),
               curve([(1200, 660), (1220, 760), (1170, 860)], 6),
               curve([(1290, 860), (1300, 960), (1250, 1050)], 6)], 4, taper=0.6)
    for k in range(4):
        x, y = 690 - 4 * k, 424 + 24 * k
        p.fill(curve([(x + 54, y - 10), (x, y - 16), (x - 26, y), (x - 4, y + 13),
                      (x + 52, y + 14)], 6), 0.12,
               angle=0, gap=9, line=4, halo=3, wash=0.0)
    p.fill(curve([(760, 436), (720, 408), (684, 398), (672, 414), (700, 434), (750, 462)], 6), None,
           line=4,
           halo=4)


@motif("teahouse", "ochre")
def teahouse(p: Plate) -> None:
    """Tea at a window; outside, rain on the river."""
    # Outside.
    sky(p, 560, 0.34, 0.1, 14)
    land(p, [(-20, 520), (400, 500), (800, 512), (1300, 496), (1820, 520)], 0.4, 9, bottom=560,
         edge=3)
    for x, s in ((250, 120), (340, 90), (1440, 120), (1540, 150)):
        tree(p, x, 510, s, s * 0.9, 0.5, gap=8)
    skyline(p, 640, 1180, 506, 46, 0.2, 0.3, 2, 7, church=(0.3,))
    water(p, 548, 860, 0.2, 0.4, (9, 16), chop=0.6)
    sail(p, 560, 680, 330, 1, 0.75, 0.14)
    rain(p, 100, 40, 1750, 800, 120, 66, 0.3)
    drops = []
    for _ in range(44):
        x, y = p.rng.uniform(110, 1700), p.rng.uniform(60, 780)
        drops.append(curve([(x, y), (x + 3, y + 20), (x - 2, y + 42)], 4))
    p.strokes(drops, 9, white=True, taper=0.5)
    # Frame, sill, curtain.
    for x in (60, 900, 1740):
        p.fill(rect(x - 32, -10, x + 32, 830), ramp(x - 32, 0, 0.04, x + 32, 0, 0.5), angle=90,
               gap=10, line=5,
               halo=4, wash=0.0)
    p.fill(rect(-10, -10, 1810, 40), 0.5, gap=10, line=5, wash=0.0)
    p.fill(rect(92, 236, 1708, 266), 0.1, gap=9, line=4.4, wash=0.0)
    for s in (-1, 1):
        x = 60 if s < 0 else 1740
        drape = curve([(x - s * 80, -20), (x - s * 230, -20), (x - s * 250, 240),
                       (x - s * 180, 470),
                       (x - s * 60, 600), (x - s * 40, 840)], 10)
        p.fill([*drape, (x + s * 120, 840), (x + s * 120, -20)],
               round_tone(x - 240, x + 240, 0.2, 0.85, 0.5),
               angle=86 * s, gap=13, line=5, halo=7, wash=0.85)
    p.fill([(-10, 810), (1810, 810), (1810, 870), (-10, 870)], 0.03, gap=10, line=5, halo=4,
           wash=0.0)
    p.fill(rect(-10, 868, 1810, 1210), texture(p, p.noise(420, 22),
                                               ramp(0, 870, 0.55, 0, 1200, 0.25), 0.14),
           lines=plain(500, 17, 9), line=5, wash=0.3)
    sugar(p, 1470, 950)
    jug(p, 250, 950)
    teapot(p, 820, 1000)
    for x, y, s in ((440, 1096, 0.92), (1270, 1096, 0.98)):
        cup(p, x, y, s)


def teapot(p: Plate, x: float, y: float) -> None:
    """A round pot on a warmer with its light."""
    p.fill(oval(x, y + 96, 230, 40), 0.95, gap=9, line=0, wash=None, keep=True)
    p.fill([(x - 150, y - 10), (x + 150, y - 10), (x + 180, y + 90), (x - 180, y + 90)], round_tone(
        x - 180, x + 180, 0.3, 0.98), angle=0, gap=9, line=5, halo=7, wash=0.0)
    for d in (-100, -34, 34, 100):
        p.fill([*oval(x + d, y + 34, 24, 20, 180, 360), (x + d + 24, y + 74), (x + d - 24, y + 74)],
               None, wash=1.0,
               line=4, halo=3)
    p.fill(curve([(x, y + 70), (x - 8, y + 52), (x, y + 34), (x + 8, y + 52)], 4, True), None,
           line=2.4, wash=0.0)
    spout = curve([(x + 180, y - 90), (x + 260, y - 130), (x + 300, y - 230), (x + 350, y - 250)],
                  8) + \
        curve([(x + 340, y - 214), (x + 320, y - 170), (x + 290, y - 70), (x + 170, y - 20)], 8)
    p.fill(spout, ramp(x + 240, y - 200, 0.1, x + 300, y - 60, 0.85), angle=60, gap=10, line=5,
           halo=7, wash=0.0)
    handle = curve([(x - 180, y - 190), (x - 300, y - 210), (x - 330, y - 110), (x - 270, y - 30),
                    (x - 180, y - 40)], 10)
    p.stroke(handle, 40, white=True, taper=0)
    p.stroke(handle, 30, taper=0)
    p.stroke([(a - 5, b - 5) for a, b in handle[4:-12]], 7, white=True, taper=0.6)
    p.fill(oval(x, y - 128, 226, 150), glow(x - 90, y - 210, 360, 0.0, 0.98),
           lines=rings(x - 60, y - 520, 11), line=5, halo=8, wash=0.0)
    band = curve([(x - 230, y - 120), (x - 110, y - 88), (x, y - 82), (x + 110, y - 88),
                  (x + 230, y - 120)], 8)
    p.fill([*band, *[(a, b + 42) for a, b in band[::-1]]], 0.12, gap=10, wash=1.0, line=4)
    p.fill(oval(x, y - 262, 106, 22), 0.9, gap=8, line=4, wash=0.0)
    p.fill([*oval(x, y - 268, 100, 52, 180, 360), *oval(x, y - 268, 100, 20, 0, 180)],
           ramp(x - 90, 0, 0.04, x + 100, 0, 0.8), angle=6, gap=10, line=5, halo=4, wash=0.0)
    p.fill(oval(x, y - 334, 26, 24), 0.8, angle=30, gap=8, line=4.4, halo=5)
    wisps = [curve([(x + 356, y - 262), (x + 338, y - 310), (x + 376, y - 360), (x + 350, y - 420),
                    (x + 380, y - 470)], 8)]
    p.strokes(wisps, 15, white=True, taper=0.8)
    p.strokes(wisps, 4, taper=0.8)


def cup(p: Plate, x: float, y: float, s: float) -> None:
    """A cup on its saucer."""
    p.fill(oval(x, y + 32 * s, 186 * s, 42 * s), ramp(x - 180, 0, 0.0, x + 190, 0, 0.5), gap=10,
           line=5, halo=7,
           wash=0.0)
    p.stroke(oval(x, y + 28 * s, 120 * s, 24 * s), 4, taper=0)
    p.stroke(curve([(x + 96 * s, y - 80 * s), (x + 164 * s, y - 86 * s), (x + 158 * s, y - 26 * s),
                    (x + 84 * s, y - 10 * s)], 8), 15 * s, taper=0)
    p.fill([(x - 118 * s, y - 110 * s), *curve([(x - 118 * s, y - 110 * s),
                                                (x - 100 * s, y - 20 * s),
                                               (x - 54 * s, y + 30 * s), (x + 54 * s, y + 30 * s),
                                               (x + 100 * s, y - 20 * s),
                                               (x + 118 * s, y - 110 * s)], 8)],
           round_tone(x - 118 * s, x + 118 * s, 0.0, 0.8, 0.3), angle=3, gap=10, line=5, halo=6,
           wash=0.0)
    p.fill(oval(x, y - 110 * s, 119 * s, 31 * s), None, line=5, wash=0.0)
    p.fill(oval(x, y - 104 * s, 100 * s, 22 * s), 0.3, gap=8, line=3, wash=1.0)
    rose = [curve([(x - 30 * s + 22 * k, y - 40 * s), (x - 22 * s + 22 * k, y - 58 * s),
                   (x - 8 * s + 22 * k, y - 42 * s)], 5) for k in range(3)]
    p.strokes(rose, 4, taper=0.5)


def sugar(p: Plate, x: float, y: float) -> None:
    """A bowl of rock sugar."""
    lumps = []
    for k in range(13):
        cx = x - 72 + 24 * (k % 7) + p.rng.uniform(-6, 6)
        cy = y - 66 - 22 * (k // 7) + p.rng.uniform(-8, 8)
        a = p.rng.uniform(0, 6)
        lumps.append([(cx + 21 * math.cos(a + t), cy + 19 * math.sin(a + t))
                      for t in np.linspace(0, 5.2, 6)])
    for q in lumps:
        p.fill(q, None, line=3.4, halo=3, wash=0.35)
        p.strokes([[q[0], q[2]], [q[1], q[4]]], 2.2, taper=0.4)
    p.fill([(x - 112, y - 64), *curve([(x - 112, y - 64), (x - 80, y + 16), (x - 44, y + 40),
                                       (x + 44, y + 40),
                                     (x + 80, y + 16), (x + 112, y - 64)], 7)],
           round_tone(x - 112, x + 112, 0.4, 0.98, 0.3), angle=3, gap=9, line=5, halo=5, wash=0.0)
    p.stroke([(x - 100, y - 34), (x + 100, y - 34)], 5, white=True, taper=0.1)


def jug(p: Plate, x: float, y: float) -> None:
    """A small cream jug."""
    p.stroke(curve([(x - 56, y - 96), (x - 122, y - 106), (x - 118, y - 34), (x - 60, y - 16)], 8),
             14, taper=0)
    p.fill(curve([(x - 52, y - 136), (x - 62, y - 80), (x - 76, y - 30), (x - 50, y + 30),
                  (x + 50, y + 30),
                  (x + 76, y - 30), (x + 60, y - 84), (x + 92, y - 144)], 8),
                  round_tone(x - 76, x + 80, 0.0, 0.75,
                                                                                     0.3),
           angle=3, gap=10, line=5, halo=6, wash=0.0)
    p.fill(curve([(x - 52, y - 136), (x, y - 148), (x + 92, y - 146), (x + 40, y - 118),
                  (x - 20, y - 116)], 6, True),
           0.1, gap=8, line=4.4, wash=0.0)
