"""Django's door to the room."""

from django.apps import AppConfig


class PicturesConfig(AppConfig):
    """The room `pictures`."""

    name = "depesche.pictures"
    label = "pictures"

    def ready(self) -> None:
        """Hear of removed pictures, and put the sweep on the worker's round."""
        # models are loaded only now, so these imports stand here
        from django.db.models.signals import post_delete  # noqa: PLC0415

        from depesche.pictures import remove, sweep  # noqa: PLC0415
        from depesche.pictures.models import Picture, Rendition  # noqa: PLC0415
        from depesche.wire.work import register_step  # noqa: PLC0415

        post_delete.connect(
            remove.picture_was_removed, sender=Picture, dispatch_uid="depesche.picture_removed"
        )
        sweep.register_folder("originals", Picture)
        sweep.register_folder("renditions", Rendition)
        register_step("sweep", sweep.sweep_step)
