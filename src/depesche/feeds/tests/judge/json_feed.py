"""JSON Feed 1.1. The W3C judges none: the rules are named in its manner."""

import json
from typing import Any

from depesche.feeds.tests.judge.addresses import is_full
from depesche.feeds.tests.judge.dates import rfc3339
from depesche.feeds.tests.judge.findings import Finding, words
from depesche.feeds.tests.judge.markup import judge_html
from depesche.feeds.tests.judge.sheet import C1_CONTROLS, Sheet
from depesche.feeds.tests.judge.words import is_language, is_mime

VERSIONS = {"https://jsonfeed.org/version/1", "https://jsonfeed.org/version/1.1"}
# member → type of its value
OF_FEED = {
    "version": str,
    "title": str,
    "home_page_url": str,
    "feed_url": str,
    "description": str,
    "user_comment": str,
    "next_url": str,
    "icon": str,
    "favicon": str,
    "author": dict,
    "authors": list,
    "language": str,
    "expired": bool,
    "hubs": list,
    "items": list,
}
OF_ITEM = {
    "id": str,
    "url": str,
    "external_url": str,
    "title": str,
    "content_html": str,
    "content_text": str,
    "summary": str,
    "image": str,
    "banner_image": str,
    "date_published": str,
    "date_modified": str,
    "author": dict,
    "authors": list,
    "tags": list,
    "language": str,
    "attachments": list,
}
OF_AUTHOR = {"name": str, "url": str, "avatar": str}
OF_ATTACHMENT = {
    "url": str,
    "mime_type": str,
    "title": str,
    "size_in_bytes": (int, float),
    "duration_in_seconds": (int, float),
}
OF_HUB = {"type": str, "url": str}
URLS = words(
    "home_page_url feed_url next_url icon favicon url external_url image banner_image avatar"
)
DATES = {"date_published", "date_modified"}
SENTENCES = {"title", "name"}  # must say something where they stand


class _Clerk:
    """Writes findings about members of objects."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def report(self, rule: str, parent: str, element: str = "", **details: str) -> None:
        self.sheet.findings.append(Finding(rule, parent, element, "", tuple(details.items())))

    def members(self, parent: str, found: Any, known: dict[str, Any]) -> bool:
        """Judge an object's members by name, type and form. Return whether it is an object."""
        if not isinstance(found, dict):
            self.report("WrongType", parent)
            return False
        for name, value in found.items():
            if name.startswith("_"):
                continue  # an extension
            if name not in known:
                self.report("UnknownMember", parent, name)
            elif not isinstance(value, known[name]) or (
                isinstance(value, bool) and known[name] is not bool
            ):
                self.report("WrongType", parent, name)
            elif isinstance(value, str):
                self.word(parent, name, value)
        return True

    def word(self, parent: str, name: str, value: str) -> None:
        """Judge a string by what its member's name promises."""
        if name in URLS and not is_full(value):
            self.report("InvalidFullLink", parent, name, value=value)
        elif name in DATES and rfc3339(value) is None:
            self.report("InvalidRFC3339Date", parent, name, value=value)
        elif name == "language" and not is_language(value):
            self.report("InvalidLanguage", parent, name, value=value)
        elif name in SENTENCES and not value.strip():
            self.report("NotBlank", parent, name)
        if C1_CONTROLS.search(value):
            self.report("BadCharacters", parent, name)


def _authors(clerk: _Clerk, parent: str, holder: dict[str, Any]) -> None:
    if "author" in holder:
        clerk.report("DeprecatedMember", parent, "author")
    for person in _listed(holder, "authors"):
        if clerk.members("author", person, OF_AUTHOR) and not set(OF_AUTHOR) & set(person):
            clerk.report("MissingElement", "author", "name")


def _attachments(clerk: _Clerk, item: dict[str, Any]) -> None:
    for file in _listed(item, "attachments"):
        if not clerk.members("attachment", file, OF_ATTACHMENT):
            continue
        for name in ("url", "mime_type"):
            if name not in file:
                clerk.report("MissingElement", "attachment", name)
        if not is_mime(str(file.get("mime_type", "x/x"))):
            clerk.report("InvalidMIMEType", "attachment", "mime_type")


def _item(clerk: _Clerk, item: Any) -> None:
    if not clerk.members("item", item, OF_ITEM):
        return
    if not str(item.get("id", "")).strip():
        clerk.report("MissingElement", "item", "id")
    if not {"content_html", "content_text"} & set(item):
        clerk.report("MissingContent", "item")
    if isinstance(item.get("content_html"), str):
        judge_html(clerk.sheet, None, item["content_html"], is_based="url" in item)
    for tag in _listed(item, "tags"):
        if not isinstance(tag, str) or not tag.strip():
            clerk.report("InvalidTag", "item", "tags")
    published, modified = (str(item.get(name, "")) for name in ("date_published", "date_modified"))
    # the same offset, so that the texts compare like the moments
    if published[19:] == modified[19:] and modified < published:
        clerk.report("ModifiedBeforePublished", "item", "date_modified")
    _authors(clerk, "item", item)
    _attachments(clerk, item)


def _listed(holder: dict[str, Any], name: str) -> list[Any]:
    found = holder.get(name, [])
    return found if isinstance(found, list) else []


def _feed(clerk: _Clerk, feed: dict[str, Any]) -> None:
    for name in ("version", "title", "items"):
        if name not in feed:
            clerk.report("MissingElement", "feed", name)
    if "version" in feed and feed["version"] not in VERSIONS:
        clerk.report("InvalidVersion", "feed", "version")
    for name, rule in (("feed_url", "MissingSelf"), ("home_page_url", "MissingHomePage")):
        if name not in feed:
            clerk.report(rule, "feed", name)
    if "next_url" in feed and feed["next_url"] == feed.get("feed_url"):
        clerk.report("SameDocumentReference", "feed", "next_url")


def _hubs(clerk: _Clerk, feed: dict[str, Any]) -> None:
    for hub in _listed(feed, "hubs"):
        if clerk.members("hub", hub, OF_HUB) and set(hub) != set(OF_HUB):
            clerk.report("MissingElement", "hub", "url" if "type" in hub else "type")


def judge_json(sheet: Sheet) -> None:
    """Judge a whole feed."""
    clerk = _Clerk(sheet)
    try:
        feed = json.loads(sheet.data.decode("utf-8"))
    except ValueError:
        clerk.report("InvalidJson", "root")
        return
    if not clerk.members("feed", feed, OF_FEED):
        return
    _feed(clerk, feed)
    _hubs(clerk, feed)
    _authors(clerk, "feed", feed)
    for item in _listed(feed, "items"):
        _item(clerk, item)
    names = [str(item.get("id")) for item in _listed(feed, "items") if isinstance(item, dict)]
    if len(set(names)) < len(names):
        clerk.report("DuplicateIds", "feed", "items")
