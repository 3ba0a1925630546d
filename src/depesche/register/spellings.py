"""Fold names: spellings of one name get one key, whatever the script, order, case or title. Pure.

Лавров, Lawrow and Lavrov meet; so do Müller and Mueller, "Merkel, Angela" and "Dr. Angela Merkel".
A key is for finding: that two keys are equal is a reason to ask, not a proof.
Source of the rules: docs/decisions/0137-one-key-a-name.md.
"""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

WORDS = re.compile(r"[^\s,;:/()\[\]\"„“”«»‹›\-‐‑‒–—_&+|]+")
INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}[^\W\d_]?", re.UNICODE)
WHICH = re.compile(r"\([^()]*\)\s*$")  # "Ada Ahlers (Trainerin)": which of two of one name
NEITHER = re.compile(r"[^a-z0-9]+")
APOSTROPHES = str.maketrans("", "", "'’‘ʼ`´′ʹʻ")
# as they are folded themselves; what has a dot is dropped by its dot
TITLE_WORDS = "dr prof profesor doktor doctor her frau frl mr mrs ms mis mister sir dame lord lady"
TITLES = frozenset(TITLE_WORDS.split())
DOTTED_WORDS = "dr prof ing dipl mag med phil jur rer nat theol habil hc mr mrs ms"
DOTTED = frozenset(DOTTED_WORDS.split())
UNSEEN = frozenset({"Mn", "Me", "Cf", "Cc"})  # combining marks, directions, controls
MOST_PASSES = 12
# German and English write one foreign letter in two ways: these make them one, in this order
RULES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(found), put)
    for found, put in (
        (r"t?sch(?=tsch)", "sh"),
        (r"tsch|tch|kh", "ch"),
        (r"sch|zh", "sh"),
        (r"ph", "f"),
        (r"th", "t"),
        (r"x", "ks"),
        (r"c(?!h)|q", "k"),
        (r"[yj]", "i"),
        (r"w", "v"),
        (r"t?z", "s"),
        (r"ts(?!h)", "s"),
        (r"ae", "a"),
        (r"oe", "o"),
        (r"ue", "u"),
        (r"(.)\1+", r"\1"),
        (r"^ie", "e"),
        (r"(?<=[oe])f$", "v"),
        (r"(?<=[cs]h)ov$", "ev"),
        (r"(?<=i)ov$", "ev"),
        (r"iev$", "ev"),
    )
)


def fold(name: str) -> str:
    """Return the key of `name`: folded words in the order of the alphabet, between spaces.

    Folding a key gives the same key; a name with a letter in it never gives an empty one.
    """
    words = [folded for word in words_of(name) if (folded := fold_word(word))]
    named = [word for word in words if word not in TITLES]
    return " ".join(sorted(named or words))


def words_of(name: str) -> list[str]:
    """Return the words of `name` as they are written: no marks around them, no dotted titles."""
    clean = _letters(name)
    alone = WHICH.sub("", clean)
    if any(letter.isalnum() for letter in alone):
        clean = alone
    words: list[str] = []
    dotted: list[str] = []
    for word in WORDS.findall(clean):
        bare = word.strip(".!?…*")
        if not bare:
            continue
        if INITIALS.fullmatch(word) or "." not in bare:
            parts = [bare.replace(".", "")]
        else:
            parts = [part for part in bare.split(".") if part]
        is_title = word.endswith(".") and _plain(parts[-1]) in DOTTED
        (dotted if is_title else words).extend(parts)
    return words or dotted


def plain(name: str) -> str:
    """Return `name` without case, accents and marks, its words in their own order.

    What is equal here is the same name but for a printer's habits; `fold` goes further.
    """
    return " ".join(filter(None, (_plain(word) for word in words_of(name))))


def family_key(name: str) -> str:
    """Return the key of the family name: the last word, or what stands before a comma."""
    before, comma, after = name.partition(",")
    family = before if comma and words_of(before) and words_of(after) else name
    words = [folded for word in words_of(family) if (folded := fold_word(word))]
    named = [word for word in words if word not in TITLES] or words
    return named[-1] if named else ""


@lru_cache(maxsize=65_536)
def fold_word(word: str) -> str:
    """Return the key of one word; the same for every way to write it."""
    key = _once(word)
    for _pass in range(MOST_PASSES):
        again = _once(key)
        if again == key:
            break
        key = again
    return key


def _once(word: str) -> str:
    written = _letters(word).translate(APOSTROPHES).casefold()
    latin = NEITHER.sub("", anyascii(written).lower())
    for found, put in RULES:
        latin = found.sub(put, latin)
    return latin or _strange(written)


def _strange(written: str) -> str:
    """Return letters that nothing puts into Latin as they are."""
    return "".join(letter for letter in written if letter.isalnum())


def _plain(word: str) -> str:
    written = _letters(word).translate(APOSTROPHES).casefold()
    return NEITHER.sub("", anyascii(written).lower()) or _strange(written)


def _letters(text: str) -> str:
    """Return `text` composed, without marks on its letters that anyascii would spell out."""
    apart = unicodedata.normalize("NFKD", text)
    bare = "".join(c for c in apart if unicodedata.category(c) not in UNSEEN or c.isspace())
    return unicodedata.normalize("NFKC", bare)
