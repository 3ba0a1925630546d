"""Analyse: how words meet in the index. Folded and stemmed, each language in its own way. Pure."""

import re
import unicodedata
from functools import cache, lru_cache
from typing import Any

import tantivy

LANGUAGES = {"de": "german", "en": "english"}
OTHER = "en"
LONGEST_WORD = 60  # bytes; longer ones are no words
REMEMBERED = 1 << 17

WORD = re.compile(r"[^\W_]+")
GERMAN_LETTERS = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
# typed without umlauts; "ue" after a vowel or a q is none: neue, Mauer, Feuer, Quelle
UE = re.compile(r"ue(?<![aeq]ue)")  # the letters first: so they are sought like a word
NAME_TYPED_OUT = re.compile(r"\b[A-ZÄÖÜ][^\W_]*(?:ae|oe|(?<![aeq])ue)[^\W_]*")


def known_language(language: str) -> str:
    """Return the language by whose rules an edition is read: its own where it is known."""
    return language if language in LANGUAGES else OTHER


def tidy(text: str) -> str:
    """Return the text in one form: composed, without what is no character (lone surrogates)."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text.encode("utf-8", "ignore").decode())
    return text.replace("\0", " ")


def fold(text: str, language: str) -> str:
    """Return the text as the index reads it: Müller, Mueller and Muller are one in German.

    In English only the umlauts go; “true” and “does” are no misspelt umlauts there.
    """
    text = tidy(text).lower()
    if language != "de":
        return text
    return without_umlauts(text.translate(GERMAN_LETTERS))


def without_umlauts(text: str) -> str:
    """Return the text with umlauts that were typed as two letters brought down to one."""
    return UE.sub("u", text.replace("ae", "a").replace("oe", "o"))


def alike(word: str, language: str) -> str:
    """Return the other form under which a name is looked for: in English Mueller is Muller too."""
    return "" if language == "de" else without_umlauts(tidy(word).lower())


def names_typed_out(text: str) -> list[str]:
    """Return the capitalised words with ae, oe, ue, folded: in English they are names."""
    return [without_umlauts(word.lower()) for word in _typed_out(text)]


def _typed_out(text: str) -> set[str]:
    if "ue" in text or "ae" in text or "oe" in text:
        return set(NAME_TYPED_OUT.findall(text))
    return set()


def make_analyser(language: str, *, stems: bool = True) -> Any:
    """Return tantivy's analyser of a language; without `stems` words stay whole (to complete)."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    builder = builder.filter(tantivy.Filter.remove_long(LONGEST_WORD))
    builder = builder.filter(tantivy.Filter.lowercase()).filter(tantivy.Filter.ascii_fold())
    if stems:
        builder = builder.filter(tantivy.Filter.stemmer(LANGUAGES[language]))
    return builder.build()


@cache
def _analyser(language: str, *, stems: bool) -> Any:
    return make_analyser(language, stems=stems)


@lru_cache(maxsize=REMEMBERED)
def terms_of(word: str, language: str) -> tuple[str, ...]:
    """Return what the index knows of a word: its folded stem; several where it has a hyphen."""
    return tuple(_analyser(language, stems=True).analyze(fold(word, language)))


@lru_cache(maxsize=REMEMBERED)
def whole_of(word: str, language: str) -> str:
    """Return a word folded and not stemmed, as what is being typed is compared."""
    return "".join(_analyser(language, stems=False).analyze(fold(word, language)))
