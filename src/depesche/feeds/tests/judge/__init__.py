"""A checker of feeds, for tests: it names what is wrong as the W3C's validator does.

Written from RFC 4287, the RSS 2.0 specification with the RSS board's profile, and JSON Feed 1.1.
"""

from datetime import UTC, datetime

from lxml import etree

from depesche.feeds.tests.judge.atom import judge_atom, judge_root
from depesche.feeds.tests.judge.findings import Finding
from depesche.feeds.tests.judge.json_feed import judge_json
from depesche.feeds.tests.judge.rss import judge_rss
from depesche.feeds.tests.judge.rss1 import judge_rss1
from depesche.feeds.tests.judge.sheet import ATOM, RDF, Sheet, read


def judge(data: bytes, *, at: datetime | None = None) -> list[Finding]:
    """Return what there is to say about a feed, good and bad. `at`: the judge's present."""
    sheet = Sheet(data, at or datetime.now(UTC))
    if data.lstrip().startswith(b"{"):
        judge_json(sheet)
        return sheet.findings
    root = read(sheet)
    if root is None:
        return sheet.findings
    name = etree.QName(root).localname
    if root.tag == f"{{{RDF}}}RDF":
        judge_rss1(sheet, root)
    elif name == "rss":
        judge_rss(sheet, root)
    elif root.tag == f"{{{ATOM}}}entry" or (name == "feed" and judge_root(sheet, root)):
        judge_atom(sheet, root)
    elif name != "feed":
        sheet.report("UndefinedElement", root)
    return sheet.findings


def complaints(data: bytes, *, at: datetime | None = None) -> list[Finding]:
    """Return the errors and warnings about a feed."""
    return [each for each in judge(data, at=at) if each.level != "note"]
