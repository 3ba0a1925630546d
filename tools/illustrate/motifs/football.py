# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, PLR0915
"""Football under floodlight and in the rain."""

from __future__ import annotations

import math

import numpy as np

from tools.illustrate.forms import Points, along, curve, oval, rect
from tools.illustrate.ink import Plate, glow, plain, ramp, rings
from tools.illustrate.motifs.registry import motif
from tools.illustrate.people import figure
from tools.illustrate.port import lattice, lighthouse
from tools.illustrate.scene import rain, sky, texture, tree


@motif("football-ground", "sea")
def ground(p: Plate) -> None:
    """Floodlight over a small ground; dyke and light behind."""
    h = 430
    p.fill(rect(-10, -10, 1810, h + 10), texture(p, p.noise(420, 50), 0.9, 0.08), angle=0, gap=13,
           line=0, rough=0)
    beam = [(1330, 150), (-20, 10), (-20, 150), (1330, 160)]
    p.fill(beam, 0.12, gap=13, line=0, wash=0.1)
    p.fill([*curve([(-20, 410), (500, 380), (1000, 372), (1500, 384), (1820, 404)], 10),
            (1820, 480), (-20, 480)], 0.8,
           angle=-20, gap=11, line=0, halo=5, wash=0.5)
    lighthouse(p, 1340, 386, 260, 5, 0.0, gap=6)
    # Pitch in perspective, seen from a corner.
    a, b, c, d = (470, 500), (1500, 470), (2080, 960), (-60, 1130)
    p.fill(rect(-10, 440, 1810, 1210), 0.72, lines=plain(300, 16, 9), line=0, wash=0.5)
    p.fill([a, b, c, d], None, line=0, wash=0.0)

    def at(u: float, v: float) -> tuple[float, float]:
        """Perspective of the pitch: u along, v from far to near."""
        t = v / (2.1 - 1.1 * v)
        return along(along(a, b, u), along(d, c, u), t)

    for k in range(10):
        stripe = [at(k / 10, 0), at((k + 1) / 10, 0), at((k + 1) / 10, 1), at(k / 10, 1)]
        p.fill(stripe, 0.12 if k % 2 else 0.34, angle=-8, gap=12, line=0,
               wash=0.85 if k % 2 else 1.0)
    lines: list[Points] = [[at(0, 0), at(1, 0)], [at(1, 0), at(1, 1)], [at(1, 1), at(0, 1)],
                           [at(0, 1), at(0, 0)],
                           [at(0.5, 0), at(0.5, 1)]]
    for s in (0, 1):
        for wd, lo, hi in ((0.16, 0.2, 0.8), (0.06, 0.36, 0.64)):
            u = wd if s == 0 else 1 - wd
            lines += [[at(s, lo), at(u, lo), at(u, hi), at(s, hi)]]
    circle = [at(0.5 + 0.09 * math.cos(t), 0.5 + 0.14 * math.sin(t)) for t in np.linspace(0, 6.3,
                                                                                          50)]
    lines.append(circle)
    p.strokes(lines, 9, white=True, taper=0, wash=None)
    p.strokes(lines, 9, wash=0.0, taper=0)
    goal(p, at(0.0, 0.42), at(0.0, 0.58), 92)
    goal(p, at(1.0, 0.42), at(1.0, 0.58), 60)
    stand(p)
    for x, y, tall in ((300, 500, 440), (1690, 470, 420), (60, 1000, 800), (1120, 440, 330)):
        mast(p, x, y, tall)
    team = [(0.1, 0.5, 0), (0.24, 0.3, 0), (0.22, 0.72, 1), (0.36, 0.5, 0), (0.42, 0.2, 1),
            (0.47, 0.62, 0), (0.54, 0.5, 1),
            (0.56, 0.84, 0), (0.64, 0.34, 1), (0.7, 0.66, 1), (0.3, 0.9, 1), (0.82, 0.5, 0),
            (0.6, 0.1, 0)]
    for u, v, side in sorted(team, key=lambda q: q[1]):
        x, y = at(u, v)
        s = 54 + 62 * v
        p.stroke([(x, y), (x + s * 0.55, y + s * 0.1)], s * 0.1, taper=0.5)
        figure(p, x, y, s, "run" if (u * 100) % 2 < 1 else "stride", 1 if side else -1, 0.44,
               1.0 if side else 0.05, 0.0, "short", halo=3)
    ball = at(0.5, 0.57)
    p.fill(oval(ball[0], ball[1], 9), None, line=3, halo=3, wash=0.0)
    flag = at(0.0, 1.0)
    p.stroke([(flag[0] + 110, flag[1] - 40), (flag[0] + 110, flag[1] - 230)], 7, taper=0)
    p.fill([(flag[0] + 112, flag[1] - 230), (flag[0] + 200, flag[1] - 206),
            (flag[0] + 112, flag[1] - 180)], None, line=4,
           halo=4, wash=0.0)


def goal(p: Plate, a: tuple[float, float], b: tuple[float, float], h: float) -> None:
    """A small goal."""
    frame: Points = [a, (a[0], a[1] - h * 0.75), (b[0], b[1] - h), b]
    p.stroke(frame, 12, taper=0)
    p.stroke(frame, 6, taper=0, white=True)


def stand(p: Plate) -> None:
    """The old wooden stand along the far side."""
    p.fill([(560, 300), (1090, 286), (1110, 470), (540, 486)], 0.5, angle=0, gap=9, line=4, halo=6,
           wash=0.0)
    for r in range(4):
        dots = [oval(580 + 34 * k + 8 * (r % 2) + p.rng.uniform(-6, 6), 350 + 34 * r - 0.8 * k, 9,
                     10)
                for k in range(15)]
        on = [q for q in dots if p.rng.random() < 0.35]
        p.fill(dots, 1.0, line=0, halo=3, rough=0.5)
        if on:
            p.fill(on, None, line=3, rough=0.5, wash=0.9)
    p.fill([(520, 300), (600, 220), (1060, 208), (1130, 284)], 0.7, angle=84, gap=10, line=4.4,
           halo=5, wash=0.9)
    p.strokes([[(x, 300 - (x - 560) * 0.026), (x - 3, 486 - (x - 540) * 0.028)] for x in (564, 740,
                                                                                          916,
                                                                                          1092)], 9,
              taper=0)


def mast(p: Plate, x: float, y: float, tall: float) -> None:
    """A floodlight mast and its glow."""
    top = y - tall
    w = tall * 0.1
    lattice(p, (x, y), (x, top + w), w * 0.5, w * 0.26, 11, 5, 3)
    glare = [[(x + w * 1.4 * math.cos(t), top + w * 1.1 * math.sin(t)),
              (x + w * 2.6 * math.cos(t), top + w * 2.1 * math.sin(t))]
             for t in np.linspace(0, 6.28, 17)]
    p.strokes(glare, 7, white=True, taper=0.8)
    p.fill(rect(x - w, top - w * 0.6, x + w, top + w * 0.6), 1.0, line=4, halo=5, wash=0.0)
    p.fill([oval(x + w * (k - 1) * 0.62, top + w * (j - 0.5) * 0.56,
                 w * 0.22) for k in range(3) for j in range(2)], None,
           line=0, wash=0.0, rough=0.4)


@motif("football-net", "brick")
def net(p: Plate) -> None:
    """Behind the goal: the ball in the net, rain, two jubilant players."""
    h = 560
    sky(p, h, 0.36, 0.0, 17, angle=-10)
    for x, s in ((60, 170), (200, 230), (370, 180), (1480, 210), (1650, 250), (1790, 190)):
        tree(p, x, h + 6, s, s * 0.9, 0.6, gap=11)
    p.fill(rect(-10, h, 1810, 1210), texture(p, p.noise(220, 26), ramp(0, h, 0.1, 0, 1200, 0.34),
                                             0.2), lines=plain(h - 200, 19, 12), line=4)
    p.strokes([[(200, 690), (1600, 690)], [(200, 690), (-60, 900)], [(1600, 690), (1860, 900)]], 20,
              white=True, taper=0, wob=2)
    for x, y, w in ((450, 850, 140), (1290, 790, 150), (1500, 990, 160), (300, 1040, 160),
                    (930, 1080, 190)):
        pool = [(x + w * (1 + 0.14 * math.sin(k)) * math.cos(k / 6),
                 y + w * 0.18 * math.sin(k / 6)) for k in range(38)]
        p.fill(pool, ramp(0, y - 20, 0.4, 0, y + 24, 0.0), gap=11, line=3.4, halo=5)
    figure(p, 470, 930, 560, "cheer", 1, 0.42, 0.5, 1.0, "short", halo=9)
    figure(p, 790, 850, 470, "cheer", -1, 0.42, 0.5, 1.0, "short", halo=9)
    rain(p, -20, 0, 1850, 1150, 80, 120, 0.34, width=3.4)
    mesh(p, 1190, 520, 360)
    ball(p, 1190, 530, 140)
    for pts in ([(120, 1230), (120, 90)], [(1690, 1230), (1690, 90)], [(104, 90), (1706, 90)]):
        p.stroke(pts, 50, taper=0, wob=0.4)
        p.stroke(pts, 38, taper=0, wob=0.4, white=True)
        p.stroke([(x + 10, y + 9) for x, y in pts], 5, taper=0.1)


def mesh(p: Plate, cx: float, cy: float, radius: float) -> None:
    """The net, drawn out towards us by the ball."""

    def bulge(x: float, y: float) -> tuple[float, float]:
        d = math.hypot(x - cx, y - cy) / radius
        if d > 2.4 or d == 0:
            return (x, y)
        f = 0.42 * math.exp(-((d / 0.75) ** 2))
        return (cx + (x - cx) * (1 + f), cy + (y - cy) * (1 + f) + 26 * math.exp(-(d**2)))

    lines: list[Points] = []
    for k in range(-10, 22):
        for s in (1, -1):
            pts = []
            for j in range(64):
                t = j / 63
                x, y = 120 + 140 * k + (1120 * t if s > 0 else 1120 * (1 - t)), 90 + 1120 * t
                if 122 <= x <= 1688:
                    pts.append(bulge(x, y))
            if len(pts) > 3:
                lines.append(pts)
    p.strokes(lines, 8, white=True, taper=0, wob=0)
    p.strokes(lines, 4, taper=0, wob=0.3)


def ball(p: Plate, x: float, y: float, r: float) -> None:
    """A wet leather ball behind the net's strings."""
    p.fill(oval(x, y, r), glow(x - r * 0.4, y - r * 0.45, r * 1.7, 0.0, 0.85),
           lines=rings(x - r * 0.7, y - r, 11), line=6,
           halo=8, wash=0.0)
    patches = [[(x + r * 0.34 * math.cos(t),
                 y + r * 0.34 * math.sin(t)) for t in np.radians(range(-90, 270, 72))]]
    for t in np.radians(range(-90, 270, 72)):
        out = [(x + r * q * math.cos(t + e), y + r * q * math.sin(t + e)) for q,
               e in ((0.74, -0.2), (0.74, 0.2), (0.97, 0.3),
                                                                              (0.99, 0.0),
                                                                              (0.97, -0.3))]
        patches.append(out)
        p.stroke([(x + r * 0.34 * math.cos(t), y + r * 0.34 * math.sin(t)),
                  (x + r * 0.72 * math.cos(t), y + r * 0.72 * math.sin(t))],
                 5, taper=0)
    p.fill(patches, 1.0, line=3)
    whole = [curve([(x + 74 * k - s * r, y - r * 1.1), (x + 72 * k, y),
                    (x + 74 * k + s * r, y + r * 1.1)], 8) for k in range(-3, 4) for s in (1, -1)]
    strands = [[q for q in line if math.hypot(q[0] - x, q[1] - y) < r * 1.08] for line in whole]
    strands = [line for line in strands if len(line) > 2]
    p.strokes(strands, 11, white=True, taper=0)
    p.strokes(strands, 4.6, taper=0)
    drops = [[(x + r * 1.15 * math.cos(t), y + r * 1.15 * math.sin(t)),
              (x + r * 1.42 * math.cos(t), y + r * 1.42 * math.sin(t))]
             for t in np.linspace(2.4, 5.6, 11)]
    p.strokes(drops, 7, taper=0.7, wash=1.0)
    p.strokes(drops, 3, taper=0.7)
