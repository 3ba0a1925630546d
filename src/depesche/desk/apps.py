"""Django's door to the room."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """The room `desk`."""

    name = "depesche.desk"
    label = "desk"

    def ready(self) -> None:
        """Hang the panels on the pages of the tree."""
        from depesche.desk.panels import hang_panels  # noqa: PLC0415 - models are loaded only now

        hang_panels()
