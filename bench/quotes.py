"""Find quotations in articles in which people have marked them, and print how much of it was right.

`python -m bench.quotes` prints it. The articles are those of `../shared/samples/news-text-de`;
where they are not, it says so. They are parted by the first byte of the SHA-256 of an article's
`id`: even ones are those that the rules were made from, odd ones are held out, and nobody has
read these.

A found quotation and a marked one are the same if they have the same kind and share at least half
of the characters that they cover together (intersection over union); pairs are made one to one,
the best first. Beside it stand the strict measure, the very same characters, and the lenient one,
any character in common. A marked quotation in pieces counts from its first to its last character.
The speaker is right if the found place overlaps the marked one; quotations without a marked
speaker are left out of that figure.

The people marked five types. `Direct`, `Indirect` and `Reported` are ours; what stands in
Konjunktiv without a cue of its own (`IndirectFreeIndirect`) is indirect speech too: the promise
is judged on `Indirect` alone, the figure with both stands beside it.
"""

import gzip
import hashlib
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.table import verdict
from depesche.quotes.find import Found, find

SAMPLES = Path(__file__).resolve().parents[2] / "shared" / "samples" / "news-text-de"
FILE = SAMPLES / "wikinews-de-quotes.jsonl.gz"
HALF, EXACT, ANY = 0.5, 0.999, 1e-9
PROMISED = {"direct": 0.90, "indirect": 0.55}
PROMISED_SPEAKER = 0.75
MOST_SECONDS, A_BATCH = 10, 300
MOST_GROWTH = 3.0
LONG = 100_000
KINDS = {
    "direct": ({"Direct"}, "direct"),
    "indirect": ({"Indirect"}, "indirect"),
    "indirect, Konjunktiv without a cue too": ({"Indirect", "IndirectFreeIndirect"}, "indirect"),
    "reported": ({"Reported"}, "reported"),
}
Span = tuple[int, int]


@dataclass(slots=True)
class Score:
    """How many were marked, found, and both; and of those with a speaker."""

    marked: int = 0
    found: int = 0
    both: int = 0
    named: int = 0  # marked with a speaker
    named_found: int = 0  # found, without those that answer a mark without a speaker
    named_both: int = 0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.both / max(1, self.marked + self.found)

    @property
    def speaker_f1(self) -> float:
        """The same, of those with the right speaker."""
        return 2 * self.named_both / max(1, self.named + self.named_found)


def measure() -> list[str]:
    """Return the lines of a page (Markdown)."""
    lines = _growth()
    if not FILE.is_file():
        return [*lines, "", f"Not measured: {FILE} is not here."]
    with gzip.open(FILE, "rt", encoding="utf-8") as file:
        articles = [json.loads(line) for line in file]
    begun = time.process_time()
    answers = [find(article["text"], "de") for article in articles]
    seconds = (time.process_time() - begun) * A_BATCH / len(articles)
    promise = verdict(f"under {MOST_SECONDS} s", is_held=seconds < MOST_SECONDS)
    lines += ["", f"{A_BATCH} articles: {seconds:.2f} s of processor time; {promise}.", ""]
    pairs = list(zip(articles, answers, strict=True))
    held_out = [pair for pair in pairs if is_held_out(pair[0]["id"])]
    made_from = [pair for pair in pairs if not is_held_out(pair[0]["id"])]
    lines += _table("held out", held_out, is_judged=True)
    return [*lines, "", *_table("rules made from", made_from, is_judged=False)]


def is_held_out(key: str) -> bool:
    """Say in which half an article stands."""
    return hashlib.sha256(key.encode()).digest()[0] % 2 == 1


def _table(title: str, pairs: Sequence[tuple[Any, list[Found]]], *, is_judged: bool) -> list[str]:
    columns = "marked | found | precision | recall | F1 | same characters | any in common"
    lines = [
        f"| {title}: {len(pairs)} articles | {columns} | right speaker |  |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---|",
    ]
    for name, (types, kind) in KINDS.items():
        half, exact, any_ = (score(pairs, types, kind, least) for least in (HALF, EXACT, ANY))
        precision, recall = half.both / max(1, half.found), half.both / max(1, half.marked)
        held = _promise(name, half) if is_judged else ""
        lines.append(
            f"| {name} | {half.marked} | {half.found} | {precision:.2f} | {recall:.2f} "
            f"| {half.f1:.2f} | {exact.f1:.2f} | {any_.f1:.2f} | {half.speaker_f1:.2f} | {held} |"
        )
    return lines


def _promise(name: str, half: Score) -> str:
    if name not in PROMISED:
        return ""
    words = verdict(f"F1 ≥ {PROMISED[name]:.2f}", is_held=half.f1 >= PROMISED[name])
    if name == "direct":
        held = half.speaker_f1 >= PROMISED_SPEAKER
        words += "; " + verdict(f"speaker ≥ {PROMISED_SPEAKER:.2f}", is_held=held)
    return words


def score(
    pairs: Sequence[tuple[Any, list[Found]]], types: set[str], kind: str, least: float
) -> Score:
    """Compare what was found with what people have marked."""
    told = Score()
    for article, answer in pairs:
        marked = [one for one in article["quotes"] if one["type"] in types]
        found = [one for one in answer if one.kind == kind]
        matched = _matched([_span(one) for one in marked], [(f.start, f.end) for f in found], least)
        told.marked += len(marked)
        told.found += len(found)
        told.both += len(matched)
        nameless = {which for which, one in enumerate(marked) if not _speakers(one)}
        told.named += len(marked) - len(nameless)
        told.named_found += len(found) - sum(1 for which, _f in matched if which in nameless)
        told.named_both += sum(
            1 for which, number in matched if _is_speaker(found[number], _speakers(marked[which]))
        )
    return told


def _span(one: Any) -> Span:
    spans = one["quote"]["spans"]
    return spans[0][0], spans[-1][1]


def _speakers(one: Any) -> list[Span]:
    return [tuple(span) for span in (one["speaker"] or {}).get("spans") or []]


def _is_speaker(one: Found, spans: list[Span]) -> bool:
    if one.speaker_start is None or one.speaker_end is None:
        return False
    return any(one.speaker_start < end and start < one.speaker_end for start, end in spans)


def _matched(marked: list[Span], found: list[Span], least: float) -> list[tuple[int, int]]:
    """Pair them one to one, the best first."""
    shares = sorted(
        (
            (_shared(one, other), i, j)
            for i, one in enumerate(marked)
            for j, other in enumerate(found)
        ),
        reverse=True,
    )
    left, right, pairs = set(range(len(marked))), set(range(len(found))), []
    for share, i, j in shares:
        if share < least:
            break
        if i in left and j in right:
            left.discard(i)
            right.discard(j)
            pairs.append((i, j))
    return pairs


def _shared(one: Span, other: Span) -> float:
    both = min(one[1], other[1]) - max(one[0], other[0])
    return max(0, both) / (max(one[1], other[1]) - min(one[0], other[0]))


def _growth() -> list[str]:
    """Measure what twice the text costs, for texts that are hard: SAFETY.md, T15."""
    rows = ["| text of 100,000 characters, and of twice as many | times |  |", "|---|---:|---|"]
    for name, make in HARD.items():
        once, twice = (_seconds(make(size)) for size in (LONG, 2 * LONG))
        held = verdict(f"under {MOST_GROWTH:.0f}", is_held=twice / once < MOST_GROWTH)
        rows.append(f"| {name} | {twice / once:.1f} | {held} |")
    return rows


def _seconds(text: str) -> float:
    best = float("inf")
    for _round in range(2):
        begun = time.process_time()
        find(text, "de")
        best = min(best, time.process_time() - begun)
    return best


HARD: dict[str, Callable[[int], str]] = {
    "nothing but opening marks": lambda size: "„" * size,
    "verbs of saying without an end": lambda size: ("sagte, dass " * size)[:size],
    "names without an end": lambda size: ("Anna Meier " * size)[:size],
    "marks by turns": lambda size: ("„a “b ‚c »d " * size)[:size],
    "one quotation behind the other": lambda size: ("„ist nicht so gut“ " * size)[:size],
    "a quotation a sentence": lambda size: ("Da ist „ein Haus, es war leer“. " * size)[:size],
    "one letter": lambda size: "x" * size,
}

if __name__ == "__main__":
    print("\n".join(measure()))
