"""Speakers in German: the noun phrase that is the subject of a verb of saying. Pure."""

from depesche.quotes.persons import BODIES, gender_of, is_office
from depesche.quotes.small_de import (
    ADVERBS,
    ARTICLES,
    AUXILIARIES,
    BOUNDARIES,
    CONJUNCTIONS,
    GENITIVE,
    LINKS,
    OPENERS,
    PREPOSITIONS,
    PRONOUNS,
    WEEKDAYS,
)
from depesche.quotes.speech_de import NOUNS, SUBJUNCTIVE, VERBS
from depesche.quotes.words import Reading, Word

TITLES = frozenset({"dr", "prof", "st", "sir", "lord", "lady"})
MOST_WORDS = 22
MOST_BARE = 4
MOST_MARKED = 6
MOST_QUOTE = 8  # words in marks that may be a name: „Die Welt“
FIELD = frozenset(";:")


def phrase(words: list[Word], first: int, last: int) -> int:
    """Return where the noun phrase that begins at `first` is over; `first` if none does."""
    last = min(last, first + MOST_WORDS)
    at = _head(words, first, last)
    if at == first:
        return first
    while at < last:
        further = _more(words, at, last)
        if further == at:
            break
        at = further
    return at


def _head(words: list[Word], first: int, last: int) -> int:
    """Read article, adjectives and the noun or name behind them."""
    at = first
    if (
        at < last
        and words[at].low in PRONOUNS
        and words[at].quote < 0
        and (not _noun_follows(words, at + 1, last))
    ):
        return at + 1
    while at < last and words[at].low in ARTICLES and words[at].quote < 0:
        at += 1
    if at > first:
        at = _past_attribute(words, at, last)
    while at < last and (
        _is_adjective(words[at])
        or words[at].text.isdigit()
        or (at > first and words[at].low in ADVERBS and words[at].quote < 0)
    ):
        at += 1
    start = at
    while at < last and _is_name(words, at, first):
        at = _past_dot(words, at + 1, last)
    return at if at > start else first


def _past_attribute(words: list[Word], at: int, last: int) -> int:
    """Go past `in Köln geborene` between an article and its noun."""
    if at >= last or words[at].low not in PREPOSITIONS:
        return at
    for here in range(at + 1, min(last - 1, at + 8)):
        if not words[here].is_word:
            return at
        if here > at + 1 and _is_adjective(words[here]) and words[here + 1].is_upper:
            return here
    return at


def _past_dot(words: list[Word], at: int, last: int) -> int:
    """Go past the full stop of `Dr.` or of an initial."""
    if (
        at < last
        and words[at].text == "."
        and (words[at - 1].low in TITLES or len(words[at - 1].text) == 1)
    ):
        return at + 1
    return at


def _noun_follows(words: list[Word], at: int, last: int) -> bool:
    while at < last and _is_adjective(words[at]):
        at += 1
    return at < last and words[at].is_upper and words[at].quote < 0


def _is_adjective(word: Word) -> bool:
    if word.quote >= 0 or not word.text[0].islower():
        return False
    if word.low in ARTICLES or word.low in PREPOSITIONS or word.low in CONJUNCTIONS:
        return False
    return (
        word.low.endswith(("e", "en", "er", "es", "em"))
        and word.low not in SUBJUNCTIVE
        and (word.low not in AUXILIARIES and word.low not in ADVERBS and word.low not in VERBS)
    )


def _is_name(words: list[Word], at: int, first: int) -> bool:
    word = words[at]
    if word.quote >= 0:  # „Die Welt“ as the name of whoever speaks: a short one only
        return _is_short_quote(words, at)
    if word.is_upper:
        return at > first or not (word.low in ARTICLES or _is_small(words, at))
    return at > first and word.low in {"van", "de", "bin", "al", "el", "du", "di", "da", "la", "le"}


def _is_small(words: list[Word], at: int) -> bool:
    """Say whether a capitalised word is an adverb or the like that begins the sentence."""
    low = words[at].low
    if low in PREPOSITIONS or low in ADVERBS or low in CONJUNCTIONS or low in AUXILIARIES:
        return True
    if low in OPENERS or low in SUBJUNCTIVE:
        return True
    ends = low.endswith(("lich", "ierend", "weise", "dings", "falls", "mals", "seits"))
    return (
        ends
        and at + 1 < len(words)
        and (words[at + 1].low in VERBS or words[at + 1].low in AUXILIARIES)
    )


def _is_short_quote(words: list[Word], at: int) -> bool:
    number, start, end = words[at].quote, at, at
    while start > 0 and words[start - 1].quote == number and end - start < MOST_QUOTE:
        start -= 1
    while end < len(words) and words[end].quote == number and end - start < MOST_QUOTE:
        end += 1
    return end - start < MOST_QUOTE and not any(one.text in ".!?," for one in words[start:end])


def _more(words: list[Word], at: int, last: int) -> int:
    """Read on: a genitive, `von …`, what stands in brackets, an apposition, `und …`."""
    word = words[at]
    if word.text == "(":
        for end in range(at + 1, min(last, at + 6)):
            if words[end].text == ")":
                return end + 1
        return at
    if word.low in GENITIVE or word.low in LINKS:
        start = at + (0 if word.low in GENITIVE else 1)
        end = _head(words, start, last)
        return end if end > start else at
    if word.low == "und":
        end = _head(words, at + 1, last)
        return end if end > at + 1 else at
    return _apposition(words, at, last) if word.text == "," else at


def _apposition(words: list[Word], at: int, last: int) -> int:
    """`…, der Chef der Bank,` and `…, Otto Meier,`: a name beside an office."""
    if words[at - 1].low in WEEKDAYS:
        return at
    end = _head(words, at + 1, last)
    if end == at + 1 or (words[at + 1].low in PRONOUNS and end == at + 2):
        return at
    while end < last and words[end].low in GENITIVE | LINKS:
        further = _more(words, end, last)
        if further == end:
            break
        end = further
    closes = end >= last or words[end].text in ",.;:" or words[end].low in VERBS
    return end if closes else at


def subject_of(reading: Reading, verb: int, first: int, last: int) -> tuple[int, int] | None:
    """Return the words of the subject of the verb, which stands in `first` to `last`."""
    words = reading.words
    start = _field(words, verb, first)
    if _is_inverted(words, verb, start):
        return _after(words, verb + 1, last) or _before(words, verb, start)
    before = _before(words, verb, start)
    if before is None or not is_somebody(words, *before):
        behind = phrase(words, verb + 1, last)
        if (
            behind > verb + 1
            and is_somebody(words, verb + 1, behind)
            and (words[verb + 1].low not in {"dem", "den", "des", "der", "einem", "einen", "man"})
        ):
            return verb + 1, behind
    return before or _after(words, verb + 1, last)


def is_somebody(words: list[Word], first: int, last: int) -> bool:
    """Say whether a phrase names a person, an office or a body: more than some noun."""
    if words[first].low in PRONOUNS and last == first + 1:
        return True
    if any(is_office(word.text, german=True) or gender_of(word.text) for word in words[first:last]):
        return True
    bare = words[first]
    return (
        bare.is_upper
        and bare.low not in ARTICLES
        and bare.low not in NOUNS
        and last - first < MOST_BARE
    )


def _field(words: list[Word], verb: int, first: int) -> int:
    """Return where what stands before the verb begins: behind a colon, a semicolon, a quotation."""
    for at in range(verb - 1, first - 1, -1):
        if words[at].text in FIELD and words[at].quote < 0:
            return at + 1
    return first


def _is_inverted(words: list[Word], verb: int, start: int) -> bool:  # noqa: C901, PLR0911 a rule a line
    """Say whether the subject stands behind the verb."""
    if verb == start:
        return True
    opening = words[start]
    before = words[verb - 1]
    behind = words[verb - 2] if before.text == "," and before.quote < 0 else before
    if behind.quote >= 0 and not _is_short_quote(words, verb - 1 if behind is before else verb - 2):
        return True
    if behind.quote >= 0 and behind is not before and _is_clause_quote(words, verb - 2, start):
        return True
    if (
        before.quote >= 0
        and before.text in "“”\"«»‘’'…"
        and not _is_short_quote_at_end(words, verb)
    ):
        return True
    if (
        before.low in {"so", "weiter", "dazu"}
        and verb - start > 1
        and (words[verb - 2].text == "," or words[verb - 2].quote >= 0)
    ):
        return True
    if before.text == "," or before.text in "–-":
        for at in range(start, verb):
            if words[at].quote >= 0:
                return True
            if words[at].low in AUXILIARIES or words[at].low in SUBJUNCTIVE:
                return True
            if words[at].text == ",":
                return False
        return False
    if opening.low in PREPOSITIONS or opening.low in ADVERBS or opening.low in CONJUNCTIONS:
        return not _subordinate(words, verb, start)
    return False


def _is_clause_quote(words: list[Word], at: int, start: int) -> bool:
    """Say whether a short stretch in marks stands for itself, behind a comma or at the start."""
    number = words[at].quote
    while at > start and words[at - 1].quote == number:
        at -= 1
    return at == start or not words[at - 1].is_word


def _is_short_quote_at_end(words: list[Word], verb: int) -> bool:
    at = verb - 1
    number = words[at].quote
    while at > 0 and words[at - 1].quote == number:
        at -= 1
    return verb - at <= MOST_MARKED and at > 0 and words[at - 1].quote < 0 and words[at - 1].is_word


def _subordinate(words: list[Word], verb: int, start: int) -> bool:
    """Say whether the verb ends a clause with a conjunction: `wie die Polizei mitteilte`."""
    ends = (
        verb + 1 >= len(words)
        or not words[verb + 1].is_word
        or (words[verb + 1].low in AUXILIARIES or words[verb + 1].low in {"habe", "hätte", "werde"})
    )
    return ends and any(words[at].low in CONJUNCTIONS for at in range(start, verb))


def _before(words: list[Word], verb: int, start: int) -> tuple[int, int] | None:
    """Find the subject before the verb: behind the last conjunction, else where it begins."""
    begin = start
    for at in range(verb - 1, start - 1, -1) if words[verb - 1].text != "," else ():
        if (
            words[at].quote < 0
            and words[at].low in BOUNDARIES
            and (words[at].low != "wie" or at == start or words[at - 1].text == ",")
        ):
            begin = at + 1
            break
    at = begin
    best: tuple[int, int] | None = None
    can_speak = False
    while at < verb:
        end = phrase(words, at, verb)
        if words[at].quote >= 0 and not _is_short_quote(words, at):
            at += 1
        elif end > at:
            fits = not _is_object(words, at, begin)
            speaks = fits and _can_speak(words, at, end)
            touches = words[verb - 1].text == "," and end >= verb - 1
            if fits and (best is None or (speaks and (not can_speak or touches))):
                best, can_speak = (at, end), speaks
            at = end
        else:
            at += 1
    return best


def _is_object(words: list[Word], at: int, begin: int) -> bool:
    """Say whether a preposition, or an article of another case, shows that it is no subject."""
    if (
        at > 0
        and words[at - 1].quote < 0
        and (words[at - 1].low in PREPOSITIONS or words[at - 1].low in {"als", "wie"})
    ):
        return at > begin or words[at - 1].low not in CONJUNCTIONS
    return words[at].low in {"dem", "den", "des", "einem", "einen", "eines"}


def _after(words: list[Word], at: int, last: int) -> tuple[int, int] | None:  # noqa: C901 a rule a line
    """Find the subject behind the verb: adverbs and times are passed over."""
    for _ in range(5):
        if at >= last:
            return None
        if words[at].low in PRONOUNS and not _noun_follows(words, at + 1, last):
            return at, at + 1
        if words[at].low in ADVERBS:
            at += 1
            continue
        if words[at].low in PREPOSITIONS:
            end = _head(words, at + 1, last)
            if end == at + 1:
                return None
            at = end
            while at < last and (words[at].text in ".(" or words[at].low in WEEKDAYS):
                at += 1
            continue
        if words[at].low in {"dem", "den", "des", "einem", "einen"}:
            at = max(at + 1, phrase(words, at, last))
            continue
        end = phrase(words, at, last)
        return (at, end) if end > at else None
    return None


def _can_speak(words: list[Word], first: int, last: int) -> bool:
    """Say whether the phrase looks like somebody: a name, an office, a body, a pronoun."""
    return any(
        word.low in PRONOUNS
        or is_office(word.text, german=True)
        or word.low in BODIES
        or word.low in NOUNS
        or (word.is_upper and word.low not in WEEKDAYS)
        for word in words[first:last]
    )


def subject_before(words: list[Word], first: int, last: int) -> tuple[int, int] | None:
    """Return the likeliest subject among some words, where no verb of saying is."""
    at, best = first, None
    while at < last:
        end = phrase(words, at, last)
        if end > at and not _is_object(words, at, first):
            if is_somebody(words, at, end):
                return at, end
            best = best or (at, end)
        at = max(end, at + 1)
    return best
