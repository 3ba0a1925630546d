"""What the pages of the desk have in common: the nonce of their scripts, the scheduler's alarm."""

from typing import Any

from django import template
from django.utils import timezone

from depesche.desk.board import read_scheduler
from depesche.desk.headers import current_nonce

register = template.Library()


@register.simple_tag
def nonce() -> str:
    """Return the nonce of the answer under way."""
    return current_nonce()


@register.inclusion_tag("desk/alarm.html")
def desk_alarm() -> dict[str, Any]:
    """Say on every page of the desk that the scheduler stands still."""
    return {"scheduler": read_scheduler(at=timezone.now())}
