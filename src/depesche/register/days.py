"""Days of which only the year or the month may be known: `2016`, `2016-05`, `2016-05-12`. Pure."""

import re
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

PARTIAL_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")


def check_partial_day(written: str) -> None:
    """Refuse what is no year, month or day. Raises ValidationError."""
    found = PARTIAL_DAY.fullmatch(written)
    try:
        date(*(int(part or 1) for part in found.groups())) if found else None
    except ValueError:
        found = None
    if found is None:
        raise ValidationError(_("Write a year, a month or a day: 2016, 2016-05 or 2016-05-12."))


def is_within(day: date, first: str, last: str) -> bool:
    """Tell whether `day` lies between two partial days, both included; empty is open."""
    written = day.isoformat()
    return (not first or written[: len(first)] >= first) and (
        not last or written[: len(last)] <= last
    )


def runs_forward(first: str, last: str) -> bool:
    """Tell whether `last` is not before `first`, as far as both are known."""
    known = min(len(first), len(last))
    return last[:known] >= first[:known]


class PartialDayField(models.CharField):  # type: ignore[type-arg]
    """A day, a month or a year, as ISO 8601 writes them; text orders them rightly."""

    default_validators = [check_partial_day]

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **{"max_length": 10, **options})

    def deconstruct(self) -> Any:
        """Look like Django's own field in migrations: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.CharField", arguments, options
