"""The reference page of dispatches: every kind, who sends it and what for, read from the code."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HOUSE = Path(__file__).resolve().parent.parent / "src" / "depesche"
KIND = re.compile(r"(?!depesche|wsgi)[a-z]+\.(?:[a-z_]+ed|left|brought_in)")

# made of a noun's name and what happened to it
BY_NOUN = {
    ("articles/change.py", "change_noun"): ("created", "changed"),
    ("desk/announce.py", "announce"): ("created", "changed"),
    ("desk/announce.py", "removing"): ("removed",),
}
NOUNS = ("edition", "imprint", "organisation", "person", "place", "shortlink", "tag")
BY_ENTRY = {
    ("articles/change.py", "_tell_changed"): ("changed",),
    ("articles/merge.py", "merge_entries"): ("merged",),
}
ENTRIES = ("organisation", "person", "place")
BY_PAGE = {("articles/hear.py", "_announce_page"): ("published", "unpublished", "moved")}
PAGES = ("front", "section")

SUBJECTS = {
    "addresses": "the addresses of all lists, for a sitemap (no key)",
    "article": "a story, by its key; `/beside`: what stands beside it on its page",
    "corrections": "an edition's list of corrections, by the edition's key",
    "dossier": "a running story; `/quotes`: what was said in it",
    "dossiers": "an edition's list of dossiers",
    "draft": "a story that nobody may know of yet: no page of a reader is concerned",
    "edition": "an edition, by its key: every page of it",
    "editions": "names and addresses of all editions: every page of each (no key)",
    "front": "a front page",
    "imprint": "an edition's imprint, by the edition's key",
    "month": "an edition's stories of one month, in its sitemap",
    "most-read": "what is read most in an edition, or (`:SECTION`) in a section",
    "organisation": "an entry of the register; `/quotes`: what it has said",
    "person": "an entry of the register; `/quotes`: what they have said",
    "picture": "a picture",
    "place": "an entry of the register",
    "quotes": "everybody who speaks in an edition, for a sitemap, by the edition's key",
    "reader": "an account: no page of a reader is concerned",
    "recording": "a sound file",
    "section": "a section",
    "shortlink": "a further short address of a story",
    "tag": "a tag",
    "views": "how often a story was read",
}
HEAD = """# Dispatches

Written by `make docs` from the code. One row for each kind that goes out on the wire: who sends
it (room and function), and what that function says of itself. A dispatch carries the subjects
whose pages it concerns, those before and those after the act; followers are told in the order of
the wire and may run twice.
"""


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    """Yield every function of the house with its file."""
    for path in sorted(HOUSE.rglob("*.py")):
        if not {"tests", "migrations"} & set(path.parts):
            tree = ast.parse(path.read_text(encoding="utf-8"))
            name = path.relative_to(HOUSE).as_posix()
            yield from (
                (name, node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
            )


def kinds_in(file: str, function: ast.FunctionDef) -> set[str]:
    """Return the kinds that a function sends."""
    place = (file, function.name)
    found = {f"{noun}.{what}" for what in BY_NOUN.get(place, ()) for noun in NOUNS}
    found |= {f"{entry}.{what}" for what in BY_ENTRY.get(place, ()) for entry in ENTRIES}
    found |= {f"{page}.{what}" for what in BY_PAGE.get(place, ()) for page in PAGES}
    found |= {text for line in function.body for text in _said(line) if KIND.fullmatch(text)}
    return found


def _said(node: ast.AST) -> Iterator[str]:
    """Yield the strings below `node`; what goes to the log, and what is compared, is no kind."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Compare) or _is_log(child):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        yield from _said(child)


def _is_log(node: ast.AST) -> bool:
    call = node.func if isinstance(node, ast.Call) else None
    return isinstance(call, ast.Attribute) and ast.unparse(call.value).endswith("log")


def senders() -> dict[str, list[tuple[str, str]]]:
    """Return for each kind who sends it: `room: function`, and the function's first line."""
    table: dict[str, list[tuple[str, str]]] = {}
    for file, function in functions():
        says = (ast.get_docstring(function) or "").split("\n")[0]
        room = file.partition("/")[0]
        for kind in kinds_in(file, function):
            table.setdefault(kind, []).append((f"{room}: {function.name}", says))
    return dict(sorted(table.items()))


def dispatches_page() -> str:
    """Return the page of all kinds and subjects."""
    lines = [HEAD, "## Kinds", "", "| kind | sent by | which |", "|---|---|---|"]
    for kind, found in senders().items():
        who = ", ".join(f"`{name}`" for name, _says in found)
        says = " ".join(dict.fromkeys(line for _name, line in found if line))
        lines.append(f"| `{kind}` | {who} | {says} |")
    lines += ["", "## Subjects", "", "| subject | stands for |", "|---|---|"]
    lines += [f"| `{word}:…` | {meaning} |" for word, meaning in sorted(SUBJECTS.items())]
    return "\n".join(lines) + "\n"
