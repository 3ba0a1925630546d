"""Write a feed as RSS 2.0, Atom 1.0 (RFC 4287) or JSON Feed 1.1."""

import json
from collections.abc import Callable, Iterable
from html import escape
from typing import Any
from xml.sax.xmlreader import AttributesImpl

from django.utils import feedgenerator
from django.utils.xmlutils import SimplerXMLGenerator

from depesche.feeds.entries import Entry, Feed

# what XML 1.0 cannot hold: a machine would refuse the whole feed for one of them. And the controls
# that it can hold but nobody can read (not U+0085: a line's end)
NOT_XML = dict.fromkeys(
    [
        *range(0x09),
        *(0x0B, 0x0C),
        *range(0x0E, 0x20),
        *range(0x7F, 0x85),
        *range(0x86, 0xA0),
        *range(0xD800, 0xE000),
        *(0xFFFE, 0xFFFF),
    ]
)
TTL_MINUTES = 5


def clean(text: str) -> str:
    """Return `text` without characters that XML cannot hold, on one line."""
    return " ".join(text.translate(NOT_XML).split())


def _names(texts: Iterable[str]) -> list[str]:
    """Return `texts` clean, without those of which nothing is left."""
    return [name for name in map(clean, texts) if name]


def _as_html(text: str) -> str:
    """Return plain `text` for an element that machines read as HTML: they show it as it is."""
    return escape(text, quote=False)


class PaperRss(feedgenerator.Rss201rev2Feed):
    """RSS 2.0 with several authors and the picture's credit."""

    def rss_attributes(self) -> dict[str, str]:
        """Name the modules that entries use."""
        return {
            **super().rss_attributes(),
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
            "xmlns:media": "http://search.yahoo.com/mrss/",
        }

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add how long the feed may be kept, and its picture."""
        super().add_root_elements(handler)
        handler.addQuickElement("ttl", str(TTL_MINUTES))
        handler.startElement("image", AttributesImpl({}))
        handler.addQuickElement("url", self.feed["icon"])
        handler.addQuickElement("title", self.feed["title"])
        handler.addQuickElement("link", self.feed["link"])
        handler.endElement("image")

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the authors by name (RSS's own element wants an address), and the credit."""
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.addQuickElement("dc:creator", name)
        if item["picture"] is not None:
            picture = item["picture"]
            attributes = {"url": picture.url, "type": picture.media_type, "medium": "image"}
            handler.startElement("media:content", AttributesImpl(attributes))
            if credit := clean(picture.credit):
                handler.addQuickElement("media:credit", credit)
            handler.endElement("media:content")


class PaperAtom(feedgenerator.Atom1Feed):
    """Atom 1.0 with several authors and the icon."""

    def add_root_elements(self, handler: SimplerXMLGenerator) -> None:
        """Add the icon."""
        super().add_root_elements(handler)
        handler.addQuickElement("icon", self.feed["icon"])

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add each author as a person of their own."""
        super().add_item_elements(handler, item)
        for name in item["creators"]:
            handler.startElement("author", AttributesImpl({}))
            handler.addQuickElement("name", name)
            handler.endElement("author")


def _xml(generator: type[feedgenerator.SyndicationFeed], feed: Feed) -> bytes:
    written = generator(
        title=clean(feed.title) or feed.url,
        link=feed.url,
        description=clean(feed.subtitle) or clean(feed.title) or feed.url,
        language=feed.language,
        subtitle=clean(feed.subtitle) or None,
        feed_url=feed.feed_url,
        feed_copyright=clean(feed.copyright_line) or None,
        author_name=clean(feed.publisher) or feed.url,
        feed_guid=feed.feed_url,
        icon=feed.icon_url,
    )
    written.latest_post_date = lambda: feed.updated_at  # type: ignore[method-assign] # a kept feed must not change with the clock
    for entry in feed.entries:
        written.add_item(**_item(entry))
    return written.writeString("utf-8").encode()


def _item(entry: Entry) -> dict[str, Any]:
    enclosures = []
    if entry.enclosure is not None:
        enclosures.append(
            feedgenerator.Enclosure(
                entry.enclosure.url, str(entry.enclosure.size_bytes), entry.enclosure.media_type
            )
        )
    return {
        "title": clean(entry.title) or entry.url,
        "link": entry.url,
        "description": _as_html(clean(entry.summary) or clean(entry.title) or entry.url),
        "unique_id": entry.identity,
        "unique_id_is_permalink": True,
        "pubdate": entry.published_at,
        "updateddate": entry.updated_at,
        "categories": _names(entry.categories),
        "enclosures": enclosures,
        "item_copyright": clean(entry.rights) or None,
        "creators": _names(entry.authors),
        "picture": entry.enclosure,
    }


def write_rss(feed: Feed) -> bytes:
    """Return RSS 2.0 (https://www.rssboard.org/rss-specification)."""
    return _xml(PaperRss, feed)


def write_atom(feed: Feed) -> bytes:
    """Return Atom 1.0 (RFC 4287)."""
    return _xml(PaperAtom, feed)


def write_json(feed: Feed) -> bytes:
    """Return JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""
    written = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(feed.title) or feed.url,
        "description": clean(feed.subtitle),
        "home_page_url": feed.url,
        "feed_url": feed.feed_url,
        "icon": feed.icon_url,
        "language": feed.language,
        "items": [_json_item(entry) for entry in feed.entries],
    }
    return json.dumps(written, ensure_ascii=False, indent=1).encode()


def _json_item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": entry.identity,
        "url": entry.url,
        "title": clean(entry.title) or entry.url,
        "summary": clean(entry.summary),
        "content_text": clean(entry.summary) or clean(entry.title) or entry.url,
        "date_published": entry.published_at.isoformat(),
        "date_modified": entry.updated_at.isoformat(),
        "authors": [{"name": name} for name in _names(entry.authors)],
        "tags": _names(entry.categories),
    }
    if entry.enclosure is not None:
        item["image"] = entry.enclosure.url
    return item


FORMATS: dict[str, tuple[str, Callable[[Feed], bytes]]] = {
    "rss": ("application/rss+xml", write_rss),
    "atom": ("application/atom+xml", write_atom),
    "json": ("application/feed+json", write_json),
}
