"""The picture under which a story is shared: its photo, the paper's name, and the YEAR.

An old story that is passed on as new says its year on the picture itself. Drawn when first asked
for, of listed stories only, one at a time, and kept beside the database: never under `/media/`,
so that nothing is reachable once its story is taken down.
"""

import hashlib
import logging
import tempfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from threading import Semaphore

import font_source_sans_pro
import font_source_serif_pro
from django.conf import settings
from PIL import Image as Canvas
from PIL import ImageDraw, ImageFont, ImageOps

from depesche.articles.models import Article
from depesche.pictures.models import Rendition
from depesche.pictures.renditions import SHARE_SPEC
from depesche.portal.images import Images
from depesche.portal.paper import Paper

log = logging.getLogger("depesche.portal")

SIZE = (1200, 630)
BAND = 96  # height of the strip that bears name and year
MARGIN = 48
PAPER, INK = (250, 248, 243), (24, 26, 30)
QUALITY = 82
WAIT_SECONDS = 5
LINES = 5
DRAWING = Semaphore(1)  # Pillow takes 60 ms and 10 MB a picture: one at a time a process


class Busy(Exception):
    """Other pictures are being drawn; asking again in a moment is worth it."""


def year_of(paper: Paper, article: Article) -> str:
    """Return the year of first publication, in the edition's time zone."""
    return str(paper.local(article.published_at or paper.now).year)


def share_version(paper: Paper, article: Article, images: Images) -> str:
    """Return a short name of what the picture is made of: it changes when they do."""
    photo = images.to_share(article.picture_id)
    shown = photo.url if photo else article.list_headline
    made_of = "\n".join((paper.edition.name, year_of(paper, article), shown))
    return hashlib.sha256(made_of.encode()).hexdigest()[:8]


def share_address(paper: Paper, article: Article, images: Images) -> str:
    """Return the address of the picture within the edition."""
    return f"/share/{article.code}-{share_version(paper, article, images)}.jpg"


def share_image(paper: Paper, article: Article, images: Images) -> bytes:
    """Return the JPEG of a story that its caller has judged visible; draw it the first time.

    Raises Busy where too many are asked for at once.
    """
    folder = Path(settings.HOME) / "data" / "share"
    path = folder / f"{article.code}-{share_version(paper, article, images)}.jpg"
    if path.is_file():
        return path.read_bytes()
    if not DRAWING.acquire(timeout=WAIT_SECONDS):
        raise Busy
    try:
        photo = images.to_share(article.picture_id)
        made = draw(
            _photo_of(article) if photo else None,
            name=paper.edition.name,
            year=year_of(paper, article),
            headline=article.list_headline,
        )
    finally:
        DRAWING.release()
    _keep(path, made, old=folder.glob(f"{article.code}-*.jpg") if folder.is_dir() else ())
    return made


def _photo_of(article: Article) -> bytes | None:
    """Return the rendition cut for sharing, or the widest JPEG; None where the file is gone."""
    of_it = Rendition.objects.filter(image=article.picture_id)
    jpegs = of_it.filter(filter_spec__startswith="width-", filter_spec__endswith="|format-jpeg")
    found = of_it.filter(filter_spec=SHARE_SPEC).first() or jpegs.order_by("width").last()
    try:
        if found is not None:
            with found.file.open("rb") as file:
                return bytes(file.read())
    except OSError:
        log.warning("share.photo_missing", extra={"picture": article.picture_id})
    return None


def _keep(path: Path, made: bytes, *, old: Iterable[Path]) -> None:
    """Put the file in its place in one step; the story's earlier pictures go."""
    for earlier in old:
        earlier.unlink(missing_ok=True)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as part:
        part.write(made)
    Path(part.name).replace(path)


def draw(photo: bytes | None, *, name: str, year: str, headline: str) -> bytes:
    """Draw the picture: photo or headline above, a strip with the paper's name and the year."""
    canvas = Canvas.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(canvas)
    height = SIZE[1] - BAND
    if photo:
        with Canvas.open(BytesIO(photo)) as opened:
            canvas.paste(ImageOps.fit(opened.convert("RGB"), (SIZE[0], height)), (0, 0))
    else:
        _write_headline(pen, headline)
    middle = height + BAND // 2
    pen.line([(0, height), (SIZE[0], height)], fill=INK, width=3)
    pen.text((MARGIN, middle), name, font=_serif(46), fill=INK, anchor="lm")
    pen.text((SIZE[0] - MARGIN, middle), year, font=_sans(58), fill=INK, anchor="rm")
    written = BytesIO()
    canvas.save(written, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return written.getvalue()


def _write_headline(pen: ImageDraw.ImageDraw, headline: str) -> None:
    font = _serif(76)
    lines = [""]
    for word in headline.split():
        longer = f"{lines[-1]} {word}".strip()
        fits = pen.textlength(longer, font=font) <= SIZE[0] - 2 * MARGIN
        lines[-1:] = [longer] if fits or not lines[-1] else [lines[-1], word]
    text = "\n".join(lines[:LINES])
    pen.multiline_text((MARGIN, MARGIN), text, font=font, fill=INK, spacing=14)


def _serif(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_source_serif_pro.font_files_ttf["SourceSerifProSemibold"], size)


def _sans(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_source_sans_pro.font_files_ttf["SourceSansProSemibold"], size)
