"""What editors say of a dossier, as readers may see it: turning points, leaders, questions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    BigIntegerField,
    CharField,
    DateField,
    F,
    IntegerField,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Coalesce

from depesche.dossiers.models import (
    Chapter,
    Dossier,
    DossierEntry,
    LeadStory,
    Question,
    TurningPoint,
)
from depesche.press.note import beside, note

LEADER, TURN, QUESTION, CHAPTER = range(4)


@dataclass(frozen=True)
class Turn:
    """A turning point: its story's key, its line, the day where the editors named one."""

    article: int
    line: str
    happened_on: date | None


@dataclass(frozen=True)
class Asked:
    """A question; `answer` is the key of the story that tells by now, whoever may see it."""

    text: str
    answer: int | None


@dataclass(frozen=True)
class Part:
    """A chapter: what came out from its first day on, until the next one's."""

    name: str
    summary: str
    from_on: date


@dataclass(frozen=True)
class Told:
    """What the editors say, each kind in its order: chapters by day. Leaders are keys."""

    leaders: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()
    questions: tuple[Asked, ...] = ()
    chapters: tuple[Part, ...] = ()

    @property
    def articles(self) -> tuple[int, ...]:
        """The keys of all stories in it, each once."""
        answers = [asked.answer for asked in self.questions if asked.answer]
        turns = [turn.article for turn in self.turns]
        return tuple(dict.fromkeys([*self.leaders, *turns, *answers]))

    def chapter_at(self, day: date) -> tuple[Part | None, date | None]:
        """Return the chapter that `day` falls into, and the first day of the next one."""
        begun = [part for part in self.chapters if part.from_on <= day]
        later = [part.from_on for part in self.chapters if part.from_on > day]
        return (begun[-1] if begun else None), (later[0] if later else None)


def told_of(dossier: Dossier) -> Told:
    """Return what is said of the dossier: one query. Stories that are not out are left out."""
    note(beside(dossier.subject), dossier.subject)
    seen = DossierEntry.objects.filter(dossier=dossier, listed=True).values("article_id")
    own = {"dossier": dossier}
    marks = {"order": "sort_order", "story": "article_id"}
    leaders = LeadStory.objects.filter(**own, article__in=seen)
    turns = TurningPoint.objects.filter(**own, article__in=seen)
    questions, chapters = Question.objects.filter(**own), Chapter.objects.filter(**own)
    rows = _shaped(leaders, LEADER, **marks).union(
        _shaped(turns, TURN, **marks, line="line", day="happened_on"),
        _shaped(questions, QUESTION, order="sort_order", story="answered_in_id", line="text"),
        _shaped(chapters, CHAPTER, line="name", text="summary", day="from_on"),
        all=True,
    )
    found: dict[int, list[Any]] = {kind: [] for kind in range(4)}
    for kind, _order, _key, *said in sorted(rows, key=lambda row: row[:3]):
        found[kind].append(said)
    parts = [Part(name, summary, day) for _story, name, summary, day in found[CHAPTER]]
    return Told(
        leaders=tuple(story for story, *_rest in found[LEADER]),
        turns=tuple(Turn(story, line, day) for story, line, _text, day in found[TURN]),
        questions=tuple(Asked(text, story) for story, text, *_rest in found[QUESTION]),
        chapters=tuple(sorted(parts, key=lambda part: part.from_on)),
    )


def _shaped(rows: QuerySet[Any], kind: int, **columns: str) -> QuerySet[Any]:
    """Shape rows for a union: kind, order, key, story, line, text, day, as `columns` name them."""
    order, story, line, text, day = (
        F(columns[name]) if name in columns else Value(empty)
        for name, empty in (
            ("order", 0),
            ("story", None),
            ("line", ""),
            ("text", ""),
            ("day", None),
        )
    )
    return (
        rows.order_by()
        .annotate(
            row_kind=Value(kind, output_field=IntegerField()),
            row_order=Coalesce(Cast(order, IntegerField()), Value(0)),
            row_story=Cast(story, BigIntegerField()),
            row_line=Cast(line, CharField()),
            row_text=Cast(text, TextField()),
            row_day=Cast(day, DateField()),
        )
        .values_list(
            *("row_kind", "row_order", "pk", "row_story", "row_line", "row_text", "row_day")
        )
    )
