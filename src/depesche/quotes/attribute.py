"""Attribute: which cue belongs to a quotation in marks, and with it who speaks. Pure."""

from dataclasses import dataclass, field

from depesche.quotes.cues import Cue, cues_of
from depesche.quotes.lists import word_set
from depesche.quotes.words import Reading

NEAR = 2
CLOSE = 10
CONJUNCTIONS = word_set("und oder aber doch and but or")


@dataclass(slots=True)
class Told:
    """A reading with the cues of its sentences, each read once."""

    reading: Reading
    language: str
    _cues: dict[int, list[Cue]] = field(default_factory=dict)

    def cues(self, sentence: int) -> list[Cue]:
        """Return the cues of the sentence of that number; none where there is none."""
        if not 0 <= sentence < len(self.reading.sentences):
            return []
        if sentence not in self._cues:
            here = self.reading.sentences[sentence]
            self._cues[sentence] = cues_of(self.reading, here, self.language)
        return self._cues[sentence]


@dataclass(frozen=True, slots=True)
class Attribution:
    """The cue of a quotation, and how it stands to it: after, colon, before, beside, earlier."""

    cue: Cue
    how: str


def attribute(told: Told, number: int) -> Attribution | None:
    """Find the cue of the quotation of that number, in its sentence or beside it."""
    first, last = told.reading.inside[number]
    sentence = told.reading.sentence_of(first)
    here = told.cues(sentence)
    return (
        _colon(told, here, first, is_sure=True)
        or _behind(told, here, last)
        or _colon(told, here, first, is_sure=False)
        or _nearest(here, first, last)
        or _next_sentence(told, sentence, last)
        or _before_break(told, sentence, first)
    )


def _behind(told: Told, cues: list[Cue], last: int) -> Attribution | None:
    """`“, sagte Meier` · `“, so Meier` · `,” Meier said` · `,” said Meier`."""
    words = told.reading.words
    for cue in cues:
        if cue.first < last:
            continue
        between = words[last : cue.first]
        begins = [cue.first]
        if cue.speaker and last <= cue.speaker[0] < cue.first:
            begins.append(cue.speaker[0])
        joined = any(word.low in CONJUNCTIONS for word in between)
        if min(begins) - last <= NEAR and not joined and all(word.quote < 0 for word in between):
            return Attribution(cue, "after")
        return None
    return None


def _colon(told: Told, cues: list[Cue], first: int, *, is_sure: bool) -> Attribution | None:
    """`Meier sagte: „…“`. Sure is a verb of saying with its subject, close before."""
    words = told.reading.words
    if first == 0 or words[first - 1].text != ":":
        return None
    before = [cue for cue in cues if cue.first < first]
    saying = [cue for cue in before if cue.is_saying and cue.speaker]
    chosen = saying if is_sure else saying or before
    if is_sure and chosen and first - chosen[-1].last > CLOSE:
        return None
    return Attribution(chosen[-1], "colon") if chosen else None


def _nearest(cues: list[Cue], first: int, last: int) -> Attribution | None:
    """Choose among the cues of the sentence: one that names its speaker, the nearest."""
    best: tuple[int, Cue] | None = None
    for cue in cues:
        distance = first - cue.last if cue.first < first else (cue.first - last) * 2
        distance += 0 if cue.is_saying else 12
        distance += 0 if cue.speaker else 20
        if best is None or distance < best[0]:
            best = (distance, cue)
    if best is None:
        return None
    return Attribution(best[1], "before" if best[1].first < first else "beside")


def _next_sentence(told: Told, sentence: int, last: int) -> Attribution | None:
    """`“Why now?” Meier asked.` · `„…!“ Das sagte Meier.`: the cue stands behind its end."""
    reading = told.reading
    if last < reading.sentences[sentence].last or sentence + 1 >= len(reading.sentences):
        return None
    following = reading.sentences[sentence + 1]
    if following.paragraph != reading.sentences[sentence].paragraph:
        return None
    for cue in told.cues(sentence + 1)[:1]:
        ends = cue.last + 1 >= len(reading.words) or (
            reading.words[cue.last + 1].text in ".,:" or told.language == "de"
        )
        near = cue.first - following.first <= (5 if told.language == "en" else 1)
        if near and ends and cue.is_saying and cue.speaker:
            return Attribution(cue, "after")
    return None


def _before_break(told: Told, sentence: int, first: int) -> Attribution | None:
    """`Meier sagte:` at the end of the paragraph before."""
    reading = told.reading
    before = reading.sentences[sentence - 1] if sentence else None
    if before is None or reading.sentences[sentence].first != first:
        return None
    if reading.words[before.last - 1].text != ":":
        return None
    cues = [cue for cue in told.cues(sentence - 1) if cue.speaker]
    return Attribution(cues[-1], "colon") if cues else None
