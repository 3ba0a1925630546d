"""Sitemaps as sitemaps.org's schema wants them, and the news sitemap."""

from collections.abc import Iterable
from datetime import datetime

from lxml import etree

from depesche.articles.models import Article
from depesche.feeds.write import clean
from depesche.masthead.models import Edition

SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
STANDING = (
    "/dossiers/",
    "/corrections/",
    "/feeds/",
    "/ticker/",
    "/imprint/",
    "/privacy/",
    "/contact/",
    "/accessibility/",
)


def sitemap_index(rows: Iterable[tuple[str, datetime | None]]) -> bytes:
    """Return an index of `(address, last change)` rows."""
    return _written("sitemapindex", "sitemap", rows)


def page_map(rows: Iterable[tuple[str, datetime | None]]) -> bytes:
    """Return a sitemap of `(address, last change)` rows."""
    return _written("urlset", "url", rows)


def _written(root: str, item: str, rows: Iterable[tuple[str, datetime | None]]) -> bytes:
    tree = etree.Element(f"{{{SITEMAP}}}{root}", nsmap={None: SITEMAP})
    for address, changed_at in rows:
        element = etree.SubElement(tree, f"{{{SITEMAP}}}{item}")
        etree.SubElement(element, f"{{{SITEMAP}}}loc").text = address
        if changed_at is not None:
            changed = etree.SubElement(element, f"{{{SITEMAP}}}lastmod")
            changed.text = changed_at.isoformat(timespec="seconds")
    return etree.tostring(tree, xml_declaration=True, encoding="utf-8")


def news_map(edition: Edition, stories: Iterable[Article]) -> bytes:
    """Return the news sitemap of `stories`."""
    tree = etree.Element(f"{{{SITEMAP}}}urlset", nsmap={None: SITEMAP, "news": NEWS})
    for story in stories:
        element = etree.SubElement(tree, f"{{{SITEMAP}}}url")
        etree.SubElement(element, f"{{{SITEMAP}}}loc").text = edition.url(story.reader_path())
        news = etree.SubElement(element, f"{{{NEWS}}}news")
        publication = etree.SubElement(news, f"{{{NEWS}}}publication")
        etree.SubElement(publication, f"{{{NEWS}}}name").text = clean(edition.name)
        etree.SubElement(publication, f"{{{NEWS}}}language").text = edition.language
        published = etree.SubElement(news, f"{{{NEWS}}}publication_date")
        published.text = story.published_at.astimezone(edition.zone).isoformat(timespec="seconds")
        etree.SubElement(news, f"{{{NEWS}}}title").text = clean(story.title)
    return etree.tostring(tree, xml_declaration=True, encoding="utf-8")
