"""Django's door to the room."""

from django.apps import AppConfig


class RegisterConfig(AppConfig):
    """The room `register`."""

    name = "depesche.register"
    label = "register"
