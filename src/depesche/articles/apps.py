"""Django's door to the room."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The room `articles`."""

    name = "depesche.articles"
    label = "articles"
