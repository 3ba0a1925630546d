"""Django's door to the room."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """The room `search`."""

    name = "depesche.search"
    label = "search"

    def ready(self) -> None:
        """Put the index on the worker's round; say which pages show a story for its likeness."""
        from depesche.articles.subjects import register_naming  # noqa: PLC0415 tables are there now
        from depesche.search.compare import pages_with  # noqa: PLC0415 as above
        from depesche.search.follow import register  # noqa: PLC0415 as above

        register()
        register_naming(pages_with)
