"""Find indirect speech in German: by cue, conjunction, Konjunktiv and infinitive. Pure."""

from depesche.quotes import speech_de
from depesche.quotes.cues import Cue
from depesche.quotes.lists import word_list, word_set
from depesche.quotes.retold import LEAST_WORDS, Retold, apart, commas, end_of, own_words, trimmed
from depesche.quotes.small_de import AUXILIARIES, CONJUNCTIONS, PREPOSITIONS
from depesche.quotes.speakers_de import phrase, subject_before, subject_of
from depesche.quotes.words import Reading, Sentence, Word

THAT = word_set("dass daß ob")
QUESTIONS = word_set("wie warum weshalb wieso was wer wo wann woher wohin wem wen welche")
RELATIVE = word_set(
    """der die das den dem deren dessen denen welcher welche welches welchen welchem wobei wodurch
    womit worauf wonach wofür wovon wozu woran worin weil da um ohne statt als wenn falls während
    nachdem bevor bis damit sodass obwohl indem sondern aber denn zumal sowie"""
)
FAR = 40
MOST_COMMAS = 4
STRONG = speech_de.SUBJUNCTIVE
ANY_SUBJUNCTIVE = speech_de.SUBJUNCTIVE | speech_de.WEAK_SUBJUNCTIVE
REPORTING = word_set(
    """fordern kritisieren warnen begrüßen loben verurteilen zurückweisen ablehnen dementieren
    bestreiten bestätigen ankündigen vorwerfen bezeichnen nennen würdigen rügen bemängeln
    verlangen aufrufen appellieren beschuldigen einräumen zugeben vorschlagen berichten sprechen
    äußern bedauern beklagen betonen versprechen zusichern drohen mahnen bekanntgeben anprangern
    begründen empfehlen danken widersprechen"""
)


def retold(reading: Reading, sentence: Sentence, cues: list[Cue]) -> list[Retold]:
    """Return the stretches of a sentence that tell indirectly what somebody said."""
    end = end_of(reading, sentence)
    found: list[Retold] = []
    for cue in cues:
        one = _by_cue(reading, sentence, cue, end)
        if one is not None:
            found.append(one)
    found += _by_noun(reading, sentence, end)
    return apart(found)


def _by_cue(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    if cue.kind == "verb":
        return (
            _as_told(reading, sentence, cue, end)
            or _behind(reading, cue, end)
            or _in_front(reading, sentence, cue, end)
        )
    if cue.kind == "so":
        return _around(reading, sentence, cue, end)
    return _by_source(reading, sentence, cue, end)


def _made(reading: Reading, first: int, last: int, cue: Cue) -> Retold | None:
    first, last = trimmed(reading, first, last)
    if own_words(reading, first, last) < LEAST_WORDS:
        return None
    return Retold(first, last, "indirect", cue.speaker, cue.text)


def _behind(reading: Reading, cue: Cue, end: int) -> Retold | None:
    """`sagte, dass …` · `sagte, er sei …` · `kündigte an, … zu prüfen`."""
    places = [at for at in commas(reading, cue.last + 1, end) if at - cue.last <= FAR]
    colon = cue.last + 1
    for number, at in enumerate(places[:MOST_COMMAS]):
        until = places[number + 1] if number + 1 < len(places) else end
        if _is_clause(reading, at + 1, until, end, cue):
            return _made(reading, at + 1, _clause_end(reading, at + 1, end), cue)
    for at in range(colon, min(end, colon + FAR)):
        word = reading.words[at]
        if word.text == ":" and word.quote < 0:
            return _told_behind_colon(reading, at + 1, end, cue)
    return None


def _told_behind_colon(reading: Reading, first: int, end: int, cue: Cue) -> Retold | None:
    if not cue.is_saying or not _has(reading, first, end, ANY_SUBJUNCTIVE):
        return None
    return _made(reading, first, end, cue)


def _clause_end(reading: Reading, first: int, end: int) -> int:
    """Stop at a semicolon; `; ` begins a sentence of its own."""
    for at in range(first, end):
        if reading.words[at].text == ";" and reading.words[at].quote < 0:
            return at
    return end


def _is_clause(reading: Reading, first: int, until: int, end: int, cue: Cue) -> bool:  # noqa: C901, PLR0911 a rule a line
    """Say whether what begins here, behind a comma, is what was said."""
    if first >= end:
        return False
    opening = reading.words[first].low
    if opening in THAT:
        return True
    if opening in QUESTIONS:
        return cue.is_saying
    if opening in RELATIVE and not _stands_second(reading, first, until):
        return opening in {"die", "das", "den", "dem", "der"} and _is_infinitive(
            reading, first, until
        )
    if opening in {"und", "oder"}:
        return False
    if _has(reading, first, until, STRONG) or _has(reading, first, min(end, first + 14), STRONG):
        return True
    if _has(reading, first, until, speech_de.WEAK_SUBJUNCTIVE):
        return True
    if _is_infinitive(reading, first, until):
        return True
    return cue.is_saying and opening not in RELATIVE and _stands_second(reading, first, until)


def _stands_second(reading: Reading, first: int, until: int) -> bool:
    """Say whether an auxiliary follows the first phrase: a main clause."""
    words = reading.words
    if words[first].low in PREPOSITIONS:
        return False
    end = phrase(words, first, until)
    if end == first:
        return False
    return end < until and (words[end].low in AUXILIARIES or words[end].low in ANY_SUBJUNCTIVE)


def _has(reading: Reading, first: int, last: int, forms: frozenset[str] | set[str]) -> bool:
    for at in range(first, last):
        word = reading.words[at]
        if word.quote < 0 and word.low in forms and not word.is_upper:
            return True
    return False


def _is_infinitive(reading: Reading, first: int, until: int) -> bool:
    """`… zu prüfen`, `… anzusprechen` at the end of the clause."""
    words, last = reading.words, until
    if words[first].low in {"um", "ohne", "statt", "anstatt"}:
        return False
    while last > first and not words[last - 1].is_word:
        last -= 1
    for at in range(last - 1, max(first, last - 5), -1):
        if words[at].quote >= 0:
            return False
        if words[at - 1].low == "zu" and words[at].low.endswith("n") and not words[at].is_upper:
            return True
        low = words[at].low
        if "zu" in low[2:-3] and low.endswith("en") and low in speech_de.VERBS:
            return True
        if low.endswith("en") and any(low.startswith(one) for one in ZU_PREFIXES):
            return True
    return False


ZU_PREFIXES = tuple(
    one + "zu"
    for one in word_list(
        """ab an auf aus bei durch ein entgegen fest fort her heraus herbei hin hinzu mit nach
        nieder um unter vor voran voraus vorbei weg weiter wieder zurück zusammen teil statt bekannt
    auseinander hinaus herunter über"""
    )
)


def _in_front(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    """`Das Haus sei alt, sagte der Minister.` and `…, sagte er, …`."""
    words = reading.words
    before = cue.first - 1
    if before <= sentence.first or cue.use != "finite" or not cue.is_saying:
        return None
    if words[before].text not in {",", "–"} or words[before].quote >= 0:
        return None
    if cue.speaker is not None and cue.speaker[0] < cue.first:
        return None
    return _around(reading, sentence, cue, end)


def _around(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    """Take what stands before the cue, or all around it where it stands in the middle."""
    behind = cue.last + 1
    if cue.speaker is not None:
        behind = max(behind, cue.speaker[1])
    rest = commas(reading, behind, end)
    before = own_words(reading, sentence.first, cue.first)
    after = own_words(reading, rest[0], end) if rest else 0
    first = _start(reading, sentence, cue.first)
    if before < LEAST_WORDS and after >= LEAST_WORDS and cue.kind == "so":
        return _made(reading, sentence.first, end, cue)
    if rest and after >= LEAST_WORDS and before >= 1 and not _is_aside(reading, rest[0] + 1):
        return _made(reading, first, end, cue)
    if before < LEAST_WORDS:
        return None
    return _made(reading, first, cue.first, cue)


def _is_aside(reading: Reading, at: int) -> bool:
    return at < len(reading.words) and reading.words[at].low in RELATIVE | {"und", "nach"}


def _start(reading: Reading, sentence: Sentence, before: int) -> int:
    """Begin behind a colon, a semicolon or a whole quotation."""
    for at in range(before - 1, sentence.first - 1, -1):
        word = reading.words[at]
        if word.text in ";:" and word.quote < 0:
            return at + 1
    return sentence.first


def _as_told(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    """`Wie die Polizei mitteilte, …` and `…, wie die Polizei mitteilte`."""
    words = reading.words
    for at in range(cue.first - 1, max(sentence.first, cue.first - 25) - 1, -1):
        if words[at].low != "wie" or words[at].quote >= 0:
            continue
        if at > sentence.first and words[at - 1].text != ",":
            return None
        rest = commas(reading, cue.last, end)
        if at == sentence.first or own_words(reading, sentence.first, at) < LEAST_WORDS:
            return _made(reading, rest[0] + 1, end, cue) if rest else None
        if rest and own_words(reading, rest[0], end) >= LEAST_WORDS:
            return _made(reading, sentence.first, end, cue)
        return _made(reading, _start(reading, sentence, at), at, cue)
    return None


def _by_source(reading: Reading, sentence: Sentence, cue: Cue, end: int) -> Retold | None:
    """`Laut Polizei wurde …` · `… wurde nach Angaben der Polizei …` · `demnach …`."""
    start = _start(reading, sentence, cue.first)
    source_first = min(cue.first, cue.speaker[0]) if cue.speaker else cue.first
    source_last = max(cue.last + 1, cue.speaker[1]) if cue.speaker else cue.last + 1
    if source_first - start <= 1:
        verb = _finite(reading, source_last, end)
        return _made(reading, verb, end, cue)
    if end - source_last <= 1:
        return _made(reading, start, source_first, cue)
    return _made(reading, start, end, cue)


def _finite(reading: Reading, first: int, end: int) -> int:
    """Return where the clause behind a source begins: at its verb, past what is put in commas."""
    words = reading.words
    for at in range(first, min(end, first + 25)):
        if words[at].quote >= 0:
            continue
        is_verb = words[at].low in AUXILIARIES or words[at].low in ANY_SUBJUNCTIVE
        if is_verb and (words[at - 1].text == "," or not _within(words, first, at)):
            return at
    return first


def _within(words: list[Word], first: int, at: int) -> bool:
    return any(word.text == "," for word in words[first:at])


def _by_noun(reading: Reading, sentence: Sentence, end: int) -> list[Retold]:
    """`die Ansicht, dass …` · `der Vorwurf, er habe …` · `ist überzeugt, dass …`."""
    found: list[Retold] = []
    words = reading.words
    places = commas(reading, sentence.first, end)
    for number, at in enumerate(places):
        until = places[number + 1] if number + 1 < len(places) else end
        if at + 1 >= end or not (
            words[at + 1].low in THAT
            or _has(reading, at + 1, until, STRONG)
            or _is_infinitive(reading, at + 1, until)
        ):
            continue
        for here in range(at - 1, max(sentence.first, at - 7) - 1, -1):
            word = words[here]
            is_noun = word.is_upper and word.low in speech_de.CLAUSE_NOUNS
            if word.quote < 0 and (is_noun or word.low in speech_de.STATES):
                speaker = _who(reading, sentence, here)
                first, last = trimmed(reading, at + 1, end)
                if own_words(reading, first, last) >= LEAST_WORDS:
                    found.append(Retold(first, last, "indirect", speaker, word.text))
                break
    return found


def _who(reading: Reading, sentence: Sentence, noun: int) -> tuple[int, int] | None:
    """Find whose opinion it is: the subject of the sentence's first finite verb."""
    for at in range(sentence.first, noun):
        word = reading.words[at]
        if word.quote < 0 and (word.low in AUXILIARIES or word.low in FRAMES):
            return subject_of(reading, at, sentence.first, sentence.last)
    return subject_before(reading.words, sentence.first, noun)


FRAMES = word_set(
    """vertritt vertrat vertreten zeigte zeigt zeigten äußerte äußert erhob erhebt brachte bringt
    hegt hegte teilt teilte gab gibt machte macht stellte stellt kam kommt wies weist"""
)


def goes_on(reading: Reading, sentence: Sentence) -> bool:
    """Say whether a sentence without a cue still tells what somebody said: by its Konjunktiv."""
    words = reading.words
    if any(
        words[at].low in {"ich", "wir"}
        for at in range(sentence.first, sentence.last)
        if words[at].quote < 0
    ):
        return False
    if words[sentence.first].low == "sei":
        return False
    for at in range(sentence.first, min(sentence.last, sentence.first + 25)):
        word = words[at]
        if word.quote >= 0:
            continue
        if at > sentence.first and (word.text == "," or word.low in SUBORDINATE):
            return False
        if word.low in MAIN and not word.is_upper:
            return True
    return False


SUBORDINATE = CONJUNCTIONS - {"und", "oder", "aber", "doch", "denn"}
MAIN = word_set(
    """sei seien habe hätten werde würden könne könnten müsse müssten solle wolle dürfe möge gebe
    gehe komme stehe liege bleibe lasse nehme wisse halte sehe brauche bestehe fehle handle
    handele bedeute gelte erwarte hoffe wären hätte"""
)


def reported(reading: Reading, sentence: Sentence, cues: list[Cue]) -> Retold | None:
    """`Die Opposition forderte Neuwahlen.`: an act of speech with its object, no clause."""
    for cue in cues:
        if (
            cue.kind == "verb"
            and cue.lemma in REPORTING
            and cue.speaker
            and cue.use != "infinitive"
        ):
            first, last = trimmed(reading, sentence.first, end_of(reading, sentence))
            if own_words(reading, first, last) > LEAST_WORDS:
                return Retold(first, last, "reported", cue.speaker, cue.text)
    return None
