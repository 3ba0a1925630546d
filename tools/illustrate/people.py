# Coordinates read better in rows than one a line.
# fmt: off
# ruff: noqa: D401, FBT001, FBT002, FBT003, PLR0915, PLR0917
"""People as small plain silhouettes, and as cut-paper heads where they come near."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tools.illustrate.forms import Point, curve, limb, move, oval
from tools.illustrate.ink import Plate, ramp

PROFILE = [
    (0.0, -1.0), (0.42, -0.9), (0.68, -0.58), (0.74, -0.24), (0.7, -0.1), (0.86, 0.1),
    (0.93, 0.22), (0.76, 0.31), (0.82, 0.42), (0.75, 0.5), (0.79, 0.6), (0.7, 0.7), (0.73, 0.86),
    (0.58, 0.98), (0.28, 0.92), (0.16, 1.15), (0.2, 1.6), (-0.55, 1.6), (-0.52, 0.85),
    (-0.78, 0.4), (-0.9, -0.1), (-0.75, -0.62), (-0.4, -0.92),
]
HAIR = {
    "short": [(0.6, -0.62), (0.42, -0.98), (0.0, -1.12), (-0.5, -1.0), (-0.92, -0.6),
              (-1.0, -0.05), (-0.82, 0.5), (-0.58, 0.75), (-0.38, 0.5), (-0.3, 0.1), (-0.1, 0.1),
              (-0.02, -0.3), (0.3, -0.45)],
    "long": [(0.62, -0.6), (0.42, -1.0), (0.0, -1.14), (-0.55, -1.02), (-1.0, -0.6),
             (-1.12, 0.1), (-1.1, 0.9), (-0.98, 1.45), (-0.5, 1.5), (-0.2, 1.2), (-0.12, 0.5),
             (-0.05, -0.2), (0.25, -0.5)],
    "bun": [(0.62, -0.6), (0.42, -1.0), (0.0, -1.12), (-0.5, -1.0), (-0.85, -0.75), (-1.25, -0.8),
            (-1.42, -0.45), (-1.25, -0.1), (-0.98, -0.05), (-0.85, 0.4), (-0.55, 0.7),
            (-0.35, 0.3), (-0.1, -0.1), (0.2, -0.45)],
    "bald": [(-0.35, 0.0), (-0.6, -0.2), (-0.95, -0.25), (-1.0, 0.1), (-0.82, 0.5), (-0.58, 0.78),
             (-0.4, 0.5), (-0.3, 0.2)],
    "cap": [(1.15, -0.5), (0.7, -0.62), (0.55, -1.0), (0.0, -1.2), (-0.6, -1.08), (-1.0, -0.6),
            (-0.98, -0.2), (-0.3, -0.38), (0.5, -0.42), (1.1, -0.4)],
    "brim": [(1.3, -0.48), (0.72, -0.6), (0.6, -1.3), (0.0, -1.42), (-0.62, -1.3), (-0.85, -0.62),
             (-1.4, -0.42), (-1.3, -0.3), (0.0, -0.46), (1.25, -0.38)],
    "helmet": [(1.1, -0.38), (0.82, -0.5), (0.7, -1.0), (0.1, -1.3), (-0.6, -1.15), (-1.0, -0.6),
               (-1.05, -0.25), (-0.4, -0.35), (0.5, -0.4)],
    "hood": [(0.5, -0.75), (0.2, -1.15), (-0.4, -1.2), (-0.95, -0.85), (-1.12, -0.1),
             (-1.0, 0.7), (-0.9, 1.6), (0.4, 1.6), (0.34, 1.0), (0.05, 0.6), (0.05, -0.3)],
}


def head(p: Plate, x: float, y: float, r: float, face: int = 1, hair: str = "short",
         shade: float = 0.45, beard: bool = False, glasses: bool = False, turn: float = 0,
         wash: float | None = 0.0, halo: float = 3, hair_wash: float | None = None) -> None:
    """A head in profile; r is half its height; face 1 looks right."""

    def put(points: list[Point], steps: int = 5) -> list[Point]:
        return move(curve(points, steps, closed=True), x, y, r, face < 0, turn)

    gap = max(4.2, r * 0.1)
    p.fill(put(PROFILE), ramp(x + face * r * 0.5, y, 0.0, x - face * r * 0.6, y + r * 0.5, shade),
           angle=-40 * face, gap=gap, line=max(1.6, r * 0.04), rough=0, halo=halo, wash=wash)
    if beard:
        p.fill(put([(0.1, 0.35), (0.5, 0.58), (0.76, 0.64), (0.82, 0.9), (0.55, 1.2), (0.2, 1.1),
                    (-0.2, 0.6), (-0.15, 0.2)]), 0.85, angle=70, gap=gap, line=1.5, rough=0)
    if r > 22:
        lines = [[(0.42, -0.2), (0.55, -0.26), (0.68, -0.22)], [(0.5, -0.03), (0.64, -0.06)],
                 [(0.6, 0.52), (0.75, 0.5)], [(0.68, 0.3), (0.62, 0.24), (0.66, 0.17)]]
        p.strokes([move(q, x, y, r, face < 0, turn) for q in lines], max(2.0, r * 0.06), wob=0.2)
        ear = curve([(-0.18, -0.1), (-0.02, -0.18), (0.04, 0.05), (-0.1, 0.3), (-0.2, 0.25)], 5)
        if hair != "hood":
            p.stroke(move(ear, x, y, r, face < 0, turn), max(1.8, r * 0.045), wob=0.1)
    if glasses:
        p.stroke(move(oval(0.56, -0.04, 0.18, 0.16), x, y, r, face < 0, turn), r * 0.06, taper=0)
        p.stroke(move([(0.4, -0.08), (-0.12, -0.12)], x, y, r, face < 0, turn), r * 0.06, taper=0)
    if hair in ("hood", "helmet", "cap") and hair_wash is not None:
        p.fill(put(HAIR[hair]), ramp(x, y - r, 0.1, x - face * r, y + r, 0.7), angle=50 * face,
               gap=gap, line=max(1.8, r * 0.05), rough=0, wash=hair_wash)
    elif hair:
        p.fill(put(HAIR[hair]), ramp(x + face * r * 0.4, y - r, 0.72, x - face * r, y, 0.97),
               angle=30 * face, gap=gap, line=max(1.6, r * 0.04), rough=0, wash=wash)


@dataclass(frozen=True)
class Pose:
    """Angles of a figure: arms (upper, lower) and leg swing, in degrees from hanging."""

    left: tuple[float, float] = (-6, 4)
    right: tuple[float, float] = (8, 14)
    stride: float = 5
    bend: float = 0.0


POSES = {
    "stand": Pose(),
    "walk": Pose((-28, -10), (26, 40), 19, 3),
    "stride": Pose((-40, -10), (38, 60), 27, 6),
    "point": Pose((-6, 6), (88, 92), 6),
    "wave": Pose((-8, 4), (150, 170), 5),
    "carry": Pose((36, 84), (42, 88), 12, 2),
    "hold": Pose((20, 96), (26, 100), 4),
    "pocket": Pose((-14, 26), (-8, 40), 6),
    "cheer": Pose((-150, -168), (152, 170), 12),
    "work": Pose((50, 60), (62, 80), 14, 26),
    "run": Pose((-60, 10), (55, 110), 36, 12),
    "kick": Pose((-70, -60), (48, 70), 34, -6),
    "phone": Pose((-6, 6), (50, 150), 5),
}


def figure(p: Plate, x: float, y: float, h: float, pose: str | Pose = "stand", face: int = 1,
           coat: float = 0.34, tone: float = 0.85, wash: float | None = 0.0, hair: str = "short",
           skirt: bool = False, hair_wash: float | None = None, halo: float = 2.6) -> Point:
    """A standing or moving person; x, y at the feet, h the height.  Returns the leading hand.

    coat is how far down the coat reaches (0.42 jacket, 0.2 long); tone fills it.
    """
    a = POSES[pose] if isinstance(pose, str) else pose
    gap = max(4.4, h * 0.022)
    rise = 0.03 if a.stride > 24 else 0.0

    def at(u: float, v: float) -> Point:
        return (x + face * u * h, y - v * h)

    def swing(start: Point, length: float, deg: float) -> Point:
        r = math.radians(deg)
        return (start[0] + length * math.sin(r), start[1] - length * math.cos(r))

    lean = math.radians(a.bend)
    hip = (0.0, 0.49 - rise)
    neck = (hip[0] + 0.335 * math.sin(lean), hip[1] + 0.335 * math.cos(lean))
    skull = (neck[0] + 0.1 * math.sin(lean) + 0.008, neck[1] + 0.1 * math.cos(lean))

    def arm(pair: tuple[float, float], near: bool) -> Point:
        s = (neck[0] + (0.03 if near else -0.02), neck[1] - 0.03)
        e = swing(s, 0.165, pair[0])
        e = (s[0] + (e[0] - s[0]), s[1] - abs(0) - 0.165 * math.cos(math.radians(pair[0])))
        w = (e[0] + 0.15 * math.sin(math.radians(pair[1])),
             e[1] - 0.15 * math.cos(math.radians(pair[1])))
        sleeve = [limb(at(*s), at(*e), h * 0.036, h * 0.031),
                  limb(at(*e), at(*w), h * 0.031, h * 0.024)]
        p.fill(sleeve, tone, angle=70 * face, gap=gap, wash=wash, line=0, rough=0,
               halo=halo * 0.6)
        p.fill(oval(*at(*w), h * 0.021), None, line=max(1.4, h * 0.008), rough=0)
        return at(*w)

    back = arm(a.left, False)
    for sign in (-1, 1):
        deg = a.stride * sign
        knee = (hip[0] + 0.02 * sign + 0.245 * math.sin(math.radians(deg + (4 if sign > 0 else 2))),
                hip[1] - 0.245 * math.cos(math.radians(deg)))
        low = deg - (14 if sign > 0 else 26) * (a.stride > 14)
        foot = (knee[0] + 0.245 * math.sin(math.radians(low)),
                max(0.012, knee[1] - 0.25 * math.cos(math.radians(low))))
        legs = [limb(at(*hip), at(*knee), h * 0.048, h * 0.036),
                limb(at(*knee), at(*foot), h * 0.036, h * 0.022),
                limb(at(foot[0], foot[1]), at(foot[0] + 0.06, foot[1] - 0.002), h * 0.022,
                     h * 0.013)]
        p.fill(legs, 1.0, line=0, rough=0, halo=1.5 if sign > 0 else halo)
    hem, wide = coat, 0.105 if not skirt else 0.15
    if hem > 0.4:
        wide = 0.082
    body = curve([
        (neck[0] - 0.03, neck[1] + 0.028), (neck[0] - 0.088, neck[1] - 0.03),
        (neck[0] * 0.5 + hip[0] - 0.085, (neck[1] + hip[1]) / 2),
        (hip[0] - wide, hem), (hip[0], hem - 0.008), (hip[0] + wide, hem),
        (neck[0] * 0.5 + hip[0] + 0.08, (neck[1] + hip[1]) / 2),
        (neck[0] + 0.082, neck[1] - 0.03), (neck[0] + 0.03, neck[1] + 0.028)], 6, closed=True)
    body = [at(*q) for q in body]
    light = ramp(x - 0.1 * h, y - 0.6 * h, max(0.0, tone - 0.3), x + 0.08 * h, y - 0.6 * h,
                 min(1.0, tone + 0.12))
    p.fill(body, light if tone < 0.98 else 1.0, angle=78 * face, gap=gap, wash=wash,
           line=max(1.5, h * 0.009), rough=0, halo=halo)
    head(p, *at(*skull), h * 0.064, face, hair, halo=halo * 0.7, turn=a.bend * 0.5 * face,
         hair_wash=hair_wash)
    front = arm(a.right, True)
    del back
    return front


def crowd(p: Plate, x0: float, x1: float, y: float, h: float, count: int, depth: float = 0,
          hats: tuple[str, ...] = ("short", "long", "cap", "bun", "hood", "brim"),
          washed: float = 0.3, poses: tuple[str, ...] = ("stand", "pocket", "hold", "phone"),
          face: int = 0, colour: float = 0.9) -> None:
    """People side by side, the nearer drawn last."""
    order = sorted(p.rng.uniform(0, 1, count))
    for k, t in enumerate(order):
        fx = x0 + (x1 - x0) * (k * 7 % count + p.rng.uniform(0.2, 0.8)) / count
        fy = y + depth * t
        size = h * (1 + 0.25 * t * (depth > 0)) * p.rng.uniform(0.9, 1.06)
        look = face or (1 if p.rng.random() < 0.5 else -1)
        col = colour if p.rng.random() < washed else 0.0
        figure(p, fx, fy, size, poses[int(p.rng.integers(len(poses)))], look,
               coat=float(p.rng.choice([0.44, 0.36, 0.26])),
               tone=float(p.rng.choice([0.35, 0.9, 1.0])) if not col else 0.4, wash=col,
               hair=hats[int(p.rng.integers(len(hats)))])
