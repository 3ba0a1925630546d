"""What editors say of a dossier, as readers may see it: turning points, leaders, questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, DateField, F, IntegerField, Model, Q, QuerySet, Value

from depesche.dossiers.models import (
    Chapter,
    Dossier,
    DossierEntry,
    LeadStory,
    Question,
    TurningPoint,
)
from depesche.press.note import beside, note


@dataclass(frozen=True)
class Turn:
    """A turning point: its story's key, its line, the day where the editors named one."""

    article: int
    line: str
    happened_on: date | None


@dataclass(frozen=True)
class Told:
    """What the editors say: leading stories (keys) and turning points, each in their order."""

    leaders: tuple[int, ...] = ()
    turns: tuple[Turn, ...] = ()

    @property
    def articles(self) -> tuple[int, ...]:
        """The keys of all stories in it, each once."""
        return tuple(dict.fromkeys([*self.leaders, *(turn.article for turn in self.turns)]))


def told_of(dossier: Dossier) -> Told:
    """Return leading stories and turning points that readers may see: one query."""
    note(beside(dossier.subject), dossier.subject)
    rows = _seen(LeadStory, dossier, 0, Value(""), Value(None, output_field=DateField()))
    turns = _seen(TurningPoint, dossier, 1, F("line"), F("happened_on"))
    found = sorted(rows.union(turns, all=True), key=lambda row: row[:3])
    return Told(
        leaders=tuple(row[3] for row in found if row[0] == 0),
        turns=tuple(Turn(*row[3:]) for row in found if row[0] == 1),
    )


def _seen(
    model: type[Model], dossier: Dossier, number: int, line: Value | F, day: Value | F
) -> "QuerySet[Model, tuple[int, int, int, int, str, date | None]]":
    """Shape rows for a union: number of the kind, order, key, story, line, day."""
    stories = DossierEntry.objects.filter(dossier=dossier, listed=True).values("article_id")
    return (
        model._default_manager.filter(dossier=dossier, article__in=stories)
        .order_by()
        .annotate(
            row_kind=Value(number, output_field=IntegerField()),
            row_line=line if isinstance(line, F) else Value("", output_field=CharField()),
            row_day=day,
        )
        .values_list("row_kind", "sort_order", "pk", "article_id", "row_line", "row_day")
    )


def questions_of(dossier: Dossier) -> list[Question]:
    """Return the open questions, and those that a story answers which readers may see."""
    note(beside(dossier.subject))
    rows = Question.objects.filter(dossier=dossier).select_related("answered_in__section")
    found = list(rows.defer("answered_in__body", "answered_in__shown_on"))
    for question in found:
        if question.answered_in is not None:
            note(question.answered_in.subject)
            if not question.answered_in.listed:
                question.answered_in = None  # nobody is told of a story that is not out
    return found


def chapters_of(dossier: Dossier) -> Sequence[Chapter]:
    """Return the chapters, the earliest first."""
    note(beside(dossier.subject))
    return list(Chapter.objects.filter(dossier=dossier).order_by("from_on"))


def follower_of(dossier: Dossier) -> Q:
    """Return the condition under which a dossier is the one before or the one after this."""
    return Q(pk=dossier.follows_id) | Q(follows=dossier.pk)
