"""Retold: what a rule for indirect speech hands back, and what both languages share. Pure."""

from dataclasses import dataclass
from typing import Literal

from depesche.quotes.words import Reading, Sentence, Word

LEAST_WORDS = 3
OPENING = frozenset("([§€$£#+")


@dataclass(frozen=True, slots=True)
class Retold:
    """Words `first` to `last` (without it) tell what somebody said. `cue`: its words, if any."""

    first: int
    last: int
    kind: Literal["direct", "indirect", "reported"]
    speaker: tuple[int, int] | None
    cue: str


def end_of(reading: Reading, sentence: Sentence) -> int:
    """Return where the sentence is over without its full stop."""
    last = sentence.last
    while (
        last > sentence.first
        and reading.words[last - 1].text in ".!?…;:"
        and (reading.words[last - 1].quote < 0)
    ):
        last -= 1
    return last


def trimmed(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """Leave out commas, dashes and other signs at both ends."""
    words = reading.words
    while first < last and words[first].quote < 0 and _is_blank(words[first]):
        first += 1
    while last > first and words[last - 1].quote < 0 and words[last - 1].text in ",;:.–—-":
        last -= 1
    return first, last


def _is_blank(word: Word) -> bool:
    return not word.is_word and word.text not in OPENING


def own_words(reading: Reading, first: int, last: int) -> int:
    """Count the words outside quotation marks."""
    return sum(1 for word in reading.words[first:last] if word.quote < 0 and word.is_word)


def commas(reading: Reading, first: int, last: int) -> list[int]:
    """Return the commas outside quotation marks and brackets."""
    found: list[int] = []
    depth = 0
    for at in range(first, last):
        word = reading.words[at]
        if word.quote >= 0:
            continue
        if word.text == "(":
            depth += 1
        elif word.text == ")":
            depth = max(0, depth - 1)
        elif word.text == "," and not depth:
            found.append(at)
    return found


def apart(found: list[Retold]) -> list[Retold]:
    """Keep of overlapping ones the longer; return them by place."""
    kept: list[Retold] = []
    for one in sorted(found, key=lambda span: span.first - span.last):
        if all(one.last <= other.first or one.first >= other.last for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda span: span.first)
