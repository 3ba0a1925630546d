"""Print every sample page as a file, with style sheet, type and pictures, and serve the folder.

`python tools/gallery.py [FOLDER]`: for whoever changes a template or the style sheet. No database.
"""

import functools
import http.server
import os
import re
import sys
from pathlib import Path

import django
from PIL import Image, ImageDraw

HERE = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(HERE / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
django.setup()

from django.contrib.staticfiles import finders  # noqa: E402 after setup
from django.utils import translation  # noqa: E402

from depesche.portal.finders import APART  # noqa: E402
from depesche.portal.render import page_text  # noqa: E402
from depesche.portal.tests.sample_parts import WIDTHS  # noqa: E402
from depesche.portal.tests.samples import pages  # noqa: E402

NEEDED = (*APART, "paper", "search", "masthead", "serif", "sans")
PICTURES = HERE / "src" / "depesche" / "archive" / "demo" / "pictures"


def write_gallery(target: Path) -> list[str]:
    """Write all sample pages into `target`; return their paths."""
    every = pages()
    for path, page in every.items():
        file = target / path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        with translation.override(page.frame.language):
            file.write_text(page_text(page), encoding="utf-8")
    for finder in finders.get_finders():
        for name, storage in finder.list([]):
            if name.startswith(NEEDED) or "portal/" in name:
                prefix = getattr(storage, "prefix", "") or ""
                file = target / "static" / prefix / name
                file.parent.mkdir(parents=True, exist_ok=True)
                with storage.open(name) as source:
                    file.write_bytes(source.read())
    _write_pictures(
        target, WIDTHS, "".join((target / path / "index.html").read_text() for path in every)
    )
    return list(every)


def _write_pictures(target: Path, widths: tuple[int, ...], text: str) -> None:
    folder = target / "pictures"
    folder.mkdir(exist_ok=True)
    names = set(re.findall(r"/pictures/([a-z0-9-]+)-[0-9]+\.jpg", text))
    for name in names:
        source = PICTURES / f"{name}.jpg"
        picture = Image.open(source) if source.is_file() else _stand_in(name)
        for width in widths:
            small = picture.convert("RGB").resize((width, round(width * 2 / 3)))
            for ending in ("jpg", "webp"):
                if not (folder / f"{name}-{width}.{ending}").is_file():
                    small.save(folder / f"{name}-{width}.{ending}", quality=78)


def _stand_in(name: str) -> Image.Image:
    """Draw a plain field with lines where a picture is not there."""
    picture = Image.new("RGB", (1280, 853), (226, 217, 198))
    pen = ImageDraw.Draw(picture)
    for place in range(0, 1280, 24):
        pen.line([(place, 0), (place - 300, 853)], fill=(27, 40, 51), width=1 + len(name) % 5)
    return picture


if __name__ == "__main__":
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else HERE / "var" / "gallery")
    for path in write_gallery(folder):
        print(f"http://127.0.0.1:8099/{path}")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    http.server.ThreadingHTTPServer(("127.0.0.1", 8099), handler).serve_forever()
