"""What may stand in what: parts of an element, how often, with which attributes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from lxml import etree

from depesche.feeds.tests.judge.findings import Finding
from depesche.feeds.tests.judge.markup import judge_plain
from depesche.feeds.tests.judge.sheet import (
    PREFIXES,
    UNJUDGED,
    XML,
    Node,
    Sheet,
    elements,
    own_text,
    space_of,
    text_of,
)
from depesche.feeds.tests.judge.words import judge_language

Check = Callable[[Sheet, Node], None]
ValueCheck = Callable[[Sheet, Node, str], None]
AttributeCheck = Callable[[Sheet, Node, str], None]


@dataclass(frozen=True)
class Part:
    """An element that may stand in another; `many` of it, or one."""

    check: Check
    many: bool = False


@dataclass(frozen=True)
class Form:
    """How an element is built. `required` says what is missing without: part → rule."""

    parts: Mapping[str, Part]
    attributes: frozenset[str] = frozenset()
    required: Mapping[str, str] = field(default_factory=dict)


def judge_attributes(sheet: Sheet, node: Node, known: frozenset[str]) -> None:
    """Judge which attributes an element has; those of other namespaces are theirs."""
    for name, value in node.attrib.items():
        qname = etree.QName(name)
        if qname.namespace == XML and qname.localname == "lang" and value:
            judge_language(sheet, node, value, inner="xml:lang")
        elif not qname.namespace and name not in known:
            sheet.report("UnexpectedAttribute", node, attr=name)


def examine(
    sheet: Sheet, node: Node, form: Form, modules: Mapping[str, Mapping[str, Part]]
) -> list[str]:
    """Judge a container by its form. Return the names of its parts, in their order."""
    judge_attributes(sheet, node, form.attributes)
    if own_text(node).strip():
        sheet.report("UnexpectedText", node)
    seen: list[str] = []
    for child in elements(node):
        name = sheet.name(child)
        is_named = space_of(child) in {sheet.core, *PREFIXES}
        part = form.parts.get(name) if is_named else None
        if part is None:
            part = _extension(sheet, child, modules)
        if part is not None:
            if name in seen and not part.many:
                sheet.report("DuplicateElement", child)
            part.check(sheet, child)
        seen.append(name if is_named else "")
    for name, rule in form.required.items():
        if name not in seen:
            sheet.report(rule, node, inner=name)
    return seen


def _extension(sheet: Sheet, child: Node, modules: Mapping[str, Mapping[str, Part]]) -> Part | None:
    """Return the rule for an element that is none of the format's own."""
    space = space_of(child)
    if space == sheet.core:
        sheet.report("UndefinedElement", child)
    elif not space:
        sheet.report("UndeterminableVocabulary", child)
    elif space in modules:
        part = modules[space].get(etree.QName(child).localname)
        if part is None:
            sheet.report("UndefinedElement", child)
        return part
    else:
        known = space in UNJUDGED or space in PREFIXES
        rule = "UnsupportedNamespace" if known else "UnknownNamespace"
        about = (("namespace", space),)
        if not any(each.rule == rule and each.details == about for each in sheet.findings):
            sheet.findings.append(
                Finding(rule, sheet.name(child.getparent()), sheet.name(child), "", about)
            )
    return None


def leaf(
    check: ValueCheck,
    attributes: Mapping[str, AttributeCheck] | None = None,
    *,
    required: tuple[str, ...] = (),
) -> Check:
    """Return the check of an element that holds only text, with checks for its attributes."""
    judges = attributes or {}

    def judge(sheet: Sheet, node: Node) -> None:
        for child in elements(node):
            sheet.report("UndefinedElement", child)
        judge_attributes(sheet, node, frozenset(judges))
        for name, judge_one in judges.items():
            if name in node.attrib:
                judge_one(sheet, node, node.get(name))
            elif name in required:
                sheet.report("MissingAttribute", node, attr=name)
        check(sheet, node, text_of(node))

    return judge


def anything(_sheet: Sheet, _node: Node, _text: str) -> None:
    """Accept any value."""


def plain(sheet: Sheet, node: Node, text: str) -> None:
    """Accept text that is not blank and holds no HTML."""
    if text.strip():
        judge_plain(sheet, node, text)
    else:
        sheet.report("NotBlank", node)


def plain_or_blank(sheet: Sheet, node: Node, text: str) -> None:
    """Accept text without HTML, or none."""
    judge_plain(sheet, node, text)


def not_blank(sheet: Sheet, node: Node, text: str) -> None:
    """Accept any text but none."""
    sheet.report("ValidElement" if text.strip() else "NotBlank", node)


def no_text(sheet: Sheet, node: Node, text: str) -> None:
    """Accept nothing."""
    if text.strip():
        sheet.report("UnexpectedText", node)


def one_of(words: str, rule: str, attr: str = "") -> AttributeCheck:
    """Return a check for one of a few words."""
    allowed = frozenset(words.split())

    def judge(sheet: Sheet, node: Node, text: str) -> None:
        if text.strip() not in allowed:
            sheet.report(rule, node, attr=attr, value=text)
        elif rule.startswith("Invalid"):
            sheet.report("Valid" + rule.removeprefix("Invalid"), node, attr=attr)

    return judge
