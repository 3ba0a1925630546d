# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0915
"""Still lifes: ballot box, fish, kitchen, tea."""

from __future__ import annotations

import math

from tools.illustrate.forms import Point, Points, blob, curve, move, oval, rect
from tools.illustrate.ink import Plate, ramp, rings, round_tone, straight
from tools.illustrate.motifs.coast import crab
from tools.illustrate.motifs.registry import motif
from tools.illustrate.port import rope
from tools.illustrate.scene import sky, texture, water
from tools.illustrate.town import skyline


@motif("ballot-box", "brick")
def ballot_box(p: Plate) -> None:
    """A wooden box, a hand, a folded paper; signature sheets tied with string."""
    p.fill(rect(-10, -10, 1810, 1210), ramp(0, 300, 0.0, 1800, 500, 0.7), angle=-58, gap=18,
           line=0,
           wash=0.0, rough=0)
    p.fill(rect(-10, 850, 1810, 1210), texture(p, p.noise(400, 22), ramp(0, 0, 0.1, 1800, 0, 0.5),
                                               0.12),
           angle=0, gap=12, line=5, wash=0.28)
    # Cast shadow, then box: lit left face, dark right face, top with slot.
    p.fill([(1130, 1130), (1800, 1010), (1800, 900), (1240, 860)], 0.9, angle=0, gap=11, line=0,
           wash=0.28)
    p.fill([(470, 560), (1010, 600), (1010, 1160), (490, 1090)],
           texture(p, p.noise(500, 16), 0.16, 0.16), angle=4, gap=12, wash=0.9, line=5, halo=8)
    p.fill([(1010, 600), (1290, 540), (1270, 1040), (1010, 1160)], 0.8, angle=-12, gap=11, wash=0.9,
           line=5)
    p.fill([(440, 545), (740, 480), (1325, 520), (1010, 596)], 0.06, angle=4, gap=12, wash=0.55,
           line=5,
           halo=5)
    p.fill([(440, 545), (1010, 596), (1010, 640), (442, 588)], 0.2, angle=4, gap=12, wash=0.9,
           line=5)
    p.fill([(1010, 596), (1325, 520), (1322, 560), (1010, 640)], 0.85, angle=-12, gap=11, wash=0.9,
           line=5)
    p.fill([(690, 530), (1050, 556), (1078, 546), (722, 521)], 1.0, line=4, halo=3)
    # Lock plate.
    p.fill(rect(700, 690, 790, 800), 0.1, gap=11, wash=0.0, line=5, halo=5, rough=1.4)
    p.fill([*oval(745, 733, 16, None, 140, 400), (757, 778), (733, 778)], 1.0, line=0)
    p.fill([oval(x, y, 5) for x, y in ((712, 702), (778, 702), (712, 788), (778, 788))], 1.0,
           line=0)
    # The paper in the slot.
    p.fill([(742, 300), (1000, 328), (1010, 552), (752, 532)], ramp(742, 0, 0.0, 1010, 0, 0.22),
           angle=84,
           gap=12, line=4.4, halo=8, wash=0.0)
    p.stroke([(872, 316), (882, 540)], 3, taper=0.3)
    hand(p)
    for x, y, w, n in ((90, 1070, 330, 9), (180, 880, 280, 7)):
        stack(p, x, y, w, n)


def hand(p: Plate) -> None:
    """A hand holding the paper from the upper right, with cuff and sleeve."""
    sleeve = [(1840, -20), (1480, -20), (1256, 150), (1420, 372), (1840, 250)]
    p.fill(sleeve, ramp(1400, 60, 0.72, 1560, 330, 0.98), angle=-34, gap=10, line=5, halo=8,
           wash=0.0)
    p.fill([(1256, 150), (1216, 182), (1384, 398), (1420, 372)], 0.04, angle=54, gap=10, line=4.4,
           halo=4,
           wash=0.0)
    p.fill(oval(1372, 322, 11), None, line=4)
    back = curve([(1226, 196), (1150, 204), (1060, 232), (990, 272), (960, 330), (980, 372),
                  (1050, 392),
                  (1130, 410), (1240, 420), (1320, 400), (1368, 378)], 10)
    p.fill(back, ramp(1080, 210, 0.0, 1180, 430, 0.6), lines=rings(1400, 0, 11), line=4.4, halo=7,
           wash=0.0)
    fingers = [[(1000, 262), (930, 262), (858, 300), (848, 330), (876, 338), (950, 318),
                (1010, 320)],
               [(976, 300), (900, 322), (846, 366), (842, 396), (872, 400), (946, 366),
                (1010, 356)],
               [(984, 344), (918, 374), (872, 420), (872, 446), (900, 448), (966, 412),
                (1036, 392)],
               [(1030, 380), (976, 412), (936, 452), (938, 474), (962, 474), (1020, 440),
                (1096, 410)]]
    for k, f in enumerate(fingers):
        p.fill(curve(f, 8), ramp(900, 270 + 40 * k, 0.0, 940, 350 + 44 * k, 0.5), angle=-30, gap=9,
               line=4.4,
               halo=5, wash=0.0)
        tip = f[3]
        p.stroke(curve([(tip[0] + 4, tip[1] - 10), (tip[0] + 18, tip[1] - 12),
                        (tip[0] + 24, tip[1] - 2)], 5),
                 3, taper=0.4)
    thumb = curve([(1110, 236), (1030, 220), (950, 214), (890, 226), (884, 250), (930, 262),
                   (1010, 272),
                   (1080, 300)], 8)
    p.fill(thumb, ramp(950, 210, 0.0, 960, 280, 0.45), angle=0, gap=9, line=4.4, halo=5, wash=0.0)
    p.strokes([curve([(1080, 300), (1130, 320), (1200, 322)], 6),
               curve([(1150, 250), (1200, 262), (1250, 262)], 6),
               curve([(1160, 380), (1230, 378), (1290, 356)], 6)], 3.4, taper=0.8)


def stack(p: Plate, x: float, y: float, w: float, n: int) -> None:
    """A stack of written sheets tied with string."""
    for k in range(n):
        dx, b = p.rng.uniform(-10, 10), y - 17 * k
        p.fill([(x + dx, b), (x + w + dx, b + 16), (x + w + dx, b + 30), (x + dx, b + 14)], 0.3,
               angle=3, gap=7,
               line=3, halo=2, wash=0.0)
    b = y - 17 * (n - 1)
    top: list[Point] = [(x, b), (x + w * 0.3, b - 66), (x + w * 1.22, b - 54), (x + w, b + 16)]
    p.fill(top, None, line=4, halo=5, wash=0.0)
    text: list[Points] = []
    for r in range(4):
        for c in range(2):
            u, v = 0.12 + 0.44 * c, 0.18 + 0.2 * r
            a = (x + w * (u + 0.26 * (1 - v)), b + 14 * u - 62 * (1 - v) + 4)
            line = [(a[0] + 22 * j, a[1] + 1.6 * j + p.rng.uniform(-5, 5)) for j in range(5)]
            text.append(curve(line, 4))
    p.strokes(text, 3, taper=0.4)
    front = [(x + w * 0.45, b + 8), (x + w * 0.46, y + 22)]
    lid = [(x + w * 0.45, b + 8), (x + w * 0.74, b - 60)]
    p.strokes([front, lid], 8, taper=0, wash=None)
    p.strokes([front, lid], 10, taper=0, wash=1.0)
    for s in (-1, 1):
        p.stroke(curve([(x + w * 0.58, b - 26), (x + w * 0.58 + s * 40, b - 62),
                        (x + w * 0.58 + s * 64, b - 30),
                        (x + w * 0.58, b - 26)], 7), 6, taper=0)


@motif("fish-stall", "rust")
def fish_stall(p: Plate) -> None:
    """Plaice, shrimps and a crab on ice; a scale and a bow behind."""
    sky(p, 560, 0.24, 0.0, 15)
    skyline(p, -20, 560, 500, 70, 0.14, 0.0, 2, 8)
    water(p, 500, 700, 0.2, 0.3, (8, 12))
    # The bow of a cutter.
    bow = curve([(1180, 60), (1210, 260), (1290, 470), (1400, 640)], 10)
    p.fill([*bow, (1840, 700), (1840, 10)], ramp(1200, 100, 0.2, 1800, 500, 0.85),
           lines=rings(1500, -900, 13),
           wash=0.75, line=5, halo=8)
    p.stroke(curve([(1184, 104), (1400, 84), (1840, 52)], 8), 9, white=True, taper=0)
    p.fill(oval(1330, 210, 30), 1.0, line=4, halo=6)
    rope(p, [(1330, 214), (1180, 300), (1030, 470), (930, 640)], 22)
    p.fill(rect(-10, 660, 1810, 1210), texture(p, p.noise(420, 24), 0.2, 0.14), angle=1, gap=13,
           line=5)
    scale(p, 470, 660)
    # Crate with ice.
    p.fill([(240, 770), (1600, 750), (1790, 1100), (60, 1130)], 0.0, line=5, halo=9, wash=0.0)
    ice = []
    for _ in range(105):
        x, y = p.rng.uniform(170, 1680), p.rng.uniform(776, 1090)
        if not 240 - (y - 770) * 0.5 + 20 < x < 1600 + (y - 750) * 0.5 - 30:
            continue
        r = p.rng.uniform(16, 34)
        a = p.rng.uniform(0, 6)
        pts = [(x + r * math.cos(a + t), y + r * 0.7 * math.sin(a + t)) for t in (0, 1.4, 2.6, 3.9,
                                                                                  5.1)]
        ice.append([*pts, pts[0]])
        if p.rng.random() < 0.5:
            ice.append([pts[0], (x, y), pts[2]])
    p.strokes(ice, 3, taper=0.3)
    plaice(p, 640, 970, 440, -8, 1)
    plaice(p, 1010, 900, 400, 12, -1)
    shrimps(p, 1400, 950)
    p.fill(oval(270, 1010, 190, 90), None, line=0, wash=0.0)
    crab(p, 300, 1030, 84)
    p.fill([(60, 1110), (1790, 1080), (1790, 1220), (60, 1240)], 0.34, angle=-1, gap=13, wash=0.55,
           line=5,
           halo=8)
    p.strokes([[(70, 1165), (1780, 1140)], [(300, 1110), (300, 1220)],
               [(1530, 1090), (1530, 1220)]], 5,
              taper=0)
    p.fill([(240, 770), (60, 1130), (30, 1130), (210, 760)], 0.9, angle=60, gap=9, line=4,
           wash=0.55)
    p.fill([(1600, 750), (1790, 1100), (1825, 1100), (1630, 742)], 0.95, angle=-60, gap=9, line=4,
           wash=0.55)


def scale(p: Plate, x: float, y: float) -> None:
    """An old beam scale with two pans."""
    p.fill([(x - 110, y + 40), (x - 80, y), (x + 80, y), (x + 110, y + 40)], 0.9, gap=9, line=4,
           halo=6)
    p.fill([(x - 20, y), (x - 12, y - 440), (x + 12, y - 440), (x + 20, y)],
           round_tone(x - 18, x + 18, 0.3, 1.0),
           angle=0, gap=8, line=4, halo=6)
    p.fill(oval(x, y - 456, 24), 0.8, gap=8, line=4, halo=5)
    left, right = (x - 290, y - 370), (x + 290, y - 430)
    beam = curve([left, (x - 140, y - 428), (x, y - 420), (x + 140, y - 458), right], 8)
    p.stroke(beam, 19, taper=0.3)
    for (bx, by), full in ((left, True), (right, False)):
        p.strokes([[(bx, by), (bx - 110, by + 190)], [(bx, by), (bx + 110, by + 190)],
                   [(bx, by), (bx, by + 186)]],
                  4, taper=0)
        if full:
            p.fill([blob(p.rng, bx + d, by + 176, 44, 26, 6, 0.2) for d in (-50, 0, 50)], 0.3,
                   gap=8, wash=0.9,
                   line=3, halo=3)
        p.fill(oval(bx, by + 190, 126, 56, 0, 180), ramp(bx - 120, 0, 0.2, bx + 120, 0, 0.95),
               gap=9, line=4,
               wash=0.0, halo=6)
        p.stroke([(bx - 130, by + 190), (bx + 130, by + 190)], 8, taper=0)


def plaice(p: Plate, x: float, y: float, s: float, turn: float, face: int) -> None:
    """A flat plaice with its spots."""

    def put(points: Points) -> list[Point]:
        return move(points, x, y, s, face < 0, turn)

    fin = curve([(-0.36, -0.03), (-0.2, -0.25), (0.05, -0.33), (0.3, -0.24), (0.44, -0.05),
                 (0.44, 0.07),
                 (0.3, 0.25), (0.05, 0.33), (-0.2, 0.26), (-0.36, 0.05)], 8, True)
    p.fill(put(fin), 0.5, lines=straight(84 + turn, 8), wash=0.6, line=3.4, halo=7)
    tail = curve([(-0.34, -0.03), (-0.56, -0.14), (-0.52, 0.02), (-0.56, 0.15), (-0.34, 0.05)], 5)
    p.fill(put(tail), 0.5, lines=straight(4 + turn, 8), wash=0.6, line=3.4, halo=5)
    body = curve([(-0.38, 0.0), (-0.2, -0.17), (0.05, -0.25), (0.3, -0.18), (0.48, -0.02),
                  (0.48, 0.05),
                  (0.3, 0.18), (0.05, 0.25), (-0.2, 0.18)], 8, True)
    p.fill(put(body), ramp(x, y - s * 0.25, 0.08, x, y + s * 0.25, 0.7), lines=rings(x, y - s, 10),
           wash=0.5,
           line=4, halo=3)
    spots = [put(oval(a, b, 0.022)) for a, b in ((-0.2, -0.07), (-0.05, 0.1), (0.04, -0.12),
                                                 (0.14, 0.04),
                                                 (-0.12, 0.02), (0.02, -0.01), (0.2, -0.08),
                                                 (-0.26, 0.05))]
    p.fill(spots, None, wash=1.0, line=3, halo=3, rough=0.4)
    p.stroke(put(curve([(-0.38, 0.0), (0.1, -0.01), (0.28, -0.07)], 6)), 4, taper=0.3)
    p.stroke(put(curve([(0.26, -0.17), (0.22, 0.0), (0.27, 0.17)], 6)), 4, taper=0.4)
    for ex, ey in ((0.37, -0.07), (0.41, 0.01)):
        p.fill(put(oval(ex, ey, 0.03)), None, line=3.4, wash=0.0, rough=0.3)
        p.fill(put(oval(ex, ey, 0.013)), 1.0, line=0, rough=0)
    p.stroke(put([(0.49, 0.03), (0.43, 0.07)]), 4)


def shrimps(p: Plate, x: float, y: float) -> None:
    """A heap of shrimps."""
    spots = sorted(((p.rng.normal(0, 1), p.rng.uniform(-1, 1)) for _ in range(30)),
                   key=lambda q: q[1])
    for u, v in spots:
        cx, cy = x + 92 * u * (0.75 + 0.3 * v), y + 84 * v
        turn, s = p.rng.uniform(0, 360), 74.0
        body = curve([(-0.5, 0.1), (-0.4, -0.2), (-0.05, -0.34), (0.3, -0.24), (0.5, 0.06),
                      (0.56, 0.36),
                      (0.36, 0.26), (0.24, 0.04), (0.0, -0.06), (-0.26, 0.04), (-0.4, 0.2)], 5,
                      True)
        p.fill(move(body, cx, cy, s, turn=turn), 0.16, lines=straight(turn + 80, 9), wash=1.0,
               line=3.2, halo=4)
        p.strokes([move(curve([(-0.5, 0.08), (-0.8, -0.1), (-1.0, 0.1)], 5), cx, cy, s, turn=turn),
                   move([(-0.1, -0.02), (-0.16, 0.14)], cx, cy, s, turn=turn),
                   move([(0.08, -0.02), (0.04, 0.16)], cx, cy, s, turn=turn)], 2.6, taper=0.5)
        p.fill(move(oval(-0.42, 0.02, 0.05), cx, cy, s, turn=turn), 1.0, line=0, rough=0)
