"""Develop a picture: decode it upright and in sRGB, scale it, and write it in a format.

Nothing of the file's own metadata comes through, GPS least of all; the caller gives the XMP.
"""

import warnings
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms, ImageOps
from wagtail.images.models import AbstractImage, Filter
from willow.plugins.pillow import PillowImage

from depesche.pictures.read_metadata import BROKEN
from depesche.pictures.recognise import MOST_PIXELS, Shape, damaged

WHITE = (255, 255, 255)
SRGB = ImageCms.createProfile("sRGB")
ORIENTATION = 0x0112
LYING = frozenset({5, 6, 7, 8})  # stored on its side
SIXTEEN_BITS = 257  # a step of 8 bits is 257 steps of 16

MEDIA_TYPES = {
    "avif": "image/avif",
    "webp": "image/webp",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "gif": "image/gif",
}
EXTENSIONS = {"avif": ".avif", "webp": ".webp", "jpeg": ".jpg", "png": ".png"}
# tried on one photograph at 24 megapixels, smooth and grainy: 0.75 s of one core for all sizes
WRITING: dict[str, dict[str, Any]] = {
    "avif": {"quality": 58, "speed": 8, "max_threads": 1},
    "webp": {"quality": 76, "method": 2},
    "jpeg": {"quality": 78, "progressive": True, "optimize": True},
    "png": {"optimize": True},
}


@dataclass(frozen=True)
class Print:
    """A developed picture, ready to be stored."""

    format: str
    width: int
    height: int
    data: bytes


def open_upright(data: bytes, shape: Shape, *, about: int | None = None) -> Image.Image:
    """Decode the whole picture (of a moving one, the first frame): upright, sRGB, RGB or RGBA.

    With `about`, a JPEG is decoded no larger than needed for that many px of width: faster by far.
    Raises PictureRefused when it is damaged or breaks off.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(data), formats=[shape.format.upper()])
            if image.width * image.height > MOST_PIXELS:  # the frame may belie the header
                raise damaged()
            if about and shape.format == "jpeg":
                image.draft(None, _box_for(image, about))
            image.load()
            return _in_srgb(_turned(image))
        except BROKEN as broken:
            raise damaged() from broken


def _box_for(image: Image.Image, about: int) -> tuple[int, int]:
    """Return the least size to decode to, so that the upright picture is `about` px wide."""
    try:
        lies = image.getexif().get(ORIENTATION, 1) in LYING
    except BROKEN:
        lies = True
    if lies:
        return (about, about)
    return (about, max(1, about * image.height // image.width))


def _turned(image: Image.Image) -> Image.Image:
    """Apply the EXIF orientation; an orientation that cannot be read is none."""
    try:
        return ImageOps.exif_transpose(image)
    except BROKEN:
        return image


def _in_srgb(image: Image.Image) -> Image.Image:
    """Return RGB or RGBA in sRGB; the file's own colour profile is applied and left behind."""
    if image.mode.startswith("I"):
        image = image.convert("I").point(lambda value: value / SIXTEEN_BITS).convert("L")
    target = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode in {"P", "1", "LA", "PA", "La", "RGBa"}:
        image = image.convert(target)
    profile = image.info.get("icc_profile")
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            mode = "RGBA" if image.mode == "RGBA" else "RGB"
            image = ImageCms.profileToProfile(image, source, SRGB, outputMode=mode) or image
        except (ImageCms.PyCMSError, *BROKEN):
            pass  # a broken profile: the plain numbers are the best there is
    return image if image.mode == target else image.convert(target)


def scale(image: Image.Image, *, width: int) -> Image.Image:
    """Scale to `width` px, never up."""
    if width >= image.width:
        return image
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)


def write_print(image: Image.Image, kind: str, *, xmp: bytes) -> Print:
    """Write `image` in the format `kind` with `xmp` as its only metadata."""
    bare = _on_white(image) if kind == "jpeg" and image.mode == "RGBA" else image.copy()
    bare.info.clear()
    buffer = BytesIO()
    # PNG has no argument for XMP that every reader finds; at the desk only, so it goes without
    extra = {} if kind == "png" else {"xmp": xmp}
    bare.save(buffer, kind.upper(), **WRITING[kind], **extra)
    return Print(kind, bare.width, bare.height, buffer.getvalue())


def _on_white(image: Image.Image) -> Image.Image:
    ground = Image.new("RGB", image.size, WHITE)
    ground.paste(image, mask=image.getchannel("A"))
    return ground


def write_filtered(
    picture: AbstractImage, chosen: Filter, data: bytes, shape: Shape, *, xmp: bytes
) -> Print:
    """Carry out one of Wagtail's filters: what the desk needs, thumbnails above all."""
    image = open_upright(data, shape)
    willow = PillowImage(image)
    transform = chosen.get_transform(picture, image.size)
    willow = willow.crop(transform.get_rect().round()).resize(transform.size)
    env: dict[str, Any] = {"original-format": shape.format}
    for operation in chosen.filter_operations:
        willow = operation.run(willow, picture, env) or willow
    kind = env.get("output-format", shape.format)
    if kind not in WRITING:
        kind = "png" if image.mode == "RGBA" else "jpeg"
    return write_print(willow.image, kind, xmp=xmp)
