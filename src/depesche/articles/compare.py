"""What changed between two wordings of a text: runs of words, found with a bounded effort."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from itertools import accumulate, zip_longest
from typing import Any

WORDS = re.compile(r"\S+\s*|\s+")
SENTENCES = re.compile(r"[^.!?]+[.!?]*|[.!?]+")
MOST_STEPS = 1_000_000  # of one comparison of two versions: about a tenth of a second
ISLAND = 3  # fewer words than these between two changes are told as changed
SHARED = 0.3  # of the longer text's words; below it nothing is told word by word
HEAD = ("kicker", "headline", "lead", "caption")

Opcode = tuple[str, int, int, int, int]
PublicText = dict[str, Any]


@dataclass(frozen=True)
class Run:
    """Words that both wordings share, or that one of them adds or removes."""

    kind: str  # "same", "added", "removed"
    text: str


@dataclass
class Steps:
    """How much effort a comparison may still take: pairs of equal words looked at."""

    left: int = MOST_STEPS


class LimitedMatcher(SequenceMatcher[str]):
    """Look for what two lists share until the steps are used up; the rest counts as replaced.

    The longest stretches are found first. A word brings the space behind it.
    """

    def __init__(self, old: list[str], new: list[str], steps: Steps) -> None:
        super().__init__(None, old, new, autojunk=False)
        self.old, self.new, self.steps = old, new, steps
        pairs = (1 + len(self.b2j.get(word, ())) for word in old)  # type: ignore[attr-defined]
        self._costs = list(accumulate(pairs, initial=0))

    @property
    def is_too_long(self) -> bool:
        """Tell whether the first look alone would take more than what is left."""
        return self._costs[-1] > self.steps.left

    def find_longest_match(
        self, alo: int = 0, ahi: int | None = None, blo: int = 0, bhi: int | None = None
    ) -> Match:
        """Return the longest stretch in these ranges, an empty one where it would cost too much."""
        end = len(self._costs) - 1 if ahi is None else ahi
        cost = self._costs[end] - self._costs[alo]
        if cost > self.steps.left:
            return Match(alo, blo, 0)
        self.steps.left -= cost
        return super().find_longest_match(alo, ahi, blo, bhi)


def compare_words(before: str, after: str, steps: Steps | None = None) -> tuple[Run, ...]:
    """Return the runs that lead from one text to the other, word by word.

    A text too long for that is compared by sentences first, and by words where they differ; what
    is still too long is shown as removed and added whole.
    """
    steps = steps or Steps()
    by_words = LimitedMatcher(WORDS.findall(before), WORDS.findall(after), steps)
    if not by_words.is_too_long:
        return tuple(_runs(by_words))
    by_sentences = LimitedMatcher(SENTENCES.findall(before), SENTENCES.findall(after), steps)
    if by_sentences.is_too_long:
        return _replaced(before, after)
    runs: list[Run] = []
    for step, i, j, k, m in by_sentences.get_opcodes():
        left, right = "".join(by_sentences.old[i:j]), "".join(by_sentences.new[k:m])
        if step == "equal":
            runs.append(Run("same", left))
        elif (left, right) == (before, after):  # no sentence in common
            runs += _replaced(left, right)
        else:
            runs += compare_words(left, right, steps)
    return tuple(runs)


def _runs(matcher: LimitedMatcher) -> list[Run]:
    """Return the runs of words. Where little stayed, old and new stand one after the other."""
    opcodes = matcher.get_opcodes()
    kept = sum(_count(matcher.old[i:j]) for step, i, j, _k, _m in opcodes if step == "equal")
    if kept < SHARED * max(_count(matcher.old), _count(matcher.new)):
        return list(_replaced("".join(matcher.old), "".join(matcher.new)))
    runs: list[Run] = []
    for step, i, j, k, m in _without_islands(opcodes, matcher.old):
        left, right = "".join(matcher.old[i:j]), "".join(matcher.new[k:m])
        if step == "equal":
            runs.append(Run("same", left))
            continue
        end = _shared_end(left, right)
        runs += _replaced(left.removesuffix(end), right.removesuffix(end))
        runs += [Run("same", end)] if end else []
    return runs


def _shared_end(left: str, right: str) -> str:
    """Return the space with which both end: it is not what was changed."""
    end = left[len(left.rstrip()) :]
    return end if right.rstrip() + end == right else ""


def _without_islands(opcodes: Sequence[Opcode], old: list[str]) -> list[Opcode]:
    """Join changes between which hardly a word stayed: that reads better."""
    joined: list[Opcode] = []
    for place, (step, i, j, k, m) in enumerate(opcodes):
        is_island = 0 < place < len(opcodes) - 1 and _count(old[i:j]) < ISLAND
        kind = "equal" if step == "equal" and not is_island else "replace"
        if joined and kind == joined[-1][0] == "replace":
            _kind, first_old, _end_old, first_new, _end_new = joined.pop()
            joined.append((kind, first_old, j, first_new, m))
        else:
            joined.append((kind, i, j, k, m))
    return joined


def _count(parts: Iterable[str]) -> int:
    return sum(not part.isspace() for part in parts)


def _replaced(before: str, after: str) -> tuple[Run, ...]:
    runs = (Run("removed", before), Run("added", after))
    return tuple(run for run in runs if run.text)


def _lines(text: PublicText) -> list[str]:
    head = [text.get(name, "") for name in HEAD]
    return [*filter(None, head), *text.get("paragraphs", [])]


def compare_texts(
    before: PublicText | None, after: PublicText, steps: Steps | None = None
) -> tuple[tuple[Run, ...], ...]:
    """Return the runs of each paragraph that changed or stayed, in order; all added at first.

    Paragraphs are matched first, then the words within those that stand at the same place.
    """
    steps = steps or Steps()
    matcher = LimitedMatcher(_lines(before or {}), _lines(after), steps)
    paragraphs: list[tuple[Run, ...]] = []
    for step, i, j, k, m in matcher.get_opcodes():
        if step == "equal":
            paragraphs += [(Run("same", line),) for line in matcher.old[i:j]]
            continue
        for left, right in zip_longest(matcher.old[i:j], matcher.new[k:m], fillvalue=""):
            paragraphs.append(compare_words(left, right, steps))
    return tuple(paragraphs)
