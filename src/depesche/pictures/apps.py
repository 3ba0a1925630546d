"""Django's door to the room."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """The room `pictures`."""

    name = "depesche.pictures"
    label = "pictures"
