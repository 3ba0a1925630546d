"""Django's door to the room."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """The room `archive`."""

    name = "depesche.archive"
    label = "archive"
