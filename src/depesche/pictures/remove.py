"""What happens when a picture is removed, whichever door of the desk it was."""

from typing import Any

from django.utils import timezone
from wagtail.log_actions import get_active_log_context

from depesche.pictures.models import Picture
from depesche.wire.send import send


def picture_was_removed(instance: Picture, **_signal: Any) -> None:
    """Tell the wire; the files go with the commit (Wagtail sees to it)."""
    user = get_active_log_context().user
    by = f"reader:{user.pk}" if user is not None and user.pk else ""
    send("picture.removed", [instance.subject], at=timezone.now(), by=by)
