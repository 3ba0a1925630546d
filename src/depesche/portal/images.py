"""Pictures as pages print them: two queries for any number; only public ones, only in time."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import Q

from depesche.pictures.models import Picture, Rendition
from depesche.portal.contracts import Image, Source
from depesche.press.note import note

BEST_FIRST = ("avif", "webp")
FALLBACK = "jpg"
SENSIBLE_WIDTH = 640  # for browsers that know no srcset
SYNTHETIC = ("trainedAlgorithmicMedia", "compositeWithTrainedAlgorithmicMedia", "algorithmicMedia")


@dataclass(frozen=True)
class File:
    """One rendition: its address and size."""

    name: str
    url: str
    width: int
    height: int


@dataclass(frozen=True)
class Images:
    """Pictures with their renditions; empty hands out nothing."""

    pictures: dict[int, Picture] = field(default_factory=dict)
    files: dict[tuple[int, str], list[File]] = field(default_factory=dict)

    def image(self, key: int | None, *, caption: str = "", alt: str = "") -> Image | None:
        """Return a picture with the caption and alternative text of this use, None without one."""
        picture = self.pictures.get(key or 0)
        jpegs = self.files.get((key or 0, FALLBACK), [])
        if picture is None or not jpegs:
            return None
        largest = jpegs[-1]
        middle = next((file for file in jpegs if file.width >= SENSIBLE_WIDTH), largest)
        return Image(
            sources=tuple(
                Source(media_type=f"image/{kind}", srcset=_srcset(self.files[picture.pk, kind]))
                for kind in BEST_FIRST
                if (picture.pk, kind) in self.files
            ),
            src=middle.url,
            srcset=_srcset(jpegs),
            width=largest.width,
            height=largest.height,
            alt=alt or picture.description,
            caption=caption or picture.caption,
            credit=picture.credit,
            licence_url=picture.licence_url,
            is_synthetic=picture.digital_source_type.rpartition("/")[2] in SYNTHETIC,
            copyright_notice=picture.copyright_notice,
        )

    def largest(self, key: int | None) -> File | None:
        """Return the largest JPEG of a shown picture, None without one."""
        files = self.files.get((key or 0, FALLBACK), [])
        return files[-1] if files and key in self.pictures else None


def _srcset(files: list[File]) -> str:
    return ", ".join(f"{file.url} {file.width}w" for file in files)


def images_of(keys: Iterable[int | None], *, at: datetime, is_preview: bool = False) -> Images:
    """Read pictures and their renditions; the expired and those of unlisted stories stay out."""
    wanted = {key for key in keys if key}
    if not wanted:
        return Images()
    rows = Picture.objects.filter(pk__in=wanted)
    if not is_preview:
        rows = rows.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=at), is_public=True)
    pictures = rows.in_bulk()
    note(*(f"picture:{key}" for key in wanted))
    renditions = Rendition.objects.filter(image__in=pictures, filter_spec__startswith="width-")
    files: dict[tuple[int, str], list[File]] = {}
    for key, name, width, height in renditions.order_by("width").values_list(
        "image_id", "file", "width", "height"
    ):
        kind = name.rpartition(".")[2].lower().replace("jpeg", FALLBACK)
        files.setdefault((key, kind), []).append(
            File(name, default_storage.url(name), width, height)
        )
    return Images(pictures=pictures, files=files)
