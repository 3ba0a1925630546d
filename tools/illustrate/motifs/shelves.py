# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT003, PLR0915
"""Library and archive."""

from __future__ import annotations

import math

from tools.illustrate.forms import Plane, Points, along, curve, oval, pane, rect, wall
from tools.illustrate.ink import Plate, glow, plain, ramp
from tools.illustrate.motifs.registry import motif
from tools.illustrate.port import harbour_crane, sail
from tools.illustrate.scene import gulls, texture


@motif("library", "sea")
def library(p: Plate) -> None:
    """The reading room in the old customs house."""
    p.fill(rect(-10, -10, 1810, 1210), 0.12, angle=0, gap=15, wash=0.0, line=0, rough=0)
    # End wall with the round window to the harbour.
    p.fill(rect(560, -10, 1240, 800), 0.2, angle=90, gap=15, wash=0.35, line=4)
    p.fill(oval(900, 270, 236), None, wash=0.0, line=0, halo=10)
    p.fill(oval(900, 270, 222), ramp(0, 60, 0.34, 0, 330, 0.0), gap=13, wash=0.0, line=7)
    ring = [q for q in oval(900, 270, 218) if q[1] > 336]
    p.fill(ring, 0.4, gap=9, wash=0.6, line=2.6)
    harbour_crane(p, 970, 338, 190, -1)
    sail(p, 830, 372, 120, 1, tone=0.1)
    gulls(p, [(780, 180, 16), (820, 206, 12)])
    p.strokes([[(900 + 222 * math.cos(math.radians(a)), 270 + 222 * math.sin(math.radians(a))),
                (900 - 222 * math.cos(math.radians(a)), 270 - 222 * math.sin(math.radians(a)))]
               for a in (0, 45, 90, 135)], 8, taper=0, wob=0.5)
    p.strokes([oval(900, 270, 110), oval(900, 270, 236)], 8, taper=0, wob=0.5)
    # Side walls of shelves in perspective.
    for s in (-1, 1):
        shelf_wall(p, s)
    # Gallery rails.
    p.fill(rect(560, 560, 1240, 584), 0.9, gap=8, line=4, halo=4)
    rails: list[Points] = [[(560, 500), (1240, 500)]]
    rails += [[(560 + 34 * k, 500), (560 + 34 * k, 560)] for k in range(21)]
    rails += [oval(577 + 34 * k, 530, 9, 13) for k in range(0, 20, 2)]
    p.strokes(rails, 4, taper=0)
    # Floor and tables.
    p.fill([(-20, 1220), (560, 800), (1240, 800), (1820, 1220)],
           texture(p, p.noise(260, 22), 0.14, 0.1),
           lines=plain(620, 17, 10), line=4)
    spiral(p, 640, 800)
    for k, (y, half, d) in enumerate(((850, 180, 44), (1000, 330, 90))):
        p.fill([(900 - half * 0.86, y), (900 + half * 0.86, y), (900 + half, y + d),
                (900 - half, y + d)], 0.16,
               gap=11, wash=0.7, line=4, halo=6)
        p.fill(rect(900 - half, y + d, 900 + half, y + d * 1.34), 0.9, gap=8, line=3.4)
        for s in (-1, 1):
            p.fill(rect(900 + s * half * 0.86 - d * 0.13, y + d * 1.34,
                        900 + s * half * 0.86 + d * 0.13,
                        y + d * 2.6), 0.95, angle=90, gap=8, line=3.4, halo=4)
        for u in (-0.55, 0.55):
            banker(p, 900 + u * half, y + d * 0.3, 70 + 58 * k)
        if k == 0:
            for u in (-0.2, 0.15, 0.3):
                p.fill(rect(900 + u * half, y + 10, 900 + u * half + 34, y + 26), None, line=2.6,
                       halo=2)
    reader(p, 900, 1200, 250)


def shelf_wall(p: Plate, s: int) -> None:
    """One wall of shelves, two storeys, with an iron gallery between them."""
    far, near = 560, -60

    def put(x: float) -> float:
        return x if s < 0 else 1800 - x

    side = wall((put(near), -330), (put(far), -10), (put(far), 800), (put(near), 1270))
    p.fill(pane(side, 0, 0, 1, 1), 0.9 if s > 0 else 0.72, angle=90, gap=12, wash=0.0, line=4)
    for b in range(5):
        u0, u1 = 0.04 + 0.195 * b, 0.04 + 0.195 * b + 0.165
        for r in range(8):
            if r == 5:
                continue
            v0, v1 = 0.03 + 0.121 * r, 0.03 + 0.121 * r + 0.1
            p.fill(pane(side, u0, v0, u1, v1), 1.0, wash=0.0, line=2.4, rough=0.4)
            u, light, spot, white = u0 + 0.004, [], [], []
            while u < u1 - 0.012:
                w = p.rng.uniform(0.012, 0.028)
                t = p.rng.uniform(0.012, 0.045)
                shape = pane(side, u, v0 + t, min(u + w - 0.003, u1), v1)
                kind = spot if p.rng.random() < 0.34 else light
                (white if kind is light and p.rng.random() < 0.5 else kind).append(shape)
                u += w
            for group, tone, wash in ((light, 0.6, 0.0), (spot, None, 0.95), (white, None, 0.0)):
                if group:
                    p.fill(group, tone, angle=0, gap=9, wash=wash, line=0, rough=0.3)
    deck = [side(0, 0.655), side(1, 0.655), side(1, 0.69), side(0, 0.69)]
    p.fill(deck, 1.0, line=3, halo=4)
    rails: list[Points] = [[side(0, 0.56), side(1, 0.56)]]
    rails += [[side(k / 17, 0.56), side(k / 17, 0.66)] for k in range(18)]
    p.strokes(rails, 9, taper=0, white=True)
    p.strokes(rails, 4.4, taper=0)


def spiral(p: Plate, x: float, y: float) -> None:
    """A spiral staircase up to the gallery."""
    p.fill(rect(x - 8, y - 310, x + 8, y + 10), 1.0, line=2, halo=4)
    rail = []
    for k in range(13):
        a = k * 0.62
        ex, ey = x + 74 * math.cos(a), y - 22 * k + 20 * math.sin(a)
        p.fill([(x, y - 22 * k - 7), (ex, ey - 6), (ex + 18 * math.sin(a), ey + 9),
                (x, y - 22 * k + 7)],
               0.85 if math.sin(a) > 0 else 0.3, gap=7, wash=0.0, line=2.6, halo=2)
        rail.append((ex, ey - 58))
        p.stroke([(ex, ey), (ex, ey - 58)], 3, taper=0)
    p.stroke(curve(rail, 6), 5, taper=0)


def banker(p: Plate, x: float, y: float, s: float) -> None:
    """A reading lamp with a long green shade."""
    p.fill(oval(x, y, s * 0.28, s * 0.09), 1.0, line=2.4, halo=3)
    p.stroke([(x, y), (x, y - s * 0.7)], s * 0.08, taper=0)
    p.fill(curve([(x - s * 0.55, y - s * 0.55), (x - s * 0.42, y - s * 0.86), (x, y - s * 0.95),
                  (x + s * 0.42, y - s * 0.86), (x + s * 0.55, y - s * 0.55)], 6),
           ramp(x, y - s * 0.95, 0.05, x, y - s * 0.55, 0.7), gap=7, wash=1.0, line=3.4, halo=4)


def reader(p: Plate, x: float, y: float, s: float) -> None:
    """A reader from behind on a chair."""
    p.fill(curve([(x - s * 0.62, y + 20), (x - s * 0.56, y - s * 0.34), (x - s * 0.2, y - s * 0.56),
                  (x + s * 0.2, y - s * 0.56), (x + s * 0.56, y - s * 0.34),
                  (x + s * 0.62, y + 20)], 8),
           ramp(x - s * 0.5, 0, 0.6, x + s * 0.5, 0, 0.98), angle=80, gap=11, wash=0.0, line=4,
           halo=8)
    p.fill(rect(x - s * 0.09, y - s * 0.66, x + s * 0.09, y - s * 0.5), None, line=3)
    p.fill(curve([(x - s * 0.2, y - s * 0.7), (x - s * 0.21, y - s * 0.9), (x, y - s * 1.06),
                  (x + s * 0.21, y - s * 0.9), (x + s * 0.2, y - s * 0.7), (x, y - s * 0.6)], 7,
                  True),
           ramp(x - s * 0.2, 0, 0.7, x + s * 0.2, 0, 1.0), angle=82, gap=9, line=3.4, wash=0.0,
           halo=6)
    for k in range(2):
        p.strokes([[(x - s * 0.44, y - s * (0.22 - 0.16 * k)),
                    (x + s * 0.44, y - s * (0.22 - 0.16 * k))]], 8,
                  taper=0, white=True)


@motif("archive", "ochre")
def archive(p: Plate) -> None:
    """A narrow aisle between tall shelves."""
    vy = 560
    p.fill(rect(-10, -10, 1810, 1210), 0.96, gap=12, line=0, rough=0, wash=0.0)
    p.fill([(800, 240), (1060, 240), (1060, 820), (800, 820)], 0.5, angle=90, gap=11, wash=0.4,
           line=3)
    p.fill(rect(868, 470, 992, 820), 0.95, angle=90, gap=9, wash=0.0, line=4, halo=4)
    p.fill([(800, 820), (1060, 820), (1500, 1220), (330, 1220)],
           texture(p, p.noise(240, 20), 0.1, 0.1),
           lines=plain(640, 17, 9), wash=glow(930, 900, 420, 0.6, 0.1), line=4)
    p.fill([(800, 240), (1060, 240), (1400, -20), (440, -20)], 0.9, lines=plain(vy, 16, 8), line=3)
    for s in (-1, 1):
        far = 800 if s < 0 else 1060
        near = -60 if s < 0 else 1860
        side = wall((near, -420), (far, 240), (far, 820), (near, 1580))
        p.fill(pane(side, 0, 0, 1, 1), 0.94, angle=90, gap=12, wash=0.0, line=4)
        u0, bay = 0.02, 0
        while u0 < 0.97:
            depth = 0.25 * (1 - u0) * 0.72 + 0.035
            u1 = min(u0 + depth, 0.985)
            for r in range(8):
                shelf_row(p, side, (u0, u1, 0.02 + 0.122 * r, 0.02 + 0.122 * r + 0.104),
                          (bay + r) % 3)
            u0, bay = u1 + 0.014, bay + 1
    # Lamp and its cone.
    p.fill([(902, 224), (958, 224), (1300, 1130), (560, 1130)], None, keep=True, line=0,
           wash=None)
    p.stroke([(930, -10), (930, 168)], 5, taper=0, white=True)
    p.fill([(900, 176), (960, 176), (1012, 236), (848, 236)], 0.9, angle=70, gap=8, wash=0.0,
           line=4, halo=8)
    p.fill(oval(930, 240, 50, 18), None, wash=1.0, line=4, halo=5)
    p.strokes([[(930 + 90 * math.cos(a), 250 + 70 * math.sin(a)),
                (930 + 150 * math.cos(a), 250 + 120 * math.sin(a))]
               for a in (0.3, 0.7, 1.15, 1.57, 2.0, 2.44, 2.84)], 6, white=True)
    # Rolling ladder.
    a0, a1, b0, b1 = (470, 1010), (640, 80), (590, 1030), (722, 96)
    for pair in ((a0, a1), (b0, b1)):
        p.stroke(pair, 30, taper=0, white=True)
        p.stroke(pair, 19, taper=0)
    rungs = [[along(a0, a1, t / 11), along(b0, b1, t / 11)] for t in range(1, 11)]
    p.strokes(rungs, 20, taper=0, white=True)
    p.strokes(rungs, 11, taper=0)
    p.fill([oval(470, 1022, 17), oval(590, 1042, 17)], 1.0, line=0, halo=4)
    # Table with the open ledger.
    p.fill([(1010, 1010), (1560, 1010), (1680, 1130), (960, 1130)], 0.2, gap=12, wash=0.5, line=5,
           halo=8)
    p.fill(rect(960, 1130, 1680, 1170), 0.9, gap=9, line=4)
    left = curve([(1120, 1098), (1180, 1076), (1260, 1076), (1310, 1096)], 6) + \
        curve([(1310, 1020), (1270, 1006), (1200, 1008), (1150, 1026)], 6)
    right = curve([(1310, 1096), (1370, 1076), (1450, 1078), (1520, 1100)], 6) + \
        curve([(1480, 1026), (1420, 1008), (1350, 1008), (1310, 1020)], 6)
    for page in (left, right):
        p.fill(page, None, wash=0.0, line=4, halo=5)
    text: list[Points] = []
    for k in range(5):
        text += [[(1160 - 7 * k, 1034 + 13 * k), (1230, 1020 + 13 * k), (1292, 1026 + 13 * k)],
                 [(1332, 1026 + 13 * k), (1400, 1020 + 13 * k), (1466 + 7 * k, 1034 + 13 * k)]]
    p.strokes(text, 3.4, taper=0.3)


def shelf_row(p: Plate, side: Plane, box: tuple[float, float, float, float], kind: int) -> None:
    """Boxes with labels, or bound volumes, between two uprights."""
    u0, u1, v0, v1 = box
    w = u1 - u0
    if kind == 0:
        n = 3
        for k in range(n):
            a, b = u0 + w * k / n + w * 0.02, u0 + w * (k + 1) / n - w * 0.02
            p.fill(pane(side, a, v0 + 0.018, b, v1), 0.12, angle=90, gap=12, wash=0.75, line=3,
                   rough=0.6)
            p.fill(pane(side, a + (b - a) * 0.28, v0 + 0.045, b - (b - a) * 0.28, v0 + 0.075), None,
                   wash=0.0,
                   line=2, rough=0.4)
        return
    u, pale, spot, grey = u0, [], [], []
    while u < u1 - w * 0.03:
        s = w * p.rng.uniform(0.06, 0.13)
        t = p.rng.uniform(0.006, 0.03)
        shape = pane(side, u + w * 0.006, v0 + t, min(u + s - w * 0.006, u1), v1)
        r = p.rng.random()
        (spot if r < 0.3 else pale if r < 0.62 else grey).append(shape)
        u += s
    for group, tone, wash in ((pale, None, 0.0), (spot, None, 0.95), (grey, 0.55, 0.0)):
        if group:
            p.fill(group, tone, angle=90, gap=9, wash=wash, line=2, rough=0.4)
