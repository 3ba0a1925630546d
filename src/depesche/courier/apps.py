"""Django's door to the room."""

from django.apps import AppConfig


class CourierConfig(AppConfig):
    """The room `courier`."""

    name = "depesche.courier"
    label = "courier"
