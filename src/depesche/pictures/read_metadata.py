"""Read what a picture says of itself: credit, rights, caption, place, day, how it came about."""

import re
import struct
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from io import BytesIO
from typing import Any

from PIL import Image

from depesche.pictures.read_iim import IIM_RESOURCE, Records, is_newer_than_xmp, read_iim
from depesche.pictures.read_xmp import Properties, read_xmp

FORMATS = ("JPEG", "PNG", "WEBP", "AVIF", "GIF")
# whatever Pillow's readers raise on bytes that somebody made up
BROKEN = (
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    RuntimeError,
    MemoryError,
    struct.error,
    Image.DecompressionBombError,
)
EXIF_CAPTION, EXIF_ARTIST, EXIF_COPYRIGHT = 0x010E, 0x013B, 0x8298
EXIF_MORE, EXIF_TAKEN = 0x8769, 0x9003
NOT_TEXT = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
DAY = re.compile(r"(\d{4})[:\-/.]?(\d{2})[:\-/.]?(\d{2})(?!\d)")
LONGEST_TEXT = 10_000
MOST_KEYWORDS = 100


@dataclass(frozen=True)
class Metadata:
    """What a file says; empty where it says nothing. `taken_on` is the day at the place."""

    creator: str = ""
    agency: str = ""
    credit_line: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    licence_url: str = ""
    caption: str = ""
    headline: str = ""
    alternative: str = ""
    place: str = ""
    taken_on: date | None = None
    digital_source_type: str = ""
    keywords: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return what is there, for a JSON column."""
        said = {name: value for name, value in asdict(self).items() if value}
        if self.taken_on:
            said["taken_on"] = self.taken_on.isoformat()
        if self.keywords:
            said["keywords"] = list(self.keywords)
        return said


def read_metadata(data: bytes) -> Metadata:
    """Read IPTC-IIM, XMP and EXIF of a picture. Never raises: broken metadata says nothing.

    XMP is believed first, for it is whole where IIM cuts at 32 characters; IIM first where a
    program that knows no XMP changed it later; EXIF last, for cameras write it by themselves.
    Source: docs/decisions/0031-what-a-picture-says.md.
    """
    info, exif = _open(data)
    resources = info.get("photoshop")
    resources = resources if isinstance(resources, dict) else {}
    records = read_iim(_bytes(resources.get(IIM_RESOURCE)))
    properties = read_xmp(_bytes(info.get("xmp")))
    told = _Told(properties, records, exif, iim_first=is_newer_than_xmp(resources))
    return told.metadata()


def _open(data: bytes) -> tuple[Mapping[Any, Any], Mapping[int, str]]:
    """Return the file's info and EXIF texts, as far as they can be read; decodes no pixel."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image = Image.open(BytesIO(data), formats=FORMATS)
        except BROKEN:
            return {}, {}
        with image:
            return image.info, _exif(image)


def _exif(image: Image.Image) -> dict[int, str]:
    try:
        exif = image.getexif()
        more = exif.get_ifd(EXIF_MORE)
        tags = {tag: exif.get(tag) for tag in (EXIF_CAPTION, EXIF_ARTIST, EXIF_COPYRIGHT)}
        tags[EXIF_TAKEN] = more.get(EXIF_TAKEN)
    except BROKEN:
        return {}
    return {tag: _exif_text(value) for tag, value in tags.items() if value}


def _exif_text(value: object) -> str:
    """EXIF texts are ASCII by the book and UTF-8 in life; Pillow reads them as Latin-1."""
    raw = value if isinstance(value, bytes) else str(value).encode("latin-1", "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("latin-1")


def _bytes(value: object) -> bytes:
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return value if isinstance(value, bytes) else b""


def clean(text: str) -> str:
    """Take out what no database and no page should hold; the ends are trimmed."""
    return NOT_TEXT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))[:LONGEST_TEXT].strip()


@dataclass(frozen=True)
class _Told:
    """Three witnesses, and whom to believe."""

    xmp: Properties
    iim: Records
    exif: Mapping[int, str]
    iim_first: bool

    def metadata(self) -> Metadata:
        """Hear them on every point."""
        name = self._name
        said = Metadata(
            creator=self._all("dc:creator", 80, EXIF_ARTIST),
            agency=name("photoshop:Source", 115),
            credit_line=name("photoshop:Credit", 110),
            copyright_notice=name("dc:rights", 116, EXIF_COPYRIGHT),
            usage_terms=name("xmpRights:UsageTerms") or name("photoshop:Instructions", 40),
            licence_url=self._licence(),
            caption=name("dc:description", 120, EXIF_CAPTION),
            headline=name("photoshop:Headline", 105) or name("dc:title", 5),
            alternative=name("Iptc4xmpCore:AltTextAccessibility"),
            place=self._place(),
            taken_on=self._day(),
            keywords=self._keywords(),
        )
        kind = name("Iptc4xmpExt:DigitalSourceType").rstrip("/").rpartition("/")[2]
        return replace(said, digital_source_type=kind)

    def _values(self, prop: str, dataset: int = 0) -> Sequence[str]:
        """Return what XMP and IIM say, the one to believe first; never a cut one before a whole."""
        modern = [clean(value) for value in self.xmp.get(prop, ())]
        old = [clean(value) for value in self.iim.get((2, dataset), ())]
        modern, old = [text for text in modern if text], [text for text in old if text]
        if not self.iim_first or not old:
            return modern or old
        is_cut = any(long.startswith(short) for short in old for long in modern)
        return modern if is_cut else old

    def _name(self, prop: str, dataset: int = 0, tag: int = 0) -> str:
        values = self._values(prop, dataset)
        return values[0] if values else clean(self.exif.get(tag, ""))

    def _all(self, prop: str, dataset: int, tag: int) -> str:
        values = self._values(prop, dataset) or clean(self.exif.get(tag, "")).split(";")
        return ", ".join(dict.fromkeys(value.strip() for value in values if value.strip()))

    def _keywords(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(self._values("dc:subject", 25)))[:MOST_KEYWORDS]

    def _place(self) -> str:
        parts = (
            self._name("Iptc4xmpCore:Location", 92),
            self._name("photoshop:City", 90),
            self._name("photoshop:State", 95),
            self._name("photoshop:Country", 101),
        )
        return ", ".join(dict.fromkeys(filter(None, parts)))

    def _licence(self) -> str:
        for prop in ("xmpRights:WebStatement", "cc:license"):
            address = self._name(prop)
            if re.fullmatch(r"https?://[^\s\"'<>\\]+", address):
                return address
        return ""

    def _day(self) -> date | None:
        readers: tuple[Callable[[], str], ...] = (
            lambda: self._name("photoshop:DateCreated", 55),
            lambda: self.exif.get(EXIF_TAKEN, ""),
        )
        for read in readers:
            if (found := DAY.match(read())) is not None:
                try:
                    return date(*map(int, found.groups()))
                except ValueError:
                    continue
        return None
