"""Django's door to the room."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """The room `portal`."""

    name = "depesche.portal"
    label = "portal"

    def ready(self) -> None:
        """Show the desk its pages as readers would see them; tell open pages what is new."""
        from depesche.articles.tree import register_preview  # noqa: PLC0415 models are ready now
        from depesche.portal.preview import render_preview  # noqa: PLC0415
        from depesche.portal.tell import tell  # noqa: PLC0415
        from depesche.server.live import register_teller  # noqa: PLC0415

        register_preview(render_preview)
        register_teller(tell)
