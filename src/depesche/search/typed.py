"""Typed: what somebody typed, read as words, phrases and what is to be left out. Pure.

There is no syntax that can be wrong: whatever is no quotation mark and no minus before a word is
a word or nothing.
"""

import re
from dataclasses import dataclass

from depesche.search.analyse import tidy

MOST_LETTERS = 300
MOST_CLAUSES = 12
MOST_PHRASE_WORDS = 12
QUOTES = '"„“”«»‟'
CLAUSE = re.compile(
    rf"""(?P<minus> (?<! \S) [-−–] )? (?:
        [{QUOTES}] (?P<phrase> [^{QUOTES}]+ ) (?: [{QUOTES}] | $ )
        | (?P<word> [^\s{QUOTES}]+ ) )""",
    re.VERBOSE,
)
HAS_LETTER = re.compile(r"[^\W_]")


@dataclass(frozen=True, slots=True)
class Clause:
    """A word or a phrase that must occur, or must not."""

    text: str
    is_phrase: bool = False
    is_excluded: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, tidied to be shown again, and its clauses; `is_cut` where it was too long."""

    text: str
    clauses: tuple[Clause, ...]
    is_cut: bool = False

    @property
    def wanted(self) -> tuple[Clause, ...]:
        """The clauses that must occur."""
        return tuple(clause for clause in self.clauses if not clause.is_excluded)


def read_typed(raw: str) -> Typed:
    """Read whatever was typed; never fails."""
    cut = raw[:MOST_LETTERS]
    text = " ".join("".join(c if c.isprintable() else " " for c in tidy(cut)).split())
    clauses = []
    for found in CLAUSE.finditer(text):
        phrase, word = found["phrase"], found["word"]
        inner = phrase or word
        if HAS_LETTER.search(inner):
            clauses.append(
                Clause(inner.strip(), is_phrase=bool(phrase), is_excluded=bool(found["minus"]))
            )
    kept = tuple(clauses[:MOST_CLAUSES])
    return Typed(text, kept, is_cut=len(raw) > MOST_LETTERS or len(clauses) > MOST_CLAUSES)
