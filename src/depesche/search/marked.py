"""Marked: show where the words stand in a text. Pure, but for the remembered stems."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from depesche.search.analyse import WORD, fold, names_typed_out, terms_of, tidy

LENGTH = 240  # letters of a passage
BEFORE = 60  # of them before the first word that is marked

IsHit = Callable[[str], bool]
Parts = Callable[[str], Sequence[str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text; `is_hit` where it is one of the words that were looked for."""

    text: str
    is_hit: bool = False


def hit_finder(
    terms: frozenset[str], language: str, parts: Callable[[str], Sequence[str]]
) -> IsHit:
    """Return a function that tells whether a word is one that was looked for.

    `parts` takes a folded compound apart.
    """
    known: dict[str, bool] = {}

    def is_hit(word: str) -> bool:
        if word not in known:
            own = terms_of(word, language)
            found = not terms.isdisjoint(own)
            if not found:
                inner = parts(fold(word, language)) if language == "de" else names_typed_out(word)
                found = any(not terms.isdisjoint(terms_of(part, language)) for part in inner)
            known[word] = found
        return known[word]

    return is_hit


def mark_all(text: str, is_hit: IsHit) -> tuple[Piece, ...]:
    """Return the whole text with what was looked for marked."""
    text = tidy(text)
    spans = [found.span() for found in WORD.finditer(text) if is_hit(found[0])]
    return _pieces(text, spans, 0, len(text))


def passage(paragraphs: Iterable[str], is_hit: IsHit) -> tuple[Piece, ...]:
    """Return the stretch of a text in which most of what was looked for stands, marked.

    The first paragraph's beginning where none of it does.
    """
    best: tuple[int, str, list[tuple[int, int]]] | None = None
    for raw in paragraphs:
        text = tidy(raw)
        spans = [found.span() for found in WORD.finditer(text) if is_hit(found[0])]
        kinds = len({text[start:end].lower() for start, end in spans})
        if text and (best is None or kinds > best[0]):
            best = (kinds, text, spans)
    if best is None:
        return ()
    _kinds, text, spans = best
    start = max(0, spans[0][0] - BEFORE) if spans else 0
    if start and (blank := text.find(" ", start, spans[0][0])) >= 0:
        start = blank + 1
    end = min(len(text), start + LENGTH)
    if end < len(text) and (blank := text.rfind(" ", start, end)) > start:
        end = blank
    pieces = _pieces(text, spans, start, end)
    return (
        *((Piece("… "),) if start else ()),
        *pieces,
        *((Piece(" …"),) if end < len(text) else ()),
    )


def _pieces(text: str, spans: Sequence[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    at = start
    for first, last in spans:
        if first < at or last > end:
            continue
        if first > at:
            pieces.append(Piece(text[at:first]))
        pieces.append(Piece(text[first:last], is_hit=True))
        at = last
    if at < end:
        pieces.append(Piece(text[at:end]))
    return tuple(pieces)
