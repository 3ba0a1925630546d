"""Make the sizes and formats of a picture: once, after upload, never while a reader waits."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django_tasks import task
from wagtail.images.models import Filter, SourceImageIOError

from depesche.pictures.develop import EXTENSIONS, Print, open_upright, scale, write_print
from depesche.pictures.models import Picture, Rendition
from depesche.pictures.recognise import PictureRefused, recognise
from depesche.pictures.tidy import remove_on_rollback
from depesche.pictures.write_xmp import write_xmp
from depesche.wire.send import send

if TYPE_CHECKING:
    from PIL import Image

WIDTHS = (320, 640, 960, 1280, 1920)
FORMATS = ("avif", "webp", "jpeg")
QUICK_WIDTH = 960
SHARE_SIZE = (1200, 630)  # what networks show; Open Graph's usual 1.91 : 1
SHARE_SPEC = "fill-1200x630|format-jpeg"
RETIRED = "retired-"
RETIRED_FOR = timedelta(days=1)  # pages that were handed out a moment ago still name the old file


def widths_for(width: int) -> tuple[int, ...]:
    """Return the widths that are made of a picture `width` px wide: never wider than itself."""
    smaller = tuple(one for one in WIDTHS if one < width)
    return smaller if len(smaller) == len(WIDTHS) else (*smaller, width)


def width_spec(width: int, kind: str) -> str:
    """Return Wagtail's filter for a width in a format: the key of a rendition."""
    return f"width-{width}|format-{kind}"


def make_quick_rendition(picture: Picture, image: "Image.Image") -> Rendition:
    """Make one JPEG at once, so that a page has something before the worker has come round.

    `image` is the picture, decoded upright. Call it inside the transaction of the upload.
    """
    small = scale(image, width=QUICK_WIDTH)
    done = write_print(small, "jpeg", xmp=write_xmp(picture))
    return _store(picture, width_spec(small.width, "jpeg"), done)


@task()
def render_picture(picture_pk: int, anew: bool = False) -> None:  # noqa: FBT001, FBT002 - JSON's
    """Make a picture's sizes in the background; `anew` replaces those that are there."""
    picture = Picture.objects.filter(pk=picture_pk).first()
    if picture is not None:
        make_renditions(picture, at=timezone.now(), anew=anew)


def make_renditions(picture: Picture, *, at: datetime, anew: bool = False) -> int:
    """Make what is missing of `picture` in all sizes and formats; returns how many were made.

    Safe to run twice, and beside itself. With `anew` all are made again and the old ones retired:
    their files stay for a day. Announces `picture.rendered` when something was made.
    """
    has = set() if anew else set(picture.renditions.values_list("filter_spec", flat=True))
    try:
        with picture.open_file() as file:
            data = file.read()
        shape = recognise(data, name=picture.file.name)
        whole = open_upright(data, shape, about=max(WIDTHS))
    except (SourceImageIOError, PictureRefused):
        return 0  # the original is gone or was damaged later; `doctor` counts missing originals
    made = dict(_prints(picture, whole, but=has))
    return _put_up(picture, made, at=at, anew=anew) if made else 0


def _prints(
    picture: Picture, whole: "Image.Image", *, but: set[str]
) -> Iterator[tuple[str, Print]]:
    """Yield what is to be made, under its filter; each size is scaled from the next larger one."""
    xmp = write_xmp(picture)
    if SHARE_SPEC not in but:
        yield SHARE_SPEC, write_print(crop_to_share(picture, whole), "jpeg", xmp=xmp)
    smaller = whole
    for width in reversed(widths_for(whole.width)):
        smaller = scale(smaller, width=width)
        for kind in FORMATS:
            if (spec := width_spec(width, kind)) not in but:
                yield spec, write_print(smaller, kind, xmp=xmp)


def crop_to_share(picture: Picture, whole: "Image.Image") -> "Image.Image":
    """Cut out 1.91 : 1 around the focal point, or a little above the middle; never enlarge."""
    wide, high = SHARE_SIZE
    width = min(whole.width, whole.height * wide / high)
    height = width * high / wide
    x, y = whole.width / 2, whole.height * 0.45
    if picture.focal_point_x is not None and picture.focal_point_y is not None:
        x = whole.width * picture.focal_point_x / max(1, picture.width)
        y = whole.height * picture.focal_point_y / max(1, picture.height)
    left = min(max(0, x - width / 2), whole.width - width)
    top = min(max(0, y - height / 2), whole.height - height)
    box = (round(left), round(top), round(left + width), max(1, round(top + height)))
    return scale(whole.crop(box), width=wide)


def _put_up(picture: Picture, made: dict[str, Print], *, at: datetime, anew: bool) -> int:
    """Store what was made and announce it, unless the picture has changed under our hands."""
    with transaction.atomic():
        now = Picture.objects.select_for_update().filter(pk=picture.pk).first()
        if now is None or now.file.name != picture.file.name:
            return 0  # a newer upload has its own task
        _clear_retired(picture, before=at - RETIRED_FOR)
        if anew:
            _retire(picture, at=at)
        has = set(picture.renditions.values_list("filter_spec", flat=True))
        missing = {spec: done for spec, done in made.items() if spec not in has}
        for spec, done in missing.items():
            _store(picture, spec, done)
        if missing:
            send("picture.rendered", [picture.subject], at=at, by="worker")
    return len(missing)


def _store(picture: Picture, spec: str, done: Print) -> Rendition:
    """Write one file and its row; a rollback takes the file with it."""
    rendition = Rendition(
        image=picture, filter_spec=spec, focal_point_key=Filter(spec).get_cache_key(picture)
    )
    rendition.file = ContentFile(done.data, name=f"print{EXTENSIONS[done.format]}")
    rendition.save()
    remove_on_rollback(rendition.file.storage, [rendition.file.name])
    return rendition


def _retire(picture: Picture, *, at: datetime) -> None:
    """Take the present renditions out of use; their addresses answer for another day."""
    for rendition in picture.renditions.exclude(filter_spec__startswith=RETIRED):
        # the key makes the name one of a kind: two generations may retire on one day
        spec = f"{RETIRED}{at:%Y%m%d%H%M}-{rendition.pk}"
        Rendition.objects.filter(pk=rendition.pk).update(filter_spec=spec)


def _clear_retired(picture: Picture, *, before: datetime) -> None:
    for rendition in picture.renditions.filter(filter_spec__startswith=RETIRED):
        if rendition.filter_spec < f"{RETIRED}{before:%Y%m%d%H%M}":
            rendition.delete()
