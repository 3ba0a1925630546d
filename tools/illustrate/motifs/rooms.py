# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0915
"""Public rooms: council, library, archive, depot, pool."""

from __future__ import annotations

import math

from tools.illustrate.forms import Points, along, curve, oval, pane, rect, wall
from tools.illustrate.ink import Plate, glow, plain, ramp
from tools.illustrate.motifs.registry import motif
from tools.illustrate.port import lattice
from tools.illustrate.scene import texture, water
from tools.illustrate.town import clock, spire


@motif("tram-depot", "ochre")
def depot(p: Plate) -> None:
    """Four trams in a lit hall at night, rails fanning out."""
    p.fill(rect(-10, -10, 1810, 1210), 0.94, angle=0, gap=12, line=0, rough=0)
    hall = [(150, 760), (150, 330), (900, 90), (1650, 330), (1650, 760)]
    p.fill(hall, 0.1, gap=14, wash=glow(900, 560, 900, 0.85, 0.4), line=6, halo=8)
    for k in range(1, 5):
        t = k / 5.5
        q = [along(a, (900, 520), t * 0.8) for a in hall]
        p.strokes([q], 7 - k, taper=0, wob=0.4)
    lattice(p, (150, 345), (900, 120), 44, 44, 13, 6, 4)
    lattice(p, (1650, 345), (900, 120), 44, 44, 13, 6, 4)
    lattice(p, (150, 372), (1650, 372), 34, 34, 24, 5, 3.4)
    p.strokes([[(x, 372), (x, 372 - (1 - abs(x - 900) / 760) * 225)] for x in range(300, 1600,
                                                                                    150)], 4,
              taper=0)
    for x in (360, 720, 1080, 1440):
        p.stroke([(x, 372), (x, 412)], 4, taper=0)
        p.fill([(x - 16, 412), (x + 16, 412), (x + 40, 438), (x - 40, 438)], 1.0, line=0)
        p.fill(oval(x, 440, 26, 9), None, line=3, wash=0.0)
    p.fill(rect(-10, 760, 1810, 1210), texture(p, p.noise(260, 20),
                                               ramp(0, 760, 0.62, 0, 1200, 0.95), 0.12),
           lines=plain(640, 18, 8), line=0, wash=0.0)
    for k in range(4):
        x = 348 + 368 * k
        spread = (x - 900) * 0.95
        light = [(x - 120, 770), (x + 120, 770), (x + spread + 210, 1210), (x + spread - 210, 1210)]
        p.fill(light, ramp(0, 760, 0.12, 0, 1200, 0.86), lines=plain(640, 18, 8),
               wash=ramp(0, 760, 0.9, 0, 1180, 0.0), line=0, rough=3)
    for k in range(4):
        x = 348 + 368 * k
        for s in (-1, 1):
            a, b = (x + s * 74, 762), (x + (x - 900) * 0.95 + s * 150, 1230)
            p.stroke([a, b], 22, taper=0)
            p.stroke([a, b], 10, taper=0, white=True)
        front(p, x, 768, 148)


def front(p: Plate, x: float, y: float, w: float) -> None:
    """The front of a tram with two round headlamps."""
    shape = curve([(x - w, y - 20), (x - w * 0.98, y - 200), (x - w * 0.9, y - 330),
                   (x - w * 0.7, y - 360),
                   (x, y - 370), (x + w * 0.7, y - 360), (x + w * 0.9, y - 330),
                   (x + w * 0.98, y - 200),
                   (x + w, y - 20), (x + w * 0.8, y + 4), (x, y + 10), (x - w * 0.8, y + 4)], 6,
                   True)
    p.fill(shape, ramp(x - w, 0, 0.62, x + w, 0, 0.92), angle=88, gap=10, wash=0.0, line=4, halo=6)
    p.fill([(x - w * 0.84, y - 200), (x - w * 0.78, y - 312), (x + w * 0.78, y - 312),
            (x + w * 0.84, y - 200)],
           0.3, angle=-50, gap=11, wash=0.5, line=4, halo=4)
    p.stroke([(x, y - 312), (x, y - 200)], 6, taper=0)
    p.fill(rect(x - w * 0.4, y - 350, x + w * 0.4, y - 322), None, line=3, wash=1.0, halo=3)
    for s in (-1, 1):
        p.fill(oval(x + s * w * 0.58, y - 96, 42), None, wash=0.0, line=0, halo=4)
        p.fill(oval(x + s * w * 0.58, y - 96, 33), None, wash=0.0, line=5)
        p.fill(oval(x + s * w * 0.58, y - 96, 18), None, wash=1.0, line=3)
    p.strokes([[(x - w * 0.94, y - 164), (x + w * 0.94, y - 164)]], 7, white=True, taper=0)
    p.fill(rect(x - w * 0.26, y - 40, x + w * 0.26, y + 16), 1.0, line=3, halo=4)


@motif("council-chamber", "rust")
def chamber(p: Plate) -> None:
    """The empty half circle from the gallery."""
    p.fill(rect(-10, -10, 1810, 640), ramp(0, 0, 0.5, 0, 640, 0.16), angle=90, gap=13, wash=0.3,
           line=0)
    p.fill(rect(-10, -10, 1810, 70), 0.85, gap=10, line=3)
    for x in (400, 900, 1400):
        shape = [*oval(x, 230, 150, 140, 180, 360), (x + 150, 560), (x - 150, 560)]
        p.fill(shape, None, wash=0.0, line=6, halo=12)
        p.fill(shape, ramp(0, 90, 0.3, 0, 560, 0.0), gap=14, wash=0.0, line=6)
        bars: list[Points] = [[(x + d, 120), (x + d, 560)] for d in (-50, 50)]
        bars += [[(x - 150, y), (x + 150, y)] for y in (230, 340, 450)]
        if x == 900:
            spire(p, x + 6, 560, 40, 320, 0.3, 0.0, 2, 7)
        else:
            p.fill([(x - 148, 560), (x - 148, 480), (x - 100, 430), (x - 40, 486), (x + 20, 440),
                    (x + 90, 490),
                    (x + 148, 450), (x + 148, 560)], 0.2, gap=9, wash=0.3, line=2.4)
        p.strokes(bars, 7, taper=0, wob=0.4)
        p.fill(rect(x - 176, 560, x + 176, 584), 0.1, line=4, gap=8)
    # Light falls in from the windows.
    p.fill(rect(-10, 640, 1810, 1210), texture(p, p.noise(300, 26), 0.42, 0.1),
           lines=plain(420, 17, 9),
           line=4)
    for x in (400, 900, 1400):
        p.fill([(x - 130, 660), (x + 130, 660), (x + 130 + (x - 900) * 0.4, 1000),
                (x - 170 + (x - 900) * 0.4, 1000)], 0.04, lines=plain(420, 17, 9), line=0, rough=2)
    # Dais.
    p.fill(rect(560, 620, 1240, 720), 0.55, angle=90, gap=10, wash=0.9, line=4, halo=5)
    p.fill(rect(540, 600, 1260, 626), 0.05, line=4, gap=8, halo=4)
    for x in (690, 900, 1110):
        tall = 150 if x == 900 else 118
        p.fill([(x - 44, 600), (x - 40, 600 - tall), (x, 586 - tall), (x + 40, 600 - tall),
                (x + 44, 600)], 0.9,
               angle=90, gap=8, wash=0.0, line=3.4, halo=4)
    p.fill(rect(810, 664, 990, 790), 0.75, angle=90, gap=10, wash=0.9, line=4, halo=5)
    p.fill(rect(796, 648, 1004, 668), 0.05, gap=8, line=3.4, halo=3)
    microphone(p, 900, 648, 54)
    # Benches as arcs of an ellipse, nearest last.
    for row in range(3):
        rx, ry = 560 + 240 * row, 150 + 128 * row
        cy, hh = 770 + 18 * row, 62 + 26 * row
        arc = oval(900, cy, rx, ry, 4, 176)
        front_edge = [(a, b + hh) for a, b in arc]
        desk = [(900 + (a - 900) * 0.93, cy + (b - cy) * 0.86 - 4) for a, b in arc]
        p.fill([*arc, *front_edge[::-1]], lambda x, y: 0.5 + 0.42 * abs(x - 900) / 1000 + 0 * y,
               angle=90,
               gap=11, wash=0.9, line=4, halo=6)
        p.fill([*desk, *arc[::-1]], 0.06, gap=10, wash=0.0, line=4)
        n = 5 + 2 * row
        for k in range(n):
            a = math.radians(16 + (148 * k) / (n - 1))
            x, y = 900 + rx * 0.965 * math.cos(a), cy + ry * 0.92 * math.sin(a)
            size = 40 + 20 * row
            if k % 2 == 0:
                desk_lamp(p, x, y, size * 1.25)
            else:
                microphone(p, x, y, size)
    ship_model(p, 1190, 210, 1.0)


def microphone(p: Plate, x: float, y: float, s: float) -> None:
    """A gooseneck microphone."""
    p.stroke(curve([(x, y), (x - s * 0.05, y - s * 0.6), (x + s * 0.25, y - s * 0.95)], 6),
             max(3, s * 0.07),
             taper=0)
    p.fill(oval(x + s * 0.28, y - s, s * 0.11, s * 0.09), 1.0, line=2, halo=2)
    p.fill(oval(x, y, s * 0.2, s * 0.07), 1.0, line=2)


def desk_lamp(p: Plate, x: float, y: float, s: float) -> None:
    """A desk lamp with a shade."""
    p.fill(oval(x, y, s * 0.24, s * 0.08), 1.0, line=2, halo=2)
    p.stroke([(x, y), (x, y - s * 0.6)], max(3.4, s * 0.07), taper=0)
    p.fill([(x - s * 0.18, y - s * 0.9), (x + s * 0.18, y - s * 0.9), (x + s * 0.4, y - s * 0.56),
            (x - s * 0.4, y - s * 0.56)], ramp(x - s * 0.3, 0, 0.0, x + s * 0.4, 0, 0.8), angle=80,
            gap=7,
           wash=0.0, line=3.2, halo=4)


def ship_model(p: Plate, x: float, y: float, s: float) -> None:
    """A three-masted model on two chains."""
    p.strokes([[(x - 110 * s, -10), (x - 110 * s, y + 116 * s)],
               [(x + 120 * s, -10), (x + 120 * s, y + 112 * s)]],
              4, taper=0)
    for dx, tall in ((-90, 190), (0, 230), (84, 180)):
        mx = x + dx * s
        p.stroke([(mx, y + 116 * s), (mx, y + 116 * s - tall * s)], 6, taper=0)
        for k in range(3):
            w, top = (44 - 8 * k) * s, y + (96 - 62 * k) * s
            if 96 - 62 * k - 52 < 116 - tall:
                continue
            p.fill(curve([(mx - w, top - 50 * s), (mx + w * 0.8, top - 50 * s),
                          (mx + w * 1.1, top - 24 * s),
                          (mx + w * 0.9, top), (mx - w, top), (mx - w * 0.8, top - 26 * s)], 4,
                          True), 0.14,
                   angle=85, gap=7, wash=0.0, line=2.8, halo=3)
    hull = curve([(x - 170 * s, y + 96 * s), (x - 60 * s, y + 124 * s), (x + 90 * s, y + 120 * s),
                  (x + 180 * s, y + 88 * s)], 6)
    low = curve([(x + 180 * s, y + 88 * s), (x + 130 * s, y + 164 * s), (x - 110 * s, y + 166 * s),
                 (x - 170 * s, y + 96 * s)], 6)
    p.fill([*hull, *low], 0.9, gap=8, line=3.2, wash=0.0, halo=5)
    p.stroke([(a, b + 16 * s) for a, b in hull], 5, white=True)
    p.strokes([[(x + 170 * s, y + 92 * s), (x + 230 * s, y + 64 * s)]], 5, taper=0.2)


@motif("pool", "sea")
def pool(p: Plate) -> None:
    """The pool in strict central perspective."""
    vx, h = 900, 500
    p.fill(rect(-10, -10, 1810, 1210), None, line=0, rough=0)
    # Ceiling, window front left, tiled wall right, end wall.
    p.fill([(-20, -20), (1820, -20), (1240, 250), (560, 250)], 0.5, lines=plain(h, 17, 9), line=4)
    p.strokes([[(vx + (x - vx) * 2.9, -20), (x, 250)] for x in (628, 696, 764, 832, 900, 968, 1036,
                                                                1104, 1172)],
              7, white=True, taper=0)
    p.fill(rect(560, 250, 1240, 640), 0.16, gap=14, wash=0.3, line=4)
    clock(p, 900, 370, 62, 6.58)
    p.fill(rect(640, 500, 720, 640), 0.9, angle=90, gap=9, line=4, halo=4)
    p.fill(rect(1080, 500, 1160, 640), 0.9, angle=90, gap=9, line=4, halo=4)
    left = wall((-60, -40), (560, 250), (560, 640), (-60, 930))
    p.fill(pane(left, 0, 0, 1, 1), 0.7, angle=90, gap=11, line=4)
    for k in range(6):
        u0 = 1 - 0.96 * (0.74**k)
        u1 = 1 - 0.96 * (0.74 ** (k + 1)) - 0.014
        p.fill(pane(left, u0, 0.08, u1, 0.8), ramp(0, 0, 0.2, 0, 500, 0.0), gap=14, wash=0.0,
               line=4, halo=3)
        hill = [left(u0, 0.62), left((u0 + u1) / 2, 0.56 + 0.04 * (k % 2)), left(u1, 0.62),
                left(u1, 0.8),
                left(u0, 0.8)]
        p.fill(hill, 0.5, angle=30, gap=10, wash=0.7, line=2.6)
        p.strokes([[left((u0 + u1) / 2, 0.08), left((u0 + u1) / 2, 0.8)],
                   [left(u0, 0.3), left(u1, 0.3)]], 5,
                  taper=0)
    right = wall((1240, 250), (1860, -40), (1860, 930), (1240, 640))
    p.fill(pane(right, 0, 0, 1, 1), ramp(1240, 0, 0.22, 1800, 0, 0.5), angle=90, gap=14, wash=0.3,
           line=4)
    p.fill(pane(right, 0, 0.6, 1, 1), 0.3, gap=13, wash=0.8, line=4)
    p.strokes([[right(t, 0.6), right(t, 1)] for t in (0.06, 0.14, 0.24, 0.36, 0.52, 0.72)], 4,
              white=True,
              taper=0)
    # Deck and water.
    p.fill([(560, 640), (1240, 640), (1860, 930), (1860, 1220), (-60, 1220), (-60, 930)],
           0.05, lines=plain(h, 17, 9), line=4)
    tiles = [[(vx + (x - vx) * 0.36, 640), (vx + (x - vx) * 1.9, 1220)] for x in range(-900, 2800,
                                                                                       210)]
    p.strokes(tiles, 2.6, taper=0.1)
    basin = [(655, 690), (1145, 690), (1560, 1130), (240, 1130)]
    p.fill(basin, None, wash=1.0, line=0)
    water(p, 690, 1130, 0.08, 0.3, (8, 17), (520, 240, 0.3), wash=ramp(0, 690, 0.55, 0, 1130, 1.0),
          chop=0.5,
          shape=basin, ripple=0.35)
    p.stroke([*basin, basin[0]], 12, taper=0)
    p.stroke([*basin, basin[0]], 5, taper=0, white=True)
    for t in (0.2, 0.4, 0.6, 0.8):
        a, b = along(basin[0], basin[1], t), along(basin[3], basin[2], t)
        p.stroke([a, b], 9, taper=0, wob=1)
        k, d = 0, 0.0
        beads = []
        while d < 1:
            step = 0.012 + 0.035 * d
            if k % 2:
                beads.append([along(a, b, d), along(a, b, min(1, d + step))])
            d, k = d + step, k + 1
        p.strokes(beads, 6, taper=0, white=True, wob=0)
    for k in range(5):
        x, w = along(basin[3], basin[2], 0.1 + 0.2 * k)[0], 74
        p.fill([(x - w, 1112), (x + w, 1112), (x + w * 1.14, 1196), (x - w * 1.14, 1196)],
               ramp(x - w, 0, 0.02, x + w, 0, 0.5), angle=88, gap=12, wash=0.0, line=4, halo=6)
        p.fill([(x - w, 1112), (x - w * 0.9, 1070), (x + w * 0.9, 1070), (x + w, 1112)], 0.85,
               gap=9, line=4,
               halo=5)
    # The one swimmer.
    sx, sy = 990, 850
    p.strokes([curve([(sx - 120, sy + 90), (sx - 60, sy + 40), (sx, sy + 30)], 6),
               curve([(sx + 110, sy + 90), (sx + 60, sy + 40), (sx, sy + 30)], 6),
               oval(sx, sy + 16, 74, 15, 10, 170)], 8, white=True, taper=0.8)
    p.fill(curve([(sx - 50, sy + 22), (sx - 36, sy - 4), (sx, sy - 12), (sx + 36, sy - 4),
                  (sx + 50, sy + 22)], 6),
           0.2, angle=70, gap=8, wash=0.0, line=3.4, halo=4)
    p.fill(oval(sx, sy - 26, 22, 25), 1.0, line=3, halo=4)
    arm = curve([(sx + 40, sy + 4), (sx + 78, sy - 30), (sx + 70, sy - 66)], 6)
    p.stroke(arm, 18, taper=0)
    p.stroke(arm, 10, taper=0, white=True)
