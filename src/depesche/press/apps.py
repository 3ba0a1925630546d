"""Django's door to the room."""

from django.apps import AppConfig


class PressConfig(AppConfig):
    """The room `press`."""

    name = "depesche.press"
    label = "press"

    def ready(self) -> None:
        """Hear of every act in the process that commits it, and on the worker's round."""
        from depesche.press.apply import hear, tick  # noqa: PLC0415 tables are there only now
        from depesche.press.follow import register_edges  # noqa: PLC0415 as above
        from depesche.press.tend import tend_step  # noqa: PLC0415 as above
        from depesche.wire.send import register_listener  # noqa: PLC0415 as above
        from depesche.wire.work import register_step  # noqa: PLC0415 as above

        register_listener(hear)
        register_step("press", tick)
        register_edges()
        register_step("press look", tend_step)
