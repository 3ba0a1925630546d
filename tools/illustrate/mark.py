# ruff: noqa: D401
"""The product's mark: a despatch bird with a letter, as SVG and as icons.

``python -m tools.illustrate.mark`` writes them.  One colour; feathers are cut out, so that the
mark takes the colour of the text around it.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from tools.illustrate.forms import Point
from tools.illustrate.ink import INK, PAPER, SPOTS

STATIC = Path(__file__).resolve().parents[2] / "src/depesche/portal/static/portal"
# The bird flies to the right: tail, body, head and beak; then the far wing and the near wing.
BODY = (
    "M2.6 47.2C9.8 45.6 15.2 42.4 20.4 38C26.6 32.6 33.4 28.6 41.2 27.2C43.2 21.8 51.6 20.2 54.6"
    " 25.4C57 25.8 59.4 27 61.4 28.8C59 29.6 56.9 29.9 54.9 29.8C54.7 38.4 46.6 46.2 35.2 47"
    "C29.6 47.4 24.6 46.8 20.2 45.4C15.6 48.4 10.6 51.4 4.4 54.2C6 52 7.2 50.4 8 48.8"
    "C6.2 48.6 4.4"
    " 48 2.6 47.2Z"
)
NEAR = (
    "M23.4 36.2C20.6 26.2 15.2 14.6 5.6 3.6C9.4 4.2 12.6 5.4 15.4 7C15.2 5.8 15 4.8 14.6 3.6"
    "C27.4 7.6 37.6 15.6 40.6 26.4C35.2 28.2 29.4 31.2 23.4 36.2Z"
)
CUTS = (
    "M24.8 32.4C22.8 25.6 19.4 18.4 14.6 11.8C21 18.2 24.6 25 26.2 31.3Z",
    "M28.6 29.6C26.6 22.8 23 15.8 18.4 10C24.8 15.4 28.6 21.8 30.2 28.5Z",
    "M32.6 27.4C31 21.6 28 15.8 24 11.2C29.8 15.4 33 21 34.3 26.6Z",
    "M24.6 39.6C31 35.4 37.4 33.4 44.4 33.2C38.4 35 32 37 26.2 40.6Z",
    "M26.4 43.2C32.4 39.8 38.4 38.2 45.2 37.6C39.4 39.6 33.8 41.4 28.6 44Z",
    "M48.4 25.2C49.4 24.2 51 24.6 51.2 26C50.4 27.2 48.6 26.8 48.4 25.2Z",
)
LETTER = "M56 35.2L68.6 38L66.2 48.4L53.6 45.6Z"
FLAP = (
    "M57.2 36.6L67 38.8L60.8 42.2Z",
    "M56.6 38.2L60.2 43L61.2 43.6L62.4 43.4L67.1 40.6L65.6 47L55 44.6Z",
)
STRING = "M59.4 28.6L60.6 28.5L63.8 37L62.4 36.8Z"
SHAPES = (BODY, NEAR)


def flatten(path: str) -> list[Point]:
    """Follow a path of M, L and C."""
    out: list[Point] = []
    for kind, text in re.findall(r"([MLC])([^MLCZ]*)", path):
        n = [float(v) for v in re.findall(r"-?[\d.]+", text)]
        if kind in "ML":
            out.append((n[0], n[1]))
            continue
        p = [out[-1], (n[0], n[1]), (n[2], n[3]), (n[4], n[5])]
        for k in range(1, 17):
            t = k / 16
            w = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
            out.append(
                (
                    sum(a * q[0] for a, q in zip(w, p, strict=True)),
                    sum(a * q[1] for a, q in zip(w, p, strict=True)),
                )
            )
    return out


def coverage(size: int, inset: float, add: tuple[str, ...], cut: tuple[str, ...]) -> Image.Image:
    """The mark as a mask of a size."""
    big = size * 4
    unit = big * (1 - 2 * inset) / 69
    mask = Image.new("L", (big, big), 0)
    pen = ImageDraw.Draw(mask)
    for group, value in ((add, 255), (cut, 0)):
        for path in group:
            pen.polygon(
                [(big * inset + x * unit, big * inset + (y + 5) * unit) for x, y in flatten(path)],
                fill=value,
            )
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def icon(size: int) -> Image.Image:
    """The bird in ink with a spot-coloured letter on paper."""
    image = Image.new("RGB", (size, size), PAPER)
    inset = 0.12
    image.paste(SPOTS["rust"], (0, 0), coverage(size, inset, (LETTER,), ()))
    outline = ImageChops.subtract(
        coverage(size, inset, (LETTER,), ()), coverage(size, inset, FLAP, ())
    )
    image.paste(INK, (0, 0), coverage(size, inset, (*SHAPES, STRING), CUTS))
    image.paste(INK, (0, 0), outline)
    return image


def main() -> None:
    """Write the mark and the icons."""
    STATIC.mkdir(parents=True, exist_ok=True)
    whole = "".join(f'<path d="{path}"/>' for path in (*SHAPES, STRING))
    holes = "".join(CUTS)
    mark = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 69 58" fill="currentColor">'
        f'<path fill-rule="evenodd" d="{BODY}{"".join(CUTS[3:])}"/>'
        f'<path fill-rule="evenodd" d="{NEAR}{"".join(CUTS[:3])}"/>'
        f'<path d="{STRING}"/><path fill-rule="evenodd" d="{LETTER}{"".join(FLAP)}"/></svg>\n'
    )
    (STATIC / "masthead-mark.svg").write_text(mark, encoding="utf-8")
    paper, ink, spot = ("#{:02x}{:02x}{:02x}".format(*c) for c in (PAPER, INK, SPOTS["rust"]))
    favicon = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-6 -12 81 81">'
        f'<rect x="-6" y="-12" width="81" height="81" rx="12" fill="{paper}"/>'
        f'<g fill="{ink}">{whole}<path fill="{paper}" d="{holes}"/>'
        f'<path fill="{spot}" d="{LETTER}"/>'
        f'<path fill-rule="evenodd" d="{LETTER}{"".join(FLAP)}"/></g></svg>\n'
    )
    (STATIC / "favicon.svg").write_text(favicon, encoding="utf-8")
    icon(180).save(STATIC / "touch-icon.png", optimize=True)


if __name__ == "__main__":
    main()
