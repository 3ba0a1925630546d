"""Resolve: who is meant by `he`, `die Ministerin`, `the mayor`: the nearest fitting name before.

Pure. What cannot be resolved stays as it is in the text.
"""

import re
from bisect import bisect_left
from dataclasses import dataclass

from depesche.quotes.lists import word_set
from depesche.quotes.persons import (
    BODIES,
    GERMAN_ENDINGS,
    PRONOUNS,
    gender_of,
    is_office,
    office_gender,
)
from depesche.quotes.small_de import ARTICLES as ARTICLES_DE
from depesche.quotes.small_de import WEEKDAYS
from depesche.quotes.speakers_en import ARTICLES as ARTICLES_EN
from depesche.quotes.words import Reading, Word

MOST_PARTS = 6  # of one name
A_NAME = 2  # first name and family name: so many words at least
MOST_OFFICE = 4  # words: `the former mayor`
INITIAL = 2
LEAST_STEM = 5
FARTHEST = 12  # names that are looked at, from the nearest backwards
MISS = word_set("frau mrs ms miss lady")
MISTER = word_set("herr herrn mr sir lord")
DEFINITE = word_set("der die das the dieser diese this that")
SMALL = word_set("van von de der den bin al el du di da la le zu")
ENGLISH_MONTHS = word_set(
    """january february march may june july october december monday tuesday wednesday thursday
    friday saturday sunday new united north south east west"""
)


@dataclass(frozen=True, slots=True)
class Name:
    """A person's name in the text, with the office that stands beside it."""

    first: int
    last: int
    text: str
    gender: str
    offices: frozenset[str]


def names_in(reading: Reading, language: str) -> list[Name]:
    """Return the names of persons outside and inside of quotations, by place."""
    found: list[Name] = []
    words, at = reading.words, 0
    while at < len(words):
        end = _name_end(words, at)
        if end - at >= A_NAME and (name := _as_name(reading, at, end, language)):
            found.append(name)
        at = max(end, at + 1)
    return found


def _name_end(words: list[Word], at: int) -> int:
    """Read a run of capitalised words; `de`, `van` and initials may stand in it."""
    end = at
    while end < len(words) and end - at < MOST_PARTS:
        word = words[end]
        if (word.is_upper and word.is_word and not word.text.isdigit()) or (
            end > at
            and (word.low in SMALL or word.text == ".")
            and end + 1 < len(words)
            and (
                words[end + 1].is_upper
                and (word.text != "." or len(words[end - 1].text) <= INITIAL)
            )
        ):
            end += 1
        else:
            break
    return end


def _as_name(reading: Reading, at: int, end: int, language: str) -> Name | None:
    """Take `Ministerin Anna Meier` apart: office, first name, family name."""
    words, german = reading.words, language == "de"
    offices: set[str] = set()
    gender = ""
    start = at
    while start < end - 1:
        low = words[start].low
        if low in MISS | MISTER:
            gender = "f" if low in MISS else "m"
        elif is_office(words[start].text, german=german):
            offices.add(low)
            gender = gender or (office_gender(low) if german and low.endswith("in") else "")
        elif low not in ARTICLES_DE and low not in ARTICLES_EN and words[start].text != ".":
            break
        start += 1
    if end - start < 1 or words[start].low in WEEKDAYS or words[start].low in ENGLISH_MONTHS:
        return None
    known = gender_of(words[start].text) if end - start >= A_NAME else ""
    if not (known or offices or gender):
        return None
    offices |= _beside(words, end, german=german)
    text = reading.text[words[start].start : words[end - 1].end]
    return Name(start, end, text, known or gender, frozenset(offices))


def _beside(words: list[Word], end: int, *, german: bool) -> set[str]:
    """Read the office behind a name: `Anna Meier, die Chefin der Bank`."""
    found: set[str] = set()
    if end < len(words) and words[end].text in {",", "("}:
        for word in words[end + 1 : end + 7]:
            if word.text in ",.)":
                break
            if word.is_word and is_office(word.text, german=german):
                found.add(word.low)
    return found


@dataclass(frozen=True, slots=True)
class Meant:
    """Who is meant: how the text calls them or the name found, that name alone, the office."""

    text: str
    name: str = ""
    office: str = ""


def resolved(reading: Reading, names: list[Name], mention: tuple[int, int], language: str) -> Meant:
    """Return who is meant by the words of the mention; what is not resolved stays as it is."""
    words = reading.words[mention[0] : mention[1]]
    text = reading.text[words[0].start : words[-1].end]
    if len(words) == 1 and words[0].low in PRONOUNS:
        found = _by_pronoun(names, mention[0], words[0].low)
        return Meant(found or text, found)
    for name in _near(names, mention[1]):
        if name.first < mention[1] and mention[0] < name.last:
            return _named(reading, name, mention, _tidy(text))
    low = [word.low for word in words]
    definite = low[0] in DEFINITE
    if definite and A_NAME <= len(words) <= MOST_OFFICE:
        found = _by_office(names, mention[0], low[1:], german=language == "de")
        office = reading.text[words[1].start : words[-1].end] if found else ""
        return Meant(found or _tidy(text), found, office)
    if len(words) <= A_NAME and words[-1].is_upper:
        found = _by_family_name(names, mention[0], words[-1].text)
        return Meant(found or _tidy(text), found)
    return Meant(_tidy(text))


def _named(reading: Reading, name: Name, mention: tuple[int, int], text: str) -> Meant:
    """Take the mention apart: the name, and the office before or behind it."""
    words = reading.words
    first, last = mention
    while first < name.first and words[first].low in ARTICLES_DE | ARTICLES_EN:
        first += 1
    before = behind = ""
    if first < name.first:
        before = reading.text[words[first].start : words[name.first - 1].end]
    if name.last + 1 < last and words[name.last].text == ",":
        start = name.last + 1
        while start < last - 1 and words[start].low in ARTICLES_DE | ARTICLES_EN:
            start += 1
        behind = reading.text[words[start].start : words[last - 1].end]
    return Meant(text, name.text, _tidy(before or behind))


def _tidy(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ,")


def _near(names: list[Name], before: int) -> list[Name]:
    """Return the names that begin before a word, the nearest first, a few of them."""
    number = bisect_left(names, before, key=lambda name: name.first)
    return names[max(0, number - FARTHEST) : number][::-1]


def _by_pronoun(names: list[Name], before: int, pronoun: str) -> str:
    wanted = PRONOUNS[pronoun]
    if wanted not in {"m", "f"}:
        return ""
    for name in _near(names, before):
        if name.gender == wanted:
            return name.text
    for name in _near(names, before):
        if not name.gender:
            return name.text
    return ""


def _by_office(names: list[Name], before: int, office: list[str], *, german: bool) -> str:
    wanted = next((low for low in office if is_office(low, german=german)), "")
    if not wanted or wanted in BODIES:
        return ""
    ending = next((one for one in GERMAN_ENDINGS if _bare(wanted).endswith(one)), wanted)
    for name in _near(names, before):
        if any(_bare(one).endswith(ending) or ending in one for one in name.offices):
            return name.text
    return ""


def _bare(low: str) -> str:
    return low.removesuffix("innen").removesuffix("in") if len(low) > LEAST_STEM else low


def _by_family_name(names: list[Name], before: int, family: str) -> str:
    for name in _near(names, before):
        if name.text.endswith(family) and " " in name.text:
            return name.text
    return ""
