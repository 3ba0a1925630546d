"""Whole: a file that could not be written to its end is not there at all."""

from pathlib import Path
from typing import Any

from django.core.files.base import File
from django.core.files.storage import FileSystemStorage


class WholeFiles(FileSystemStorage):
    """The folder `media/`: a full disk leaves no half picture behind. Names are new and random."""

    def _save(self, name: str, content: "File[Any]") -> str:
        try:
            return super()._save(name, content)  # type: ignore[misc] # Django's own hook
        except OSError:
            Path(self.path(name)).unlink(missing_ok=True)
            raise
