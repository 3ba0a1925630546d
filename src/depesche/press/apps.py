"""Django's door to the room."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """The room `press`."""

    name = "depesche.press"
    label = "press"
