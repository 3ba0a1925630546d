"""Compounds: find the parts of long German words, by the words of a dictionary. Pure."""

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from pathlib import Path

from depesche.search.analyse import REMEMBERED, fold

LINKS = ("s", "es", "n", "en", "er", "e", "ns")  # what stands between two parts
LEAST_LETTERS = 4
LONG_WORD = 2 * LEAST_LETTERS
LONG_WORDS = re.compile(rf"[^\W_]{{{LONG_WORD},}}")
DICTIONARY_BYTES = 32 * 1024 * 1024
LONGEST_COMPOUND = 48


class Splitter:
    """Knows words, and takes longer ones apart. `words` are folded."""

    def __init__(self, words: Collection[str] = ()) -> None:
        self.words = frozenset(words)
        self.parts = lru_cache(maxsize=REMEMBERED)(self._parts)

    def _parts(self, word: str) -> tuple[str, ...]:
        """Return the parts of a folded word, the word itself not among them; often none."""
        if not LONG_WORD <= len(word) <= LONGEST_COMPOUND:
            return ()
        for cut in range(LEAST_LETTERS, len(word) - LEAST_LETTERS + 1):
            tail = word[cut:]
            if tail in self.words:
                head = self._head(word[:cut])
                if head:
                    return tuple(dict.fromkeys((*head, tail, *self.parts(tail))))
        return ()

    def _head(self, head: str) -> tuple[str, ...]:
        """Return the parts of what stands before a known word; none where it is no word."""
        bare = [head, *(head[: -len(link)] for link in LINKS if head.endswith(link))]
        known = [word for word in bare if len(word) >= LEAST_LETTERS and word in self.words]
        if known:
            return (known[0], *self.parts(known[0]))
        for word in bare:
            if parts := self.parts(word):
                return parts
        return ()

    def parts_in(self, text: str) -> list[str]:
        """Return the parts of all compounds of a folded text, each once."""
        if not self.words:
            return []
        found: dict[str, None] = {}
        for word in set(LONG_WORDS.findall(text)):
            found.update(dict.fromkeys(self.parts(word)))
        return list(found)


def read_dictionary(path: Path) -> set[str]:
    """Return the words of a list, one a line; of a hunspell dictionary without its flags."""
    with path.open("rb") as file:
        raw = file.read(DICTIONARY_BYTES)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return words_worth_knowing(line.partition("/")[0] for line in text.splitlines())


def words_worth_knowing(words: Iterable[str]) -> set[str]:
    """Return words that may be parts of others: folded, of letters only, not too short."""
    folded = (fold(word.strip(), "de") for word in words)
    return {word for word in folded if len(word) >= LEAST_LETTERS and word.isalpha()}
