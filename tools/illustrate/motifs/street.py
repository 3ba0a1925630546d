# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: C901, D401, FBT001, FBT003, PLR0915
"""Town hall, school, tram, market, houses by the river."""

from __future__ import annotations

import math

from tools.illustrate.forms import Point, Points, along, blob, curve, oval, pane, rect, wall
from tools.illustrate.ink import Plate, plain, ramp, round_tone
from tools.illustrate.motifs.bridge import bicycle
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.scene import cloud, gulls, sky, texture, water
from tools.illustrate.town import clock, cobbles, gable, house, umbrella, window


@motif("town-hall", "brick")
def town_hall(p: Plate) -> None:
    """Stepped gable, tower with copper cap, arcade, wet square."""
    h = 900
    sky(p, h, 0.36, 0.0, 14)
    cloud(p, 340, 330, 640, 170, 0.38)
    cloud(p, 1530, 420, 560, 120, 0.36)
    cloud(p, 1240, 160, 460, 90, 0.34)
    for x, w, e, kind in ((-60, 190, 300, "peak"), (130, 170, 340, "bell"),
                          (1500, 180, 330, "step"),
                          (1680, 190, 290, "peak")):
        house(p, x, h, w, e, 130, kind, 0.1, cols=3, floors=3, gap=8, line=2, shade=False)
    # The tower behind the gable.
    p.fill(rect(1130, 210, 1310, h), ramp(1130, 0, 0.12, 1310, 0, 0.6), gap=8, wash=0.9, line=3.4,
           halo=5)
    p.fill(rect(1112, 196, 1328, 222), 0.05, gap=8, line=3, halo=3)
    for x in (1170, 1240):
        window(p, x, 400, 32, 96, arch=True, bars=1)
        window(p, x, 560, 32, 96, arch=True, bars=1)
    clock(p, 1220, 306, 62, 9.62)
    p.fill(curve([(1130, 196), (1150, 130), (1196, 104), (1204, 70)], 8)
           + curve([(1236, 70), (1244, 104), (1290, 130), (1310, 196)], 8),
           round_tone(1130, 1310, 0.3, 0.95, 0.35), angle=84, gap=7, line=3.4, halo=4)
    p.fill(rect(1202, 46, 1238, 72), 0.2, gap=6, line=2.6)
    p.fill([(1196, 48), (1220, 22), (1244, 48)], 1.0, line=2)
    # The hall with its great gable.
    body = [*gable("step", 420, 560, 700, 400), (1120, h), (420, h)]
    p.fill(body, ramp(420, 0, 0.1, 1120, 0, 0.46), gap=9, wash=0.9, line=4, halo=6)
    for row, (y, xs) in enumerate(((600, (470, 600, 730, 860, 990)), (420, (610, 735, 860)))):
        for x in xs:
            window(p, x, y, 76, 116 - 10 * row, arch=True, bars=2)
    window(p, 740, 250, 60, 90, arch=True)
    p.fill(oval(770, 206, 20), 0.9, line=3, halo=4)
    bricks = []
    for _ in range(80):
        x, y = p.rng.uniform(440, 1080), p.rng.uniform(380, 720)
        if abs(x - 760) > 220 and y < 560:
            continue
        bricks.append([(x, y), (x + 24, y)])
    p.strokes(bricks, 4, taper=0.2)
    p.fill(rect(404, 728, 1136, 752), 0.0, line=3, halo=2)
    for k in range(5):
        x = 440 + 136 * k
        arch = [*oval(x + 58, 806, 50, 46, 180, 360), (x + 108, h), (x + 8, h)]
        p.fill(arch, ramp(x, 800, 0.99, x, h, 0.8), angle=90, gap=8, wash=0.0, line=3.4, halo=5)
    figure(p, 770, 902, 104, "walk", 1, 0.3, 0.3, 0.0, "brim")
    # Wet square, mirrored tower, bicycles.
    p.fill(rect(-10, h, 1810, 1210), texture(p, p.noise(220, 14), ramp(0, h, 0.12, 0, 1200, 0.3),
                                             0.2),
           lines=plain(h - 120, 16, 9), line=0, rough=0)
    p.stroke([(-10, h), (1810, h)], 4, taper=0)
    p.tint(rect(440, h + 20, 1100, 1020), ramp(0, h, 0.55, 0, 1020, 0.0), rough=8)
    p.tint(rect(1140, h + 20, 1300, 1120), ramp(0, h, 0.55, 0, 1120, 0.0), rough=6)
    cobbles(p, 0, 940, 1800, 1196, 60, 20, 0.28)
    for x, y, s, f in ((300, 1070, 240, 1), (500, 1090, 250, 1), (1560, 1070, 240, -1)):
        bicycle(p, x, y, s, f, 4)
    figure(p, 1190, 1150, 250, "walk", -1, 0.26, 0.9, 0.0, "short", halo=4)
    umbrella(p, 1178, 912, 112, 0.8, 0.0)
    gulls(p, [(960, 120, 26), (1030, 80, 20)])


@motif("school", "rust")
def school(p: Plate) -> None:
    """The brick school, the chestnut, two children running in."""
    h = 800
    sky(p, h, 0.28, 0.0, 14)
    cloud(p, 1360, 240, 640, 120, 0.34)
    front = wall((560, 250), (1840, 330), (1840, 800), (560, 820))
    p.fill([(560, 250), (1840, 330), (1840, 800), (560, 820)], 0.26, angle=2, gap=9, wash=0.9,
           line=4,
           halo=5)
    p.fill([(530, 258), (640, 110), (1840, 214), (1840, 342)], 0.72, angle=82, gap=9, line=4,
           halo=4)
    p.fill([(560, 250), (560, 820), (380, 800), (380, 290)], 0.72, angle=-4, gap=9, wash=0.9,
           line=4,
           halo=4)
    p.fill([(530, 258), (640, 110), (440, 160), (360, 296)], 0.9, angle=74, gap=9, line=4)
    for v0, v1 in ((0.1, 0.32), (0.4, 0.62), (0.7, 0.92)):
        for k in range(7):
            u = 0.05 + 0.135 * k
            if v0 > 0.6 and k == 2:
                continue
            shape = pane(front, u, v0, u + 0.1, v1)
            p.fill(shape, 0.92, angle=-52, gap=8, wash=0.0, line=3.4, halo=4)
            bars: list[Points] = [[along(shape[0], shape[1], t), along(shape[3], shape[2], t)]
                                  for t in (0.33, 0.66)]
            bars += [[along(shape[0], shape[3], t), along(shape[1], shape[2], t)] for t in (0.33,
                                                                                            0.66)]
            p.strokes(bars, 3.2, taper=0, white=True, wob=0.2)
    door = pane(front, 0.315, 0.72, 0.425, 0.995)
    p.fill(door, 0.95, angle=90, gap=7, wash=0.0, line=4, halo=6)
    p.stroke([along(door[0], door[1], 0.5), along(door[3], door[2], 0.5)], 3, white=True, taper=0)
    clock(p, *front(0.37, 0.02), 44, 7.87)
    # Yard.
    p.fill([(-20, 800), (380, 800), (560, 820), (1840, 800), (1840, 1220), (-20, 1220)],
           texture(p, p.noise(260, 20), 0.08, 0.14), lines=plain(600, 17, 9), line=0)
    p.stroke([(380, 800), (560, 820), (1840, 800)], 4, taper=0)
    shade = [(x, 1010 + 26 * math.sin(x / 60)) for x in range(-20, 700, 30)]
    p.fill([*shade, (560, 1110), (260, 1140), (-20, 1120)], 0.66, lines=plain(600, 17, 9), line=0,
           keep=True, wash=None)
    for k in range(6):
        bicycle(p, 1010 + 118 * k, 925 + 3 * k, 190, 1, 3.6)
    p.strokes([[(920, 872), (1740, 886)]], 5, taper=0)
    chestnut(p, 250, 1040)
    for x, y, s, hair, wash in ((800, 1150, 240, "short", 0.0), (990, 1120, 216, "bun", 0.9)):
        child(p, x, y, s, hair, wash)
    leaves = [blob(p.rng, p.rng.uniform(40, 760), p.rng.uniform(1020, 1170), 13, 7, 5, 0.4)
              for _ in range(26)]
    p.fill(leaves, None, wash=1.0, line=2)


def chestnut(p: Plate, x: float, y: float) -> None:
    """A big chestnut tree, trunk and three masses of leaf."""
    p.fill([(x - 60, y), (x - 40, y - 120), (x - 46, y - 380), (x + 40, y - 380), (x + 40, y - 130),
            (x + 84, y)], ramp(x - 60, 0, 0.4, x + 60, 0, 1.0), angle=86, gap=8, line=3.4, halo=5)
    for dx, dy, w, hh, dark in ((-130, -760, 330, 230, 0.7), (190, -740, 290, 210, 0.8),
                               (20, -900, 330, 190, 0.5), (-40, -560, 330, 180, 0.88),
                               (210, -520, 220, 140, 0.9)):
        cx, cy = x + dx, y + dy
        p.fill(blob(p.rng, cx, cy, w, hh, 13, 0.12), ramp(cx - w * 0.6, cy - hh * 0.7, dark - 0.45,
                                                        cx + w * 0.5, cy + hh * 0.6,
                                                        min(0.95, dark + 0.1)),
               angle=-38, gap=10, wash=0.0, line=3, halo=5, rough=1.5)
        fingers = []
        for _ in range(13):
            a, d = p.rng.uniform(0, 6.28), p.rng.random() ** 0.5 * 0.75
            fx, fy = cx + w * d * math.cos(a), cy + hh * d * math.sin(a)
            for k in range(5):
                t = math.radians(30 + 30 * k)
                fingers.append([(fx, fy), (fx + 24 * math.cos(t), fy + 24 * math.sin(t))])
        p.strokes(fingers, 6, taper=0.7, white=dark > 0.6)


def child(p: Plate, x: float, y: float, s: float, hair: str, wash: float) -> None:
    """A child running away from us: legs, coat, satchel, head from behind."""
    legs: list[Points] = [[(x - s * 0.05, y - s * 0.42), (x - s * 0.1, y - s * 0.2),
                           (x - s * 0.06, y)],
                          [(x + s * 0.06, y - s * 0.42), (x + s * 0.13, y - s * 0.26),
                           (x + s * 0.08, y - s * 0.14)]]
    p.strokes(legs, s * 0.085, taper=0, wob=0)
    p.strokes([[(x - s * 0.1, y), (x - s * 0.02, y)], [(x + s * 0.04, y - s * 0.12),
                                                     (x + s * 0.13, y - s * 0.13)]], s * 0.07,
                                                     taper=0.2)
    arms: list[Points] = [[(x - s * 0.12, y - s * 0.72), (x - s * 0.24, y - s * 0.6),
                           (x - s * 0.2, y - s * 0.46)],
                          [(x + s * 0.12, y - s * 0.72), (x + s * 0.26, y - s * 0.66),
                           (x + s * 0.3, y - s * 0.8)]]
    p.strokes(arms, s * 0.08, taper=0, wob=0)
    p.fill(curve([(x - s * 0.13, y - s * 0.76), (x + s * 0.13, y - s * 0.76),
                  (x + s * 0.17, y - s * 0.36),
                  (x, y - s * 0.33), (x - s * 0.17, y - s * 0.36)], 5, True), 0.9, angle=80, gap=7,
           wash=0.0, line=3, halo=4)
    p.fill(rect(x - s * 0.115, y - s * 0.74, x + s * 0.115, y - s * 0.5), 0.1, gap=7,
           wash=wash or 0.25,
           line=3.4, halo=3)
    p.fill(rect(x - s * 0.115, y - s * 0.74, x + s * 0.115, y - s * 0.66), 0.5, gap=7, line=3,
           wash=wash or 0.25)
    p.fill(oval(x, y - s * 0.87, s * 0.09, s * 0.1), 0.9, angle=85, gap=6, line=2.6, halo=3)
    if hair == "bun":
        for d in (-1, 1):
            p.stroke(curve([(x + d * s * 0.07, y - s * 0.88), (x + d * s * 0.16, y - s * 0.9),
                            (x + d * s * 0.19, y - s * 0.8)], 5), s * 0.045, taper=0.4)


@motif("tram", "sea")
def tram(p: Plate) -> None:
    """The tram swings into the square of gables."""
    h = 700
    sky(p, h, 0.26, 0.0, 14)
    for k, (x, w, e, kind) in enumerate(((-50, 220, 380, "step"), (170, 190, 430, "bell"),
                                         (360, 210, 360, "step"), (570, 180, 420, "peak"),
                                         (750, 200, 390, "step"), (950, 180, 450, "bell"),
                                         (1130, 210, 370, "step"), (1340, 190, 430, "peak"),
                                         (1530, 210, 390, "step"), (1740, 160, 430, "bell"))):
        house(p, x, h + 14, w, e, 170, kind, (0.12, 0.34, 0.2, 0.42, 0.14)[k % 5], cols=3, floors=4,
              gap=9, wash=(0.0, 0.3, 0.0, 0.45, 0.2)[k % 5], line=2.6)
    p.fill(rect(-10, h, 1810, 1210), texture(p, p.noise(260, 18), 0.07, 0.12),
           lines=plain(h - 160, 17, 9),
           line=0, rough=0)
    p.stroke([(-10, h + 12), (1810, h + 12)], 4, taper=0)
    cobbles(p, 0, 760, 1800, 1200, 66, 22, 0.34)
    rails = [[(1830, 830), (1500, 850), (1180, 890), (880, 970), (620, 1090), (480, 1220)],
             [(1830, 862), (1530, 886), (1230, 934), (960, 1016), (760, 1120), (650, 1220)]]
    for r in rails:
        line = curve(r, 14)
        p.stroke(line, 22, taper=0, white=True)
        p.stroke([(a, b - 7) for a, b in line], 3, taper=0)
        p.stroke([(a, b + 5) for a, b in line], 6, taper=0)
    # Second car runs off to the right, first car turns towards us.
    car(p, [(1230, 470), (1830, 500), (1830, 838), (1230, 892)], 4)
    car(p, [(800, 420), (1216, 462), (1216, 894), (800, 1000)], 3)
    p.fill([(1204, 476), (1240, 480), (1240, 890), (1204, 896)], 0.95, angle=90, gap=7, line=3)
    face = curve([(806, 424), (700, 410), (590, 424), (560, 520), (552, 700), (556, 880),
                  (580, 960),
                  (690, 998), (800, 1002)], 10)
    p.fill([*face, (806, 424)], ramp(560, 0, 0.0, 820, 0, 0.3), angle=88, gap=10, wash=0.95,
           line=4.4,
           halo=6)
    p.fill(curve([(586, 530), (690, 512), (792, 520), (796, 720), (690, 736), (578, 716)], 6, True),
           0.95,
           angle=-50, gap=9, wash=0.0, line=4, halo=4)
    p.strokes([[(620, 690), (690, 560)], [(650, 700), (710, 590)]], 6, white=True, taper=0.7)
    p.fill([(610, 446), (690, 436), (782, 444), (782, 492), (690, 486), (604, 498)], 1.0, line=3,
           halo=3)
    p.strokes([[(650, 466), (676, 462)], [(688, 462), (744, 464)]], 9, white=True, taper=0.1)
    for x in (608, 748):
        p.fill(oval(x, 846, 27, 23), None, wash=0.0, line=4.4, halo=4)
        p.fill(oval(x, 846, 12, 10), None, wash=0.0, line=3)
    p.stroke(curve([(556, 780), (690, 806), (802, 800)], 6), 5)
    p.fill([(572, 930), (690, 974), (800, 974), (800, 1006), (690, 1006), (584, 972)], 0.95, gap=7,
           line=3)
    # Pantograph and wires.
    p.strokes([[(1010, 440), (950, 392), (1030, 350)], [(1040, 443), (1100, 396), (1030, 350)],
               [(980, 350), (1080, 348)]], 6, taper=0)
    wires: list[Points] = [[(-20, 210), (500, 300), (1030, 346), (1820, 396)],
                           [(340, 40), (352, 276)], [(1420, 120), (1420, 372)],
                           [(-20, 60), (1820, 130)]]
    p.strokes(wires, 3, taper=0, wob=0.4)
    for x, y, s, f, wash, r in ((180, 1010, 270, 1, 0.0, 118), (360, 960, 230, -1, 0.9, 96),
                                (1500, 1120, 320, -1, 0.0, 138)):
        figure(p, x, y, s, "walk", f, 0.26, 0.9, 0.0, "long" if wash else "short", halo=4)
        umbrella(p, x + f * 14, y - s * 0.94, r, 0.85 if not wash else 0.3, wash)


def car(p: Plate, corners: list[Point], doors: int) -> None:
    """The side of a tram car."""
    side = wall(*corners)
    p.fill(corners, ramp(*corners[0], 0.25, *corners[1], 0.5), angle=4, gap=10, wash=0.95, line=4,
           halo=5)
    p.fill(pane(side, 0.0, 0.0, 1.0, 0.08), 0.9, gap=7, line=3, wash=0.0)
    p.fill(pane(side, 0.02, 0.17, 1.0, 0.52), 0.96, angle=-50, gap=10, wash=0.0, line=3.4)
    posts = [[side(k / (doors * 2), 0.17), side(k / (doors * 2), 0.52)] for k in range(1,
                                                                                       doors * 2)]
    p.strokes(posts, 8, white=True, taper=0)
    p.fill(pane(side, 0.42, 0.15, 0.62, 0.88), 0.7, angle=90, gap=9, wash=0.0, line=4, halo=3)
    p.fill(pane(side, 0.44, 0.2, 0.505, 0.82), 0.98, angle=-50, gap=8, wash=0.0, line=2.6)
    p.fill(pane(side, 0.535, 0.2, 0.6, 0.82), 0.98, angle=-50, gap=8, wash=0.0, line=2.6)
    p.strokes([[side(0.0, 0.6), side(0.41, 0.6)], [side(0.63, 0.6), side(1.0, 0.6)]], 8, white=True,
              taper=0)
    p.fill(pane(side, 0.0, 0.88, 1.0, 1.0), 0.97, gap=7, line=3, wash=0.0)


@motif("market", "rust")
def market(p: Plate) -> None:
    """Rows of striped awnings seen from above."""
    p.fill(rect(-10, -10, 1810, 1210), texture(p, p.noise(300, 30), 0.06, 0.1),
           lines=plain(-500, 18, 10),
           line=0, rough=0)
    cobbles(p, 0, 330, 1800, 1200, 60, 26, 0.22)
    # The arcade at the top edge.
    p.fill(rect(-10, -10, 1810, 190), 0.3, gap=10, wash=0.5, line=4)
    p.fill(rect(-10, 178, 1810, 206), 0.0, line=3)
    for k in range(12):
        x = 20 + 152 * k
        arch = [*oval(x + 54, 92, 50, 56, 180, 360), (x + 104, 300), (x + 4, 300)]
        p.fill(rect(x - 26, 60, x + 134, 300), 0.12, gap=10, wash=0.5, line=0)
        p.fill(arch, ramp(0, 60, 1.0, 0, 300, 0.8), angle=90, gap=9, wash=0.0, line=4, halo=5)
    p.fill([(-10, 300), (1810, 300), (1810, 326), (-10, 326)], 0.02, line=3.4)
    walkers = [(300, 470, 104, 0), (720, 520, 108, 1), (1240, 470, 104, 0), (1640, 500, 108, 1),
               (140, 760, 146, 1), (620, 820, 150, 0), (940, 760, 144, 0), (1460, 800, 150, 1),
               (1180, 840, 152, 0), (400, 1150, 206, 0), (930, 1170, 210, 1), (1480, 1160, 208, 0)]
    stalls = [(60, 380, 300, 0), (450, 390, 300, 1), (850, 380, 310, 0), (1290, 390, 310, 1),
              (-90, 590, 400, 1), (410, 610, 400, 0), (930, 600, 410, 1), (1460, 610, 420, 0),
              (30, 900, 520, 0), (650, 920, 530, 1), (1260, 900, 530, 0)]
    items = [(y + w * 0.42, "stall", x, y, w, c) for x, y, w, c in stalls]
    items += [(y, "man", x, y, s, c) for x, y, s, c in walkers]
    for _, kind, x, y, s, c in sorted(items):
        if kind == "stall":
            stall(p, x, y, s, bool(c))
        else:
            face = 1 if x % 200 < 100 else -1
            hand = figure(p, x, y, s, "walk", face, 0.3, 0.9 if not c else 0.35,
                          0.0 if not c else 0.95,
                          ("bun", "brim", "cap", "long")[int(x) % 4], skirt=bool(c), halo=5)
            p.fill([(hand[0] - s * 0.1, hand[1]), (hand[0] + s * 0.1, hand[1]),
                    (hand[0] + s * 0.07, hand[1] + s * 0.1),
                    (hand[0] - s * 0.07, hand[1] + s * 0.1)], 0.4,
                   angle=40, gap=6, line=2.6, halo=3)


def stall(p: Plate, x: float, y: float, w: float, spot: bool) -> None:
    """A stall from above: striped awning, goods in crates before it."""
    d = w * 0.26
    p.fill([(x + w * 0.03, y + d), (x + w * 0.97, y + d), (x + w * 0.97, y + d + w * 0.16),
            (x + w * 0.03, y + d + w * 0.16)], 0.97, gap=9, line=3, wash=0.0)
    top = wall((x + w * 0.08, y), (x + w * 0.92, y), (x + w, y + d), (x, y + d))
    n = 8
    for k in range(n):
        stripe = pane(top, k / n, 0, (k + 1) / n, 1)
        a, b = stripe[3], stripe[2]
        drop = [a, b, *oval((a[0] + b[0]) / 2, b[1] + w * 0.025, (b[0] - a[0]) / 2, w * 0.03, 0,
                            180)]
        on = k % 2 == 0
        tone = (0.0 if spot else 0.92) if on else 0.0
        p.fill(stripe, tone or None, angle=88, gap=9, wash=1.0 if on and spot else 0.0, line=3)
        p.fill(drop, tone or None, angle=88, gap=9, wash=1.0 if on and spot else 0.0, line=3)
    p.stroke([top(0, 0), top(1, 0)], 5, taper=0)
    y1 = y + d + w * 0.1
    for k in range(4):
        cx = x + w * (0.05 + 0.235 * k)
        crate = rect(cx, y1 + w * 0.02, cx + w * 0.2, y1 + w * 0.12)
        p.fill(crate, 0.4, gap=8, wash=0.25, line=3, halo=3)
        goods = []
        for r in range(2):
            for c in range(4 if k % 2 else 3):
                m = 4 if k % 2 else 3
                goods.append((cx + w * 0.2 * (c + 0.5) / m, y1 + w * (0.015 - 0.035 * (1 - r))))
        for gx, gy in goods:
            r = w * (0.024 if k % 2 else 0.034)
            p.fill(oval(gx, gy, r, r * 0.9), 0.5 if (k + spot) % 2 else None, angle=40, gap=6,
                   wash=1.0 if (k + spot) % 2 == 0 else 0.0, line=2.4, rough=0.4)


@motif("houses", "brick")
def houses(p: Plate) -> None:
    """Narrow houses on the quay, and once more in the river."""
    quay = 760
    sky(p, quay, 0.24, 0.0, 15)
    row = [(-40, 170, 430, "peak"), (130, 190, 480, "step"), (320, 160, 400, "bell"),
           (480, 180, 520, "step"), (660, 200, 450, "peak"), (860, 165, 500, "bell"),
           (1025, 190, 430, "step"), (1215, 170, 540, "peak"), (1385, 180, 460, "bell"),
           (1565, 160, 410, "step"), (1725, 150, 490, "peak")]
    water(p, quay + 40, 1200, 0.03, 0.16, (10, 18), chop=0.3, ripple=0.4)
    # Mirror images first: broken, level strokes in the houses' colours.
    tones = (0.12, 0.3, 0.18, 0.4, 0.1, 0.34, 0.2, 0.26, 0.14, 0.36, 0.22)
    washes = (0.9, 0.0, 0.6, 1.0, 0.3, 0.85, 0.0, 0.7, 1.0, 0.25, 0.8)
    for (x, w, e, kind), tone, wash in zip(row, tones, washes, strict=True):
        shape = [(a, 2 * (quay + 40) - b * 0.98 - 20) for a, b in gable(kind, x, quay - e, w, 120)]
        full = [*shape, (x + w, quay + 44), (x, quay + 44)]
        p.fill(full, ramp(0, quay + 40, tone + 0.3, 0, 1200, tone * 0.6 + 0.05),
               lines=plain(quay - 60, 18, 11),
               wash=wash * 0.6, line=0, rough=5)
        cell, step = w / 3.35, e / 4
        for f in range(4):
            for c in range(3):
                wx, wy = x + cell * (c + 0.43), quay + 66 + step * f
                p.fill(rect(wx, wy, wx + cell * 0.5, wy + step * 0.5), 0.9,
                       lines=plain(quay - 60, 18, 11),
                       wash=None, line=0, keep=True, rough=3)
    for k, ((x, w, e, kind), tone, wash) in enumerate(zip(row, tones, washes, strict=True)):
        house(p, x, quay, w, e, 120, kind, tone, wash, 3 if w > 155 else 2, 4, 9, line=3.4)
        if kind == "bell":
            p.strokes([[(x + 8, quay - e * 0.5), (x + w - 8, quay - e * 0.5)]], 5, taper=0.1)
        if k in (1, 4, 7):
            p.fill(rect(x + w * 0.7, quay - e - 110, x + w * 0.82, quay - e - 20), 0.6, gap=8,
                   wash=wash,
                   line=3)
    p.stroke(curve([(664, 520), (760, 544), (856, 516)], 8), 3, taper=0)
    for x, wash in ((690, 0.0), (735, 1.0), (785, 0.0), (822, 1.0)):
        y = 532
        p.fill([(x, y), (x + 34, y + 2), (x + 31, y + 56), (x + 4, y + 54)], 0.08, angle=85, gap=8,
               wash=wash,
               line=2.8, halo=4)
    # Quay wall, railing, bicycle.
    p.fill(rect(-10, quay, 1810, quay + 48), ramp(0, quay, 0.1, 0, quay + 48, 0.8), gap=9, line=4,
           halo=3)
    rails: list[Points] = [[(-10, quay - 64), (1810, quay - 64)],
                           [(-10, quay - 34), (1810, quay - 34)]]
    rails += [[(20 + 110 * k, quay - 68), (20 + 110 * k, quay)] for k in range(17)]
    p.strokes(rails, 4, taper=0)
    p.fill(rect(1052, quay - 128, 1230, quay - 4), None, line=0, rough=8, wash=0.0)
    bicycle(p, 1140, quay - 2, 190, 1, 4.6)
    p.strokes([[(1040, quay - 64), (1240, quay - 64)], [(1040, quay - 34), (1240, quay - 34)]], 3,
              taper=0)
    p.stroke([(-10, quay + 50), (1810, quay + 50)], 9, white=True, taper=0)
    gulls(p, [(420, 110, 26), (500, 150, 20), (1120, 110, 24)])
