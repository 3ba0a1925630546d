"""Find indirect speech in an English sentence: by cue, `that`, bare clause, infinitive. Pure."""

from depesche.quotes import speech_en
from depesche.quotes.cues import Cue
from depesche.quotes.lists import word_set
from depesche.quotes.retold import LEAST_WORDS, Retold, apart, commas, end_of, own_words, trimmed
from depesche.quotes.speakers_en import (
    ARTICLES,
    AUXILIARIES,
    PREPOSITIONS,
    PRONOUNS,
    phrase,
    subject_of,
)
from depesche.quotes.words import Reading, Sentence, Word

THAT = word_set("that whether if")
QUESTIONS = word_set("how why what who where when which")
FAR = 30
SKIPPED = word_set(
    """yesterday today monday tuesday wednesday thursday friday saturday sunday later also earlier
    now then again him her them me us reporters journalists"""
)
TELLING = word_set("tell inform remind assure notify warn advise reassure")
REPORTING = word_set(
    """demand criticize criticise warn welcome praise condemn reject dismiss deny confirm announce
    accuse call describe denounce acknowledge propose suggest urge blame deplore decry"""
)
SUBJECTS = word_set(
    """there it he she they we you i this these those nobody everyone nothing anyone"""
)
FINITE = AUXILIARIES - word_set(
    """also later then previously already reportedly repeatedly never not again once further now
    still just even both all recently earlier initially finally first immediately often always
    himself herself themselves simply"""
) | word_set("do cannot can't won't had has")


def retold(reading: Reading, sentence: Sentence, cues: list[Cue]) -> list[Retold]:
    """Return the stretches of a sentence that tell indirectly what somebody said."""
    end = end_of(reading, sentence)
    found: list[Retold] = []
    for cue in cues:
        if cue.kind == "source":
            one = _by_source(reading, sentence, cue, end)
        else:
            one = _behind(reading, cue, end) or _in_front(reading, sentence, cue, end)
        if one is not None:
            found.append(one)
    return apart(found + _by_noun(reading, sentence, end))


def _made(
    reading: Reading, first: int, last: int, speaker: tuple[int, int] | None, cue: str
) -> Retold | None:
    first, last = trimmed(reading, first, last)
    if own_words(reading, first, last) < LEAST_WORDS:
        return None
    return Retold(first, last, "indirect", speaker, cue)


def _behind(reading: Reading, cue: Cue, end: int) -> Retold | None:  # noqa: C901 a rule a line
    """`said that …` · `said it was …` · `asked whether …` · `promised to …`."""
    words = reading.words
    that = _that(reading, cue, end)
    if that is not None:
        return _made(reading, that, end, cue.speaker, cue.text)
    at = cue.last + 1
    while at < end and (words[at].low in SKIPPED or words[at].low.endswith("ly")):
        at += 1
    if cue.lemma in TELLING and at < end and words[at].low not in SUBJECTS:
        listener = phrase(words, at, end)
        if listener < end and _is_clause(reading, listener, end):
            at = listener
    if at >= end or words[at].quote >= 0:
        return None
    if words[at].low == "to" and cue.lemma in speech_en.WILLING:
        return _made(reading, at, end, cue.speaker, cue.text)
    if cue.lemma in speech_en.WILLING and _object_to(reading, at, end):
        return _made(reading, _object_to(reading, at, end), end, cue.speaker, cue.text)
    if cue.lemma in speech_en.PLAIN and _is_clause(reading, at, end):
        return _made(reading, at, end, cue.speaker, cue.text)
    return None


def _that(reading: Reading, cue: Cue, end: int) -> int | None:
    """Find `that` and its like: right behind the cue, or behind whom and when it was said."""
    words = reading.words
    for at in range(cue.last + 1, min(end, cue.last + 16)):
        word = words[at]
        if word.quote >= 0 or (
            word.text in ",;:" and at > cue.last + 1 and not _comma_that(words, at)
        ):
            return None
        if word.low == "that" and not _is_demonstrative(words, at):
            return at
        if word.low == "whether" or (word.low == "if" and at == cue.last + 1):
            return at
        if word.low in QUESTIONS and at <= cue.last + 2 and cue.is_saying:
            return at
        if word.low in speech_en.VERBS and at > cue.last + 6:
            return None
    return None


def _comma_that(words: list[Word], at: int) -> bool:
    return any(word.low == "that" for word in words[at + 1 : at + 10])


def _is_demonstrative(words: list[Word], at: int) -> bool:
    """Say whether `that` is a pronoun: no word stands behind it."""
    after = words[at + 1] if at + 1 < len(words) else None
    return after is None or not (after.is_word or after.quote >= 0)


def _object_to(reading: Reading, at: int, end: int) -> int:
    """`urged the government to act`: return where `to` stands, 0 where it does not."""
    words = reading.words
    for here in range(at, min(end, at + 9)):
        if words[here].low == "to" and here > at:
            return here
        if not words[here].is_word or words[here].low in speech_en.VERBS:
            return 0
    return 0


def _is_clause(reading: Reading, at: int, end: int) -> bool:
    """Say whether a subject and its finite verb begin here."""
    words = reading.words
    opening = words[at]
    if opening.low in SUBJECTS:
        return True
    if not (
        opening.low in ARTICLES
        or opening.is_upper
        or opening.low in PRONOUNS
        or (opening.low.endswith("s") and opening.low not in PREPOSITIONS)
        or opening.low in {"in", "after", "if", "when", "while", "although", "because", "about"}
        or opening.text[0].isdigit()
    ):
        return False
    for here in range(at + 1, min(end, at + 18)):
        word = words[here]
        if word.quote >= 0 or word.text in ",;:":
            continue
        if word.low in FINITE or (word.low in speech_en.VERBS and word.low.endswith("ed")):
            return True
        if word.low.endswith("ed") and words[here - 1].low not in ARTICLES | PREPOSITIONS:
            return True
    return False


def _in_front(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    """Find `The house is old, the minister said` and `The house, she added, is old`."""
    words = reading.words
    if not cue.is_saying or cue.speaker is None or cue.use != "finite":
        return None
    first = min(cue.first, cue.speaker[0])
    if first <= sentence.first or words[first - 1].text not in {",", "–", "—"}:
        return None
    if words[first - 1].quote >= 0 or own_words(reading, sentence.first, first) < LEAST_WORDS:
        return None
    if not any(
        words[at].low in FINITE or words[at].low.endswith("ed")
        for at in range(sentence.first, first)
        if words[at].quote < 0
    ):
        return None
    rest = commas(reading, cue.last + 1, end)
    if rest and own_words(reading, rest[0], end) >= LEAST_WORDS and rest[0] - cue.last <= FAR // 3:
        return _made(reading, sentence.first, end, cue.speaker, cue.text)
    return _made(reading, sentence.first, first, cue.speaker, cue.text)


def _by_source(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    """`According to police, …` · `…, according to police`."""
    speaker_end = cue.speaker[1] if cue.speaker else cue.last + 1
    if cue.first == sentence.first:
        rest = commas(reading, cue.last, end)
        behind = [at for at in rest if at >= speaker_end - 1]
        first = behind[0] + 1 if behind else speaker_end
        return _made(reading, first, end, cue.speaker, cue.text)
    rest = commas(reading, speaker_end, end)
    if rest and own_words(reading, rest[0], end) > LEAST_WORDS:
        return _made(reading, sentence.first, end, cue.speaker, cue.text)
    return _made(reading, sentence.first, cue.first, cue.speaker, cue.text)


def _by_noun(reading: Reading, sentence: Sentence, end: int) -> list[Retold]:
    """Find `the claim that …` and `was confident that …`."""
    found: list[Retold] = []
    words = reading.words
    for at in range(sentence.first + 1, end):
        if words[at].low != "that" or words[at].quote >= 0 or words[at - 1].quote >= 0:
            continue
        before = words[at - 1].low
        if before in speech_en.STATES or (before in speech_en.NOUNS and _is_full(reading, at, end)):
            speaker = None
            for verb in range(at - 1, sentence.first, -1):
                if words[verb].low in FINITE or words[verb].low in speech_en.VERBS:
                    speaker = subject_of(reading, verb, sentence.first, sentence.last)
                    break
            one = _made(reading, at, end, speaker, words[at - 1].text)
            if one is not None:
                found.append(one)
    return found


def _is_full(reading: Reading, at: int, end: int) -> bool:
    """Say whether a subject follows: `the report that he was ill`."""
    return _is_clause(reading, at + 1, end) if at + 1 < end else False


def goes_on(reading: Reading, sentence: Sentence) -> bool:  # noqa: ARG001 as in German
    """English has no mood by which a sentence without a cue could be told from the paper's own."""
    return False


def reported(reading: Reading, sentence: Sentence, cues: list[Cue]) -> Retold | None:
    """Find an act of speech with its object: `The opposition demanded new elections`."""
    for cue in cues:
        if cue.kind == "verb" and cue.lemma in REPORTING and cue.speaker and cue.use == "finite":
            if cue.speaker[0] > cue.first:
                continue
            first, last = trimmed(reading, sentence.first, end_of(reading, sentence))
            if own_words(reading, first, last) > LEAST_WORDS:
                return Retold(first, last, "reported", cue.speaker, cue.text)
    return None
