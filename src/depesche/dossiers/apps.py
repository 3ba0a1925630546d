"""Django's door to the room."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The room `dossiers`."""

    name = "depesche.dossiers"
    label = "dossiers"
