"""Open the dossiers that an export's index describes, where the edition does not have them."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from depesche.archive.html_blocks import printable
from depesche.archive.ninjs_read import SLUG
from depesche.dossiers.models import Dossier
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
    )


def _day(word: Any) -> date | None:
    try:
        return date.fromisoformat(word)
    except (TypeError, ValueError):
        return None
