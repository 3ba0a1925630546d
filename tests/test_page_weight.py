"""A whole article page weighs less than 150 kB without its pictures, its type included, unsqueezed.

Measured on each story of the demo newspaper: what is in the page, and every file that it asks for.
"""

import re
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from shutil import copytree

import pytest
from django.contrib.staticfiles import finders
from django.core.files.base import ContentFile

from depesche.archive.read_demo import FOLDER
from depesche.archive.stage_demo import stage_demo
from depesche.articles.models import Article
from depesche.articles.tests.make import draw_jpeg
from depesche.pictures.models import Picture, Rendition
from depesche.pictures.renditions import FORMATS, WIDTHS, width_spec
from depesche.portal.fonts import MORE, MORE_LETTERS
from depesche.portal.tests.reading import address

pytestmark = pytest.mark.django_db
MOST_BYTES = 150_000
NOW = datetime(2027, 3, 4, 12, tzinfo=UTC)
LINKED = re.compile(
    r'<(?:link rel="(?:stylesheet|icon|preload)"|script)[^>]* (?:href|src)="([^"]+)"'
)
FETCHED = re.compile(r'url\("([^"]+)"\)')


@pytest.fixture
def demo(tmp_path, settings):
    """The demo newspaper, each picture in all its sizes as far as a page can tell."""
    settings.MEDIA_ROOT = tmp_path / "media"
    small, folder = draw_jpeg(), tmp_path / "demo"
    copytree(FOLDER, folder, copy_function=partial(copy_or_shrink, small=small))
    stage_demo(progress=lambda *_done: None, at=NOW, hands=0, folder=folder)
    Rendition.objects.exclude(filter_spec__startswith="fill").delete()
    for picture in Picture.objects.all():
        for kind in FORMATS:
            for width in WIDTHS:
                rendition = Rendition(image=picture, filter_spec=width_spec(width, kind))
                rendition.width, rendition.height = width, width * 2 // 3
                name = ContentFile(b"", name=f"print.{kind}").name
                rendition.file.name = rendition.file.field.generate_filename(rendition, name)
                Rendition.objects.bulk_create([rendition])


def copy_or_shrink(source: str, target: str, small: bytes) -> None:
    """Copy a file of the demo; put a small picture in the place of a large one."""
    is_picture = source.endswith(".jpg")
    Path(target).write_bytes(small if is_picture else Path(source).read_bytes())


@cache
def size_of(path: str) -> int:
    found = finders.find(path.partition("?")[0].removeprefix("/static/"))
    return Path(str(found)).stat().st_size


@cache
def named_by_the_sheet() -> set[str]:
    sheet = Path(str(finders.find("portal/paper.css"))).read_text(encoding="utf-8")
    return {path.partition("?")[0] for path in FETCHED.findall(sheet)}


def files_of(page: str) -> set[str]:
    """Return the static files that a browser fetches for a page, every cut of its letters."""
    linked = {path.partition("?")[0] for path in LINKED.findall(page)}
    has_more = not MORE_LETTERS.isdisjoint(map(ord, page))
    wanted = {path for path in named_by_the_sheet() if has_more or MORE not in path}
    return linked | {f"/static/portal/{path}" for path in wanted}


def test_every_story_of_the_demo_weighs_less_than_150_kb(client, demo):
    weights, files = {}, {}
    for article in Article.objects.listed():
        page = client.get(address(article)).text
        files = {path: size_of(path) for path in files_of(page)}
        assert sum(".woff2" in path for path in files) >= 5
        weights[len(page.encode()) + sum(files.values())] = article.title
    heaviest = max(weights)
    assert len(weights) > 40
    assert heaviest < MOST_BYTES, (weights[heaviest], files)
    assert heaviest > MOST_BYTES / 2, "nothing was weighed"
