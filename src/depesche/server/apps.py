"""Django's door to the room."""

from django.apps import AppConfig


class ServerConfig(AppConfig):
    """The room `server`."""

    name = "depesche.server"
    label = "server"

    def ready(self) -> None:
        """Keep the worker process slim."""
        from depesche.server.slim import slim_step  # noqa: PLC0415 as the rooms beside it
        from depesche.wire.work import register_step  # noqa: PLC0415 tables are there only now

        register_step("memory", slim_step)
