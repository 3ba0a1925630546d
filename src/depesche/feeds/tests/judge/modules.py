"""Modules that feeds of either format may use: Dublin Core, Media RSS, syndication and others."""

import re
from collections.abc import Mapping

from depesche.feeds.tests.judge.addresses import judge_uri
from depesche.feeds.tests.judge.dates import judge_rfc3339, judge_w3cdtf
from depesche.feeds.tests.judge.findings import words
from depesche.feeds.tests.judge.grammar import (
    AttributeCheck,
    Form,
    Part,
    anything,
    examine,
    judge_attributes,
    leaf,
    no_text,
    not_blank,
    one_of,
    plain,
    plain_or_blank,
)
from depesche.feeds.tests.judge.markup import judge_html, judge_plain
from depesche.feeds.tests.judge.sheet import XHTML, Node, Sheet, text_of
from depesche.feeds.tests.judge.words import (
    COUNTRIES,
    NUMBER,
    is_mime,
    judge_language,
    judge_length,
    judge_mime,
    judge_positive,
)

CLOCK = re.compile(r"now|\d+(?:\.\d+)?|\d+:[0-5]\d:[0-5]\d(?:\.\d+)?|[0-5]?\d:[0-5]\d(?:\.\d+)?")
HASHES = {"md5": re.compile("[0-9a-f]{32}"), "sha-1": re.compile("[0-9a-f]{40}")}
INTEGERS = re.compile(r"\d+(?:,\d+)*", re.ASCII)
POINTS = re.compile(r"[+-]?\d+(?:\.\d+)?(?:[\s,]+[+-]?\d+(?:\.\d+)?)+", re.ASCII)


def full_url(sheet: Sheet, node: Node, text: str) -> None:
    """Accept a whole address."""
    judge_uri(sheet, node, text.strip())


def core_url(sheet: Sheet, node: Node, text: str) -> None:
    """Accept a whole address, where an old module calls anything else a broken link."""
    judge_uri(sheet, node, text.strip(), broken="InvalidLink")


def url_attribute(name: str, *, may_be_relative: bool = False) -> AttributeCheck:
    """Return the check of an attribute that holds an address."""

    def judge(sheet: Sheet, node: Node, text: str) -> None:
        judge_uri(sheet, node, text, inner=name, may_be_relative=may_be_relative)

    return judge


def number(name: str) -> AttributeCheck:
    """Return the check of an attribute that holds a number."""

    def judge(sheet: Sheet, node: Node, text: str) -> None:
        if not NUMBER.fullmatch(text):
            sheet.report("InvalidFloat", node, attr=name, value=text)

    return judge


def length(name: str) -> AttributeCheck:
    """Return the check of an attribute that holds a size."""

    def judge(sheet: Sheet, node: Node, text: str) -> None:
        judge_length(sheet, node, text, name)

    return judge


def language_attribute(sheet: Sheet, node: Node, text: str) -> None:
    """Judge an attribute `lang`."""
    judge_language(sheet, node, text, inner="lang")


def mime_attribute(sheet: Sheet, node: Node, text: str) -> None:
    """Judge an attribute `type` of a file."""
    judge_mime(sheet, node, text, broken="InvalidMIMEAttribute")


# --- Media RSS -----------------------------------------------------------------------------------


def _npt(sheet: Sheet, node: Node, text: str) -> None:
    rule = "ValidNPTTime" if CLOCK.fullmatch(text) else "InvalidNPTTime"
    sheet.report(rule, node, attr="time", value=text)


def _label(sheet: Sheet, node: Node, text: str) -> None:
    judge_plain(sheet, node, text, inner="label")


def _role(sheet: Sheet, node: Node, text: str) -> None:
    if text != text.lower() or not text.strip():
        sheet.report("InvalidCreditRole", node, attr="role", value=text)


def _hash(sheet: Sheet, node: Node, text: str) -> None:
    form = HASHES.get(node.get("algo", "md5"))
    if form is None or not form.fullmatch(text.strip().lower()):
        sheet.report("InvalidMediaHash", node, value=text)


def _restriction(sheet: Sheet, node: Node, text: str) -> None:
    words, kind = text.split(), node.get("type")
    if kind == "country":
        for word in words:
            if word.upper() not in COUNTRIES:
                sheet.report("InvalidCountryCode", node, value=word)
    elif kind == "uri":
        for word in words:
            judge_uri(sheet, node, word)
    elif words and words not in (["all"], ["none"]):
        sheet.report("InvalidMediaRestriction", node, value=text)


def _media_text(sheet: Sheet, node: Node, text: str) -> None:
    kind = node.get("type", "plain")
    if kind == "html":
        judge_html(sheet, node, text)
    elif kind == "plain":
        plain_or_blank(sheet, node, text)
    else:
        sheet.report("InvalidMediaTextType", node, attr="type", value=kind)


TYPED = leaf(_media_text, {"type": anything})
THUMBNAIL = {
    "url": url_attribute("url"),
    "height": length("height"),
    "width": length("width"),
    "time": _npt,
}
DESCRIBING = {
    "adult": Part(leaf(one_of("true false", "InvalidTrueFalse"))),
    "rating": Part(leaf(not_blank, {"scheme": url_attribute("scheme")}), many=True),
    "title": Part(TYPED),
    "description": Part(TYPED),
    "keywords": Part(leaf(plain)),
    "thumbnail": Part(leaf(no_text, THUMBNAIL, required=("url",)), many=True),
    "category": Part(leaf(plain, {"scheme": url_attribute("scheme"), "label": _label}), many=True),
    "hash": Part(leaf(_hash, {"algo": anything}), many=True),
    "player": Part(
        leaf(
            no_text,
            {"url": url_attribute("url"), "height": length("height"), "width": length("width")},
            required=("url",),
        )
    ),
    "credit": Part(leaf(not_blank, {"role": _role, "scheme": url_attribute("scheme")}), many=True),
    "copyright": Part(leaf(plain, {"url": url_attribute("url")})),
    "text": Part(
        leaf(
            plain_or_blank,
            {"lang": language_attribute, "type": anything, "start": _npt, "end": _npt},
        ),
        many=True,
    ),
    "restriction": Part(
        leaf(
            _restriction,
            {
                "relationship": one_of("allow deny", "InvalidMediaRestrictionRel"),
                "type": one_of("country uri", "InvalidMediaRestrictionType"),
            },
            required=("relationship",),
        ),
        many=True,
    ),
}
CONTENT = {
    "url": url_attribute("url"),
    "fileSize": length("fileSize"),
    "type": mime_attribute,
    "medium": one_of("image audio video document executable", "InvalidMediaMedium", "medium"),
    "isDefault": one_of("true false", "InvalidTrueFalse", "isDefault"),
    "expression": one_of("full sample nonstop", "InvalidMediaExpression", "expression"),
    "bitrate": number("bitrate"),
    "framerate": number("framerate"),
    "samplingrate": number("samplingrate"),
    "channels": number("channels"),
    "duration": length("duration"),
    "height": length("height"),
    "width": length("width"),
    "lang": language_attribute,
}
MEDIA = "http://search.yahoo.com/mrss/"
DESCRIPTION = {f"media:{name}": part for name, part in DESCRIBING.items()}


def _media_content(sheet: Sheet, node: Node) -> None:
    examine(sheet, node, Form(DESCRIPTION, frozenset(CONTENT)), MODULES)
    for name, check in CONTENT.items():
        if name in node.attrib:
            check(sheet, node, node.get(name))
    if "url" not in node.attrib and node.find(f"{{{MEDIA}}}player") is None:
        sheet.report("MissingAttribute", node, attr="url")


def _group(sheet: Sheet, node: Node) -> None:
    contents = {"media:content": Part(_media_content, many=True)}
    seen = examine(sheet, node, Form({**contents, **DESCRIPTION}), MODULES)
    if seen.count("media:content") < 2:
        sheet.report("MediaGroupWithoutAlternatives", node)


# --- the others ----------------------------------------------------------------------------------


def _encoded(sheet: Sheet, node: Node) -> None:
    judge_attributes(sheet, node, frozenset())
    judge_html(sheet, node, text_of(node))


def _hit_parade(sheet: Sheet, node: Node, text: str) -> None:
    if not INTEGERS.fullmatch(text.strip()):
        sheet.report("InvalidCommaSeparatedIntegers", node, value=text)


def _points(sheet: Sheet, node: Node, text: str) -> None:
    if not POINTS.fullmatch(text.strip()):
        sheet.report("InvalidCoord", node, value=text)


def _flare(name: str) -> AttributeCheck:
    def judge(sheet: Sheet, node: Node, text: str) -> None:
        judge_uri(sheet, node, text, inner=name, may_be_relative=True, broken="InvalidLink")

    return judge


def _nothing(_sheet: Sheet, _node: Node) -> None:
    """Accept an element with whatever is in it."""


def _reply_type(sheet: Sheet, node: Node, text: str) -> None:
    if not is_mime(text):
        sheet.report("InvalidMIMEType", node, attr="type", value=text)


DC_DATES = {"date": Part(leaf(judge_w3cdtf))}
DC_TEXT = {
    name: Part(leaf(not_blank), many=True)
    for name in words(
        "contributor coverage creator format identifier publisher relation rights source subject "
        "title type description"
    )
}
MODULES: Mapping[str, Mapping[str, Part]] = {
    "http://purl.org/dc/elements/1.1/": {
        **DC_TEXT,
        **DC_DATES,
        "language": Part(leaf(judge_language)),
    },
    "http://purl.org/dc/terms/": {
        name: Part(leaf(judge_w3cdtf)) for name in ("created", "issued", "modified", "available")
    },
    "http://purl.org/rss/1.0/modules/content/": {"encoded": Part(_encoded)},
    "http://purl.org/rss/1.0/modules/syndication/": {
        "updatePeriod": Part(
            leaf(one_of("hourly daily weekly monthly yearly", "InvalidUpdatePeriod"))
        ),
        "updateFrequency": Part(leaf(judge_positive)),
        "updateBase": Part(leaf(judge_w3cdtf)),
    },
    "http://purl.org/rss/1.0/modules/slash/": {
        "comments": Part(leaf(judge_positive)),
        "department": Part(leaf(not_blank)),
        "hit_parade": Part(leaf(_hit_parade)),
        "section": Part(leaf(not_blank)),
    },
    MEDIA: {
        **DESCRIBING,
        "content": Part(_media_content, many=True),
        "group": Part(_group, many=True),
    },
    "http://backend.userland.com/blogChannelModule": {
        name: Part(leaf(core_url)) for name in ("blink", "blogRoll", "changes", "mySubscriptions")
    },
    "http://backend.userland.com/creativeCommonsRssModule": {
        "license": Part(leaf(full_url), many=True)
    },
    "http://madskills.com/public/xml/rss/module/trackback/": {
        "ping": Part(leaf(full_url)),
        "about": Part(leaf(full_url), many=True),
    },
    "http://webns.net/mvcb/": {
        "generatorAgent": Part(_nothing),
        "errorReportsTo": Part(_nothing),
    },
    "http://wellformedweb.org/CommentAPI/": {
        "comment": Part(leaf(full_url)),
        "commentRss": Part(leaf(full_url)),
    },
    "http://www.bloglines.com/about/specs/fac-1.0": {
        "restriction": Part(
            leaf(
                no_text,
                {"relationship": one_of("allow deny", "InvalidAccessRestrictionRel")},
                required=("relationship",),
            )
        )
    },
    "http://rssnamespace.org/feedburner/ext/1.0": {
        "feedFlare": Part(
            leaf(
                not_blank,
                {"href": _flare("href"), "src": _flare("src")},
            ),
            many=True,
        )
    },
    "http://www.georss.org/georss": {
        "where": Part(_nothing),
        **{name: Part(leaf(_points)) for name in ("point", "line", "polygon", "box")},
    },
    "http://purl.org/rss/1.0/modules/taxonomy/": {
        "topics": Part(_nothing),
        "topic": Part(_nothing, many=True),
    },
    "http://purl.org/rss/modules/aggregation/": {
        "source": Part(leaf(not_blank)),
        "sourceURL": Part(leaf(full_url)),
        "timestamp": Part(leaf(judge_w3cdtf)),
    },
    "http://purl.org/syndication/thread/1.0": {
        "in-reply-to": Part(
            leaf(
                no_text,
                {
                    "ref": anything,
                    "href": url_attribute("href"),
                    "type": _reply_type,
                    "source": url_attribute("source"),
                },
                required=("ref",),
            ),
            many=True,
        ),
        "updated": Part(leaf(judge_rfc3339)),
        "total": Part(leaf(judge_positive)),
    },
    XHTML: {
        "meta": Part(
            leaf(
                no_text,
                {"name": not_blank, "content": anything},
                required=("name", "content"),
            )
        )
    },
}
