"""Django's door to the room."""

from django.apps import AppConfig


class QuotesConfig(AppConfig):
    """The room `quotes`."""

    name = "depesche.quotes"
    label = "quotes"
