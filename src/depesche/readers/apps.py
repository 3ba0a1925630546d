"""Django's door to the room."""

from django.apps import AppConfig


class ReadersConfig(AppConfig):
    """The room `readers`."""

    name = "depesche.readers"
    label = "readers"
