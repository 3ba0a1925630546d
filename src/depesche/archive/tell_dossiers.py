"""Tell the demo's dossiers: turning points, open questions, chapters, where things stand."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from depesche.dossiers.models import Chapter, Dossier, LeadStory, Question, TurningPoint
from depesche.dossiers.open import change_dossier
from depesche.readers.models import Reader

Articles = Mapping[tuple[str, str], int]


def tell_dossier(
    dossier: Dossier, row: Mapping[str, Any], articles: Articles, *, by: Reader, at: datetime
) -> None:
    """Say of a dossier what `row` of `paper.toml` says, unless somebody has said it already."""
    if dossier.standing or not row.get("standing"):
        return
    dossier = Dossier.objects.get(pk=dossier.pk)
    edition = row["edition"]
    dossier.turning_points = [
        TurningPoint(
            article_id=articles[edition, turn["story"]],
            line=turn["line"],
            happened_on=turn.get("on"),
            sort_order=number,
        )
        for number, turn in enumerate(row.get("turn", []))
        if (edition, turn["story"]) in articles
    ]
    dossier.lead_stories = [
        LeadStory(article_id=articles[edition, key], sort_order=number)
        for number, key in enumerate(row.get("leaders", []))
        if (edition, key) in articles
    ]
    dossier.questions = [
        Question(
            text=one["text"],
            answered_in_id=articles.get((edition, one.get("answered_in", ""))),
            sort_order=number,
        )
        for number, one in enumerate(row.get("question", []))
    ]
    dossier.chapters = [
        Chapter(name=one["name"], from_on=one["from"], summary=one.get("summary", ""))
        for one in row.get("chapter", [])
    ]
    change_dossier(dossier, standing=row["standing"], by=by, at=at)
