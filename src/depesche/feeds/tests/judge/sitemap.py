"""Sitemaps, by sitemaps.org's protocol, and the rules for a news sitemap."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from depesche.feeds.tests.judge.addresses import judge_uri
from depesche.feeds.tests.judge.dates import judge_w3cdtf, rfc3339
from depesche.feeds.tests.judge.findings import Finding, words
from depesche.feeds.tests.judge.grammar import (
    Form,
    Part,
    anything,
    examine,
    judge_attributes,
    leaf,
    not_blank,
    one_of,
)
from depesche.feeds.tests.judge.modules import MODULES
from depesche.feeds.tests.judge.sheet import Node, Sheet, elements, read, space_of, text_of
from depesche.feeds.tests.judge.words import NUMBER, judge_language

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
MOST_ADDRESSES, MOST_NEWS = 50_000, 1000
MOST_BYTES = 50 * 1024 * 1024
LONGEST_ADDRESS = 2048
NEWS_LIFE = timedelta(days=2)
# words that news sitemaps once had; nobody reads them any more
DROPPED = words("access genres keywords stock_tickers geo_locations")


def _loc(sheet: Sheet, node: Node, text: str) -> None:
    judge_uri(sheet, node, text.strip())
    if len(text.strip()) >= LONGEST_ADDRESS:
        sheet.report("TooLong", node)


def _priority(sheet: Sheet, node: Node, text: str) -> None:
    if not NUMBER.fullmatch(text.strip()) or float(text) > 1:
        sheet.report("InvalidFloat", node, value=text)


PUBLICATION = Form(
    {"news:name": Part(leaf(not_blank)), "news:language": Part(leaf(judge_language))},
    required={"news:name": "MissingElement", "news:language": "MissingElement"},
)


def _publication(sheet: Sheet, node: Node) -> None:
    examine(sheet, node, PUBLICATION, MODULES)


def _published(sheet: Sheet, node: Node, text: str) -> None:
    judge_w3cdtf(sheet, node, text)
    moment = rfc3339(text.strip())
    if moment is not None:
        exact = datetime.fromisoformat(text.strip())
        if not sheet.at - NEWS_LIFE <= exact <= sheet.at:
            sheet.report("NotNews", node, value=text)


NEWS_FORM = Form(
    {
        "news:publication": Part(_publication),
        "news:publication_date": Part(leaf(_published)),
        "news:title": Part(leaf(not_blank)),
        **{f"news:{name}": Part(leaf(anything)) for name in DROPPED},
    },
    required=dict.fromkeys(
        ("news:publication", "news:publication_date", "news:title"), "MissingElement"
    ),
)


def _news(sheet: Sheet, node: Node) -> None:
    examine(sheet, node, NEWS_FORM, MODULES)
    for child in elements(node):
        if sheet.name(child).removeprefix("news:") in DROPPED:
            sheet.report("DeprecatedMember", child)


PLACE = {"loc": Part(leaf(_loc)), "lastmod": Part(leaf(judge_w3cdtf))}
OF_URL = {
    **PLACE,
    "changefreq": Part(
        leaf(one_of("always hourly daily weekly monthly yearly never", "InvalidChangeFreq"))
    ),
    "priority": Part(leaf(_priority)),
    "news:news": Part(_news),
}
REQUIRED = {"loc": "MissingElement"}


def _url(sheet: Sheet, node: Node) -> None:
    examine(sheet, node, Form(OF_URL, required=REQUIRED), MODULES)


def _sitemap(sheet: Sheet, node: Node) -> None:
    examine(sheet, node, Form(PLACE, required=REQUIRED), MODULES)


FORMS = {
    "urlset": Form({"url": Part(_url, many=True)}, required={"url": "MissingElement"}),
    "sitemapindex": Form(
        {"sitemap": Part(_sitemap, many=True)}, required={"sitemap": "MissingElement"}
    ),
}


def _judge_extent(sheet: Sheet, root: Node) -> None:
    addresses = [text_of(each).strip() for each in root.iter(f"{{{SITEMAP}}}loc")]
    if len(addresses) > MOST_ADDRESSES or len(sheet.data) > MOST_BYTES:
        sheet.report("TooMany", root)
    if len(list(root.iter(f"{{{NEWS}}}news"))) > MOST_NEWS:
        sheet.report("TooMany", root, inner="news:news")
    if len(set(addresses)) < len(addresses):
        sheet.report("DuplicateIds", root, inner="loc")
    if len({urlsplit(address).netloc for address in addresses}) > 1:
        sheet.report("ForeignHost", root, inner="loc")


def judge_sitemap(data: bytes, *, at: datetime) -> list[Finding]:
    """Return what is wrong with a sitemap or an index of sitemaps."""
    sheet = Sheet(data, at)
    sheet.core = SITEMAP
    root = read(sheet)
    if root is not None:
        judge_attributes(sheet, root, frozenset())
        form = FORMS.get(sheet.name(root))
        if form is None or space_of(root) != SITEMAP:
            sheet.report("InvalidNamespace", root)
        else:
            examine(sheet, root, form, MODULES)
            _judge_extent(sheet, root)
    return [each for each in sheet.findings if each.level != "note"]
