"""Recognise a picture by its first bytes, before anything decodes it: format, size, frames."""

import struct
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

MOST_BYTES = 30 * 1024 * 1024
MOST_PIXELS = 80_000_000  # all frames together, as Wagtail counts
MOST_FRAMES = 600

WEBP_HEAD_BYTES = 30
JPEG_MARK = 0xFF
JPEG_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
JPEG_NO_MORE_HEADERS = frozenset({0xD9, 0xDA})
GIF_IMAGE, GIF_EXTENSION, GIF_END = b",!;"


class PictureRefused(Exception):
    """The file is not taken; the message is one translated sentence for the person at the desk."""


class Unreadable(Exception):
    """The bytes end too early, or say what cannot be."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What the first bytes promise. `format` is Pillow's name in small letters."""

    format: str
    width: int
    height: int
    frames: int = 1

    @property
    def extension(self) -> str:
        """The file name's ending, with its dot."""
        return ".jpg" if self.format == "jpeg" else f".{self.format}"


def recognise(data: bytes, *, name: str) -> Shape:
    """Return what the picture `data` is; `name` is the file's name, whose ending must agree.

    Raises PictureRefused: too large, too many pixels or frames, disguised, or no picture at all.
    """
    if len(data) > MOST_BYTES:
        size = _("The file is larger than %(limit)d MB. Save the picture smaller.")
        raise PictureRefused(size % {"limit": MOST_BYTES // 1024 // 1024})
    kind = name_format(data)
    if kind is None:
        raise PictureRefused(
            _("This is not a picture that can be used. Save it as JPEG, PNG, WebP, AVIF or GIF.")
        )
    ending = ending_of(name)
    if ending.replace("jpg", "jpeg") != kind:
        disguised = _("The file’s name ends in “%(ending)s”, but it is %(kind)s. Rename it.")
        raise PictureRefused(disguised % {"ending": ending[:12], "kind": kind.upper()})
    try:
        shape = READERS[kind](data)
    except (Unreadable, struct.error, IndexError) as broken:
        raise damaged() from broken
    return _judged(shape)


def ending_of(name: str) -> str:
    """Return what stands behind the last dot of a file's name, in small letters."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def damaged() -> PictureRefused:
    """Return the refusal of a picture that cannot be decoded to its end."""
    return PictureRefused(_("The picture is damaged or incomplete. Fetch it again and retry."))


def name_format(data: bytes) -> str | None:
    """Name the format by its signature: jpeg, png, webp, avif, gif, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return "jpeg"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "gif"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in {b"avif", b"avis"}:
        return "avif"
    return None


def _judged(shape: Shape) -> Shape:
    if shape.width < 1 or shape.height < 1:
        raise damaged()
    if shape.frames > MOST_FRAMES:
        frames = _("The picture moves through more than %(limit)d frames. Save a still.")
        raise PictureRefused(frames % {"limit": MOST_FRAMES})
    if shape.width * shape.height * shape.frames > MOST_PIXELS:
        pixels = _("The picture has more than %(limit)d million pixels. Scale it down.")
        raise PictureRefused(pixels % {"limit": MOST_PIXELS // 1_000_000})
    return shape


def _jpeg(data: bytes) -> Shape:
    """Walk the segments to the frame header (ITU-T T.81, B.2.2)."""
    at = 2
    while True:
        while data[at] == JPEG_MARK and data[at + 1] == JPEG_MARK:
            at += 1
        marker, length = data[at + 1], struct.unpack_from(">H", data, at + 2)[0]
        if data[at] != JPEG_MARK or not length:
            raise Unreadable
        if marker in JPEG_FRAMES:
            height, width = struct.unpack_from(">HH", data, at + 5)
            return Shape("jpeg", width, height)
        if marker in JPEG_NO_MORE_HEADERS:
            raise Unreadable
        at += 2 + length


def _png(data: bytes) -> Shape:
    """Read IHDR; `acTL` before the data makes it move."""
    width, height = struct.unpack_from(">II", data, 16)
    frames, at = 1, 8
    while data[at + 4 : at + 8] not in {b"IDAT", b"IEND", b""}:
        length = struct.unpack_from(">I", data, at)[0]
        if data[at + 4 : at + 8] == b"acTL":
            frames = struct.unpack_from(">I", data, at + 8)[0]
        at += 12 + length
    return Shape("png", width, height, max(1, frames))


def _gif(data: bytes) -> Shape:
    """Walk the blocks and count the image descriptors."""
    width, height, flags = struct.unpack_from("<HHB", data, 6)
    at, frames = 13 + _table_bytes(flags), 0
    while at < len(data) and data[at] != GIF_END and frames <= MOST_FRAMES:
        if data[at] == GIF_IMAGE:
            frames += 1
            at += 11 + _table_bytes(data[at + 9])
        elif data[at] == GIF_EXTENSION:
            at += 2
        else:
            raise Unreadable
        while data[at]:
            at += 1 + data[at]
        at += 1
    return Shape("gif", width, height, max(1, frames))


def _table_bytes(flags: int) -> int:
    """Return how many bytes a GIF's colour table takes (3 for each of 2 to 256 colours)."""
    return 3 * 2 ** ((flags & 7) + 1) if flags & 0x80 else 0


def _webp(data: bytes) -> Shape:
    """Read the first chunk's size; an extended file names its canvas and has ANMF chunks."""
    first = data[12:16]
    if len(data) < WEBP_HEAD_BYTES:
        raise Unreadable
    if first == b"VP8X":
        width = 1 + int.from_bytes(data[24:27], "little")
        height = 1 + int.from_bytes(data[27:30], "little")
        return Shape("webp", width, height, max(1, _count_webp_frames(data)))
    if first == b"VP8L":
        bits = struct.unpack_from("<I", data, 21)[0]
        return Shape("webp", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
    if first == b"VP8 ":
        width, height = struct.unpack_from("<HH", data, 26)
        return Shape("webp", width & 0x3FFF, height & 0x3FFF)
    raise Unreadable


def _count_webp_frames(data: bytes) -> int:
    at, frames = 12, 0
    while at + 8 <= len(data):
        frames += data[at : at + 4] == b"ANMF"
        length = struct.unpack_from("<I", data, at + 4)[0]
        at += 8 + length + (length & 1)
    return frames


def _avif(data: bytes) -> Shape:
    """Take the largest `ispe` property in the file's head; a sequence (`avis`) is not taken."""
    if data[8:12] == b"avis":
        raise PictureRefused(_("Moving AVIF pictures cannot be used. Save a still."))
    head, at = data[: 256 * 1024], -1
    sizes = []
    while (at := head.find(b"ispe", at + 1)) >= 0 and at + 16 <= len(head):
        sizes.append(struct.unpack_from(">II", head, at + 8))
    if not sizes:
        raise Unreadable
    width, height = max(sizes, key=lambda size: size[0] * size[1])
    return Shape("avif", width, height)


READERS: dict[str, Callable[[bytes], Shape]] = {
    "jpeg": _jpeg,
    "png": _png,
    "gif": _gif,
    "webp": _webp,
    "avif": _avif,
}
