# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: C901, D401, FBT003
"""Theatre, stage and football."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import along, curve, oval, rect
from tools.illustrate.ink import Plate, plain, ramp, rings, round_tone
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.scene import texture
from tools.illustrate.town import house, lamp


@motif("theatre", "ochre")
def theatre(p: Plate) -> None:
    """Columns, pediment, warm doors, a wet street."""
    p.fill(rect(-10, -10, 1810, 900), texture(p, p.noise(420, 46), ramp(0, 0, 0.86, 0, 860, 0.42),
                                              0.12), angle=0,
           gap=13, line=0, wash=ramp(0, 300, 0.0, 0, 860, 0.5), rough=0)
    for x, w, e, kind in ((-60, 190, 300, "step"), (120, 150, 350, "peak"),
                          (1530, 160, 340, "bell"),
                          (1690, 180, 290, "step")):
        house(p, x, 880, w, e, 120, kind, 0.85, 0.0, 3, 3, 10,
              lit=(2,) if w in (150, 180) else (5,), glass=1.0,
              shade=False)
    # The building.
    p.fill(rect(300, 330, 1500, 860), ramp(300, 0, 0.2, 1500, 0, 0.62), gap=11, line=5, halo=7,
           wash=0.2)
    for x in (350, 1390):
        p.fill([*oval(x + 30, 480, 34, None, 180, 360), (x + 64, 600), (x - 4, 600)], None, line=4,
               wash=1.0,
               halo=4)
        p.strokes([[(x + 30, 446), (x + 30, 600)], [(x - 4, 520), (x + 64, 520)]], 5, taper=0)
    p.fill(rect(470, 400, 1330, 860), 0.55, angle=90, gap=11, line=4, wash=0.35)
    for x in (640, 900, 1160):
        p.fill(rect(x - 72, 520, x + 72, 860), None, line=5, wash=1.0, halo=6)
        p.fill([(x - 72, 520), (x - 106, 540), (x - 106, 872), (x - 72, 860)], 0.8, angle=90, gap=9,
               line=4, wash=0.0)
        p.fill([(x + 72, 520), (x + 106, 540), (x + 106, 872), (x + 72, 860)], 0.8, angle=90, gap=9,
               line=4, wash=0.0)
        p.fill(oval(x, 590, 27, 20), None, line=3.4, wash=0.0)
        p.strokes([[(x, 520), (x, 570)], [(x - 30, 590), (x - 44, 590)],
                   [(x + 30, 590), (x + 44, 590)]], 4, taper=0)
    for x in (510, 770, 1030, 1290):
        p.fill([(x - 40, 850), (x - 33, 400), (x + 33, 400), (x + 40, 850)],
               round_tone(x - 40, x + 40, 0.0, 0.85,
                                                                                  0.4),
               angle=90, gap=10, line=5, halo=6, wash=0.0)
        p.fill(rect(x - 56, 372, x + 56, 404), 0.1, gap=9, line=4.4, halo=3, wash=0.0)
        p.fill(rect(x - 56, 842, x + 56, 872), 0.1, gap=9, line=4.4, halo=3, wash=0.0)
    p.fill(rect(420, 300, 1380, 374), 0.08, gap=12, line=5, halo=5, wash=0.0)
    p.strokes([[(424, 338), (1376, 338)]], 3, taper=0)
    p.fill([(390, 302), (900, 104), (1410, 302)], ramp(390, 0, 0.05, 1410, 0, 0.42), gap=11, line=6,
           halo=7, wash=0.2)
    p.stroke([(470, 286), (900, 126), (1330, 286), (470, 286)], 4, taper=0)
    mask(p, 862, 232, 46, smile=True)
    mask(p, 946, 238, 42, smile=False)
    p.fill([(888, 108), (900, 50), (912, 108)], 1.0, line=3)
    # Steps and people.
    for k in range(5):
        y, e = 868 + 24 * k, 50 * k
        p.fill(rect(430 - e, y, 1370 + e, y + 24), ramp(0, y, 0.0, 0, y + 24, 0.6), gap=8, line=4,
               wash=0.3)
    for k, (x, y, s, f, hair, skirt) in enumerate(((560, 926, 176, 1, "brim", False),
                                                   (640, 930, 166, 1, "bun", True),
                                                (880, 896, 150, 1, "short", False),
                                                (960, 950, 190, -1, "long", True),
                                                (1160, 926, 172, -1, "brim", False),
                                                (1240, 958, 180, -1, "bun", True),
                                                (1010, 880, 140, -1, "short", False))):
        figure(p, x, y, s, "walk" if k % 2 else "stand", f, 0.24, 1.0, 0.0, hair, skirt=skirt,
               halo=4)
    # Wet pavement.
    p.fill(rect(-10, 988, 1810, 1210), texture(p, p.noise(220, 13), 0.72, 0.18),
           lines=plain(800, 17, 10), line=4,
           wash=0.0)
    for x in (640, 900, 1160):
        p.fill([(x - 80, 990), (x + 80, 990), (x + 130, 1210), (x - 130, 1210)],
               texture(p, p.noise(120, 11), ramp(0, 990, 0.14, 0, 1210, 0.66), 0.22),
               lines=plain(800, 17, 10), line=0,
               wash=ramp(0, 990, 1.0, 0, 1210, 0.3), rough=5)
    for x in (250, 1560):
        light = lamp(p, x, 1080, 480, 0.0, 1.0)
        p.strokes([[(light[0] + 60 * math.cos(a), light[1] + 60 * math.sin(a)),
                    (light[0] + 94 * math.cos(a), light[1] + 94 * math.sin(a))]
                   for a in np.radians(range(0, 360, 45))], 6, white=True, taper=0.6)
    figure(p, 390, 1140, 290, "walk", 1, 0.24, 0.97, 0.0, "brim", halo=5)


def mask(p: Plate, x: float, y: float, r: float, *, smile: bool) -> None:
    """A theatre mask."""
    p.fill(curve([(x - r, y - r * 0.8), (x, y - r), (x + r, y - r * 0.8),
                  (x + r * 0.8, y + r * 0.3),
                  (x, y + r * 1.1), (x - r * 0.8, y + r * 0.3)], 6, True), None, line=4, halo=4,
                  wash=0.0)
    d = 1 if smile else -1
    p.fill([oval(x - r * 0.4, y - r * 0.3, r * 0.2, r * 0.14),
            oval(x + r * 0.4, y - r * 0.3, r * 0.2, r * 0.14)], 1.0,
           line=0, rough=0)
    p.stroke(curve([(x - r * 0.42, y + r * (0.4 - 0.14 * d)), (x, y + r * (0.4 + 0.2 * d)),
                    (x + r * 0.42, y + r * (0.4 - 0.14 * d))], 6), 7, taper=0.3)


@motif("stage", "slate")
def stage(p: Plate) -> None:
    """A boat hangs in the light over an empty stage."""
    p.fill(rect(-10, -10, 1810, 1210), 0.97, angle=90, gap=14, line=0, wash=0.0, rough=0)
    p.fill(rect(250, 110, 1550, 900), texture(p, p.noise(40, 400), 0.86, 0.08), angle=90, gap=13,
           line=0, wash=0.35)
    # The cone of light.
    cone = [(880, 60), (960, 60), (1390, 830), (450, 830)]
    p.fill(cone, ramp(0, 60, 0.0, 0, 830, 0.1), angle=90, gap=14, line=0,
           wash=ramp(0, 60, 0.1, 0, 830, 0.5))
    p.fill([(250, 800), (1550, 800), (1690, 960), (110, 960)], 0.72, lines=plain(600, 17, 9),
           line=0, wash=0.35)
    p.fill(oval(920, 856, 500, 66), 0.06, lines=plain(600, 17, 9), line=0, wash=0.0)
    # Curtains.
    for s in (-1, 1):
        x0 = 250 if s < 0 else 1550
        x1 = -20 if s < 0 else 1820
        hem = curve([(x0, 60), (x0 + s * 20, 400), (x0 - s * 26, 960)], 10)
        p.fill([*hem, (x1, 980), (x1, 60)], lambda x, y: 0.62 + 0.34 * np.sin(x / 17 + y / 400),
               angle=88, gap=13,
               line=4, wash=0.8, halo=5)
    p.fill([(-20, -20), (1820, -20), (1820, 90), *[(1820 - 130 * k - 65 * j, 150 if j else 100)
                                                 for k in range(14) for j in (0, 1)], (-20, 90)],
           lambda x, _: 0.66 + 0.3 * np.sin(x / 21), angle=88, gap=13, line=4, wash=0.8, halo=5)
    # Boat on four ropes, its shadow and the chair.
    p.fill(oval(920, 866, 250, 24), 0.85, gap=9, line=0, wash=None, keep=True)
    boat = curve([(520, 400), (640, 460), (920, 480), (1190, 452), (1330, 376)], 10)
    keel = curve([(1330, 376), (1270, 500), (1160, 580), (900, 606), (680, 584), (570, 510),
                  (520, 400)], 10)
    p.strokes([[(560, 420), (700, -20)], [(1290, 400), (1130, -20)]], 6, taper=0)
    p.fill([*boat, *keel], ramp(0, 420, 0.1, 0, 610, 0.82), lines=rings(920, -900, 12), line=5,
           halo=8, wash=0.0)
    for k in (1, 2, 3):
        plank = [along(a, b, k / 4) for a, b in zip(boat[::4],
                                                    keel[::-1][:: max(1, len(keel) // 11)],
                                                    strict=False)]
        p.stroke(curve(plank, 5), 4, taper=0.2)
    p.stroke([(a, b + 4) for a, b in boat], 12, taper=0)
    p.strokes([[(620, 500), (640, -20)], [(1220, 500), (1200, -20)]], 6, taper=0)
    p.strokes([[(760, 462), (560, 640)], [(1090, 460), (1300, 620)]], 9, taper=0)
    for x, y, s in ((540, 660, -1), (1322, 640, 1)):
        p.fill([(x - 16, y - 30), (x + 16, y - 30), (x + s * 26 + 14, y + 60),
                (x + s * 26 - 22, y + 60)], 0.3, angle=60,
               gap=8, line=4, halo=4, wash=0.0)
    chair(p, 920, 866)
    # The audience.
    rows = ((1010, 62, 14, 0.0), (1120, 84, 11, 0.5), (1250, 112, 9, 0.0))
    for y, r, n, off in rows:
        for k in range(n + 1):
            x = (k + off) * 1800 / n + p.rng.uniform(-16, 16)
            viewer(p, x, y + p.rng.uniform(-14, 14), r * p.rng.uniform(0.9, 1.08))


def chair(p: Plate, x: float, y: float) -> None:
    """A plain chair."""
    p.strokes([[(x - 44, y - 76), (x - 52, y + 8)], [(x + 40, y - 76), (x + 52, y + 8)],
               [(x - 34, y - 84), (x - 36, y - 20)],
               [(x + 34, y - 84), (x + 34, y - 20)], [(x - 42, y - 76), (x - 40, y - 190)],
               [(x + 40, y - 76), (x + 42, y - 190)]], 10, taper=0)
    p.fill([(x - 50, y - 70), (x - 40, y - 94), (x + 40, y - 94), (x + 50, y - 70)], 0.3, gap=8,
           line=5, halo=2)
    for k in range(3):
        p.stroke([(x - 41, y - 186 + 30 * k), (x + 42, y - 186 + 30 * k)], 11, taper=0)


def viewer(p: Plate, x: float, y: float, r: float) -> None:
    """A head and shoulders in the dark, with a thin rim of light."""
    tilt = p.rng.uniform(-0.15, 0.15) * r
    shape = curve([(x - r * 1.7, y + r * 2.2), (x - r * 1.4, y + r * 0.9),
                   (x - r * 0.5, y + r * 0.5),
                   (x - r * 0.62 + tilt, y - r * 0.2), (x - r * 0.4 + tilt, y - r * 0.85),
                   (x + tilt, y - r),
                   (x + r * 0.4 + tilt, y - r * 0.85), (x + r * 0.62 + tilt, y - r * 0.2),
                   (x + r * 0.5, y + r * 0.5),
                   (x + r * 1.4, y + r * 0.9), (x + r * 1.7, y + r * 2.2)], 8)
    p.fill(shape, 1.0, line=0, halo=3.4, wash=0.0)
    if p.rng.random() < 0.4:
        p.fill(oval(x + tilt, y - r * 1.02, r * 0.3, r * 0.26), 1.0, line=0, halo=3, wash=0.0)
    toward = 1 if x < 900 else -1
    p.stroke(curve([(x + tilt + toward * r * 0.1, y - r * 0.9),
                    (x + tilt + toward * r * 0.46, y - r * 0.6),
                    (x + tilt + toward * r * 0.52, y - r * 0.1)], 6), 5, white=True, taper=0.7)
