"""Find who said what in a text: direct, indirect and reported speech, with its speaker. Pure.

Rules of grammar and lists of words, German and English; no database, no network, no model.
`docs/decisions` says how, and what it cannot.
"""

from bisect import bisect_left, bisect_right
from dataclasses import asdict, dataclass, replace
from typing import Literal

from depesche.quotes import retold_de, retold_en, speakers_de, speakers_en
from depesche.quotes.attribute import Attribution, Told, attribute
from depesche.quotes.lists import word_set
from depesche.quotes.resolve import Name, names_in, resolved
from depesche.quotes.retold import Retold, own_words, trimmed
from depesche.quotes.weigh import is_said
from depesche.quotes.words import Reading, read

Kind = Literal["direct", "indirect", "reported"]
MOST_CHARACTERS = 2_000_000
FEW = 6  # so many are looked at, from the nearest: no text costs more than its length
FARTHEST = 2  # sentences back to whoever spoke last
GERMAN = word_set("der die das und ist nicht ein eine mit von den zu dem sich auf für")
ENGLISH = word_set("the of and to is in that it was for on with as at by he")
SUBJECTS = {"de": speakers_de.subject_before, "en": speakers_en.subject_before}
SOMEBODY = {"de": speakers_de.is_somebody, "en": speakers_en.is_somebody}
RULES = {"de": retold_de, "en": retold_en}


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation. Places are characters of the text; those of direct speech include the marks.

    `speaker` is a name where a pronoun or an office could be resolved; `speaker_start` and
    `speaker_end` are where the text names whoever speaks, pronoun or not.
    """

    start: int
    end: int
    kind: Kind
    speaker: str | None
    speaker_start: int | None
    speaker_end: int | None
    cue: str | None
    name: str = ""  # of a person, without the office
    office: str = ""  # as the text says it beside the name

    def as_json(self) -> dict[str, str | int | None]:
        """Return it as `depesche quotes find --json` prints it."""
        whole: dict[str, str | int | None] = asdict(self)
        return {key: value for key, value in whole.items() if key not in {"name", "office"}}


def language_of(text: str) -> str:
    """Guess whether a text is German or English, by its smallest words."""
    words = text[:5_000].lower().split()
    german = sum(1 for word in words if word in GERMAN)
    return "de" if german >= sum(1 for word in words if word in ENGLISH) else "en"


def find(text: str, language: str | None = None) -> list[Found]:
    """Return the quotations of a text by place; those of one kind never overlap.

    `language` is `de` or `en`; without it, it is guessed.
    """
    tongue = language if language in RULES else language_of(text)
    reading = read(text[:MOST_CHARACTERS])
    told = Told(reading, tongue)
    direct = _direct(told)
    names = names_in(reading, tongue)
    spoken = [_as_retold(told, number, found) for number, found in direct]
    others = _retold(told, {number for number, _found in direct}, spoken)
    known: list[Retold] = []
    for one in spoken:  # in order: what one says may go on from the other
        known.append(_with_speaker(told, one, others, known, names))
    found = [_found(reading, names, one, "direct", tongue) for one in known]
    found += [_found(reading, names, one, one.kind, tongue) for one in others]
    return sorted(found, key=lambda one: (one.start, -one.end, one.kind))


def _direct(told: Told) -> list[tuple[int, Attribution | None]]:
    """Return the stretches in marks that are somebody's words, each with its cue."""
    kept: list[tuple[int, Attribution | None]] = []
    reading = told.reading
    previous: tuple[int, Attribution | None] | None = None
    for number in range(len(reading.quoted)):
        first, _last = reading.inside[number]
        found = attribute(told, number)
        close = previous is not None and _is_close(reading, previous[0], first)
        if is_said(told, number, found, said_before=close):
            previous = (number, found)
            kept.append(previous)
    return kept


def _is_close(reading: Reading, number: int, first: int) -> bool:
    """Say whether a quotation goes on from the one before: same paragraph, next sentence."""
    before = reading.sentence_of(reading.inside[number][1] - 1)
    here = reading.sentence_of(first)
    same = reading.sentences[before].paragraph == reading.sentences[here].paragraph
    return same and here - before <= 2  # noqa: PLR2004 one sentence may stand between


def _as_retold(told: Told, number: int, found: Attribution | None) -> Retold:
    first, last = told.reading.inside[number]
    speaker = found.cue.speaker if found else None
    return Retold(first, last, "direct", speaker, found.cue.text if found else "")


def _with_speaker(
    told: Told, one: Retold, others: list[Retold], spoken: list[Retold], names: list[Name]
) -> Retold:
    """Give direct speech without a speaker one: of the sentence around it, or said before it."""
    if one.speaker is not None:
        return one
    place = bisect_right(others, one.first, key=lambda it: it.first)
    around = others[place - 1] if place else None
    if around is not None and one.last <= around.last and around.speaker:
        return replace(one, speaker=around.speaker)
    reading = told.reading
    sentence = reading.sentences[reading.sentence_of(one.first)]
    if one.first > sentence.first and reading.words[one.first - 1].text == ":":
        return replace(one, speaker=_announced(told, sentence.first, one.first, names))
    if one.first > sentence.first and not RULES[told.language].goes_on(reading, sentence):
        subject = SUBJECTS[told.language](reading.words, sentence.first, one.first)
        if subject and SOMEBODY[told.language](reading.words, *subject):
            return replace(one, speaker=subject)
    before = [
        it
        for it in (*others[max(0, place - FEW) : place], *spoken[-FEW:])
        if it.last <= one.first and it.speaker
    ]
    nearest = max(before, key=lambda it: it.last, default=None)
    if nearest is None:
        return one
    away = reading.sentence_of(one.first) - reading.sentence_of(nearest.last - 1)
    return replace(one, speaker=nearest.speaker) if away <= FARTHEST else one


def _announced(told: Told, first: int, last: int, names: list[Name]) -> tuple[int, int] | None:
    """Find who speaks behind a colon without a verb of saying: `Der Minister dazu: „…“`."""
    place = bisect_left(names, first, key=lambda it: it.first)
    for name in names[place : place + FEW]:
        if name.last <= last:
            return name.first, name.last
    return SUBJECTS[told.language](told.reading.words, first, last - 1)


def _retold(told: Told, direct: set[int], spoken: list[Retold]) -> list[Retold]:
    """Return what is told indirectly or reported, sentence by sentence."""
    reading, rules = told.reading, RULES[told.language]
    found: list[Retold] = []
    last_said: tuple[int, Retold] | None = None
    latest = 0
    for number, sentence in enumerate(reading.sentences):
        while latest < len(spoken) and spoken[latest].first < sentence.first:
            last_said = (number - 1, spoken[latest])
            latest += 1
        cues = told.cues(number)
        here = [
            one
            for one in rules.retold(reading, sentence, cues)
            if not _is_marked(reading, one, direct)
        ]
        if not here and last_said and rules.goes_on(reading, sentence):
            here = _going_on(reading, number, last_said, found)
        elif not here and not _has_direct(reading, sentence.first, sentence.last, direct):
            act = rules.reported(reading, sentence, cues)
            here = [act] if act else []
        for one in here:
            found.append(one)
            last_said = (number, one)
    return found


def _going_on(
    reading: Reading, number: int, last_said: tuple[int, Retold], found: list[Retold]
) -> list[Retold]:
    """Take a sentence in Konjunktiv as said by whoever spoke before; next to another, as one."""
    sentence, before = reading.sentences[number], last_said[1]
    if number - last_said[0] > 2:  # noqa: PLR2004 the paper has spoken for itself meanwhile
        return []
    first, last = trimmed(reading, sentence.first, sentence.last)
    if found and found[-1].cue == "" and last_said[0] == number - 1 and found[-1] is before:
        joined = found.pop()
        return [Retold(joined.first, last, "indirect", joined.speaker, "")]
    return [Retold(first, last, "indirect", before.speaker, "")]


def _is_marked(reading: Reading, one: Retold, direct: set[int]) -> bool:
    """Say whether nearly all of it is direct speech already."""
    marked = [word for word in reading.words[one.first : one.last] if word.quote in direct]
    return bool(marked) and own_words(reading, one.first, one.last) * 3 < len(marked)


def _has_direct(reading: Reading, first: int, last: int, direct: set[int]) -> bool:
    return any(word.quote in direct for word in reading.words[first:last])


def _found(reading: Reading, names: list[Name], one: Retold, kind: Kind, language: str) -> Found:
    words = reading.words
    start, end = words[one.first].start, words[one.last - 1].end
    if one.speaker is None:
        return Found(start, end, kind, None, None, None, one.cue or None)
    meant = resolved(reading, names, one.speaker, language)
    first, last = words[one.speaker[0]].start, words[one.speaker[1] - 1].end
    cue = one.cue or None
    return Found(start, end, kind, meant.text, first, last, cue, meant.name, meant.office)
