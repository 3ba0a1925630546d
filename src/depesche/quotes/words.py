"""Words: a text as words and sentences with their places. Pure, and linear in the text's length."""

import re
from bisect import bisect_right
from dataclasses import dataclass

from depesche.quotes.lists import word_set
from depesche.quotes.marks import Marked, marked

# marks that combine with a letter are part of the word: `\w` leaves them out
COMBINING = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d"
    "\u20d0-\u20ff\ufe20-\ufe2f"
)
LETTER = rf"[\w{COMBINING}]"
WORD = re.compile(
    rf"\w(?:\.\w)+(?!{LETTER})|{LETTER}+(?:[-‐‑'’/&·]{LETTER}+|[.,:]\d+|\.(?=[a-zäöü]){LETTER}+)*|\n|[^\w\s]"
)
ROMAN = frozenset("IVX")
ABBREVIATIONS = word_set(
    """dr prof st nr bzw ca evtl etc usw vgl geb gest mio mrd tsd hl ggf inkl zzt sog str abs art bd
    jh jhd ing dipl med phil jur mr mrs ms jr sr gen gov sen rep lt col sgt capt cmdr adm hon rev
    inc corp ltd co vs no vol fig al jan feb mar apr jun jul aug sep sept okt oct nov dez dec z.b
    d.h u.a v.a i.d.r e.v u.s d.c a.m p.m e.g i.e o.g s.o b.a ph.d"""
)
ENDS = frozenset(".!?…")
MOST_ABBREVIATION = 3
MOST_WORDS = 200  # of a sentence, quotations apart: so that no text costs more than its length


@dataclass(frozen=True, slots=True)
class Word:
    """A word, a number or one sign; `quote` is the number of the stretch in marks around it."""

    start: int
    end: int
    text: str
    low: str
    quote: int

    @property
    def is_word(self) -> bool:
        """Say whether it is a word or a number, no sign."""
        return self.text[0].isalnum() or self.text[0] == "_"

    @property
    def is_upper(self) -> bool:
        """Say whether it begins with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words `first` to `last` (without it) of the text, in one paragraph as a rule."""

    first: int
    last: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Reading:
    """A text read once: what the rules look at."""

    text: str
    words: list[Word]
    sentences: list[Sentence]
    quoted: list[Marked]
    inside: list[
        tuple[int, int]
    ]  # for each stretch in marks: its first word, and one past its last

    def sentence_of(self, word: int) -> int:
        """Return the number of the sentence in which a word stands."""
        return max(0, bisect_right(self.sentences, word, key=lambda one: one.first) - 1)


def read(text: str) -> Reading:
    """Read a text: its words, its sentences and what stands in marks."""
    quoted = marked(text)
    words: list[Word] = []
    inside: list[list[int]] = [[0, 0] for _ in quoted]
    number = 0
    for one in WORD.finditer(text):
        start, end = one.span()
        while number < len(quoted) and quoted[number].end <= start:
            number += 1
        within = number if number < len(quoted) and quoted[number].start <= start else -1
        piece = one.group()
        if within >= 0:
            if start == quoted[within].start:
                inside[within][0] = len(words)
            inside[within][1] = len(words) + 1
        words.append(Word(start, end, piece, piece.lower(), within))
    sentences = _sentences(words)
    return Reading(text, words, sentences, quoted, [(a, b) for a, b in inside])


def _sentences(words: list[Word]) -> list[Sentence]:
    found: list[Sentence] = []
    first = paragraph = 0
    for index, word in enumerate(words):
        if word.text == "\n" and word.quote < 0:
            if index > first:
                found.append(Sentence(first, index, paragraph))
            first, paragraph = index + 1, paragraph + 1
        elif _ends(words, index) or (index - first >= MOST_WORDS and _may_cut(words, index)):
            found.append(Sentence(first, index + 1, paragraph))
            first = index + 1
    if first < len(words):
        found.append(Sentence(first, len(words), paragraph))
    return found


def _may_cut(words: list[Word], index: int) -> bool:
    """Say whether no quotation in marks is cut in two behind this word."""
    here = words[index].quote
    return here < 0 or index + 1 >= len(words) or words[index + 1].quote != here


def _ends(words: list[Word], index: int) -> bool:  # noqa: PLR0911 a rule a line
    """Say whether a sentence is over after this word."""
    word = words[index]
    after = words[index + 1] if index + 1 < len(words) else None
    if word.quote >= 0:
        return _ends_with_mark(words, index, after)
    if word.text not in ENDS:
        return False
    if after is None or after.text == "\n":
        return True
    if after.text in ENDS or not (after.is_upper or after.text[0].isdigit() or not after.is_word):
        return False
    if not after.is_word and (after.quote < 0 or after.text in ",;:)"):
        return after.text in "[(–-"
    if after.quote >= 0 and index + 2 < len(words) and words[index + 2].text[0].islower():
        return False  # `Benedikt XVI. „ist und bleibt …“`
    return word.text != "." or not _is_abbreviation(words, index)


def _ends_with_mark(words: list[Word], index: int, after: Word | None) -> bool:
    """Say whether a closing mark ends the sentence: the one inside is over, a new one begins."""
    if after is None or after.quote == words[index].quote:
        return False
    before = words[index - 1]
    if before.text not in ENDS:
        return False
    return after.text == "\n" or (after.quote >= 0 or after.is_upper)


def _is_abbreviation(words: list[Word], index: int) -> bool:
    """Say whether the full stop belongs to the word before it: `Dr.`, `25.`, `J.`."""
    before = words[index - 1] if index else None
    if before is None or before.end != words[index].start:
        return False
    if before.low in ABBREVIATIONS or (len(before.text) == 1 and before.text.isalpha()):
        return True
    if len(before.text) > 1 and ROMAN.issuperset(before.text):
        return words[index + 1].is_word
    follows = words[index + 1]
    if before.text.isdigit() and len(before.text) < MOST_ABBREVIATION:
        return follows.is_word and not follows.text[0].isdigit()
    return False
