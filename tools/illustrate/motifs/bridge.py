# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0917
"""The bridge over the Holme, and what crosses the river without it."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import Points, along, curve, oval, rect
from tools.illustrate.ink import Plate, plain, ramp, straight
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.port import lattice, rowing_boat
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
from tools.illustrate.town import lamp, skyline, spire


def bicycle(p: Plate, x: float, y: float, s: float, face: int = 1, width: float = 2.4) -> None:
    """A bicycle from the side; s is its length, x, y the middle at the ground."""
    r, f = s * 0.29, face
    a, b = (x - f * s * 0.32, y - r), (x + f * s * 0.34, y - r)
    seat, bars = (x - f * s * 0.14, y - s * 0.56), (x + f * s * 0.22, y - s * 0.6)
    crank = (x - f * s * 0.04, y - r)
    p.strokes([oval(*a, r), oval(*b, r)], width, taper=0, wob=0.2)
    frame: list[Points] = [[a, crank], [crank, seat], [a, along(crank, seat, 0.8)],
                           [crank, along(b, bars, 0.8)],
                           [along(crank, seat, 0.8), along(b, bars, 0.85)], [b, bars]]
    p.strokes(frame, width * 1.2, taper=0, wob=0.2)
    p.strokes([[(seat[0] - s * 0.07, seat[1]), (seat[0] + s * 0.07, seat[1])],
               [bars, (bars[0] - f * s * 0.1, bars[1] - s * 0.04)]], width * 1.9, taper=0.2, wob=0)


@motif("bridge-closed", "brick")
def closed(p: Plate) -> None:
    """Barriers across the approach; the empty road runs to the vanishing point."""
    h, vx = 560, 900
    sky(p, h, 0.34, 0.02, 13)
    for cx, cy, w, hh in ((420, 300, 700, 150), (1420, 250, 640, 130), (1000, 450, 620, 70)):
        cloud(p, cx, cy, w, hh, 0.42)
    skyline(p, 480, 1330, h + 2, 46, 0.2, 0.2, 1.3, 5)
    spire(p, 1105, h, 26, 175, 0.4)
    water(p, h, 1200, 0.16, 0.4, (6, 16), ripple=0.4)
    # The deck: parapets, pavements, carriageway.
    p.fill([(vx - 6, h), (vx + 6, h), (1990, 1200), (-190, 1200)], 0.16, lines=plain(h, 16, 6),
           line=2.4)
    p.fill([(vx - 4, h), (vx + 4, h), (1540, 1200), (260, 1200)],
           texture(p, p.noise(280, 30), ramp(0, h, 0.62, 0, 1200, 0.4), 0.1),
           lines=plain(h, 17, 6), line=2.6)
    for s in (-1, 1):
        p.stroke([(vx + s * 3, h), (vx + s * 590, 1200)], 6, taper=0, white=True)
    for k in range(9):
        a, b = 0.012 * 1.75**k, 0.012 * 1.75**k * 1.36
        p.fill([(vx - 9 * a, h + 640 * a), (vx + 9 * a, h + 640 * a), (vx + 9 * b, h + 640 * b),
                (vx - 9 * b, h + 640 * b)], None, line=0, rough=0.3)
    for s in (-1, 1):
        rail(p, vx, h, s)
        for d in (0.036, 0.058, 0.095, 0.16, 0.28, 0.5):
            lamp(p, vx + s * 760 * d, h + 560 * d, 40 + 1150 * d, kind="new", face=-s)
    barrier(p)


def rail(p: Plate, vx: float, h: float, s: int) -> None:
    """The railing of the bridge in perspective."""
    lines = [[(vx + s * 4, h - 2 * v), (vx + s * 1000, h + 560 - 560 * v * 1.15)]
             for v in (0.0, 0.16, 0.32)]
    p.strokes(lines, 3.4, taper=0.0, wob=0.6)
    posts = []
    for k in range(1, 15):
        d = 0.03 * 1.3**k
        if d > 1:
            break
        x, y = vx + s * 1000 * d, h + 560 * d
        posts.append([(x, y), (x, y - 560 * d * 0.37)])
    p.strokes(posts, 4, taper=0, wob=0.4)


def barrier(p: Plate) -> None:
    """Two striped boards on feet, with warning lamps."""
    for y, hh in ((862, 76), (990, 60)):
        p.fill(rect(210, y, 1590, y + hh), None, line=0, halo=6)
        n = 12
        for k in range(n):
            x0, x1 = 210 + 1380 * k / n, 210 + 1380 * (k + 1) / n
            if k % 2 == 0:
                p.fill([(x0 + 26, y), (x1 + 26, y), (x1 - 26, y + hh), (x0 - 26, y + hh)]
                       if k else [(x0, y), (x1 + 26, y), (x1 - 26, y + hh), (x0, y + hh)],
                       0.34, angle=0, gap=8, wash=1.0, line=2.6, rough=0.6)
        p.stroke([*rect(210, y, 1590, y + hh), (210, y)], 5, taper=0)
        p.stroke([(214, y + hh + 5), (1594, y + hh + 5)], 4, taper=0)
    for x in (330, 1470):
        p.fill([(x - 17, 800), (x + 17, 800), (x + 17, 1120), (x - 17, 1120)], 0.9, angle=0, gap=5,
               line=3, halo=4)
        p.fill([(x - 120, 1150), (x - 84, 1112), (x + 84, 1112), (x + 120, 1150)],
               ramp(x - 100, 0, 0.5, x + 100, 0, 1.0), gap=6, line=3, halo=4)
        p.fill(oval(x, 752, 50), None, wash=1.0, line=5, halo=5)
        p.fill(oval(x, 752, 33), ramp(x - 20, 735, 0.0, x + 25, 775, 0.7), lines=straight(40, 6),
               wash=1.0, line=3)
        rays = [[(x + 62 * math.cos(a), 752 + 62 * math.sin(a)),
                 (x + 92 * math.cos(a), 752 + 92 * math.sin(a))]
                for a in np.radians(range(180, 361, 30))]
        p.strokes(rays, 4, taper=0.5)
        p.fill(rect(x - 26, 798, x + 26, 818), 1.0, line=0)


@motif("bridge-piers", "sea")
def piers(p: Plate) -> None:
    """From the water: piers left and right, the deck overhead, one boat."""
    h = 735
    sky(p, h, 0.12, 0.03, 15, wash=ramp(0, 300, 0.35, 0, h, 0.1))
    land(p, [(560, 712), (760, 700), (960, 706), (1140, 700), (1300, 712)], 0.3, 6, bottom=h,
         edge=1.8)
    for x, s in ((690, 60), (752, 80), (1130, 66), (1190, 52)):
        tree(p, x, 708, s, s * 0.9, 0.4, gap=5)
    water(p, h, 1200, 0.26, 0.66, (6, 18), (930, 240, 0.42), wash=ramp(0, h, 0.75, 0, 1200, 0.55),
          chop=0.6)
    pier(p, 880, 985, 470, 744, 0.3)
    pier(p, 1130, 1290, 400, 770, 0.42)
    pier(p, 590, 730, 405, 768, 0.34)
    # The deck's underside: girders run to the far bank.
    vx = 940
    deck = [(-20, -20), (1820, -20), (1820, 170), (1010, 540), (880, 540), (-20, 190)]
    p.fill(deck, ramp(0, 0, 0.96, 0, 560, 0.6), angle=2, gap=9, line=3, halo=3)
    girders = [[(vx + u * 0.06, 540), (vx + u * 1.05, -20)]
               for u in (-900, -560, -260, 0, 250, 560, 960)]
    p.strokes(girders, 7, taper=0, white=True)
    cross: list[Points] = []
    for d in (0.08, 0.16, 0.28, 0.45, 0.7):
        y = 540 - 560 * d
        cross.append([(880 - 900 * d * 1.15 - 10, y + 40 * d), (1010 + 820 * d * 1.2, y + 30 * d)])
    p.strokes(cross, 5, taper=0, white=True)
    p.stroke([(-20, 190), (880, 540)], 16, taper=0)
    p.stroke([(1820, 170), (1010, 540)], 16, taper=0)
    pier(p, 60, 400, 0, 930, 0.5)
    pier(p, 1440, 1800, 0, 960, 0.7)
    reflection(p, 50, 420, 950, 1190, 0.85)
    reflection(p, 1430, 1810, 975, 1190, 0.9)
    # The inspection boat.
    reflection(p, 905, 1095, 938, 1010, 0.7)
    figure(p, 1006, 912, 120, "point", -1, 0.44, 0.4, 0.0, "helmet")
    rowing_boat(p, 1000, 930, 220, 0.9)
    p.fill(rect(1070, 868, 1090, 912), 0.9, gap=5, line=2)
    gulls(p, [(640, 610, 20), (700, 640, 15)])


def pier(p: Plate, x0: float, x1: float, top: float, foot: float, dark: float) -> None:
    """A massive concrete pier, lit from the left, stained above the water."""
    w = x1 - x0
    b = w * 0.08
    body = [(x0 + b, top), (x1 - b, top), (x1 - b * 0.6, foot - w * 0.3), (x1 + b, foot - w * 0.24),
            (x1 + b, foot), (x0 - b, foot), (x0 - b, foot - w * 0.24),
            (x0 + b * 0.6, foot - w * 0.3)]
    p.fill(body, ramp(x0, 0, dark * 0.3, x1, 0, min(0.96, dark + 0.35)), angle=89, gap=9, line=3,
           halo=4)
    p.fill(rect(x0 - b, foot - w * 0.07, x1 + b, foot), 0.85, gap=7, wash=0.8, line=0, rough=0.6)
    joints = [[(x0 + b, y), (x1 - b, y)] for y in np.arange(top + w * 0.5, foot - w * 0.3, w * 0.5)]
    p.strokes(joints, 2.4, taper=0.2)
    cracks = []
    for _ in range(3):
        cx, cy = p.rng.uniform(x0 + b * 2, x1 - b * 2), p.rng.uniform(top, foot - w * 0.6)
        pts = [(cx + p.rng.uniform(-0.06, 0.06) * w, cy + k * w * 0.1) for k in range(4)]
        cracks.append(pts)
    p.strokes(cracks, max(2, w * 0.012), taper=0.7)


@motif("bridge-1961", "ochre")
def under_construction(p: Plate) -> None:
    """Two halves reaching for each other over a wide river, long ago."""
    h = 760
    sky(p, h, 0.2, 0.0, 14, wash=ramp(0, 0, 0.15, 0, h, 0.6))
    for cx, cy, w, hh in ((560, 300, 760, 190), (1330, 210, 640, 150), (1020, 420, 420, 70),
                          (240, 500, 420, 80)):
        cloud(p, cx, cy, w, hh, 0.3, wash=0.0)
    land(p, [(-20, 742), (300, 728), (700, 744), (1100, 740), (1500, 726), (1820, 738)], 0.16, 7,
         bottom=h, edge=1.6)
    skyline(p, 820, 1090, 744, 30, 0.12, 0.0, 1.2, 5, church=(0.4,))
    water(p, h, 1200, 0.1, 0.32, (7, 18), ripple=0.45, wash=ramp(0, h, 0.5, 0, 1200, 0.12))
    half(p, -20, 700, 1)
    half(p, 1820, 1130, -1)
    scaffold(p, 430, 690, 520, 772, 6, 5)
    scaffold(p, 1260, 1400, 520, 772, 4, 5)
    old_crane(p, 560, 470)
    figure(p, 640, 472, 46, "stand", 1, 0.44, 1.0)
    figure(p, 670, 472, 46, "point", 1, 0.44, 1.0, hair="cap")
    figure(p, 1180, 472, 46, "wave", -1, 0.44, 1.0)
    tug(p, 960, 930, 300)
    gulls(p, [(840, 560, 26), (900, 600, 18), (1050, 520, 20)])


def half(p: Plate, x0: float, x1: float, s: int) -> None:
    """One half of the bridge with its piers, from the bank to the open end."""
    for k, t in enumerate((0.16, 0.62)):
        x = x0 + (x1 - x0) * t
        w = 56 + 8 * k
        p.fill([(x - w * 0.5, 540), (x + w * 0.5, 540), (x + w * 0.62, 778), (x - w * 0.62, 778)],
               ramp(x - w / 2, 0, 0.08, x + w / 2, 0, 0.6), angle=0, gap=7, line=2.6, halo=3)
        reflection(p, x - w * 0.6, x + w * 0.6, 784, 960, 0.6)
    low = curve([(x1, 512), (x1 - s * 80, 520), (x0 + (x1 - x0) * 0.62, 560),
                 (x0 + (x1 - x0) * 0.36, 524), (x0 + (x1 - x0) * 0.16, 556), (x0, 540)], 10)
    p.fill([(x0, 474), (x1, 474), *low], ramp(0, 474, 0.12, 0, 560, 0.66), gap=7, line=2.8, halo=3)
    p.stroke([(x0, 470), (x1, 470)], 5, taper=0)
    bars = [[(x1 + s * d, 476 + 7 * k), (x1, 476 + 7 * k)]
            for k, d in enumerate((30, 44, 26, 38, 32))]
    p.strokes(bars, 2.4, taper=0)
    posts = [[(x, 470), (x, 446)] for x in np.arange(min(x0, x1) + 20, max(x0, x1), 44)]
    p.strokes([*posts, [(x0, 448), (x1 - s * 160, 448)]], 2.2, taper=0)


def scaffold(p: Plate, x0: float, x1: float, y0: float, y1: float, cols: int, rows: int) -> None:
    """Wooden scaffolding."""
    lines: list[Points] = []
    for c in range(cols + 1):
        x = x0 + (x1 - x0) * c / cols
        lines.append([(x + p.rng.uniform(-3, 3), y0), (x + p.rng.uniform(-3, 3), y1 + 6)])
    for r in range(rows + 1):
        y = y0 + (y1 - y0) * r / rows
        lines.append([(x0 - 14, y + p.rng.uniform(-3, 3)), (x1 + 14, y + p.rng.uniform(-3, 3))])
        if r < rows:
            e = y0 + (y1 - y0) * (r + 1) / rows
            lines += [[(x0 + (x1 - x0) * c / cols, y), (x0 + (x1 - x0) * (c + 1) / cols, e)]
                      for c in range(r % 2, cols, 2)]
    p.strokes(lines, 4, taper=0.1, wob=0.8)


def old_crane(p: Plate, x: float, y: float) -> None:
    """A lattice derrick on the deck, a beam on its hook."""
    p.fill(rect(x - 70, y - 62, x + 20, y - 2), 0.45, gap=6, wash=0.9, line=2.6, halo=3)
    p.fill([(x - 80, y - 62), (x - 25, y - 92), (x + 30, y - 62)], 0.85, gap=5, line=2.4)
    lattice(p, (x - 10, y - 86), (x - 10, y - 300), 30, 16, 9, 3, 2)
    lattice(p, (x + 10, y - 60), (x + 300, y - 330), 26, 10, 14, 3, 2)
    p.strokes([[(x - 10, y - 300), (x + 300, y - 330)], [(x - 10, y - 300), (x - 130, y)],
               [(x + 300, y - 330), (x + 300, y - 110)]], 2, taper=0)
    p.strokes([[(x + 300, y - 110), (x + 250, y - 74)], [(x + 300, y - 110), (x + 350, y - 74)]], 2,
              taper=0)
    p.fill(rect(x + 225, y - 74, x + 375, y - 54), 0.7, gap=5, line=2.4, halo=3)


def tug(p: Plate, x: float, y: float, s: float) -> None:
    """A steam tug with a tall funnel and its plume."""
    plume = curve([(x + s * 0.04, y - s * 0.6), (x - s * 0.1, y - s * 0.78),
                   (x - s * 0.5, y - s * 0.9),
                   (x - s * 1.1, y - s * 0.98), (x - s * 1.2, y - s * 0.86),
                   (x - s * 0.6, y - s * 0.76),
                   (x - s * 0.14, y - s * 0.64), (x - s * 0.04, y - s * 0.58)], 10, True)
    p.fill(plume, 0.55, angle=10, gap=7, line=2, rough=2)
    reflection(p, x - s * 0.5, x + s * 0.5, y + 5, y + s * 0.3, 0.8)
    p.fill(rect(x - s * 0.06, y - s * 0.58, x + s * 0.06, y - s * 0.2), 0.92, angle=0, gap=5,
           line=2.4,
           halo=3)
    p.fill(rect(x - s * 0.06, y - s * 0.5, x + s * 0.06, y - s * 0.42), None, wash=1.0, line=2)
    p.fill(rect(x + s * 0.1, y - s * 0.32, x + s * 0.27, y - s * 0.1), 0.1, gap=6, line=2.4, halo=3)
    for k in range(2):
        p.fill(rect(x + s * (0.12 + 0.075 * k), y - s * 0.29, x + s * (0.17 + 0.075 * k),
                    y - s * 0.22),
               1.0, line=0)
    p.fill(rect(x - s * 0.24, y - s * 0.2, x + s * 0.1, y - s * 0.1), 0.3, gap=6, line=2.4, halo=2)
    hull = curve([(x - s * 0.5, y - s * 0.12), (x - s * 0.2, y - s * 0.1),
                  (x + s * 0.2, y - s * 0.11),
                  (x + s * 0.52, y - s * 0.19)], 8)
    p.fill([*hull, (x + s * 0.46, y), (x - s * 0.45, y)], 0.94, gap=6, line=2.6, halo=3)
    p.stroke([(a, b + s * 0.025) for a, b in hull[2:-2]], 3, white=True)
    p.strokes([[(x + s * 0.34, y - s * 0.14), (x + s * 0.34, y - s * 0.5)],
               [(x - s * 0.36, y - s * 0.1), (x - s * 0.36, y - s * 0.34)]], 3, taper=0)


@motif("ferry", "rust")
def ferry(p: Plate) -> None:
    """The little ferry in mid-stream before the old town."""
    h = 640
    sky(p, h, 0.3, 0.0, 13)
    cloud(p, 380, 250, 640, 150, 0.35)
    cloud(p, 1330, 200, 760, 170, 0.38)
    spire(p, 1190, h - 20, 66, 480, 0.4, 0.0, 2)
    skyline(p, 160, 1700, h - 14, 120, 0.24, 0.5, 1.8, 6)
    land(p, [(-20, 560), (80, 590), (170, 630)], 0.5, 7, bottom=h, edge=2)
    for x, s in ((60, 150), (130, 110), (1730, 150), (1790, 120)):
        tree(p, x, h - 10, s, s * 0.85, 0.5, gap=6)
    p.fill(rect(-10, h - 18, 1810, h + 12), ramp(0, h - 18, 0.4, 0, h + 12, 0.8), gap=5, line=2.2)
    water(p, h + 12, 1200, 0.18, 0.5, (6, 18), (1000, 500, 0.18))
    reflection(p, 1150, 1230, h + 20, 830, 0.35)
    ferry_boat(p, 840, 900)
    gulls(p, [(470, 470, 44), (380, 540, 32), (560, 400, 26), (300, 420, 24), (1480, 420, 34)])


def ferry_boat(p: Plate, x: float, y: float) -> None:
    """A flat double-ended ferry, wheelhouse and funnel amidships."""
    reflection(p, x - 420, x + 420, y + 6, y + 190, 0.75, None)
    wake = [curve([(x - 410 - 50 * k, y + 6 + 7 * k), (x - 490 - 70 * k, y + 2 + 11 * k),
                   (x - 600 - 80 * k, y + 16 + 15 * k)], 6) for k in range(9)]
    p.strokes(wake, 5, taper=0.8, white=True, wob=1)
    p.strokes([[(a, b + 5) for a, b in q] for q in wake], 3, taper=0.8, wob=1)
    p.fill(rect(x + 6, y - 330, x + 62, y - 150), ramp(x, 0, 0.5, x + 62, 0, 0.95), angle=0, gap=6,
           line=2.6, halo=3)
    p.fill(rect(x + 5, y - 296, x + 63, y - 258), None, wash=1.0, line=2.4)
    p.strokes([curve([(x + 30, y - 336), (x - 10, y - 372), (x - 90, y - 380), (x - 170, y - 410)],
                     8)],
              7, taper=0.9, wob=2)
    p.fill(rect(x - 130, y - 270, x - 10, y - 60), 0.1, gap=8, line=2.8, halo=4)
    p.fill([(x - 150, y - 270), (x + 10, y - 270), (x, y - 290), (x - 140, y - 290)], 0.9, gap=5,
           line=2.6, halo=3)
    for k in range(3):
        p.fill(rect(x - 122 + 38 * k, y - 254, x - 92 + 38 * k, y - 208), 0.95, gap=5, line=2)
    p.fill(rect(x - 88, y - 180, x - 52, y - 62), 0.7, angle=90, gap=5, line=2.2)
    p.strokes([[(x - 70, y - 290), (x - 70, y - 400)], [(x - 70, y - 396), (x - 20, y - 384)],
               [(x - 20, y - 384), (x - 70, y - 370)]], 3, taper=0)
    people = [(-330, "stand", "cap", 1), (-285, "phone", "long", 1), (-215, "pocket", "short", -1),
              (120, "stand", "bun", 1), (170, "point", "brim", 1), (305, "hold", "hood", 1),
              (350, "stand", "short", -1)]
    for k, (dx, pose, hair, face) in enumerate(people):
        figure(p, x + dx, y - 58, 128 - 8 * (k % 3), pose, face, (0.44, 0.28, 0.36)[k % 3],
               0.4 if k in (1, 4) else 0.95, 0.95 if k in (1, 4) else 0.0, hair)
    bicycle(p, x + 240, y - 58, 104)
    bicycle(p, x - 165, y - 58, 96, -1)
    # Ramps up at both ends, hull and rail.
    hull = [(x - 470, y - 92), (x - 400, y - 62), (x + 400, y - 62), (x + 470, y - 92),
            (x + 478, y - 80), (x + 380, y), (x - 380, y), (x - 478, y - 80)]
    p.fill(hull, ramp(0, y - 70, 0.55, 0, y, 1.0), gap=7, line=3, wash=0.9, halo=4)
    p.stroke([(x - 396, y - 44), (x + 396, y - 44)], 5, taper=0, white=True)
    rails: list[Points] = [[(x - 396, y - 112), (x + 396, y - 112)],
                           [(x - 396, y - 88), (x + 396, y - 88)]]
    rails += [[(x - 396 + 72 * k, y - 112), (x - 396 + 72 * k, y - 60)] for k in range(12)]
    p.strokes(rails, 2.6, taper=0)
    for k in (-300, -40, 260):
        p.fill(oval(x + k, y - 22, 17), 1.0, line=0, halo=3)
        p.fill(oval(x + k, y - 22, 8), None, line=0)
