"""Weigh: whether a stretch in quotation marks is somebody's words, or a name, a title, a sneer.

Pure. Each sign for or against has a weight; the sum decides. Weights are set by hand.
"""

import re

from depesche.quotes import speech_de
from depesche.quotes.attribute import Attribution, Told
from depesche.quotes.lists import word_set
from depesche.quotes.small_de import AUXILIARIES as AUXILIARIES_DE
from depesche.quotes.speakers_en import AUXILIARIES as AUXILIARIES_EN
from depesche.quotes.words import ENDS, Word

LEAST = 2.0
SHORT, MIDDLE = 3, 6
WEIGHTS = {
    "one word": -1.0,
    "few words": -0.5,
    "some words": 0.0,
    "many words": 2.0,
    "whole sentence": 0.5,
    "ends inside": 2.5,
    "finite verb inside": 2.0,
    "no cue": -0.4,
    "cue after": 2.0,
    "cue behind a comma": 2.0,
    "cue colon": 3.0,
    "cue before": 2.0,
    "cue beside": 1.3,
    "cue is thinking": -1.2,
    "cue is a source": 0.5,
    "cue names": 0.0,
    "retold around": 1.0,
    "begins small": 2.5,
    "behind indefinite": 1.5,
    "behind a noun": -0.8,
    "behind so-called": -2.0,
    "before a hyphen": -3.0,
    "all capitals": -1.3,
    "is the speaker": -0.5,
    "in a list": -0.5,
    "single marks": -1.3,
    "in brackets": -1.0,
    "said before": 0.5,
}
SO_CALLED = word_set(
    """genannt genannte genannten genannter genanntes sogenannt sogenannte sogenannten sogenannter
    sogenanntes sog dubbed called named nicknamed entitled titled titel namen motto titled name
    motto schlagwort stichwort spitznamen beinamen codenamen begriff wort operation"""
)
INDEFINITE = word_set("ein eine einen einem einer eines als a an as")
PERSONAL = word_set("ich wir mir mich uns unser unsere mein meine i we my our us me you")
FINITE = AUXILIARIES_DE | AUXILIARIES_EN | PERSONAL | {"isn", "don", "doesn", "it", "s"}


def is_said(told: Told, number: int, found: Attribution | None, *, said_before: bool) -> bool:
    """Say whether the stretch of that number is a quotation."""
    signs = signs_of(told, number, found)
    if said_before:
        signs.append("said before")
    return sum(WEIGHTS[sign] for sign in signs) >= LEAST


def signs_of(told: Told, number: int, found: Attribution | None) -> list[str]:
    """Return the signs for and against, by name."""
    first, last = told.reading.inside[number]
    inner = [word for word in told.reading.words[first:last] if word.is_word]
    return [
        *_length(inner),
        *_inside(told, number, inner),
        *_cue(told, found, first, last),
        *_around(told, first, last),
        *([] if told.reading.quoted[number].is_double else ["single marks"]),
    ]


def _length(inner: list[Word]) -> list[str]:
    if len(inner) <= 1:
        return ["one word"]
    if len(inner) <= SHORT:
        return ["few words"]
    return ["some words"] if len(inner) <= MIDDLE else ["many words"]


def _inside(told: Told, number: int, inner: list[Word]) -> list[str]:
    signs: list[str] = []
    if not inner:
        return signs
    _first, last = told.reading.inside[number]
    ends = told.reading.words[last - 2].text in ENDS
    starts_small = inner[0].text[0].islower()
    finite = any(re.split("['’]", word.low)[0] in FINITE for word in inner)
    if ends:
        signs.append("ends inside")
    if finite:
        signs.append("finite verb inside")
    if finite and not starts_small and len(inner) > SHORT:
        signs.append("whole sentence")
    if starts_small:
        signs.append("begins small")
    if all(not word.text[0].islower() for word in inner if len(word.text) > SHORT) and not ends:
        signs.append("all capitals")
    return signs


def _cue(told: Told, found: Attribution | None, first: int, last: int) -> list[str]:
    if found is None:
        return ["no cue"]
    words = told.reading.words
    cue = found.cue
    if cue.speaker and cue.speaker[0] < last and first < cue.speaker[1]:
        return ["is the speaker"]
    signs = [f"cue {found.how}"]
    if cue.is_naming and found.how != "colon":
        signs.append("cue names")
    elif not cue.is_saying:
        signs.append("cue is thinking")
    comma = last < len(words) and "," in {words[last].text, words[max(first, last - 2)].text}
    if found.how == "after" and comma and cue.is_saying:
        signs.append("cue behind a comma")
    if cue.kind != "verb":
        signs.append("cue is a source")
    return signs


def _around(told: Told, first: int, last: int) -> list[str]:
    """Look at what stands right before and behind, and at the sentence's mood."""
    words, signs = told.reading.words, []
    sentence = told.reading.sentences[told.reading.sentence_of(first)]
    before = words[first - 1] if first > sentence.first else None
    after = words[last] if last < len(words) else None
    if before is not None:
        signs += _before(before, is_first=first - 1 == sentence.first)
    if after is not None and after.text in "-–" and after.start == words[last - 1].end:
        signs.append("before a hyphen")
    if after is not None and _is_list(words, last):
        signs.append("in a list")
    if told.language == "de" and any(
        word.low in speech_de.SUBJUNCTIVE or word.low in speech_de.WEAK_SUBJUNCTIVE
        for word in words[sentence.first : sentence.last]
        if word.quote < 0
    ):
        signs.append("retold around")
    return signs


def _before(before: Word, *, is_first: bool) -> list[str]:
    if before.low in SO_CALLED:
        return ["behind so-called"]
    if before.text == "(":
        return ["in brackets"]
    if before.is_upper and before.quote < 0 and before.is_word and not is_first:
        return ["behind a noun"]
    return ["behind indefinite"] if before.low in INDEFINITE else []


def _is_list(words: list[Word], last: int) -> bool:
    """Say whether another stretch in marks follows behind a comma or `und`."""
    between = words[last].text
    return between in {",", "und", "oder", "and", "or"} and (
        last + 1 < len(words) and words[last + 1].quote >= 0
    )
