"""Write `docs/reference/pages.md` from the contracts themselves, for people who write themes."""

import ast
import inspect
from collections.abc import Iterator

from depesche.portal import contracts, contracts_search, parts
from depesche.portal.filters import FILTERS
from depesche.portal.render import STATUS, TEMPLATES

HEAD = """# What a page is made of

Written by `make docs` from `portal/contracts.py`, `contracts_search.py` and `parts.py`. A template
gets one object, `page`, of the class that stands beside its name, and uses nothing else. Addresses
are paths on the edition's host unless a name ends in `_url`. Instants are aware, in the edition's
time zone. `Markup` is cleaned HTML; every other text is plain and escaped by the template.

A theme overrides a template by a file of the same name in its folder `theme/templates/portal/`.
Beside `page` there are `_("…")` and `{% trans %}` for words, `static("portal/paper.css")` for the
address of a file with its version, and the filters at the end of this page.
"""


def contracts_page() -> str:
    """Return the reference of all contracts: pages first, then their pieces, then the filters."""
    written = [HEAD, "## Pages\n"]
    classes = dict(_classes())
    pages = {kind.__name__: template for kind, template in TEMPLATES.items()}
    written += [_section(classes[name], template) for name, template in pages.items()]
    written.append("## Pieces\n")
    written += [_section(node) for name, node in classes.items() if name not in pages]
    written.append("## Filters\n\n| filter | what it does |\n| --- | --- |")
    written += [
        f"| `{name}` | {_first_line(filter_)} |" for name, filter_ in sorted(FILTERS.items())
    ]
    return "\n".join(written) + "\n"


def _classes() -> Iterator[tuple[str, ast.ClassDef]]:
    for module in (parts, contracts, contracts_search):
        for node in ast.parse(inspect.getsource(module)).body:
            if isinstance(node, ast.ClassDef):
                yield node.name, node


def _section(node: ast.ClassDef, template: str = "") -> str:
    lines = [f"### {node.name}\n"]
    if template:
        status = STATUS.get(getattr(contracts, node.name), 200)
        lines.append(f"Template `{template}`, status {status}.\n")
    lines.append(inspect.cleandoc(ast.get_docstring(node) or "") + "\n")
    lines.append("| field | type | unless given |\n| --- | --- | --- |")
    for field in node.body:
        if isinstance(field, ast.AnnAssign):
            kind = ast.unparse(field.annotation).replace("|", "or").strip("'\"")
            default = _default(field.value)
            lines.append(f"| `{ast.unparse(field.target)}` | `{kind}` | {default} |")
    return "\n".join(lines) + "\n"


def _default(value: ast.expr | None) -> str:
    """Say what a field is where a builder gives nothing; `–` where it always does."""
    if value is None:
        return "–"
    text = ast.unparse(value)
    empty = {"''", "()", "NOTHING", "field(default=())"}
    return "empty" if text in empty else f"`{text}`"


def _first_line(function: object) -> str:
    return (inspect.getdoc(function) or "").partition("\n")[0]
