"""Django's door to the room."""

from django.apps import AppConfig


class ReadershipConfig(AppConfig):
    """The room `readership`."""

    name = "depesche.readership"
    label = "readership"

    def ready(self) -> None:
        """Put counting on the worker's round."""
        from depesche.readership.rounds import (  # noqa: PLC0415 tables are there only now
            count_round,
            forget_round,
            tell_round,
        )
        from depesche.wire.work import register_step  # noqa: PLC0415 as above

        register_step("views", count_round)
        register_step("tallies", tell_round)
        register_step("old views", forget_round)
