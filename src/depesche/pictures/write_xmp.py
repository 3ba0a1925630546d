"""Write the credit into every size of a picture, so that it travels with the file."""

from collections.abc import Iterable
from typing import Protocol
from xml.etree import ElementTree as Tree

from depesche.pictures.read_metadata import clean
from depesche.pictures.read_xmp import NAMESPACES, RDF

SOURCE_TYPES = "http://cv.iptc.org/newscodes/digitalsourcetype/"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
META = "{adobe:ns:meta/}"
LONGEST_TEXT = 4000  # a JPEG takes no more than 65 kB of XMP in all
# the packet's own wrapper (XMP part 1, 7.3.2): any reader finds it by this mark
HEAD = b'<?xpacket begin="\xef\xbb\xbf" id="W5M0MpCehiHzreSzNTczkc9d"?>'
FOOT = b'<?xpacket end="r"?>'

for _prefix, _address in {**NAMESPACES, "rdf": RDF[1:-1], "x": META[1:-1]}.items():
    Tree.register_namespace(_prefix, _address)


class Credited(Protocol):
    """What a picture knows that must travel with it."""

    title: str
    caption: str
    creator: str
    agency: str
    copyright_notice: str
    usage_terms: str
    licence_url: str
    digital_source_type: str

    @property
    def credit(self) -> str:
        """The credit as printed."""


def write_xmp(picture: Credited) -> bytes:
    """Return an XMP packet with credit and rights of `picture`; no place, no camera, no GPS."""
    root = Tree.Element(f"{META}xmpmeta")
    description = Tree.SubElement(Tree.SubElement(root, f"{RDF}RDF"), f"{RDF}Description")
    description.set(f"{RDF}about", "")
    kind = picture.digital_source_type
    for name, text in (
        ("photoshop:Credit", picture.credit),
        ("photoshop:Source", picture.agency),
        ("photoshop:Headline", picture.title),
        ("xmpRights:WebStatement", picture.licence_url),
        ("Iptc4xmpExt:DigitalSourceType", f"{SOURCE_TYPES}{kind}" if kind else ""),
    ):
        _add(description, name, text)
    _add_list(description, "dc:creator", "Seq", picture.creator.split(", "))
    for name, text in (
        ("dc:rights", picture.copyright_notice),
        ("dc:description", picture.caption),
        ("xmpRights:UsageTerms", picture.usage_terms),
    ):
        _add_list(description, name, "Alt", [text])
    return HEAD + Tree.tostring(root, encoding="utf-8") + FOOT


def _tag(name: str) -> str:
    prefix, _colon, local = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def _add(parent: Tree.Element, name: str, text: str) -> None:
    if text:
        Tree.SubElement(parent, _tag(name)).text = clean(text)[:LONGEST_TEXT]


def _add_list(parent: Tree.Element, name: str, kind: str, texts: Iterable[str]) -> None:
    """Add a list of texts: `Seq` is ordered, `Alt` has one text for each language."""
    items = [clean(text)[:LONGEST_TEXT] for text in texts if text]
    if not items:
        return
    container = Tree.SubElement(Tree.SubElement(parent, _tag(name)), f"{RDF}{kind}")
    for item in items:
        entry = Tree.SubElement(container, f"{RDF}li")
        entry.text = item
        if kind == "Alt":
            entry.set(XML_LANG, "x-default")
