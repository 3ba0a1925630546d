"""Draw the house: floors, rooms and what each says of itself. `make map` writes docs/house.md."""

import ast
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "depesche"
PAGE = ROOT / "docs" / "house.md"
HEAD = """# The house

News comes in at the desk, becomes an article, goes out on the wire and reaches readers. A room
imports only from floors below it; rooms on one floor do not know each other (`make lint` holds it).
The German beside each word of the newsroom is in `docs/words.md`. Written by `make map`.

"""


def floors() -> list[list[str]]:
    """Return the floors from the top, each a list of rooms; rooms not yet built are in brackets."""
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    layers: list[str] = config["tool"]["importlinter"]["contracts"][0]["layers"]
    return [[room.strip() for room in layer.replace(":", "|").split("|")] for layer in layers]


def says(path: Path) -> str:
    """Return the first line of a module's docstring, empty without one."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.split("\n")[0]


def room_lines(room: str) -> list[str]:
    """Return a room's heading and its files, each with its sentence."""
    if room.startswith("("):
        return [f"### `{room.strip('()')}` – not built yet", ""]
    place = HOUSE / room
    if not place.is_dir() and not place.with_suffix(".py").is_file():
        return [f"### `{room}` – not built yet", ""]
    if not place.is_dir():
        return [f"### `{room}.py`", "", says(place.with_suffix(".py")), ""]
    rows = [
        f"- `{path.relative_to(place)}` – {says(path)}"
        for path in sorted(place.rglob("*.py"))
        if path.name != "__init__.py" and not {"migrations", "tests"} & set(path.parts)
    ]
    return [f"### `{room}`", "", says(place / "__init__.py"), "", *rows, ""]


def draw() -> str:
    """Return the whole page."""
    lines = [HEAD]
    drawn = floors()
    for number, rooms in zip(range(len(drawn), 0, -1), drawn, strict=True):
        lines.append(f"## Floor {number}\n")
        for room in rooms:
            lines.extend(room_lines(room))
    return "\n".join(lines).rstrip() + "\n"


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(draw(), encoding="utf-8")
    sys.stdout.write(draw())
