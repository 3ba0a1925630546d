"""Django's door to the room."""

from django.apps import AppConfig


class MastheadConfig(AppConfig):
    """The room `masthead`."""

    name = "depesche.masthead"
    label = "masthead"
