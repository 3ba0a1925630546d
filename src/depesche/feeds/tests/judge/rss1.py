"""RSS 1.0, as far as its parts go; we write none, but the judge should know one when it sees it."""

from depesche.feeds.tests.judge.grammar import Form, Part, examine, leaf, not_blank, plain
from depesche.feeds.tests.judge.modules import MODULES, core_url
from depesche.feeds.tests.judge.sheet import RDF, Node, Sheet, elements

RSS1 = "http://purl.org/rss/1.0/"
THING = {"title": Part(leaf(plain)), "link": Part(leaf(core_url))}
REQUIRED = {"title": "MissingElement", "link": "MissingElement"}


def _literal(sheet: Sheet, node: Node) -> None:
    if elements(node) and node.get(f"{{{RDF}}}parseType") != "Literal":
        sheet.report("InvalidRDF", node)


def _anything(_sheet: Sheet, _node: Node) -> None:
    """Accept what stands in for something described elsewhere."""


TEXT = {"description": Part(_literal)}
ITEM = Form({**THING, **TEXT}, required=REQUIRED)
IMAGE = Form({**THING, "url": Part(leaf(core_url))}, required={**REQUIRED, "url": "MissingUrl"})
INPUT = Form({**THING, **TEXT, "name": Part(leaf(not_blank))}, required=REQUIRED)
CHANNEL = Form(
    {
        **THING,
        **TEXT,
        "items": Part(_anything),
        "image": Part(_anything),
        "textinput": Part(_anything),
    },
    required={**REQUIRED, "description": "MissingElement", "items": "MissingElement"},
)


def _of(form: Form) -> Part:
    def judge(sheet: Sheet, node: Node) -> None:
        examine(sheet, node, form, MODULES)

    return Part(judge, many=True)


ROOT = Form(
    {
        "channel": _of(CHANNEL),
        "item": _of(ITEM),
        "image": _of(IMAGE),
        "textinput": _of(INPUT),
    },
    required={"channel": "MissingElement"},
)


def judge_rss1(sheet: Sheet, root: Node) -> None:
    """Judge a whole feed."""
    sheet.core = RSS1
    examine(sheet, root, ROOT, MODULES)
