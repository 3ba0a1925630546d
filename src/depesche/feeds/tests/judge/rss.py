"""RSS 2.0, by its specification and the RSS board's profile."""

from collections.abc import Callable

from depesche.feeds.tests.judge import atom
from depesche.feeds.tests.judge.addresses import is_full, judge_contact, judge_identity, judge_uri
from depesche.feeds.tests.judge.dates import judge_rfc822
from depesche.feeds.tests.judge.grammar import (
    Form,
    Part,
    anything,
    examine,
    leaf,
    no_text,
    not_blank,
    one_of,
    plain,
    plain_or_blank,
)
from depesche.feeds.tests.judge.markup import judge_html, judge_xhtml
from depesche.feeds.tests.judge.modules import MODULES, core_url, length, mime_attribute
from depesche.feeds.tests.judge.sheet import (
    ATOM,
    XML,
    Node,
    Sheet,
    elements,
    text_of,
)
from depesche.feeds.tests.judge.words import INTEGER, judge_language, judge_positive

DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
PICTURES = (".gif", ".jpg", ".jpeg", ".png")
WIDEST, HIGHEST = 144, 400
# the format's own element and a module's for the same thing
SAME_IN_CHANNEL = [
    ("copyright", "dc:rights"),
    ("description", "dc:description"),
    ("generator", "admin:generatorAgent"),
    ("language", "dc:language"),
    ("managingEditor", "dc:creator"),
    ("pubDate", "dc:date"),
    ("title", "dc:title"),
    ("webMaster", "dc:publisher"),
]
SAME_IN_ITEM = [
    ("author", "dc:creator"),
    ("category", "dc:subject"),
    ("description", "dc:description"),
    ("guid", "dc:identifier"),
    ("pubDate", "dc:date"),
    ("source", "dc:source"),
    ("title", "dc:title"),
]
SECOND_TEXTS = {"atom:content", "atom:summary", "xhtml:body", "xhtml:div"}


def _attribute_url(sheet: Sheet, node: Node, text: str) -> None:
    judge_uri(sheet, node, text, inner="url", valid="ValidURLAttribute")


def _source_url(sheet: Sheet, node: Node, text: str) -> None:
    judge_uri(sheet, node, text, inner="url", broken="InvalidLink")


def _picture_url(sheet: Sheet, node: Node, text: str) -> None:
    core_url(sheet, node, text)
    if is_full(text) and not text.lower().partition("?")[0].endswith(PICTURES):
        sheet.report("ImageUrlFormat", node, value=text)


def _measure(word: str, most: int) -> Callable[[Sheet, Node, str], None]:
    def judge(sheet: Sheet, node: Node, text: str) -> None:
        fits = INTEGER.fullmatch(text.strip()) and 1 <= int(text) <= most
        sheet.report(f"Valid{word}" if fits else f"Invalid{word}", node, value=text)

    return judge


IMAGE = Form(
    {
        "url": Part(leaf(_picture_url)),
        "title": Part(leaf(plain)),
        "link": Part(leaf(core_url)),
        "width": Part(leaf(_measure("Width", WIDEST))),
        "height": Part(leaf(_measure("Height", HIGHEST))),
        "description": Part(leaf(plain)),
    },
    required={"url": "MissingUrl", "title": "MissingTitle", "link": "MissingLink"},
)


def image(sheet: Sheet, node: Node) -> None:
    """Judge the channel's picture, and whether it speaks of the same as the channel."""
    examine(sheet, node, IMAGE, MODULES)
    channel = node.getparent()
    for name, rule in (("title", "ImageTitleDoesntMatch"), ("link", "ImageLinkDoesntMatch")):
        mine, its = node.findtext(name), channel.findtext(name)
        if mine is not None and its is not None and mine.strip() != its.strip():
            sheet.report(rule, node, inner=name)


TEXT_INPUT = Form(
    {
        "title": Part(leaf(plain)),
        "description": Part(leaf(plain)),
        "name": Part(leaf(not_blank)),
        "link": Part(leaf(core_url)),
    },
    required={
        "title": "MissingTitle",
        "description": "MissingDescription",
        "name": "MissingElement",
        "link": "MissingLink",
    },
)


def text_input(sheet: Sheet, node: Node) -> None:
    """Judge a form beside the feed."""
    examine(sheet, node, TEXT_INPUT, MODULES)
    sheet.report("AvoidTextInput", node)


def _pause(word: str, part: Part, most: int, rule: str) -> Callable[[Sheet, Node], None]:
    def judge(sheet: Sheet, node: Node) -> None:
        examine(sheet, node, Form({word: part}, required={word: "MissingElement"}), MODULES)
        if len(elements(node)) > most:
            sheet.report(rule, node)

    return judge


SKIP_DAYS = _pause("day", Part(leaf(one_of(DAYS, "InvalidDay")), many=True), 7, "EightDaysAWeek")
SKIP_HOURS = _pause(
    "hour",
    Part(leaf(one_of(" ".join(map(str, range(24))), "InvalidHour")), many=True),
    24,
    "NotEnoughHoursInTheDay",
)


def cloud(sheet: Sheet, node: Node) -> None:
    """Judge where a reader may ask to be told of news."""
    for name in ("domain", "path", "port", "protocol", "registerProcedure"):
        value = node.get(name)
        if value is None:
            sheet.report("MissingAttribute", node, attr=name)
        elif not value.strip() or (name == "port" and not value.isdecimal()):
            sheet.report("InvalidCloud", node, attr=name, value=value)
        else:
            sheet.report("ValidCloud", node, attr=name)


def guid(sheet: Sheet, node: Node, text: str) -> None:
    """Judge what names an item for ever, by default its address."""
    is_link = node.get("isPermaLink", "true")
    if is_link not in {"true", "false"}:
        sheet.report("InvalidTrueFalse", node, attr="isPermaLink", value=is_link)
    if not text.strip():
        sheet.report("NotBlank", node)
    elif is_link == "true" and node.get("isPermaLink") and not text.startswith("http"):
        sheet.report("InvalidHttpGUID", node, value=text)
    elif is_link == "true":
        judge_identity(sheet, node, text)


def description(sheet: Sheet, node: Node) -> None:
    """Judge an item's text: HTML, whether meant as such or not."""
    for child in elements(node):
        sheet.report("UndefinedElement", child)
    is_based = any(f"{{{XML}}}base" in each.attrib for each in [node, *node.iterancestors()])
    judge_html(sheet, node, text_of(node), is_based=is_based)


def _body(sheet: Sheet, node: Node) -> None:
    judge_xhtml(sheet, node)


def _anything(_sheet: Sheet, _node: Node) -> None:
    """Accept an element whose format is judged elsewhere."""


CATEGORY = Part(leaf(plain, {"domain": anything}), many=True)
LINK = Part(atom.link, many=True)
ITEM = Form(
    {
        "title": Part(leaf(plain)),
        "link": Part(leaf(core_url)),
        "description": Part(description),
        "author": Part(leaf(judge_contact)),
        "category": CATEGORY,
        "comments": Part(leaf(core_url)),
        "enclosure": Part(
            leaf(
                no_text,
                {"url": _attribute_url, "length": length("length"), "type": mime_attribute},
                required=("url", "length", "type"),
            ),
            many=True,
        ),
        "guid": Part(leaf(guid, {"isPermaLink": anything})),
        "pubDate": Part(leaf(judge_rfc822)),
        "source": Part(leaf(plain, {"url": _source_url}, required=("url",))),
        "atom:link": LINK,
        "atom:author": Part(_anything, many=True),
        "atom:content": Part(_anything),
        "atom:summary": Part(_anything),
        "atom:updated": Part(atom.DATE),
        "atom:published": Part(atom.DATE),
        "xhtml:body": Part(_body),
        "xhtml:div": Part(_body),
    }
)


def _judge_synonyms(sheet: Sheet, node: Node, seen: list[str]) -> None:
    is_item = sheet.name(node) == "item"
    rule = "DuplicateItemSemantics" if is_item else "DuplicateSemantics"
    for core, ext in SAME_IN_ITEM if is_item else SAME_IN_CHANNEL:
        if core in seen and ext in seen:
            sheet.report(rule, node, inner=ext, core=core, ext=ext)


def item(sheet: Sheet, node: Node) -> None:
    """Judge an item."""
    seen = examine(sheet, node, ITEM, MODULES)
    _judge_synonyms(sheet, node, seen)
    if not {"title", "description", *SECOND_TEXTS} & set(seen):
        sheet.report("ItemMustContainTitleOrDescription", node)
    if "guid" not in seen:
        sheet.report("MissingGuid", node, inner="guid")
    if seen.count("enclosure") > 1:
        sheet.report("DuplicateEnclosure", node, inner="enclosure")
    for name in SECOND_TEXTS & set(seen):
        if "description" in seen:
            sheet.report("DuplicateDescriptionSemantics", node, inner=name)
    texts = [name for name in seen if name in {"description", "content:encoded"}]
    if texts[:2] == ["content:encoded", "description"]:
        sheet.report("NeedDescriptionBeforeContent", node)


CHANNEL = Form(
    {
        "title": Part(leaf(plain)),
        "link": Part(leaf(core_url)),
        "description": Part(leaf(plain_or_blank)),
        "language": Part(leaf(judge_language)),
        "copyright": Part(leaf(plain)),
        "managingEditor": Part(leaf(judge_contact)),
        "webMaster": Part(leaf(judge_contact)),
        "pubDate": Part(leaf(judge_rfc822)),
        "lastBuildDate": Part(leaf(judge_rfc822)),
        "category": CATEGORY,
        "generator": Part(leaf(plain)),
        "docs": Part(leaf(core_url)),
        "cloud": Part(cloud),
        "ttl": Part(leaf(judge_positive)),
        "image": Part(image),
        "rating": Part(leaf(not_blank)),
        "textInput": Part(text_input),
        "skipHours": Part(SKIP_HOURS),
        "skipDays": Part(SKIP_DAYS),
        "item": Part(item, many=True),
        "atom:link": LINK,
        "atom:id": Part(leaf(judge_identity)),
    },
    required={
        "title": "MissingTitle",
        "link": "MissingLink",
        "description": "MissingDescription",
    },
)


def channel(sheet: Sheet, node: Node) -> None:
    """Judge the channel."""
    _judge_synonyms(sheet, node, examine(sheet, node, CHANNEL, MODULES))
    links = node.findall(f"{{{ATOM}}}link")
    if not any(each.get("rel") == "self" for each in links):
        sheet.report("MissingSelf", node)


def _judge_guids(sheet: Sheet, root: Node) -> None:
    names = [text_of(each).strip() for each in root.iterfind("channel/item/guid")]
    if len(set(names)) < len(names):
        sheet.report("DuplicateIds", root, inner="guid")


def judge_rss(sheet: Sheet, root: Node) -> None:
    """Judge a whole feed."""
    form = Form({"channel": Part(channel)}, frozenset({"version"}), {"channel": "MissingElement"})
    examine(sheet, root, form, MODULES)
    version = root.get("version")
    if version is None:
        sheet.report("MissingAttribute", root, attr="version")
    elif version not in {"0.91", "0.92", "0.93", "2.0"}:
        sheet.report("InvalidVersion", root, attr="version", value=version)
    _judge_guids(sheet, root)
