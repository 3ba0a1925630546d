# ruff: noqa: D401
"""Saving: JPEG with the credit embedded twice, as IPTC-IIM and as XMP."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import numpy as np
from PIL import Image

SOURCE_TYPE = "http://cv.iptc.org/newscodes/digitalsourcetype/digitalCreation"
RIGHTS = "CC0 1.0: no rights reserved"
RIGHTS_URL = "https://creativecommons.org/publicdomain/zero/1.0/"
# The luminance table of the JPEG standard (annex K), row by row.
LUMINANCE = (
    *(16, 11, 10, 16, 24, 40, 51, 61), *(12, 12, 14, 19, 26, 58, 60, 55),
    *(14, 13, 16, 24, 40, 57, 69, 56), *(14, 17, 22, 29, 51, 87, 80, 62),
    *(18, 22, 37, 56, 68, 109, 103, 77), *(24, 35, 55, 64, 81, 104, 113, 92),
    *(49, 64, 78, 87, 103, 121, 120, 101), *(72, 92, 95, 98, 112, 100, 103, 99),
)  # fmt: skip
LIMIT = 200_000


@dataclass(frozen=True)
class Credit:
    """What is written into a picture about itself."""

    title: str
    creator: str
    credit: str
    caption: str
    rights: str = RIGHTS


def iim(credit: Credit) -> bytes:
    """The APP13 segment: IPTC-IIM in a Photoshop resource block."""

    def dataset(record: int, number: int, value: bytes) -> bytes:
        return bytes([0x1C, record, number]) + len(value).to_bytes(2, "big") + value

    def cut(text: str, octets: int) -> bytes:
        return text.encode()[:octets].decode(errors="ignore").encode()

    block = dataset(1, 90, b"\x1b%G") + dataset(2, 0, b"\x00\x04")
    block += dataset(2, 5, cut(credit.title, 64)) + dataset(2, 80, cut(credit.creator, 32))
    block += dataset(2, 110, cut(credit.credit, 32)) + dataset(2, 116, cut(credit.rights, 128))
    block += dataset(2, 120, cut(credit.caption, 2000))
    resource = b"8BIM" + (0x0404).to_bytes(2, "big") + b"\x00\x00"
    resource += len(block).to_bytes(4, "big") + block + (b"\x00" if len(block) % 2 else b"")
    body = b"Photoshop 3.0\x00" + resource
    return b"\xff\xed" + (len(body) + 2).to_bytes(2, "big") + body


def xmp(credit: Credit) -> bytes:
    """The XMP packet."""
    one = '<rdf:Alt><rdf:li xml:lang="x-default">{}</rdf:li></rdf:Alt>'

    def alt(text: str) -> str:
        return one.format(escape(text))

    spaces = {
        "dc": "http://purl.org/dc/elements/1.1/",
        "photoshop": "http://ns.adobe.com/photoshop/1.0/",
        "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
        "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    }
    names = " ".join(f'xmlns:{k}="{v}"' for k, v in spaces.items())
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        f'<rdf:Description rdf:about="" {names}>'
        f"<dc:title>{alt(credit.title)}</dc:title>"
        f"<dc:creator><rdf:Seq><rdf:li>{escape(credit.creator)}</rdf:li></rdf:Seq></dc:creator>"
        f"<dc:description>{alt(credit.caption)}</dc:description>"
        f"<dc:rights>{alt(credit.rights)}</dc:rights>"
        f"<photoshop:Credit>{escape(credit.credit)}</photoshop:Credit>"
        f"<xmpRights:UsageTerms>{alt('CC0 1.0')}</xmpRights:UsageTerms>"
        f"<xmpRights:WebStatement>{RIGHTS_URL}</xmpRights:WebStatement>"
        f"<Iptc4xmpExt:DigitalSourceType>{SOURCE_TYPE}</Iptc4xmpExt:DigitalSourceType>"
        "</rdf:Description></rdf:RDF></x:xmpmeta>"
        '<?xpacket end="w"?>'
    ).encode()


def tables(quality: int) -> list[list[int]]:
    """Quantisation: lines as fine as usual, colour (which lies flat here) much coarser."""
    scale = 200 - 2 * quality if quality >= 50 else 5000 // quality
    light = [max(1, min(255, (v * scale + 50) // 100)) for v in LUMINANCE]
    colour = [min(255, 6 + 9 * (k // 8 + k % 8)) for k in range(64)]
    return [light, colour]


def thrift(light: Image.Image, table: list[int], spare: float = 0.33) -> Image.Image:
    """Leave out what the eye does not miss: round small coefficients down, block by block.

    The encoder then finds the same coefficients again, so that fine line work costs less.
    """
    k = np.arange(8)
    basis = np.cos((2 * k[None, :] + 1) * k[:, None] * np.pi / 16) / 2
    basis[0] /= np.sqrt(2)
    basis = basis.astype(np.float32)
    pixels = np.asarray(light, np.float32) - 128
    rows, columns = pixels.shape[0] // 8, pixels.shape[1] // 8
    blocks = pixels.reshape(rows, 8, columns, 8).swapaxes(1, 2)
    steps = np.array(table, np.float32).reshape(8, 8)
    level = basis @ blocks @ basis.T / steps
    keep = np.where(k[:, None] + k[None, :] < 2, 0.5, 0.5 - spare)
    level = np.sign(level) * np.floor(np.abs(level) + keep)
    blocks = basis.T @ (level * steps) @ basis
    pixels = blocks.swapaxes(1, 2).reshape(pixels.shape) + 128
    return Image.fromarray(np.clip(np.rint(pixels), 0, 255).astype(np.uint8))


def save(image: Image.Image, path: Path, credit: Credit) -> int:
    """Write the picture as well as the size limit allows; returns its size in bytes."""
    packet, data = xmp(credit), b""
    light, *colour = image.convert("YCbCr").split()
    for quality in range(78, 36, -4):
        buffer = io.BytesIO()
        pair = tables(quality)
        thrifty = Image.merge("YCbCr", [thrift(light, pair[0]), *colour])
        thrifty.save(
            buffer,
            "JPEG",
            qtables=pair,
            optimize=True,
            progressive=True,
            subsampling="4:2:0",
            xmp=packet,
        )
        data = buffer.getvalue()
        if len(data) <= LIMIT:
            break
    # The IIM segment goes right behind the start of image and the JFIF header.
    at = 4 + int.from_bytes(data[4:6], "big") if data[2:4] == b"\xff\xe0" else 2
    data = data[:at] + iim(credit) + data[at:]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return len(data)
