"""Django's door to the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room `desk`."""

    name = "depesche.desk"
    label = "desk"
