# ruff: noqa: D401
"""Draw the pictures of the demonstration newspaper: ``python -m tools.illustrate [KEY…]``.

Needs numpy and Pillow 11 or newer.  Credits and captions come from the demo's ``paper.toml``; the
same key always gives the same picture.
"""

from __future__ import annotations

import argparse
import os
import tomllib
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from tools.illustrate.ink import Plate
from tools.illustrate.motifs import MOTIFS
from tools.illustrate.press import Credit, save

DEMO = Path(__file__).resolve().parents[2] / "src/depesche/archive/demo"


def read_credits(paper: Path) -> dict[str, Credit]:
    """What paper.toml says about each picture."""
    if not paper.exists():
        return {}
    found = {}
    for row in tomllib.loads(paper.read_text(encoding="utf-8")).get("picture", []):
        creator, agency = row.get("creator", ""), row.get("agency", "")
        found[row["key"]] = Credit(
            title=row.get("title", row["key"]),
            creator=creator,
            credit=" / ".join(part for part in (creator, agency) if part),
            caption=row.get("caption_de") or row.get("alt_de") or row.get("title", ""),
        )
    return found


def draw(key: str, folder: Path, credit: Credit) -> tuple[str, int]:
    """Draw one picture and save it."""
    spot, motif = MOTIFS[key]
    plate = Plate(key, spot)
    motif(plate)
    return key, save(plate.pull(), folder / f"{key}.jpg", credit)


def main() -> None:
    """Draw the keys asked for, or all of them."""
    parser = argparse.ArgumentParser(prog="python -m tools.illustrate", description=__doc__)
    parser.add_argument("keys", nargs="*", metavar="KEY", help="pictures to draw (default: all)")
    parser.add_argument("--paper", type=Path, default=DEMO / "paper.toml")
    parser.add_argument("--out", type=Path, default=DEMO / "pictures")
    args = parser.parse_args()
    unknown = [key for key in args.keys if key not in MOTIFS]
    if unknown:
        parser.error(f"no such picture: {', '.join(unknown)}")
    known = read_credits(args.paper)
    keys = args.keys or sorted(MOTIFS)
    blank = [known.get(key) or Credit(key, "Depesche", "Depesche", key) for key in keys]
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        total = 0
        for key, size in pool.map(draw, keys, [args.out] * len(keys), blank):
            total += size
            print(f"{key}: {size / 1000:.0f} kB")
    print(f"{len(keys)} pictures, {total / 1e6:.2f} MB")


if __name__ == "__main__":
    main()
