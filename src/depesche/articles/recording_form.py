"""The desk's form of a sound file: its title stands on pages, so a change is told to the wire."""

from typing import Any

from django.db import transaction
from wagtail.documents.forms import BaseDocumentForm

from depesche.articles.acting import current_act
from depesche.wire.send import send


class RecordingForm(BaseDocumentForm):
    """Save a sound file; tell of one that was there before."""

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's signature
        """Save it, and send `recording.changed`."""
        is_new = self.instance.pk is None
        with transaction.atomic():
            saved = super().save(commit=commit)
            if commit and not is_new:
                act = current_act()
                send("recording.changed", [f"recording:{saved.pk}"], at=act.at, by=act.name)
        return saved
