"""Guess: what was meant, and what is being typed. Words come from what readers may see, only.

The index finds stories in which a like word stands; the word itself is taken from their headlines
and leads as the database has them now. No list of words is kept that could tell of a draft.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import tantivy
from tantivy import Occur

from depesche.articles.models import Article
from depesche.masthead.models import Edition
from depesche.search.analyse import WORD, terms_of, tidy, whole_of
from depesche.search.ask import Asking, Wanted, clause_query
from depesche.search.opened import guarded
from depesche.search.typed import Clause, Typed, read_typed

LEAST_LETTERS = 4
FAR = 7  # letters from which a word may differ by two
LOOKED_AT = 40
MOST_WORDS = 5
MOST_HEADLINES = 3


@dataclass(frozen=True, slots=True)
class Completed:
    """What may follow what is typed: whole questions, and stories by their keys."""

    words: tuple[str, ...]
    stories: tuple[int, ...]


def listed_words(keys: Iterable[int], edition: Edition) -> list[str]:
    """Return headline and lead of stories, of those that readers may see now."""
    rows = Article.objects.listed().filter(pk__in=keys, edition=edition).order_by()
    return [tidy(f"{title} {lead}") for title, lead in rows.values_list("title", "lead")]


def meant(asking: Asking, typed: Typed) -> str:
    """Return what was probably meant, empty where nothing alike is found in the paper."""
    text = typed.text
    has_changed = False
    for clause in typed.wanted:
        if clause.is_phrase or not WORD.fullmatch(clause.text) or _is_known(asking, clause):
            continue
        like = _like(asking, clause.text)
        if not like:
            return ""
        text, has_changed = text.replace(clause.text, like, 1), True
    if not has_changed:
        return ""
    found = asking.find(Wanted(read_typed(text)), size=1)
    return text if found.rows else ""


def _is_known(asking: Asking, clause: Clause) -> bool:
    with guarded(asking.opened.folder):
        parts = [
            *asking.fixed(Wanted(Typed("", ()))),
            (Occur.Must, clause_query(asking.opened.schema, clause, asking.language)),
        ]
        return bool(asking.hits_of(tantivy.Query.boolean_query(parts), size=1).rows)


def _like(asking: Asking, word: str) -> str:
    """Return the word of the paper that is most like `word` and stands there most often."""
    terms = terms_of(word, asking.language)
    if len(terms) != 1 or len(word) < LEAST_LETTERS:
        return ""
    far = 2 if len(word) >= FAR else 1
    schema = asking.opened.schema
    with guarded(asking.opened.folder):
        alike = tantivy.Query.fuzzy_term_query(
            schema, f"gist_{asking.language}", terms[0], distance=far
        )
        parts = [*asking.fixed(Wanted(Typed("", ()))), (Occur.Must, alike)]
        query = tantivy.Query.boolean_query(parts)
        hits = asking.hits_of(query, size=LOOKED_AT, is_newest_first=True)
    counted: Counter[str] = Counter()
    for text in listed_words(hits.keys("article"), asking.edition):
        counted.update(WORD.findall(text))
    whole = whole_of(word, asking.language)
    best: tuple[int, int, str] | None = None
    for other, count in counted.items():
        distance = _distance(whole, whole_of(other, asking.language), far)
        if 0 < distance <= far and (best is None or (distance, -count, other) < best):
            best = (distance, -count, other)
    return best[2] if best else ""


def _distance(one: str, other: str, most: int) -> int:
    """Return how many letters are to be changed, put in, left out or swapped; `most` + 1: more."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, start=1):
        now = [row]
        for column, second in enumerate(other, start=1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != second))
            is_swap = row > 1 and column > 1 and letter == other[column - 2]
            if is_swap and one[row - 2] == second:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return min(last[-1], most + 1)


def complete(asking: Asking, typed: Typed) -> Completed:
    """Return how what is typed may go on: its last word completed, and stories that have it."""
    words = list(WORD.finditer(typed.text))
    if not words or words[-1].end() != len(typed.text):
        return Completed((), ())
    last = words[-1][0]
    begun = whole_of(last, asking.language)
    head = typed.text[: words[-1].start()]
    keys = asking.begun(typed, kinds=("article",), size=LOOKED_AT).keys("article")
    counted: Counter[str] = Counter()
    for text in listed_words(keys, asking.edition):
        whole = {w for w in WORD.findall(text) if whole_of(w, asking.language).startswith(begun)}
        counted.update(whole)
    return Completed(
        tuple(f"{head}{word}" for word in _once(counted, asking.language)),
        tuple(keys[:MOST_HEADLINES]),
    )


def _once(counted: Counter[str], language: str) -> list[str]:
    """Return the most frequent words, each in one form only."""
    found: dict[str, str] = {}
    for word, _count in sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])):
        found.setdefault(whole_of(word, language), word)
    return list(found.values())[:MOST_WORDS]
