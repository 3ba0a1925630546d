"""Read XMP: properties as lists of texts, whichever way the packet writes them."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

RDF = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
MOST_BYTES = 2_000_000

NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "Iptc4xmpCore": "http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/",
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "cc": "http://creativecommons.org/ns#",
}
PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}

Properties = Mapping[str, list[str]]


def read_xmp(packet: bytes) -> Properties:
    """Return each property under its usual name (`dc:creator`), its values in order.

    Of a text in several languages `x-default` comes first. Entities, document types and what cannot
    be parsed give nothing at all.
    """
    try:
        root = fromstring(_text(packet[:MOST_BYTES]), forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return {}
    found: dict[str, list[str]] = {}
    for description in root.iter(f"{RDF}Description"):
        for name, value in description.attrib.items():
            _add(found, name, [value])
        for child in description:
            _add(found, child.tag, _values(child))
    return found


def _text(packet: bytes) -> str:
    """Decode a packet: UTF-8, or UTF-16/32 as its first bytes show (XMP part 3, 1.1)."""
    body = packet.strip(b"\0") if packet[:1] != b"\0" else packet
    for mark, encoding in (
        (b"\0\0\0<", "utf-32-be"),
        (b"<\0\0\0", "utf-32-le"),
        (b"\0<", "utf-16-be"),
        (b"<\0", "utf-16-le"),
        (b"\xfe\xff", "utf-16"),
        (b"\xff\xfe", "utf-16"),
    ):
        if packet.startswith(mark):
            return packet.decode(encoding, "replace").strip("\0\ufeff ")
    return body.decode("utf-8-sig", "replace").strip()


def _add(found: dict[str, list[str]], tag: str, values: list[str]) -> None:
    address, _brace, local = tag.removeprefix("{").partition("}")
    if (prefix := PREFIXES.get(address)) is not None and any(values):
        found.setdefault(f"{prefix}:{local}", [value for value in values if value])


def _values(element: Element) -> list[str]:
    """Return the texts of one property: a plain text, an address, or the items of a list."""
    items = [item for container in element for item in container if item.tag == f"{RDF}li"]
    if not items:
        return [(element.text or element.get(f"{RDF}resource") or "").strip()]
    if all(item.get(LANGUAGE) for item in items):
        items.sort(key=lambda item: item.get(LANGUAGE) != "x-default")
    return [(item.text or item.get(f"{RDF}resource") or "").strip() for item in items]
