"""Speakers in English: the noun phrase that is the subject of a verb of saying. Pure."""

from depesche.quotes.lists import word_set
from depesche.quotes.persons import gender_of, is_office
from depesche.quotes.speech_en import VERBS
from depesche.quotes.words import Reading, Word

ARTICLES = word_set(
    """the a an this that these those his her its their our my your some many several most both all
    another any no each every one two three four five six seven eight nine ten other such few
    more dozens hundreds thousands"""
)
PRONOUNS = word_set("he she they it we i who you one someone others many some both")
PREPOSITIONS = word_set(
    """in on at by from with without about after before during since until between among against
    through into over under via per despite amid as to than near behind across following during
    within outside inside upon toward towards like"""
)
LINKS = word_set("of for from at in with on")
STOPS = word_set(
    """and but or so because while when where if although though unless whereas that which whether
    why how what then is are was were be been being has have had do does did will would can could
    may might must shall should not"""
)
AUXILIARIES = word_set(
    """has have had is was were are be been will would could can may might did does do also later
    then previously already reportedly repeatedly never not again once further now still just
    even both all recently earlier initially finally first immediately often always himself
    herself themselves simply"""
)
FILLERS = word_set("yesterday today monday tuesday wednesday thursday friday saturday sunday")
TITLES = word_set("mr mrs ms dr prof sen gov rep gen sgt lt col st rev capt jr sr")
MOST_WORDS = 20
MOST_BACK = 40
MOST_MARKED = 6


def phrase(words: list[Word], first: int, last: int) -> int:
    """Return where the noun phrase that begins at `first` is over; `first` if none does."""
    last = min(last, first + MOST_WORDS)
    if first < last and words[first].low in PRONOUNS and not _goes_on(words, first + 1, last):
        return first + 1
    at, has_noun = first, False
    while at < last and _belongs(words, at, first):
        has_noun = has_noun or words[at].is_upper or is_office(words[at].text, german=False)
        has_noun = has_noun or words[at].low not in ARTICLES
        at += 1
    while at > first and words[at - 1].low in LINKS:
        at -= 1
    return _apposition(words, at, last) if has_noun else first


def _goes_on(words: list[Word], at: int, last: int) -> bool:
    if at >= last or words[at].quote >= 0 or not words[at].is_word:
        return False
    low = words[at].low
    return low == "of" or not (
        low in VERBS
        or low in STOPS
        or low in AUXILIARIES
        or low in LINKS
        or low in PREPOSITIONS
        or low.endswith("ly")
    )


def _belongs(words: list[Word], at: int, first: int) -> bool:  # noqa: PLR0911 a rule a line
    word = words[at]
    if word.quote >= 0:
        return at > first and words[first].quote < 0 and _is_short(words, at)
    if word.text == "." and at > first:
        return words[at - 1].low in TITLES or len(words[at - 1].text) == 1
    if word.text in "'’" or (word.low == "s" and words[at - 1].text in "'’"):
        return at > first
    if not word.is_word or word.low in STOPS or word.low in AUXILIARIES or word.low in FILLERS:
        return word.text == "&"
    if word.low in LINKS:
        return at > first and words[at - 1].low not in LINKS
    if word.low in PREPOSITIONS or _begins_another(words, at, first):
        return False
    return word.is_upper or not _is_verb(words, at, first)


def _begins_another(words: list[Word], at: int, first: int) -> bool:
    """Say whether an article behind a noun begins the next phrase: `told the press the mayor`."""
    if words[at].low not in ARTICLES or at == first:
        return False
    return words[at - 1].low not in ARTICLES and words[at - 1].low not in LINKS


def _is_verb(words: list[Word], at: int, first: int) -> bool:
    """Say whether a word of the list is a verb here, and no noun: `the report`, `claims`."""
    if words[at].low not in VERBS:
        return False
    return at == first or words[at - 1].low not in ARTICLES


def _is_short(words: list[Word], at: int) -> bool:
    number, start = words[at].quote, at
    while start > 0 and words[start - 1].quote == number and at - start < MOST_MARKED:
        start -= 1
    is_name = not any(word.text in ".,?!" for word in words[start : at + 1])
    return is_name and at - start < MOST_MARKED


def _apposition(words: list[Word], at: int, last: int) -> int:
    """Read `, the mayor of the city,` and `, 34,` behind a name."""
    if at >= last or words[at].text != ",":
        return at
    end = at + 1
    while end < last and _belongs(words, end, at + 1):
        end += 1
    if end == at + 1:
        return at
    closes = end >= len(words) or words[end].text in ",." or words[end].low in VERBS
    return end if closes and not _is_verb(words, end - 1, at + 1) else at


def subject_of(reading: Reading, verb: int, first: int, last: int) -> tuple[int, int] | None:
    """Return the words of the subject of the verb, which stands in `first` to `last`."""
    words = reading.words
    at = verb - 1
    while at >= first and (words[at].low in AUXILIARIES or words[at].low.endswith("ly")):
        at -= 1
    if at < first or words[at].quote >= 0 or (words[at].text == "," and _behind_quote(words, at)):
        return _after(words, verb + 1, last)
    found = _before(words, at, first)
    return found or _after(words, verb + 1, last)


def _behind_quote(words: list[Word], at: int) -> bool:
    return at > 0 and words[at - 1].quote >= 0


def _after(words: list[Word], at: int, last: int) -> tuple[int, int] | None:
    end = phrase(words, at, last)
    return (at, end) if end > at else None


def _before(words: list[Word], at: int, first: int) -> tuple[int, int] | None:
    """Find the subject that ends at `at`; an apposition or a relative clause is passed over."""
    if words[at].text == ",":
        return _before_comma(words, at, first)
    start = at + 1
    while start > max(first, at - MOST_WORDS) and _reaches(words, start - 1, first):
        start -= 1
    while start > first and words[start - 1].low in ARTICLES and words[start - 1].quote < 0:
        start -= 1
    while start <= at and (words[start].low in LINKS or words[start].text in ".'’"):
        start += 1
    if start > at:
        return None
    return _without_preposition(words, start, at + 1, first)


def _before_comma(words: list[Word], at: int, first: int) -> tuple[int, int] | None:
    """Find the subject before what stands between commas; a name there belongs to it."""
    for comma in range(at - 1, max(first, at - MOST_BACK) - 1, -1):
        if words[comma].text == "," and words[comma].quote < 0:
            found = _before(words, comma - 1, first) if comma > first else None
            is_beside = found is not None and found[1] == comma
            if found and is_beside and phrase(words, comma + 1, at) == at:
                return found[0], at  # `The mayor, Anna Cole,`
            return found
    end = phrase(words, first, at)
    return (first, end) if end > first else None


def _reaches(words: list[Word], at: int, first: int) -> bool:
    word = words[at]
    if word.low in LINKS:
        return at > first and words[at - 1].is_word and words[at - 1].low not in AUXILIARIES
    if word.low in PRONOUNS and word.low not in ARTICLES:
        return True
    return _belongs(words, at, first - 1) and word.low not in FILLERS


def _without_preposition(
    words: list[Word], start: int, end: int, first: int
) -> tuple[int, int] | None:
    """Cut `In a statement the company` at the last article, if a preposition begins it."""
    opening = words[start - 1] if start > first else None
    if words[end - 1].low in PRONOUNS:
        return end - 1, end
    if opening is None or opening.low not in PREPOSITIONS | LINKS:
        return start, end
    for at in range(end - 1, start, -1):
        if words[at].low in ARTICLES:
            return at, end
    return start, end


def subject_before(words: list[Word], first: int, last: int) -> tuple[int, int] | None:
    """Return the likeliest subject among some words, where no verb of saying is."""
    for at in range(first, last):
        end = phrase(words, at, last)
        if end > at:
            return at, end
    return None


def is_somebody(words: list[Word], first: int, last: int) -> bool:
    """Say whether a phrase names a person, an office or a body: more than some noun."""
    if words[first].low in PRONOUNS and last == first + 1:
        return True
    return any(
        is_office(word.text, german=False) or gender_of(word.text) for word in words[first:last]
    )
