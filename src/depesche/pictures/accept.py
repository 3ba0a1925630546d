"""Accept a picture: check the file, read what it says, store it, make a first small print."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from django.core.files.base import ContentFile, File
from django.db import transaction
from wagtail.images.models import AbstractImage

from depesche.pictures.develop import open_upright
from depesche.pictures.models import Picture
from depesche.pictures.read_metadata import Metadata, clean, read_metadata
from depesche.pictures.recognise import MOST_BYTES, PictureRefused, Shape, recognise
from depesche.pictures.renditions import QUICK_WIDTH, make_quick_rendition, render_picture
from depesche.pictures.tidy import remove_on_rollback
from depesche.wire.send import send

if TYPE_CHECKING:
    from PIL import Image


class Credit(TypedDict, total=False):
    """What a caller knows of a picture; it goes before what the file says."""

    description: str
    caption: str
    creator: str
    agency: str
    credit_line: str
    copyright_notice: str
    usage_terms: str
    licence_url: str
    expires_at: datetime | None
    taken_on: date | None
    place: str
    digital_source_type: str
    source_uri: str


# columns that are filled from the file where nobody has written anything; alternative text last
FROM_FILE = {
    "caption": "caption",
    "creator": "creator",
    "agency": "agency",
    "credit_line": "credit_line",
    "copyright_notice": "copyright_notice",
    "usage_terms": "usage_terms",
    "licence_url": "licence_url",
    "taken_on": "taken_on",
    "place": "place",
    "digital_source_type": "digital_source_type",
    "description": "alternative",
}


@dataclass(frozen=True)
class Negative:
    """A file that was looked through: its bytes, its shape, what it says, and a first decode."""

    data: bytes
    shape: Shape
    metadata: Metadata
    image: "Image.Image"

    @cached_property
    def columns(self) -> dict[str, Any]:
        """What the file says, cut to the length of Picture's columns."""
        return {
            column: fit(column, getattr(self.metadata, name)) for column, name in FROM_FILE.items()
        }


def fit(column: str, value: Any) -> Any:
    """Cut a text to its column, with an ellipsis; the whole stays in `metadata`.

    An address is taken whole or not at all.
    """
    most = Picture._meta.get_field(column).max_length
    if not isinstance(value, str) or most is None or len(value) <= most:
        return value
    return "" if column == "licence_url" else f"{value[: most - 1]}…"


def examine(file: "File[bytes]", *, name: str) -> Negative:
    """Look through an uploaded file and decode it once, to its end.

    Raises PictureRefused with a sentence for the person who sent it.
    """
    file.seek(0)
    data = file.read(MOST_BYTES + 1)
    shape = recognise(data, name=name)
    image = open_upright(data, shape, about=QUICK_WIDTH)
    return Negative(data=data, shape=shape, metadata=read_metadata(data), image=image)


def examine_early(file: Any) -> None:
    """Look through an upload before a transaction begins; the form finds what was seen on it.

    What is no picture is left to the form to refuse.
    """
    with suppress(PictureRefused):
        file.negative = examine(file, name=file.name)
    file.seek(0)


def accept_picture(
    file: "File[bytes]", *, title: str, by: str, at: datetime, **credit: Unpack[Credit]
) -> Picture:
    """Take a picture in: the act of importers and of the demo paper.

    `file.name` must end as its format does. What `credit` gives goes before what the file says.
    The worker makes its other sizes. Raises PictureRefused; then nothing is written, no file.
    """
    unknown = credit.keys() - Credit.__annotations__.keys()
    if unknown:
        message = f"accept_picture knows no {', '.join(sorted(unknown))}"
        raise TypeError(message)
    negative = examine(file, name=file.name or "")
    given = {column: value for column, value in credit.items() if value not in {"", None}}
    picture = Picture(title=clean(title)[:255], **{**negative.columns, **given})
    picture.file = ContentFile(negative.data, name=f"picture{negative.shape.extension}")
    return keep_picture(picture, negative, by=by, at=at)


@transaction.atomic
def keep_picture(picture: Picture, negative: Negative, *, by: str, at: datetime) -> Picture:
    """Save a new picture with its first print, order the others, and announce it."""
    measure_file(picture, negative)
    picture.save()
    remove_on_rollback(picture.file.storage, [picture.file.name])
    make_quick_rendition(picture, negative.image)
    render_picture.enqueue(picture.pk)
    send("picture.accepted", [picture.subject], at=at, by=by)
    return picture


def measure_file(picture: Picture, negative: Negative) -> None:
    """Note what the desk shows of the file: its size, its hash, all that it says."""
    AbstractImage._set_image_file_metadata(picture)  # noqa: SLF001 - Wagtail's form does the same
    picture.metadata = negative.metadata.as_json()
    if not picture.digital_source_type:
        picture.digital_source_type = negative.columns["digital_source_type"]
