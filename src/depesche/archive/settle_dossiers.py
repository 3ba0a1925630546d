"""Open the dossiers that an export's index describes, where the edition does not have them."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from depesche.archive.html_blocks import printable
from depesche.archive.ninjs_read import SLUG
from depesche.dossiers.models import Chapter, Dossier, Question
from depesche.masthead.models import Edition


def settle_dossiers(index: Path, edition: Edition) -> int:
    """Make what is missing of the dossiers in `index`; returns how many. No index: nothing."""
    try:
        found = json.loads(index.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return 0
    rows = found.get("dossiers") if isinstance(found, dict) else None
    made = 0
    for row in rows if isinstance(rows, list) else []:
        dossier = _dossier(row, edition) if isinstance(row, dict) else None
        if dossier is not None:
            dossier.save()
            made += 1
    return made


def _dossier(row: dict[str, Any], edition: Edition) -> Dossier | None:
    name, slug = printable(str(row.get("name", "")))[:120], str(row.get("slug", ""))[:120]
    if not name or not SLUG.fullmatch(slug):
        return None
    if Dossier.objects.filter(edition=edition, slug=slug).exists():
        return None
    begun, ended = _day(row.get("period_from")), _day(row.get("period_to"))
    return Dossier(
        edition=edition,
        name=name,
        slug=slug,
        summary=printable(str(row.get("summary", ""))),
        period_from=begun,
        period_to=ended if begun is None or ended is None or ended >= begun else None,
        is_closed=row.get("is_closed") is True,
        standing=_text(row.get("standing")),
        questions=[
            Question(text=text, sort_order=number)
            for number, text in enumerate(_text(one)[:240] for one in _list(row, "questions"))
            if text
        ],
        chapters=list(_chapters(row)),
    )


def _chapters(row: dict[str, Any]) -> Iterator[Chapter]:
    """Yield the chapters that have a name and a day; of several of one day, the first."""
    days: set[date] = set()
    for one in _list(row, "chapters"):
        found = one if isinstance(one, dict) else {}
        first, name = _day(found.get("from")), _text(found.get("name"))[:120]
        if first is not None and name and first not in days:
            days.add(first)
            yield Chapter(from_on=first, name=name, summary=_text(found.get("summary")))


def _list(row: dict[str, Any], name: str) -> list[Any]:
    found = row.get(name)
    return found if isinstance(found, list) else []


def _text(word: Any) -> str:
    return printable(word) if isinstance(word, str) else ""


def _day(word: Any) -> date | None:
    try:
        return date.fromisoformat(word)
    except (TypeError, ValueError):
        return None
