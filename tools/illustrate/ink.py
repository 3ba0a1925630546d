# ruff: noqa: C901, D401
"""The hand: one plate of deep ink, one plate of spot colour, on warm paper.

All coordinates are in the units of the finished picture (1800 x 1200); the plate itself is worked
at twice that size and taken down at the end.  Tone comes from engraved lines that swell: where a
tone is dark the line is thick, where it is light the line is thin or stops.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tools.illustrate.forms import Point, Points, resample

WIDTH, HEIGHT, S = 1800, 1200, 2
COARSE = 1.65  # the cut of the whole series: bolder lines, smaller files
PAPER = (244, 238, 226)
INK = (27, 40, 51)
SPOTS = {
    "rust": (196, 104, 62),
    "ochre": (218, 168, 78),
    "sea": (112, 158, 146),
    "slate": (122, 148, 172),
    "brick": (186, 82, 66),
}

Field = Callable[[np.ndarray, np.ndarray], np.ndarray]
Tone = float | Field
Part = tuple[slice, slice]
Cover = tuple[Part, np.ndarray]


@dataclass(frozen=True)
class Lines:
    """How hatch lines run: ``phase`` counts lines, ``gap`` is their distance in units."""

    phase: Field
    gap: Tone


def straight(angle: float, gap: float) -> Lines:
    """Parallel lines; angle 0 is level, 90 upright."""
    gap *= COARSE
    a = np.radians(angle)
    s, c = float(np.sin(a)), float(np.cos(a))
    return Lines(lambda x, y: (y * c - x * s) / gap, gap)


def rings(cx: float, cy: float, gap: float, squash: float = 1.0) -> Lines:
    """Lines around a centre."""
    gap *= COARSE
    return Lines(lambda x, y: np.hypot(x - cx, (y - cy) / squash) / gap, gap * min(1.0, squash))


def rays(cx: float, cy: float, count: int) -> Lines:
    """Lines out of a centre."""
    count = int(count / COARSE)
    k = count / (2 * np.pi)
    return Lines(
        lambda x, y: np.arctan2(y - cy, x - cx) * k,
        lambda x, y: np.maximum(np.hypot(x - cx, y - cy) / k, 0.5),
    )


def plain(horizon: float, near: float = 14, far: float = 4.0, depth: float = 500) -> Lines:
    """Level lines of a plane seen to its horizon: close far away, wide in front."""
    near, far = near * COARSE, far * COARSE
    k = (near - far) / depth
    return Lines(
        lambda _, y: np.log1p(k * np.maximum(np.abs(y - horizon), 0) / far) / k,
        lambda _, y: far + k * np.abs(y - horizon),
    )


def ramp(x0: float, y0: float, t0: float, x1: float, y1: float, t1: float) -> Field:
    """A tone that goes from t0 at the first point to t1 at the second."""
    d2 = (x1 - x0) ** 2 + (y1 - y0) ** 2

    def field(x: np.ndarray, y: np.ndarray) -> np.ndarray:
        t = np.clip(((x - x0) * (x1 - x0) + (y - y0) * (y1 - y0)) / d2, 0, 1)
        return t0 + (t1 - t0) * t

    return field


def round_tone(
    x0: float, x1: float, light: float = 0.1, dark: float = 0.8, at: float = 0.3
) -> Field:
    """The tone of an upright cylinder between x0 and x1, lightest at a part of its width."""

    def field(x: np.ndarray, _: np.ndarray) -> np.ndarray:
        u = (x - x0) / (x1 - x0)
        d = np.where(u < at, (at - u) / at * 0.6, (u - at) / (1 - at))
        return light + (dark - light) * np.clip(d, 0, 1) ** 1.3

    return field


def glow(cx: float, cy: float, radius: float, inner: float, outer: float) -> Field:
    """A tone that goes from inner at a centre to outer at a radius."""
    return lambda x, y: inner + (outer - inner) * np.clip(np.hypot(x - cx, y - cy) / radius, 0, 1)


class Plate:
    """One picture being drawn: an ink plate and a spot plate."""

    def __init__(self, key: str, spot: str = "rust") -> None:
        self.key, self.spot = key, SPOTS[spot]
        self.rng = np.random.default_rng(zlib.crc32(key.encode()))
        shape = (HEIGHT * S, WIDTH * S)
        self.ink = np.zeros(shape, np.float32)
        self.wash = np.zeros(shape, np.float32)
        self.fine, self.mid = self.noise(10), self.noise(70)
        self.wide = self.noise(330)
        self.jitter = self.rng.uniform(-1, 1, 1024).astype(np.float32)

    # -- noise ---------------------------------------------------------------------------------
    def noise(self, cell: int, cell_y: int | None = None) -> np.ndarray:
        """Smooth noise over the plate, about -1..1, with lumps of cell units."""
        h, w = HEIGHT * S, WIDTH * S
        cx, cy = cell * S, (cell_y or cell) * S
        small = self.rng.standard_normal((h // cy + 4, w // cx + 4)).astype(np.float32) * 0.6
        box = (cx * 0.5 / cx, 0.5, 0.5 + w / cx, 0.5 + h / cy)
        return np.asarray(Image.fromarray(small).resize((w, h), Image.Resampling.BICUBIC, box=box))

    def walk(self, count: int, smooth: int = 7) -> np.ndarray:
        """A wavering one-dimensional line, about -1..1."""
        raw = self.rng.standard_normal(count + 2 * smooth)
        kernel = np.hanning(smooth + 2)
        out = np.convolve(raw, kernel / np.sqrt((kernel**2).sum()), "same")
        return out[smooth : smooth + count] * 0.7

    # -- masks ---------------------------------------------------------------------------------
    def waver(self, points: Points, amp: float) -> list[Point]:
        """The outline as a hand would cut it."""
        pts = resample(points, 9, closed=True)
        dx, dy = self.walk(len(pts), 5) * amp, self.walk(len(pts), 5) * amp
        return [(x + a, y + b) for (x, y), a, b in zip(pts, dx, dy, strict=True)]

    def mask(self, polys: Sequence[Points], halo: float = 0) -> Cover | None:
        """The slices and coverage of some polygons."""
        xs = [x for p in polys for x, _ in p]
        ys = [y for p in polys for _, y in p]
        pad = halo + 2
        x0 = max(0, int((min(xs) - pad) * S))
        y0 = max(0, int((min(ys) - pad) * S))
        x1 = min(WIDTH * S, int((max(xs) + pad) * S) + 1)
        y1 = min(HEIGHT * S, int((max(ys) + pad) * S) + 1)
        if x1 <= x0 or y1 <= y0:
            return None
        image = Image.new("L", (x1 - x0, y1 - y0), 0)
        pen = ImageDraw.Draw(image)
        for p in polys:
            line = [(x * S - x0, y * S - y0) for x, y in p]
            pen.polygon(line, fill=255)
            if halo:
                pen.line([*line, line[0]], fill=255, width=int(halo * 2 * S), joint="curve")
        cover = np.asarray(image, np.float32) / 255
        return (slice(y0, y1), slice(x0, x1)), cover

    def grid(self, at: Part) -> tuple[np.ndarray, np.ndarray]:
        """Coordinates of a part of the plate, in units."""
        y = np.arange(at[0].start, at[0].stop, dtype=np.float32)[:, None] / S
        x = np.arange(at[1].start, at[1].stop, dtype=np.float32)[None, :] / S
        return x, y

    def engrave(self, at: Part, tone: Tone, lines: Lines, sway: float = 1.0) -> np.ndarray:
        """Swelling lines of a tone over a part of the plate."""
        x, y = self.grid(at)
        value = tone(x, y) if callable(tone) else tone
        gap = lines.gap(x, y) if callable(lines.gap) else lines.gap
        phase = lines.phase(x, y) + sway * (0.35 * self.wide[at] + 0.09 * self.mid[at])
        number = np.floor(phase)
        off = self.jitter[number.astype(np.int32) & 1023]
        centre = np.abs(phase - number - 0.5) * 2
        width = value * (1 + 0.16 * off) + 0.05 * self.mid[at] + 0.035 * self.fine[at]
        width = np.where(value >= 0.99, 2.0, np.where(value <= 0.02, -1.0, width))
        out = np.clip((width - centre) * gap * S / 2 + 0.5, 0, 1)
        return out * (width * gap > 1.3)

    # -- the hand ------------------------------------------------------------------------------
    def fill(
        self,
        shape: Points | Sequence[Points],
        tone: Tone | None = None,
        *,
        angle: float = 0,
        gap: float = 9,
        lines: Lines | None = None,
        cross: Tone | None = None,
        wash: Tone | None = 0.0,
        line: float = 2.2,
        rough: float = 0.9,
        halo: float = 0,
        keep: bool = False,
        sway: float = 1.0,
    ) -> None:
        """Cut a shape: paper first (unless keep), then wash, hatch and contour."""
        polys = [shape] if isinstance(shape[0][0], (int, float, np.floating)) else shape
        polys = [self.waver(p, rough) if rough else list(p) for p in polys]
        if halo and not keep:
            wide = self.mask(polys, halo)
            if wide:
                at, cover = wide
                self.ink[at] *= 1 - cover
        found = self.mask(polys)
        if not found:
            return
        at, cover = found
        hatch = 0.0
        if tone is not None:
            hatch = self.engrave(at, tone, lines or straight(angle, gap), sway)
            if cross is not None:
                hatch = np.maximum(hatch, self.engrave(at, cross, straight(angle + 62, gap), sway))
        ink = self.ink[at]
        if keep:
            self.ink[at] = np.maximum(ink, cover * hatch)
        else:
            self.ink[at] = ink * (1 - cover) + cover * hatch
        if wash is not None:
            x, y = self.grid(at)
            level = wash(x, y) if callable(wash) else wash
            self.wash[at] = self.wash[at] * (1 - cover) + cover * level
        if line:
            self.strokes([(*p, p[0]) for p in polys], line, wob=0.0, taper=0)

    def tint(self, shape: Points | Sequence[Points], wash: Tone, rough: float = 2.0) -> None:
        """Lay spot colour over what is there, leaving the ink alone."""
        polys = [shape] if isinstance(shape[0][0], (int, float, np.floating)) else shape
        found = self.mask([self.waver(p, rough) for p in polys])
        if not found:
            return
        at, cover = found
        x, y = self.grid(at)
        level = wash(x, y) if callable(wash) else wash
        self.wash[at] = self.wash[at] * (1 - cover) + cover * level

    def ribbon(self, points: Points, width: float, taper: float, wob: float) -> list[Point]:
        """The outline of a swelling stroke."""
        pts = np.array(resample(points, 6), dtype=float)
        n = len(pts)
        if n < 2:
            return []
        if wob:
            pts = pts + np.stack([self.walk(n), self.walk(n)], 1) * wob
        d = np.gradient(pts, axis=0)
        d /= np.maximum(np.hypot(d[:, 0], d[:, 1]), 1e-6)[:, None]
        half = width / 2 * (1 + 0.22 * self.walk(n, 9))
        if taper:
            t = np.linspace(0, 1, n)
            half = half * (1 - taper * np.abs(2 * t - 1) ** 2.2)
        side = np.stack([-d[:, 1], d[:, 0]], 1) * half[:, None]
        both = np.concatenate([pts + side, (pts - side)[::-1]])
        return [(float(a), float(b)) for a, b in both]

    def strokes(
        self,
        many: Sequence[Points],
        width: float = 2.2,
        *,
        taper: float = 0.6,
        wob: float = 0.7,
        white: bool = False,
        wash: float | None = None,
    ) -> None:
        """Draw lines in ink, in paper white, or on the spot plate."""
        ribbons = [r for r in (self.ribbon(p, width, taper, wob) for p in many) if len(r) > 3]
        if not ribbons:
            return
        found = self.mask(ribbons)
        if not found:
            return
        at, cover = found
        if wash is not None:
            self.wash[at] = self.wash[at] * (1 - cover) + cover * wash
        elif white:
            self.ink[at] *= 1 - cover
        else:
            self.ink[at] = np.maximum(self.ink[at], cover)

    def stroke(self, points: Points, width: float = 2.2, **how: Any) -> None:
        """Draw one line."""
        self.strokes([points], width, **how)

    # -- pulling the print ---------------------------------------------------------------------
    def pull(self) -> Image.Image:
        """Print the plates: ink spread, misregistration, grain, paper; then take it down."""
        size = (WIDTH, HEIGHT)
        ink = Image.fromarray((self.ink * 255).astype(np.uint8))
        ink = ink.filter(ImageFilter.GaussianBlur(2.4)).resize(size, Image.Resampling.BOX)
        wash = Image.fromarray((np.clip(self.wash, 0, 1) * 255).astype(np.uint8))
        wash = wash.filter(ImageFilter.GaussianBlur(2)).resize(size, Image.Resampling.BOX)
        wash = ImageChops.offset(wash, int(self.rng.integers(3, 6)), int(self.rng.integers(-4, -1)))
        step = slice(None, None, S)
        fine, mid, wide = (n[step, step] for n in (self.fine, self.mid, self.wide))
        speck = self.noise(2)[step, step]
        k = np.clip((np.asarray(ink, np.float32) / 255 - 0.5) * 1.45 + 0.54, 0, 1)
        k *= 0.96 + 0.025 * wide - 0.55 * np.clip(speck - 1.15, 0, 0.8)
        c = np.asarray(wash, np.float32) / 255
        c = c * (0.93 + 0.05 * wide + 0.04 * mid + 0.03 * fine - 0.6 * np.clip(-speck - 1.0, 0, 1))
        edge = self.frame()
        k, c = np.clip(k, 0, 1) * edge, np.clip(c, 0, 1) * edge
        paper = np.array(PAPER, np.float32) + (1.5 * wide + 1.2 * mid + 0.8 * fine)[..., None]
        spot, deep = np.array(self.spot, np.float32), np.array(INK, np.float32)
        out = paper * (1 - c[..., None] * (1 - spot / 244.0))
        out = out * (1 - k[..., None]) + deep * k[..., None]
        return Image.fromarray(np.clip(out, 0, 255).astype(np.uint8))

    def frame(self) -> np.ndarray:
        """The uneven edge of the block: a narrow margin of bare paper."""
        x = np.arange(WIDTH, dtype=np.float32)
        y = np.arange(HEIGHT, dtype=np.float32)
        rough_x, rough_y = self.mid[::S, 600][:HEIGHT], self.mid[900, ::S][:WIDTH]
        left = np.minimum(x[None, :], WIDTH - 1 - x[None, :]) - 26 - 2.0 * rough_x[:, None]
        top = np.minimum(y[:, None], HEIGHT - 1 - y[:, None]) - 26 - 2.0 * rough_y[None, :]
        return np.clip(np.minimum(left, top) + 0.5, 0, 1)
