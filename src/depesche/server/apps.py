"""Django's door to the room."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """The room `server`."""

    name = "depesche.server"
    label = "server"
