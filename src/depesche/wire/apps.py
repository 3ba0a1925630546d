"""Django's door to the room."""

from django.apps import AppConfig


class WireConfig(AppConfig):
    """The room `wire`."""

    name = "depesche.wire"
    label = "wire"

    def ready(self) -> None:
        """Put the room's own step on the worker's round."""
        from depesche.wire.tasks import tidy  # noqa: PLC0415 tables are there only now
        from depesche.wire.work import register_step  # noqa: PLC0415 as above

        register_step("tidy", tidy)
