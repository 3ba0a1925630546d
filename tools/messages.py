"""Collect every string that a person may see, and compile the German: `make messages`.

Reads Python and Jinja2 by Babel's extractors, and the desk's templates through Django's own
`templatize`. What is translated stays; what nobody says any more goes. Exit code 1 with a list of
what has no German yet.
"""

import ast
import re
import sys
from contextlib import suppress
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
HOUSE = ROOT / "src" / "depesche"
PO = HOUSE / "locale" / "de" / "LC_MESSAGES" / "django.po"
CALL = re.compile(r"\b(?:_|gettext|ngettext|pgettext|npgettext)\(")
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
JINJA = {
    "trimmed": "true",
    "silent": "false",
    "extensions": "jinja2.ext.do",
    "newstyle_gettext": "true",
}


def sources() -> list[tuple[Path, str, bytes]]:
    """Return `(file, Babel's method, text)` for each file that may speak to a person."""
    found = []
    for path in sorted(HOUSE.rglob("*")):
        parts = path.relative_to(HOUSE).parts
        if {"migrations", "tests", "locale"} & set(parts) or not path.is_file():
            continue
        if path.suffix == ".py":
            found.append((path, "python", path.read_bytes()))
        elif path.suffix in {".html", ".txt"} and "templates" in parts:
            if parts[0] == "portal" and parts[2:3] == ("portal",):
                found.append((path, "jinja2", path.read_bytes()))
            else:
                found.append((path, "python", calls_in(path.read_text(encoding="utf-8")).encode()))
    return found


def calls_in(template: str) -> str:
    """Return the translation calls of a Django template, each as a line of Python."""
    source, calls = templatize(template), []
    for start in (match.start() for match in CALL.finditer(source)):
        end = start
        while (end := source.find(")", end) + 1) > 0:
            with suppress(SyntaxError):
                ast.parse(source[start:end])
                calls.append(source[start:end])
                break
    return "\n".join(calls) + "\n"


def collect() -> Catalog:
    """Return a catalogue of all strings, with the files in which they stand."""
    catalog = Catalog(project="Depesche", charset="utf-8")
    for path, method, text in sources():
        options = JINJA if method == "jinja2" else {}
        rows = extract(method, BytesIO(text), KEYWORDS, ["Translators:"], options)
        for _line, message, comments, context in rows:
            catalog.add(
                message,
                locations=[(str(path.relative_to(ROOT)), None)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def translated() -> Catalog:
    """Return the German catalogue brought up to today's strings."""
    fresh = collect()
    with PO.open("rb") as file:
        german = read_po(file, locale="de", domain="django")
    german.update(fresh, no_fuzzy_matching=True, update_creation_date=False)
    german.obsolete.clear()
    return german


def missing(catalog: Catalog) -> list[str]:
    """Return the strings without German."""
    return [
        str(message.id)
        for message in catalog
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def compiled(catalog: Catalog) -> bytes:
    """Return the catalogue as gettext reads it."""
    buffer = BytesIO()
    write_mo(buffer, catalog)
    return buffer.getvalue()


def main() -> int:
    """Write both files; report what is missing."""
    catalog = translated()
    with PO.open("wb") as file:
        write_po(file, catalog, width=100, sort_output=True, ignore_obsolete=True)
    PO.with_suffix(".mo").write_bytes(compiled(catalog))
    open_strings = missing(catalog)
    for text in open_strings:
        sys.stdout.write(f"no German yet: {text!r}\n")
    return 1 if open_strings else 0


if __name__ == "__main__":
    sys.exit(main())
