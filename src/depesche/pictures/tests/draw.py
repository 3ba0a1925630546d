"""Draw small test pictures, and write metadata into them as agencies do."""

import struct
import zlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, PngImagePlugin

from depesche.pictures.accept import accept_picture

GPS = {0x0001: "N", 0x0002: (53.0, 33.0, 0.0), 0x0003: "E", 0x0004: (9.0, 59.0, 0.0)}


def canvas(width=400, height=300, mode="RGB"):
    """A picture whose four quarters differ: red, green, blue, white (left to right, downwards)."""
    image = Image.new("RGB", (width, height), "white")
    image.paste("red", (0, 0, width // 2, height // 2))
    image.paste("green", (width // 2, 0, width, height // 2))
    image.paste("blue", (0, height // 2, width // 2, height))
    return image.convert(mode)


def encode(image=None, kind="jpeg", **options):
    buffer = BytesIO()
    (image or canvas()).save(buffer, kind.upper(), **options)
    return buffer.getvalue()


def record(dataset, value, number=2):
    return struct.pack(">BBBH", 0x1C, number, dataset, len(value)) + value


def resource(kind, data):
    padded = data + b"\0" * (len(data) % 2)
    return b"8BIM" + struct.pack(">HH", kind, 0) + struct.pack(">I", len(data)) + padded


def with_iim(jpeg, *records, digest=None):
    """Put IPTC-IIM records into a JPEG, as an APP13 segment behind its first two bytes."""
    data = resource(0x0404, b"".join(records))
    if digest is not None:
        data += resource(0x0425, digest)
    body = b"Photoshop 3.0\0" + data
    return jpeg[:2] + b"\xff\xed" + struct.pack(">H", len(body) + 2) + body + jpeg[2:]


def packet(properties):
    """An XMP packet with the given rdf:Description content."""
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/"'
        ' xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/"'
        ' xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">'
        f"{properties}</rdf:Description></rdf:RDF></x:xmpmeta>"
    ).encode()


def exif(**tags):
    """EXIF with a place by GPS; `tags` may give `orientation`, `artist`, `copyright`."""
    data = Image.Exif()
    numbers = {"orientation": 0x0112, "artist": 0x013B, "copyright": 0x8298, "caption": 0x010E}
    for name, value in tags.items():
        data[numbers[name]] = value
    data.get_ifd(0x8825).update(GPS)
    return data


def upload(data=None, name="foto.jpg"):
    return ContentFile(data if data is not None else encode(), name=name)


def make_picture(at, data=None, *, name="foto.jpg", title="Die Holmebrücke", **credit):
    credit = credit or {"creator": "Ida Brandt", "agency": "Flussbote"}
    return accept_picture(upload(data, name), title=title, by="test", at=at, **credit)


def png_header(width, height):
    """The first bytes of a PNG that claims a size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = b"IHDR" + head
    return (
        b"\x89PNG\r\n\x1a\n"
        + struct.pack(">I", len(head))
        + chunk
        + struct.pack(">I", zlib.crc32(chunk))
        + struct.pack(">I", 0)
        + b"IDAT"
    )


def webp_frames(count):
    """A moving WebP's bones: a canvas of 8 px and `count` frames."""
    canvas_chunk = b"VP8X" + struct.pack("<I", 10) + b"\x02\0\0\0" + b"\x07\0\0\x07\0\0"
    frames = (b"ANMF" + struct.pack("<I", 16) + b"\0" * 16) * count
    body = b"WEBP" + canvas_chunk + frames
    return b"RIFF" + struct.pack("<I", len(body)) + body


def gif_frames(count):
    """A moving GIF's bones: 1 px and `count` frames."""
    head = b"GIF89a" + struct.pack("<HHBBB", 1, 1, 0x80, 0, 0) + b"\0\0\0\xff\xff\xff"
    frame = b"," + struct.pack("<HHHHB", 0, 0, 1, 1, 0) + b"\x02\x02\x44\x01\x00"
    return head + frame * count + b";"


def png_with_xmp(xmp):
    chunks = PngImagePlugin.PngInfo()
    chunks.add_itxt("XML:com.adobe.xmp", xmp.decode())
    return encode(kind="png", pnginfo=chunks)
