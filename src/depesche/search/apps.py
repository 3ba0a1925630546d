"""Django's door to the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search`."""

    name = "depesche.search"
    label = "search"

    def ready(self) -> None:
        """Put the index on the worker's round."""
        from depesche.search.follow import register  # noqa: PLC0415 tables are there only now

        register()
