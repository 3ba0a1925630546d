"""The document before the judge: its text as XML, names for what stands in it, findings so far."""

import re
from datetime import datetime
from typing import Any

from lxml import etree

from depesche.feeds.tests.judge.findings import Finding

Node = Any  # lxml's element; the package has no types
ATOM = "http://www.w3.org/2005/Atom"
XHTML = "http://www.w3.org/1999/xhtml"
XML = "http://www.w3.org/XML/1998/namespace"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
PREFIXES = {
    ATOM: "atom",
    XHTML: "xhtml",
    XML: "xml",
    RDF: "rdf",
    "http://purl.org/rss/1.0/modules/taxonomy/": "taxo",
    "http://purl.org/rss/modules/aggregation/": "ag",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/rss/1.0/modules/syndication/": "sy",
    "http://purl.org/rss/1.0/modules/slash/": "slash",
    "http://search.yahoo.com/mrss/": "media",
    "http://backend.userland.com/blogChannelModule": "blogChannel",
    "http://backend.userland.com/creativeCommonsRssModule": "creativeCommons",
    "http://madskills.com/public/xml/rss/module/trackback/": "trackback",
    "http://webns.net/mvcb/": "admin",
    "http://wellformedweb.org/CommentAPI/": "wfw",
    "http://www.bloglines.com/about/specs/fac-1.0": "access",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.georss.org/georss": "georss",
    "http://purl.org/syndication/thread/1.0": "thr",
    "http://www.w3.org/2007/app": "app",
    "http://www.google.com/schemas/sitemap-news/0.9": "news",
    "http://www.w3.org/2000/svg": "svg",
    "http://www.w3.org/1998/Math/MathML": "math",
}
# namespaces with a known owner whose words are not judged
UNJUDGED = {
    "http://schemas.google.com/g/2005",
    "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "http://feedsync.org/2007/feedsync",
    "http://purl.org/syndication/history/1.0",
    "http://a9.com/-/spec/opensearch/1.1/",
}
PROLOG = re.compile(rb"^\s*<\?xml\s[^?]*\?>")
VERSION = re.compile(r"""version\s*=\s*["']([^"']*)""")
ENCODING = re.compile(r"""encoding\s*=\s*["']([^"']*)""")
REQUIRED_ENCODINGS = {"utf-8", "utf-16"}
C1_CONTROLS = re.compile(r"[\x80-\x9f]")
NETSCAPE = "http://my.netscape.com/publish/formats/rss-0.91.dtd"


class Sheet:
    """Findings about one document. `at` is the judge's present; `core` the format's namespace."""

    def __init__(self, data: bytes, at: datetime) -> None:
        self.data = data
        self.at = at
        self.core = ""
        self.findings: list[Finding] = []

    def name(self, node: Node) -> str:
        """Return the element's name as the rules write it: `title`, `dc:creator`."""
        if node is None or not isinstance(node.tag, str):
            return ""
        qname = etree.QName(node)
        space = qname.namespace or ""
        if space == self.core or not space:
            return str(qname.localname)
        prefix = PREFIXES.get(space) or node.prefix
        return f"{prefix}:{qname.localname}" if prefix else str(qname.localname)

    def report(
        self, rule: str, node: Node, *, inner: str = "", attr: str = "", **details: str
    ) -> None:
        """Write down that `rule` applies to `node`, or to something `inner` of it."""
        element = self.name(node)
        parent = self.name(node.getparent()) if node is not None else ""
        if inner:
            parent, element = element, inner
        self.findings.append(Finding(rule, parent, element, attr, tuple(details.items())))


def space_of(node: Node) -> str:
    """Return an element's namespace, '' without."""
    return etree.QName(node).namespace or ""


def elements(node: Node) -> list[Node]:
    """Return the child elements."""
    return [child for child in node if isinstance(child.tag, str)]


def text_of(node: Node) -> str:
    """Return all text in an element, as it stands."""
    return "".join(node.itertext())


def own_text(node: Node) -> str:
    """Return the text directly in an element, without its children's."""
    return "".join([node.text or "", *(child.tail or "" for child in node)])


def _judge_prolog(sheet: Sheet) -> None:
    found = PROLOG.match(sheet.data)
    if found is None:
        return
    prolog = found.group().decode("latin-1")
    version = VERSION.search(prolog)
    if version is None or version.group(1) != "1.0":
        sheet.findings.append(Finding("BadXmlVersion"))
    encoding = ENCODING.search(prolog)
    if encoding is not None and encoding.group(1).lower() not in REQUIRED_ENCODINGS:
        before = prolog[: encoding.start(1)]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        details = (("line", str(line)), ("column", str(column)))
        sheet.findings.append(Finding("NonstdEncoding", details=details))


def read(sheet: Sheet) -> Node | None:
    """Return the document's root, None where it is no XML. Rules of XML itself are told here."""
    _judge_prolog(sheet)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(sheet.data, parser)
    except etree.XMLSyntaxError as broken:
        is_entity = "Entity" in str(broken) and "not defined" in str(broken)
        rule = "UndefinedNamedEntity" if is_entity else "SAXError"
        sheet.findings.append(Finding(rule, details=(("message", str(broken)),)))
        return None
    if root.getroottree().docinfo.system_url == NETSCAPE:
        sheet.findings.append(Finding("DeprecatedDTD"))
    for node in root.iter(etree.Element):
        if C1_CONTROLS.search(own_text(node)):
            sheet.report("BadCharacters", node)
    return root
