"""Django's door to the room."""

from django.apps import AppConfig


class FeedsConfig(AppConfig):
    """The room `feeds`."""

    name = "depesche.feeds"
    label = "feeds"
