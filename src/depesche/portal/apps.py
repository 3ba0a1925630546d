"""Django's door to the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room `portal`."""

    name = "depesche.portal"
    label = "portal"
