# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0915
"""The harbour, its quays and its light."""

from __future__ import annotations

import math

from tools.illustrate.forms import curve, oval, rect
from tools.illustrate.ink import Plate, glow, plain, ramp, rings
from tools.illustrate.motifs.registry import motif
from tools.illustrate.port import bollard, cutter, harbour_crane, lattice, lighthouse, rope, sail
from tools.illustrate.scene import (
    cloud,
    grass,
    gulls,
    land,
    reflection,
    sky,
    sun,
    sunrays,
    texture,
    water,
)
from tools.illustrate.town import house, long_house, skyline, window


@motif("harbour-dawn", "rust")
def harbour_dawn(p: Plate) -> None:
    """Low sun between cutters, warehouses and cranes."""
    h = 640
    sunrays(p, 930, 560, h, 96, 0.02, 0.5, wash=lambda x, y: 0.1 + 0.45 * (y / h) ** 2 + 0 * x)
    sun(p, 930, 560, 74)
    skyline(p, 560, 1330, h + 4, 60, 0.18, 0.35, 1.2, 5, church=(0.68,))
    water(p, h, 1200, 0.28, 0.62, (5, 18), (930, 130, 0.75), wash=glow(930, 640, 900, 0.5, 0.12))
    for k, w in enumerate((210, 190, 200)):
        x = -40 + k * 196
        house(p, x, h + 34 - 12 * k, w, 250 - 38 * k, 120 - 14 * k, "peak", 0.86, cols=3, floors=3,
              door=False, lit=(2, 5) if k == 1 else (7,), glass=1.0, shade=False)
    p.fill(rect(-10, h + 6, 560, h + 40), 0.96, gap=5, line=2)
    reflection(p, 0, 540, h + 48, 1010, 0.75)
    harbour_crane(p, 1560, h + 26, 520, -1)
    harbour_crane(p, 1320, h + 8, 330, -1)
    p.fill([(1230, h + 4), (1820, h + 14), (1820, h + 54), (1230, h + 24)], 0.96, gap=5, line=2)
    reflection(p, 1440, 1680, h + 60, 1150, 0.6)
    reflection(p, 1240, 1400, h + 36, 900, 0.5)
    for x, y, s in ((640, 742, 300), (1120, 790, 360), (800, 930, 520)):
        reflection(p, x - s * 0.45, x + s * 0.45, y + 6, y + s * 0.62, 0.8)
        cutter(p, x, y, s, 1 if x != 1120 else -1, 0.97, house=0.9, nets=x == 800)
    gulls(p, [(500, 200, 40), (590, 262, 28), (1180, 170, 34), (1090, 300, 22)])


@motif("lighthouse", "brick")
def tangoog(p: Plate) -> None:
    """The light on its dune at dusk."""
    h, x, y = 770, 1230, 850
    lamp = (x, y - 700 * 0.875)
    sky(p, h, 0.78, 0.3, 10)
    for cx, cy, w, hh in ((330, 330, 520, 120), (780, 560, 460, 90), (1660, 420, 420, 110)):
        cloud(p, cx, cy, w, hh, 0.6)
    beam = [(lamp[0] - 30, lamp[1] - 10), (-20, 60), (-20, 430), (lamp[0] - 30, lamp[1] + 12)]
    p.fill(beam, ramp(lamp[0], lamp[1], 0.0, 0, 240, 0.16), angle=4, gap=10, wash=0.16, line=0)
    water(p, h, 1200, 0.75, 0.66, (5, 15), (420, 200, 0.5))
    gulls(p, [(520, 470, 26), (610, 500, 20)], white=False)
    land(p, [(-20, 1150), (260, 1060), (560, 946), (860, 868), (1080, 838), (1300, 836),
             (1560, 868),
             (1810, 900)], ramp(900, 840, 0.12, 1500, 1200, 0.75), 10, angle=10, edge=2.6, halo=4)
    # The keeper's cottage and the tower.
    long_house(p, 1390, 864, 290, 84, 90, 0.18, 0.65, roof_wash=0.9, cols=4)
    p.fill(rect(1600, 740, 1630, 800), 0.5, gap=5, halo=2)
    window(p, 1426, 800, 32, 40, 1.0)
    lighthouse(p, x, y, 700, 5)
    p.fill(oval(x, lamp[1], 40), None, line=0, wash=None, keep=True)
    # The path of planks.
    left = curve([(690, 1220), (850, 1080), (1010, 960), (1170, 870)], 14)
    right = curve([(980, 1220), (1050, 1080), (1130, 960), (1210, 868)], 14)
    p.fill([*left, *right[::-1]], None, line=2.4)
    n = len(left)
    p.strokes([[left[k], right[k]] for k in range(n)], 2.6, taper=0.1, wob=0.6)
    posts = [[(q[0] - 6, q[1]), (q[0] - 6, q[1] - 70 * (q[1] - 700) / 500)] for q in left[::5]]
    p.strokes(posts, 6, taper=0)
    p.stroke([(a, b - 60 * (b - 700) / 500) for a, b in left], 3, wob=0.6)
    grass(p, 460, 1010, 960, 1200, 60, 46, 0.5)
    grass(p, 60, 1130, 500, 1200, 20, 46, 0.5)
    grass(p, 1080, 890, 1800, 1200, 110, 46, 0.5)


@motif("north-quay", "slate")
def north_quay(p: Plate) -> None:
    """An empty quay running away to one heavy crane."""
    h, vx = 520, 1010
    sky(p, h, 0.36, 0.1, 11, wash=lambda x, y: 0.5 - 0.42 * y / h + 0 * x)
    cloud(p, 420, 330, 760, 170, 0.42)
    cloud(p, 1540, 250, 520, 120, 0.36)
    cloud(p, 1200, 455, 640, 70, 0.3)
    water(p, h, 1200, 0.16, 0.42, (5, 15), wash=lambda x, y: 0.45 + 0.25 * (y - h) / 680 + 0 * x)
    land(p, [(-20, 500), (240, 494), (520, 506), (900, 516), (1100, 521)], 0.5, 5, bottom=h,
         edge=1.6)
    # The quay: a light plane, its edge and wall to the right.
    p.fill([(vx, h), (1640, 1220), (-20, 1220), (-20, 640), (940, h)],
           texture(p, p.noise(260, 24), 0.05, 0.09), lines=plain(h, 16, 5), line=0, rough=0)
    p.fill([(vx, h), (1640, 1220), (1810, 1220), (1810, 1140), (vx + 14, h)],
           ramp(vx, h, 0.6, 1700, 1200, 0.95), angle=47, gap=8, line=2.6)
    p.stroke([(vx, h), (1640, 1220)], 6, taper=0, wob=0.8)
    p.stroke([(vx - 4, h), (1540, 1220)], 2.6, taper=0)
    seams = [[(vx - 6 - 4 * k, h), (1640 - 340 * k, 1220)] for k in range(1, 6)]
    p.strokes(seams, 2.0, taper=0.2, wob=1.2)
    for d in (0.03, 0.06, 0.1, 0.16, 0.25, 0.38, 0.56, 0.8):
        yy = h + 680 * d
        xe = vx + 630 * d
        p.stroke([(max(-20, vx - 1600 * d - 60), yy), (xe, yy)], 1.6 + 1.2 * d, taper=0.1, wob=1.0)
    # Crane rails, the crane and a shed.
    long_house(p, 120, 560, 420, 66, 44, 0.3, 0.5, cols=7)
    p.strokes([[(vx - 22, h + 4), (560, 1220)], [(vx - 40, h + 4), (130, 1220)]], 4, taper=0)
    heavy_crane(p, 790, 590, 520)
    for t, s in ((0.10, 26), (0.17, 42), (0.28, 66), (0.46, 112), (0.78, 190)):
        bollard(p, vx + 630 * t - 40 * t - 4, h + 680 * t + 6, s * 0.85)
    # Puddles hold the sky.
    for cx, cy, w in ((520, 1040, 260), (830, 860, 120), (300, 820, 150), (1010, 1110, 150)):
        pool = [(cx + math.cos(a / 8) * w * (1 + 0.12 * math.sin(a)),
                 cy + math.sin(a / 8) * w * 0.17)
                for a in range(50)]
        p.fill(pool, ramp(cx, cy - w * 0.16, 0.5, cx, cy + w * 0.14, 0.0), gap=8, wash=0.75,
               line=2.2, halo=2)
    gulls(p, [(1380, 400, 34), (1460, 360, 24), (1290, 330, 18)])


def heavy_crane(p: Plate, x: float, y: float, h: float, face: int = 1, wash: float = 0.0) -> None:
    """A heavy-lift crane: broad portal, engine house, a long lattice jib with a block."""
    f = face
    for s in (-1, 1):
        p.fill([(x + s * h * 0.2, y), (x + s * h * 0.12, y - h * 0.34),
                (x + s * h * 0.06, y - h * 0.34), (x + s * h * 0.13, y)],
               0.85, angle=80, gap=5, line=2.4, halo=3)
        p.fill(rect(x + s * h * 0.165 - h * 0.06, y - h * 0.03, x + s * h * 0.165 + h * 0.06,
                    y + 4), 1.0, line=0)
    p.fill(rect(x - h * 0.15, y - h * 0.4, x + h * 0.15, y - h * 0.33), 0.8, gap=5, line=2.4,
           halo=3)
    p.fill([(x - f * h * 0.26, y - h * 0.42), (x + f * h * 0.12, y - h * 0.42),
            (x + f * h * 0.12, y - h * 0.56), (x - f * h * 0.04, y - h * 0.6),
            (x - f * h * 0.26, y - h * 0.6)],
           ramp(x - h * 0.2, y, 0.35, x + h * 0.12, y, 0.75), gap=6, wash=wash, line=2.6, halo=3)
    for k in range(3):
        window(p, x + f * h * (0.02 - 0.07 * k), y - h * 0.53, h * 0.04, h * 0.045)
    root, tip = (x + f * h * 0.08, y - h * 0.56), (x + f * h * 0.6, y - h * 1.1)
    mast = (x - f * h * 0.12, y - h * 0.98)
    lattice(p, root, tip, h * 0.075, h * 0.03, 14, 3.4, 2.2)
    lattice(p, (x - f * h * 0.04, y - h * 0.6), mast, h * 0.06, h * 0.025, 7, 3.4, 2.2)
    p.strokes([[mast, tip], [mast, (tip[0] - f * h * 0.14, tip[1] + h * 0.145)],
               [mast, (x - f * h * 0.25, y - h * 0.6)]], 2.2, taper=0)
    for d in (0, 0.02):
        p.stroke([(tip[0] + d * h, tip[1]), (tip[0] + d * h, y - h * 0.5)], 1.8, taper=0)
    p.fill(rect(tip[0] - h * 0.015, y - h * 0.5, tip[0] + h * 0.035, y - h * 0.43), 1.0, line=0)
    hook = curve([(tip[0] + h * 0.01, y - h * 0.43), (tip[0] + h * 0.03, y - h * 0.38),
                  (tip[0] + h * 0.005, y - h * 0.355), (tip[0] - h * 0.018, y - h * 0.375)], 6)
    p.stroke(hook, 4, taper=0.3)


@motif("gull", "ochre")
def gull(p: Plate) -> None:
    """A herring gull, very pleased with itself."""
    h = 760
    sky(p, h, 0.3, 0.06, 12)
    skyline(p, -20, 700, h, 90, 0.14, 0.0, 1.2, 6, church=(0.5,))
    harbour_crane(p, 1500, h, 360, -1, 0.3)
    sail(p, 380, h + 30, 260, 1, tone=0.1)
    water(p, h, 1010, 0.1, 0.26, (7, 14), ripple=0.4)
    p.fill(rect(-10, 1010, 1810, 1210), texture(p, p.noise(300, 20), 0.2, 0.12),
           lines=plain(700, 15, 6), line=0, rough=0)
    p.stroke([(0, 1010), (1800, 1010)], 4, taper=0)
    p.strokes([[(260 + 420 * k, 1010), (100 + 520 * k, 1200)] for k in range(4)], 2.4, wob=1)
    rope(p, [(600, 1120), (480, 1090), (300, 1130), (120, 1100), (-30, 1130)], 20)
    bollard(p, 860, 1130, 400)
    # The empty tray.
    p.fill([(1290, 1110), (1560, 1096), (1610, 1150), (1310, 1168)], 0.12, gap=7, line=2.6,
           wash=0.0, halo=4)
    p.fill([(1290, 1110), (1560, 1096), (1548, 1070), (1300, 1084)], 0.35, angle=80, gap=7,
           line=2.6)
    p.fill([(1560, 1096), (1610, 1150), (1632, 1120), (1580, 1074), (1548, 1070)], 0.6, angle=70,
           gap=7, line=2.6)
    p.strokes([[(1380, 1128), (1400, 1124)], [(1450, 1138), (1462, 1132)],
               [(1500, 1118), (1508, 1122)]],
              5, taper=0.4)
    gull_bird(p)


def gull_bird(p: Plate) -> None:
    """The bird itself, in profile to the left."""
    legs = [[(850, 690), (846, 800)], [(930, 700), (926, 802)]]
    p.strokes(legs, 15, taper=0)
    p.strokes([[(a, 690), (a - 4, 800)] for a in (850, 930)], 7, taper=0, white=True)
    p.strokes([[(a, 690), (a - 4, 800)] for a in (850, 930)], 12, taper=0, wash=0.9)
    for x in (846, 926):
        foot = [(x, 795), (x - 60, 822), (x - 34, 826), (x - 22, 838), (x - 2, 828), (x + 22, 832),
                (x + 8, 800)]
        p.fill(foot, 0.2, angle=70, gap=7, wash=0.9, line=2.6, halo=2, rough=0.4)
    tail = [(1120, 560), (1330, 640), (1345, 672), (1290, 690), (1110, 668)]
    p.fill(tail, ramp(1100, 600, 0.1, 1320, 680, 0.4), angle=20, gap=8, line=2.6, halo=4)
    body = curve([(700, 268), (740, 232), (800, 226), (846, 262), (862, 320), (900, 390),
                  (1000, 450), (1110, 530), (1170, 610), (1120, 680), (1000, 722), (880, 728),
                  (770, 690), (700, 600), (676, 500), (690, 410), (694, 350), (676, 310)], 10, True)
    p.fill(body, ramp(700, 440, 0.0, 960, 800, 0.62), lines=rings(700, 300, 10), wash=0.0, line=3,
           halo=5, rough=0.6)
    # Ruffled feathers on breast and nape.
    marks = []
    for _ in range(85):
        a, b = p.rng.uniform(700, 900), p.rng.uniform(370, 690)
        if a < 690 + abs(b - 520) * 0.3:
            continue
        s = p.rng.uniform(14, 26)
        marks.append(curve([(a - s * 0.5, b - s * 0.5), (a, b + s * 0.2),
                            (a + s * 0.6, b + s * 0.1)], 5))
    p.strokes(marks, 2.6, taper=0.8)
    ruff = []
    for k in range(11):
        a, b = 846 + k * 8, 250 + k * 17
        ruff.append([(a - 6, b), (a + 24, b + 4 - k), (a + 6, b + 14)])
    p.strokes(ruff, 3.2, taper=0.4)
    # The folded wing, grey above, black tips behind.
    wing = curve([(850, 400), (940, 410), (1060, 480), (1200, 580), (1390, 668), (1260, 672),
                  (1120, 668), (980, 650), (880, 590), (838, 490)], 10, True)
    p.fill(wing, ramp(860, 420, 0.3, 1150, 680, 0.62), lines=rings(760, 820, 9), line=3, halo=4)
    tips = curve([(1150, 600), (1270, 628), (1425, 684), (1290, 678), (1160, 656)], 8, True)
    p.fill(tips, 1.0, line=2, halo=2)
    p.strokes([[(1180, 626), (1290, 650)], [(1320, 662), (1372, 672)]], 5, white=True)
    rows = []
    for r in range(4):
        for k in range(7):
            a, b = 880 + 46 * k + 16 * r, 452 + 27 * k + 42 * r - 8 * k
            if a < 1130:
                rows.append(curve([(a, b), (a + 26, b + 26), (a + 50, b + 20)], 5))
    p.strokes(rows, 3, taper=0.7)
    p.strokes([curve([(900, 560 + 30 * k), (1040, 616 + 16 * k), (1190, 640 + 8 * k)], 8)
               for k in range(3)], 3, taper=0.6)
    # The roll, then beak and eye.
    p.fill(curve([(470, 300), (500, 258), (580, 246), (660, 262), (690, 300), (660, 322),
                  (560, 330),
                  (490, 326)], 8, True), ramp(500, 250, 0.0, 640, 330, 0.55),
                  lines=rings(570, 420, 8),
           wash=0.75, line=3, halo=5)
    fish = curve([(430, 330), (480, 322), (600, 326), (700, 318), (690, 340), (590, 352),
                  (480, 350)],
                 8, True)
    p.fill(fish, 0.55, angle=70, gap=6, line=2.6, halo=3)
    p.fill([(436, 334), (396, 312), (404, 338), (392, 360), (440, 346)], 0.7, angle=10, gap=6,
           line=2.6)
    p.fill(curve([(472, 352), (560, 352), (690, 342), (680, 372), (580, 392), (490, 380)], 8, True),
           ramp(500, 350, 0.1, 600, 395, 0.6), lines=rings(570, 250, 8), wash=0.75, line=3)
    seeds = [[(a, b), (a + 7, b + 2)] for a, b in ((530, 272), (566, 262), (604, 274), (640, 286),
                                                   (548, 292), (590, 294), (516, 296))]
    p.strokes(seeds, 4, taper=0.4)
    p.fill(curve([(716, 296), (660, 284), (606, 292), (566, 318), (580, 330), (640, 320),
                  (714, 330)],
                 8, True), 0.08, angle=0, gap=8, wash=1.0, line=3, halo=3)
    p.fill(curve([(716, 330), (650, 330), (600, 352), (606, 366), (660, 364), (716, 350)], 8, True),
           0.3, angle=0, gap=7, wash=1.0, line=3)
    p.fill(oval(760, 290, 17), None, wash=0.6, line=3, rough=0.2)
    p.fill(oval(757, 290, 7), 1.0, line=0, rough=0)
    p.stroke(curve([(728, 268), (756, 260), (790, 276)], 6), 5, taper=0.6)
    p.stroke(curve([(716, 330), (740, 338), (760, 330)], 5), 3)
