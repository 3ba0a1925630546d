"""Cues: the words that announce speech: verbs, `laut …`, `nach Angaben …`, `so …`, `according to`.

Pure. A cue knows its words, its verb, and who speaks where that can be read beside it.
"""

from dataclasses import dataclass

from depesche.quotes import small_de, speakers_de, speakers_en, speech_de, speech_en
from depesche.quotes.lists import word_set
from depesche.quotes.words import Reading, Sentence, Word

FARTHEST_PREFIX = 45
MOST_SOURCE = 6
MOST_PHRASE = 12
PASSIVE = word_set("wird werden wurde wurden worden werde würden")
WITH = {"ausgehen": word_set("davon wovon")}  # of these, the word without which they mean another
MOST_BRACKET = 25  # words between an auxiliary and its participle
HAVING = word_set("hat haben hatte hatten habe hätte hätten")
IMPERSONAL = word_set("heißt hieß verlautet verlautete lautet lautete heiße")
WHERE = word_set("in im aus auf von vom seitens bei beim")
WHENCE = word_set("demnach wonach demzufolge danach")


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a text. `first` to `last`: its words; `speaker`: those of whoever speaks."""

    first: int
    last: int
    text: str
    kind: str  # verb | source | so
    lemma: str
    use: str
    speaker: tuple[int, int] | None
    is_saying: bool
    is_naming: bool = False


def cues_of(reading: Reading, sentence: Sentence, language: str) -> list[Cue]:
    """Return the cues of a sentence that stand outside quotation marks, by place."""
    return _german(reading, sentence) if language == "de" else _english(reading, sentence)


def _german(reading: Reading, sentence: Sentence) -> list[Cue]:
    found: list[Cue] = []
    words = reading.words
    for at in range(sentence.first, sentence.last):
        if words[at].quote >= 0 or not words[at].is_word:
            continue
        cue = _german_source(words, at, sentence) or _german_verb(reading, at, sentence)
        if cue is not None:
            found.append(cue)
    return found


def _german_source(words: list[Word], at: int, sentence: Sentence) -> Cue | None:
    low, last = words[at].low, sentence.last
    if low == "laut":
        return _source(words, at, at, (at + 1, speakers_de.phrase(words, at + 1, last)))
    if low in {"nach", "gemäß", "aus", "zufolge", "entgegen"}:
        return _german_noun(words, at, sentence)
    if low in WHENCE and at + 1 < last and words[at + 1].is_word:
        return _source(words, at, at, (at, at + 1)) if low != "danach" else None
    if low == "so" and at > sentence.first:
        return _so(words, at, last)
    if low == "so" and at + 1 < last and words[at + 1].low in {"der", "die", "das"}:
        return None
    return None


def _so(words: list[Word], at: int, last: int) -> Cue | None:
    """Read `…, so der Minister` and `“, so Meier weiter`: a name behind it, and no verb."""
    before = words[at - 1]
    if before.text not in ",–-(" and before.quote < 0:
        return None
    end = speakers_de.phrase(words, at + 1, last)
    if end == at + 1 or not any(word.is_upper for word in words[at + 1 : end]):
        return None
    while end < last and words[end].low in {"weiter", "wörtlich", "heute", "gestern"}:
        end += 1
    return Cue(at, at, words[at].text, "so", "so", "", (at + 1, end), is_saying=True)


def _german_noun(words: list[Word], at: int, sentence: Sentence) -> Cue | None:  # noqa: C901, PLR0911 a rule a line
    """Read `nach Angaben der Polizei`, `aus Sicht der Kritiker`, `der Polizei zufolge`."""
    last = sentence.last
    if words[at].low == "zufolge":
        start = at
        while (
            start > sentence.first
            and at - start < MOST_PHRASE
            and words[start - 1].text not in ",:;"
        ):
            start -= 1
            if words[start].low in small_de.ARTICLES and words[start].low not in (
                small_de.GENITIVE
            ):
                break
        return _source(words, at, at, (start, at)) if start < at else None
    for noun in range(at + 1, min(last, at + 1 + MOST_SOURCE)):
        word = words[noun]
        if word.quote >= 0 or not word.is_word:
            return None
        if word.is_upper and (word.low in speech_de.NOUNS or _is_compound(word.low)):
            if words[at].low == "aus" and word.low != "sicht":
                return None
            return _source(words, at, at, (at + 1, speakers_de.phrase(words, at + 1, last)))
        if word.is_upper and not words[noun + 1 : noun + 2]:
            return None
        if word.low in small_de.PREPOSITIONS and word.low != "von":
            return None
    return None


def _is_compound(low: str) -> bool:
    return low.endswith(
        (
            "angaben",
            "berichten",
            "bericht",
            "aussagen",
            "informationen",
            "meldungen",
            "ansicht",
            "meinung",
            "auffassung",
            "einschätzung",
            "erkenntnissen",
            "darstellung",
            "mitteilung",
        )
    )


def _source(words: list[Word], first: int, last: int, speaker: tuple[int, int]) -> Cue | None:
    if speaker[1] <= speaker[0]:
        return None
    return Cue(
        first, last, words[first].text, "source", words[first].low, "", speaker, is_saying=True
    )


def _german_verb(reading: Reading, at: int, sentence: Sentence) -> Cue | None:
    words = reading.words
    for form in speech_de.VERBS.get(words[at].low, ()):
        if words[at].is_upper and at > sentence.first:
            return None
        end = at
        wanted = WITH.get(form.lemma)
        if wanted and not any(
            word.low in wanted for word in words[max(sentence.first, at - 15) : at + 15]
        ):
            continue
        if form.prefix:
            end = _prefix(words, at, sentence.last, form.prefix)
            if end == at:
                continue
        text = words[at].text if end == at else f"{words[at].text} {words[end].text}"
        use = "participle" if _is_perfect(words, at, sentence) else form.use
        speaker = _german_speaker(reading, at, sentence, use)
        return Cue(
            at,
            end,
            text,
            "verb",
            form.lemma,
            form.use,
            speaker,
            form.lemma not in speech_de.THINKERS,
            form.lemma in speech_de.NAMING,
        )
    return None


def _is_perfect(words: list[Word], at: int, sentence: Sentence) -> bool:
    """Say whether a form that may be finite ends `hatte … begründet`: an auxiliary before it."""
    if at + 1 < sentence.last and words[at + 1].is_word and words[at + 1].quote < 0:
        return False
    for here in range(at - 1, max(sentence.first, at - MOST_BRACKET) - 1, -1):
        if words[here].text in ",;:":
            return False
        if words[here].low in HAVING and words[here].quote < 0:
            return any(form.use == "participle" for form in speech_de.VERBS[words[at].low])
    return False


def _prefix(words: list[Word], at: int, last: int, prefix: str) -> int:
    """Return where the separated prefix of a verb stands: at the end of its clause."""
    for here in range(at + 1, min(last, at + FARTHEST_PREFIX)):
        if words[here].quote >= 0 or words[here].low != prefix:
            continue
        after = words[here + 1] if here + 1 < len(words) else None
        if (
            after is None
            or not after.is_word
            or after.quote >= 0
            or after.low
            in {
                "und",
                "oder",
                "sowie",
            }
            or prefix in {"bekannt", "hin", "hinzu", "fest", "geltend", "voraus"}
        ):
            return here
    return at


def _german_speaker(  # noqa: C901 a rule a line
    reading: Reading, at: int, sentence: Sentence, use: str
) -> tuple[int, int] | None:
    """Find the subject: of the auxiliary, where the verb is a participle or an infinitive."""
    words, verb = reading.words, at
    if words[at].low in IMPERSONAL and (found := _impersonal(words, at, sentence)):
        return found if found[1] > found[0] else None
    if words[at].low == "zitiert":
        return _quoted(reading, at, sentence)
    if use != "finite":
        for here in range(at + 1, min(at + 3, sentence.last)):
            if words[here].low in PASSIVE:
                return _agent(words, sentence.first, at)
            if words[here].low in small_de.AUXILIARIES or words[here].low in {"habe", "hätte"}:
                return speakers_de.subject_of(reading, here, sentence.first, sentence.last)
        for here in range(at - 1, max(sentence.first, at - 30) - 1, -1):
            if words[here].quote < 0 and words[here].low in small_de.AUXILIARIES:
                verb = here
                break
        if words[verb].low in PASSIVE:
            return _agent(words, verb, at)
    return speakers_de.subject_of(reading, verb, sentence.first, sentence.last)


def _impersonal(words: list[Word], at: int, sentence: Sentence) -> tuple[int, int] | None:
    """Find where it is said: `heißt es in der Erklärung`, `Im Bericht heißt es`. Empty: nowhere."""
    beside = {word.low for word in words[max(sentence.first, at - 1) : at + 2]}
    if "es" not in beside and words[at].low not in {"verlautete", "verlautet"}:
        return None
    behind = range(at + 1, min(sentence.last, at + 8))
    comma = next((here for here in behind if words[here].text == ","), behind.stop)
    for here in (*range(at + 1, comma), *range(sentence.first, at)):
        if words[here].quote < 0 and words[here].low in WHERE:
            end = speakers_de.phrase(words, here + 1, sentence.last)
            if end > here + 1:
                return here + 1, end
    return at, at


def _quoted(reading: Reading, at: int, sentence: Sentence) -> tuple[int, int] | None:
    """Find who is quoted: `wird die Ministerin zitiert`."""
    for here in range(at - 1, max(sentence.first, at - 30) - 1, -1):
        if reading.words[here].quote < 0 and reading.words[here].low in {"wird", "wurde", "werden"}:
            return speakers_de.subject_of(reading, here, sentence.first, sentence.last)
    return speakers_de.subject_of(reading, at, sentence.first, sentence.last)


def _agent(words: list[Word], verb: int, last: int) -> tuple[int, int] | None:
    """Find who did it in a passive: `wurde von der Polizei bestätigt`."""
    for here in range(verb, last):
        if words[here].low in {"von", "vom", "seitens"} and words[here].quote < 0:
            end = speakers_de.phrase(words, here + 1, last)
            return (here + 1, end) if end > here + 1 else None
    return None


def _english(reading: Reading, sentence: Sentence) -> list[Cue]:
    found: list[Cue] = []
    words = reading.words
    for at in range(sentence.first, sentence.last):
        word = words[at]
        if word.quote >= 0 or not word.is_word:
            continue
        if word.low == "according" and words[at + 1 : at + 2] and words[at + 1].low == "to":
            end = speakers_en.phrase(words, at + 2, sentence.last)
            if end > at + 2:
                found.append(
                    Cue(
                        at,
                        at + 1,
                        "according to",
                        "source",
                        "according",
                        "",
                        (at + 2, end),
                        is_saying=True,
                    )
                )
        elif word.low in speech_en.VERBS and not (word.is_upper and at > sentence.first):
            cue = _english_verb(reading, at, sentence)
            if cue is not None:
                found.append(cue)
    return found


def _english_verb(reading: Reading, at: int, sentence: Sentence) -> Cue | None:
    words = reading.words
    lemma, uses = speech_en.VERBS[words[at].low]
    before = words[at - 1] if at > sentence.first else None
    if (
        before is not None
        and before.quote < 0
        and (
            before.low in speakers_en.ARTICLES | {"to", "of", "in", "for", "’", "'"}
            and before.low not in {"all", "both", "many", "some", "several", "most", "others"}
        )
    ):
        return None  # a noun: `the report`, or an infinitive
    speaker = speakers_en.subject_of(reading, at, sentence.first, sentence.last)
    return Cue(
        at,
        at,
        words[at].text,
        "verb",
        lemma,
        "gerund" if uses == {"gerund"} else "finite",
        speaker,
        lemma in speech_en.SPEAKING,
        lemma in speech_en.NAMING,
    )
