"""Schema: what the index holds of a thing. It names rows, and tells nothing of its own."""

from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from typing import Any

import tantivy

from depesche.search.analyse import LANGUAGES, make_analyser

VERSION = 2  # another one, and every index is made anew
KINDS = ("article", "dossier", "person", "organisation", "place", "quote")
CODES = {kind: code for code, kind in enumerate(KINDS)}
ROOM_FOR_KINDS = 16
CURSOR = ROOM_FOR_KINDS - 1  # the `ref` of the one document that says how far the wire was read
KEYS = ("section", "dossier", "person", "organisation", "place", "author", "tag", "story")
TEXTS = ("head", "gist", "text", "also")  # each once a language; `words` not stemmed


@cache
def mark() -> str:
    """Return the word by which an index is known to be of this program."""
    return f"{VERSION}/{version('tantivy')}"


def ref_of(kind: str, key: int) -> int:
    """Return the one number under which the index knows a row."""
    return key * ROOM_FOR_KINDS + CODES[kind]


def row_of(ref: int) -> tuple[str, int]:
    """Return kind and key of the row that a number stands for."""
    key, code = divmod(ref, ROOM_FOR_KINDS)
    return KINDS[code], key


def build_schema() -> Any:
    """Return tantivy's schema of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("ref", indexed=True, fast=True, stored=True)
    builder.add_unsigned_field("kind", indexed=True)
    builder.add_unsigned_field("edition", indexed=True)
    builder.add_integer_field("at", indexed=True, fast=True)
    for name in KEYS:
        builder.add_unsigned_field(name, indexed=True)
    for language in LANGUAGES:
        for name in TEXTS:
            builder.add_text_field(f"{name}_{language}", tokenizer_name=language)
        builder.add_text_field(
            f"words_{language}", tokenizer_name=f"{language}_whole", index_option="basic"
        )
    builder.add_text_field("cursor", stored=True, tokenizer_name="raw", index_option="basic")
    return builder.build()


def register_analysers(index: Any) -> None:
    """Tell an index how the words of each language are read."""
    for language in LANGUAGES:
        index.register_tokenizer(language, make_analyser(language))
        index.register_tokenizer(f"{language}_whole", make_analyser(language, stems=False))


@dataclass(frozen=True, slots=True)
class Entry:
    """What is written into the index of one row, in one edition. Texts are folded already."""

    kind: str
    key: int
    edition: int
    language: str
    at: int
    head: str
    gist: str
    text: str
    also: str = ""
    keys: dict[str, list[int]] = field(default_factory=dict)

    def document(self) -> Any:
        """Return it as tantivy wants it."""
        document = tantivy.Document()
        document.add_unsigned("ref", ref_of(self.kind, self.key))
        document.add_unsigned("kind", CODES[self.kind])
        document.add_unsigned("edition", self.edition)
        document.add_integer("at", self.at)
        for name, keys in self.keys.items():
            for key in keys:
                document.add_unsigned(name, key)
        for name in TEXTS:
            if text := getattr(self, name):
                document.add_text(f"{name}_{self.language}", text)
        document.add_text(f"words_{self.language}", self.head)
        return document
