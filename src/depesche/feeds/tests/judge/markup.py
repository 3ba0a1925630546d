"""Text that should hold no HTML, and HTML that should hold nothing dangerous."""

import re
from html.entities import html5
from html.parser import HTMLParser

from depesche.feeds.tests.judge.addresses import scheme_of
from depesche.feeds.tests.judge.findings import words
from depesche.feeds.tests.judge.sheet import PREFIXES, XHTML, Node, Sheet, elements, space_of

SAFE = words(
    """
    a abbr acronym address area article aside audio b bdi bdo big blockquote br button caption
    center cite code col colgroup data dd del details dfn dir div dl dt em fieldset figcaption
    figure font footer form h1 h2 h3 h4 h5 h6 header hr i img input ins kbd label legend li main
    map mark menu meter nav nobr ol optgroup option p picture pre progress q rp rt ruby s samp
    section select small source span strike strong sub summary sup table tbody td textarea tfoot
    th thead time tr track tt u ul var video wbr
    """
)
DANGEROUS = words(
    "applet base bgsound body embed frame frameset head html iframe ilayer isindex layer link meta "
    "noembed noscript object param plaintext script style title xml xmp"
)
VOID = words("area base br col embed hr img input link meta source track wbr")
SAFE_CSS = words(
    """
    azimuth background-color border border-bottom border-bottom-color border-bottom-style
    border-bottom-width border-collapse border-color border-left border-left-color
    border-left-style border-left-width border-right border-right-color border-right-style
    border-right-width border-spacing border-style border-top border-top-color border-top-style
    border-top-width border-width clear color direction elevation float font font-family font-size
    font-style font-variant font-weight height letter-spacing line-height list-style-type margin
    margin-bottom margin-left margin-right margin-top padding padding-bottom padding-left
    padding-right padding-top pause speak speak-numeral text-align text-decoration text-indent
    unicode-bidi vertical-align voice-family volume white-space width word-spacing
    fill fill-opacity fill-rule stroke stroke-dasharray stroke-linecap stroke-linejoin
    stroke-opacity stroke-width
    """
)
SAFE_CSS_VALUE = re.compile(r"[\w\s#.,%'\"()!+-]*")
DANGEROUS_CSS_VALUE = re.compile(
    r"url\s*\(|expression|javascript|@import|behaviou?r", re.IGNORECASE
)
TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)(?=[\s/>])[^<>]*>|<!--|<\?[A-Za-z]|<!\[CDATA\[")
REFERENCE = re.compile(r"&(?:#\d+|#[xX][0-9A-Fa-f]+|([A-Za-z][A-Za-z0-9]*));")
RESOURCE = {"href", "src", "action", "poster", "cite", "data", "longdesc"}
OTHER_XML = {"http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"}


def has_markup(text: str) -> bool:
    """Return whether plain `text` reads as HTML: an element that there is, or a reference."""
    for tag in TAG.finditer(text):
        if not tag.group(1) or tag.group(1).lower() in SAFE | DANGEROUS:
            return True
    return any(
        not found.group(1) or f"{found.group(1)};" in html5 for found in REFERENCE.finditer(text)
    )


def judge_plain(sheet: Sheet, node: Node, text: str, *, inner: str = "") -> None:
    """Judge text in which a reader of the feed would see HTML as it is written."""
    sheet.report("ContainsHTML" if has_markup(text) else "ValidElement", node, inner=inner)


def style_is_safe(style: str) -> bool:
    """Return whether a `style` only dresses text, and does not place or load anything."""
    for declaration in filter(str.strip, style.split(";")):
        name, colon, value = declaration.partition(":")
        if not colon or name.strip().lower() not in SAFE_CSS:
            return False
        if not SAFE_CSS_VALUE.fullmatch(value) or DANGEROUS_CSS_VALUE.search(value):
            return False
    return True


class _Reader(HTMLParser):
    """Walks over HTML and notes elements, attributes and what is left open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.has_instruction = False
        self.open: list[str] = []
        self.is_odd = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass
        else:
            self.is_odd = True

    def handle_pi(self, data: str) -> None:
        self.has_instruction = True


def judge_html(sheet: Sheet, node: Node, text: str, *, is_based: bool = False) -> None:
    """Judge HTML. `is_based`: relative addresses in it have a base."""
    reader = _Reader()
    reader.feed(text)
    is_cut = bool(re.search(r"<[A-Za-z/!?][^<>]*$", text))
    reader.close()
    before = len(sheet.findings)
    if is_cut or reader.is_odd:
        sheet.report("NotHtml", node, value=text[-40:])
    if reader.has_instruction:
        sheet.report("SecurityRisk", node, tag="?")
    for tag in reader.tags:
        if tag in DANGEROUS:
            sheet.report("SecurityRisk", node, tag=tag)
        elif tag not in SAFE:
            sheet.report("NotHtml", node, value=tag)
    for name, value in reader.attributes:
        judge_attribute(sheet, node, name, value, is_based=is_based)
    if len(sheet.findings) == before:
        sheet.report("ValidHtml" if reader.tags else "ValidElement", node)


def judge_attribute(
    sheet: Sheet, node: Node, name: str, value: str, *, is_based: bool = False
) -> None:
    """Judge one attribute of HTML."""
    scheme = scheme_of(value.strip()).lower()
    if name.startswith("on") or (name in RESOURCE and scheme in {"javascript", "vbscript"}):
        sheet.report("SecurityRisk", node, attr=name)
        sheet.report("SecurityRiskAttr", node, attr=name)
    elif name == "style" and not style_is_safe(value):
        sheet.report("DangerousStyleAttr", node, attr="style", value=value)
    elif name in RESOURCE and value and not scheme and not is_based:
        sheet.report("ContainsRelRef", node, attr=name, value=value)


def _judge_element(sheet: Sheet, node: Node, child: Node) -> None:
    space, tag = space_of(child), sheet.name(child).removeprefix("xhtml:")
    if not space:
        sheet.report("MissingNamespace", child)
    elif space != XHTML:
        rule = "UndefinedElement" if space in PREFIXES else "UnknownNamespace"
        sheet.report(rule, child, namespace=space)
    elif tag in DANGEROUS:
        sheet.report("SecurityRisk", node, tag=tag)
    elif tag not in SAFE:
        sheet.report("NotHtml", node, value=tag)
    if child.prefix and space == XHTML:
        sheet.report("AvoidNamespacePrefix", child, prefix=child.prefix)


def judge_xhtml(sheet: Sheet, node: Node, *, is_based: bool = False) -> None:
    """Judge the XHTML that stands in `node` as elements."""
    for child in elements(node):
        if space_of(child) in OTHER_XML:
            continue
        _judge_element(sheet, node, child)
        for name, value in child.attrib.items():
            judge_attribute(sheet, node, name, value, is_based=is_based)
        judge_xhtml(sheet, child, is_based=is_based)
