"""Atom 1.0, by RFC 4287."""

import base64
import binascii
from collections import Counter

from depesche.feeds.tests.judge.addresses import (
    judge_addr_spec,
    judge_identity,
    judge_uri,
    scheme_of,
)
from depesche.feeds.tests.judge.dates import judge_rfc3339
from depesche.feeds.tests.judge.findings import words
from depesche.feeds.tests.judge.grammar import (
    AttributeCheck,
    Check,
    Form,
    Part,
    anything,
    examine,
    judge_attributes,
    leaf,
    not_blank,
    plain,
)
from depesche.feeds.tests.judge.markup import has_markup, judge_html, judge_plain, judge_xhtml
from depesche.feeds.tests.judge.modules import MODULES
from depesche.feeds.tests.judge.sheet import (
    ATOM,
    XHTML,
    XML,
    Node,
    Sheet,
    elements,
    own_text,
    space_of,
    text_of,
)
from depesche.feeds.tests.judge.words import COMPOSITE, is_mime, judge_language, judge_mime

# the registry of link relations, as far as feeds use it
RELATIONS = words(
    """
    alternate appendix archives author bookmark canonical chapter collection comments contents
    copyright current describedby edit edit-media enclosure first glossary help hub icon index
    last latest-version license next next-archive original payment predecessor-version prev
    prev-archive previous profile related replies search section self service start stylesheet
    subsection successor-version tag terms-of-service up version-history via webmention
    working-copy working-copy-of
    """
)
TEXT_TYPES = {"text", "html", "xhtml"}
REPLIED = "{http://purl.org/syndication/thread/1.0}updated"
XML_TYPES = ("+xml", "/xml")


def is_based(node: Node) -> bool:
    """Return whether relative addresses in an element have a base."""
    return any(f"{{{XML}}}base" in each.attrib for each in [node, *node.iterancestors()])


def judge_inline(sheet: Sheet, node: Node, kind: str) -> None:
    """Judge text of type `text`, `html` or `xhtml`."""
    if kind == "xhtml":
        inside = elements(node)
        is_div = len(inside) == 1 and inside[0].tag == f"{{{XHTML}}}div"
        if not is_div or own_text(node).strip():
            sheet.report("MissingXhtmlDiv", node)
        judge_xhtml(sheet, node, is_based=is_based(node))
        return
    for child in elements(node):
        sheet.report("UndefinedElement", child)
    text = text_of(node)
    if kind == "html":
        judge_html(sheet, node, text, is_based=is_based(node))
    else:
        sheet.report("ContainsUndeclaredHTML" if has_markup(text) else "ValidElement", node)


def text_construct(sheet: Sheet, node: Node) -> None:
    """Judge a title, subtitle, summary or rights."""
    judge_attributes(sheet, node, frozenset({"type"}))
    kind = node.get("type", "text")
    if not kind:
        sheet.report("AttrNotBlank", node, attr="type")
    elif kind not in TEXT_TYPES:
        sheet.report("InvalidTextType", node, attr="type", value=kind)
        judge_mime(sheet, node, kind)
    else:
        judge_inline(sheet, node, kind)
        if not text_of(node).strip():
            sheet.report("NotBlank", node)
        return
    # said of older Atom's types too, so that what they hide is still seen
    judge_inline(sheet, node, {"text/html": "html"}.get(kind, "xhtml" if len(node) else "text"))


def content(sheet: Sheet, node: Node) -> None:
    """Judge an entry's content: inline, of a media type, or elsewhere."""
    judge_attributes(sheet, node, frozenset({"type", "src"}))
    kind, src = node.get("type", ""), node.get("src")
    if src is not None:
        judge_uri(sheet, node, src, inner="src", may_be_relative=True)
        if not kind:
            sheet.report("MissingTypeAttr", node, attr="type")
        if text_of(node).strip() or len(node):
            sheet.report("ContentNotEmpty", node)
    if kind in TEXT_TYPES or not kind:
        if src is not None and kind:
            sheet.report("InvalidMIMEType", node, attr="type", value=kind)
        judge_inline(sheet, node, kind or "text")
        return
    if kind.lower().startswith(COMPOSITE):
        sheet.report("InvalidMIMEType", node, attr="type", value=kind)
        return
    judge_mime(sheet, node, kind)
    if is_mime(kind) and src is None:
        _judge_media(sheet, node, kind.lower())


def _judge_media(sheet: Sheet, node: Node, kind: str) -> None:
    if kind == "text/html":
        judge_inline(sheet, node, "html")
    elif kind.endswith(XML_TYPES):
        if len(elements(node)) != 1 or own_text(node).strip():
            sheet.report("InvalidXmlContent", node)
    elif kind.startswith("text/"):
        judge_inline(sheet, node, "text")
    else:
        try:
            base64.b64decode("".join(text_of(node).split()), validate=True)
        except (binascii.Error, ValueError):
            sheet.report("NotBase64", node)


def _judge_relation(sheet: Sheet, node: Node, rel: str) -> None:
    if not rel:
        sheet.report("AttrNotBlank", node, attr="rel")
    elif rel not in RELATIONS and not scheme_of(rel):
        sheet.report("UnregisteredAtomLinkRel", node, attr="rel", value=rel)


def _judge_length(sheet: Sheet, node: Node, text: str) -> None:
    if not text.isdecimal():
        sheet.report("InvalidNonNegativeInteger", node, attr="length", value=text)


def _judge_hreflang(sheet: Sheet, node: Node, text: str) -> None:
    judge_language(sheet, node, text, inner="hreflang")


def _judge_replied(sheet: Sheet, node: Node, text: str) -> None:
    judge_rfc3339(sheet, node, text, inner="thr:updated")


def _judge_title(sheet: Sheet, node: Node, text: str) -> None:
    judge_plain(sheet, node, text, inner="title")


OF_LINK: dict[str, AttributeCheck] = {
    "rel": _judge_relation,
    "type": judge_mime,
    "hreflang": _judge_hreflang,
    "title": _judge_title,
    "length": _judge_length,
    REPLIED: _judge_replied,
}


def link(sheet: Sheet, node: Node) -> None:
    """Judge a link."""
    judge_attributes(sheet, node, frozenset({"href", *OF_LINK}))
    href = node.get("href")
    if href is None:
        sheet.report("MissingHref", node, attr="href")
    else:
        # the rule tells the address by what the link stands in
        judge_uri(sheet, node.getparent(), href, inner="href", may_be_relative=True)
        if node.get("rel") == "self" and not scheme_of(href) and not is_based(node):
            sheet.report("RelativeSelf", node, attr="href")
    for name, check in OF_LINK.items():
        if name in node.attrib:
            check(sheet, node, node.get(name))


def category(sheet: Sheet, node: Node) -> None:
    """Judge a category."""
    judge_attributes(sheet, node, frozenset({"term", "scheme", "label"}))
    if "term" not in node.attrib:
        sheet.report("MissingAttribute", node, attr="term")
    elif not node.get("term").strip():
        sheet.report("AttrNotBlank", node, attr="term")
    if "scheme" in node.attrib:
        judge_uri(sheet, node, node.get("scheme"), inner="scheme")
    if "label" in node.attrib:
        judge_plain(sheet, node, node.get("label"), inner="label")


def _reference(sheet: Sheet, node: Node, text: str) -> None:
    if text != text.strip():
        sheet.report("UnexpectedWhitespace", node)
    judge_uri(sheet, node, text.strip(), may_be_relative=True)


def _generator_uri(sheet: Sheet, node: Node, text: str) -> None:
    before = len(sheet.findings)
    judge_uri(sheet, node, text, inner="uri", may_be_relative=True)
    if sheet.findings[before].level == "error":
        sheet.report("InvalidLink", node, attr="uri", value=text)


PERSON = Form(
    {
        "name": Part(leaf(plain)),
        "uri": Part(leaf(_reference)),
        "email": Part(leaf(judge_addr_spec)),
    },
    required={"name": "MissingElement"},
)


def person(sheet: Sheet, node: Node) -> None:
    """Judge an author or contributor."""
    examine(sheet, node, PERSON, MODULES)


def _identity(sheet: Sheet, node: Node, text: str) -> None:
    if text.strip():
        judge_identity(sheet, node, text)
    else:
        sheet.report("NotBlank", node)


DATE: Check = leaf(judge_rfc3339)
COMMON = {
    "author": Part(person, many=True),
    "category": Part(category, many=True),
    "contributor": Part(person, many=True),
    "id": Part(leaf(_identity)),
    "link": Part(link, many=True),
    "rights": Part(text_construct),
    "title": Part(text_construct),
    "updated": Part(DATE),
}
OF_FEED = {
    **COMMON,
    "generator": Part(leaf(not_blank, {"uri": _generator_uri, "version": anything})),
    "icon": Part(leaf(_reference)),
    "logo": Part(leaf(_reference)),
    "subtitle": Part(text_construct),
}


def source(sheet: Sheet, node: Node) -> None:
    """Judge where an entry was taken from."""
    examine(sheet, node, Form(OF_FEED), MODULES)
    _judge_alternates(sheet, node)


REQUIRED = dict.fromkeys(("id", "title", "updated"), "MissingElement")
ENTRY = Form(
    {
        **COMMON,
        "content": Part(content),
        "published": Part(DATE),
        "source": Part(source),
        "summary": Part(text_construct),
    },
    required=REQUIRED,
)


def _children(node: Node, name: str) -> list[Node]:
    return node.findall(f"{{{ATOM}}}{name}")


def _judge_alternates(sheet: Sheet, node: Node) -> None:
    seen = set()
    for each in _children(node, "link"):
        if each.get("rel", "alternate") not in {"alternate", "self"}:
            continue
        kind = (each.get("rel", "alternate"), each.get("type", ""), each.get("hreflang", ""))
        if kind in seen:
            sheet.report("DuplicateAtomLink", each)
        seen.add(kind)


def entry(sheet: Sheet, node: Node) -> None:
    """Judge an entry."""
    seen = examine(sheet, node, ENTRY, MODULES)
    _judge_alternates(sheet, node)
    relations = {each.get("rel", "alternate") for each in _children(node, "link")}
    if "content" not in seen and "alternate" not in relations:
        sheet.report("MissingContentOrAlternate", node)
    elsewhere = any("src" in each.attrib for each in _children(node, "content"))
    if elsewhere and "summary" not in seen:
        sheet.report("MissingElement", node, inner="summary")


def _judge_authors(sheet: Sheet, feed: Node) -> None:
    if _children(feed, "author"):
        return
    for each in _children(feed, "entry"):
        named = [*_children(each, "author"), *each.findall(f"{{{ATOM}}}source/{{{ATOM}}}author")]
        if not named:
            sheet.report("MissingElement", each, inner="author")


def _judge_repetition(sheet: Sheet, feed: Node) -> None:
    entries = [
        (each.findtext(f"{{{ATOM}}}id", ""), each.findtext(f"{{{ATOM}}}updated", ""))
        for each in _children(feed, "entry")
    ]
    identities = Counter(identity for identity, _ in entries if identity)
    if any(count > 1 for both, count in Counter(entries).items() if both[0]):
        sheet.report("DuplicateEntries", feed, inner="entry")
    elif any(count > 1 for count in identities.values()):
        sheet.report("DuplicateIds", feed, inner="entry")
    moments = Counter(moment for _, moment in entries if moment)
    if any(count > 1 for count in moments.values()):
        sheet.report("DuplicateUpdated", feed, inner="entry")


FEED = Form({**OF_FEED, "entry": Part(entry, many=True)}, required=REQUIRED)


def judge_atom(sheet: Sheet, root: Node) -> None:
    """Judge a whole feed, or an entry on its own."""
    sheet.core = ATOM
    for node in root.iter(f"{{{ATOM}}}*"):
        if node.prefix:
            sheet.report("AvoidNamespacePrefix", node, prefix=node.prefix)
            break
    if sheet.name(root) == "entry":
        entry(sheet, root)
        return
    examine(sheet, root, FEED, MODULES)
    _judge_alternates(sheet, root)
    _judge_authors(sheet, root)
    _judge_repetition(sheet, root)
    if not any(each.get("rel") == "self" for each in _children(root, "link")):
        sheet.report("MissingSelf", root)


def judge_root(sheet: Sheet, root: Node) -> bool:
    """Say what is wrong with the namespace of a root `feed`. Return whether it is Atom's."""
    space = space_of(root)
    if space == ATOM:
        return True
    sheet.core = space
    obsolete = space == "http://purl.org/atom/ns#"
    rule = "InvalidNamespace" if space else "MissingNamespace"
    sheet.report("ObsoleteNamespace" if obsolete else rule, root)
    if not space:
        examine(sheet, root, FEED, MODULES)
    return False
