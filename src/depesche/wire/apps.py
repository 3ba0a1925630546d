"""Django's door to the room."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The room `wire`."""

    name = "depesche.wire"
    label = "wire"
