"""Django's door to the room: Wagtail's signals about pages are heard here and nowhere else."""

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    """The room `articles`."""

    name = "depesche.articles"
    label = "articles"

    def ready(self) -> None:
        """Register the rows of this room, and listen to what Wagtail publishes and moves."""
        # models are loaded only now, so these imports stand here
        from django.db.models.signals import post_delete, post_save  # noqa: PLC0415
        from wagtail.models import PageLogEntry  # noqa: PLC0415
        from wagtail.signals import page_published, page_unpublished, post_page_move  # noqa: PLC0415

        from depesche.articles import hear, listing, portray, rows, schedule, show  # noqa: PLC0415
        from depesche.articles.models import Recording  # noqa: PLC0415
        from depesche.pictures.sweep import register_folder  # noqa: PLC0415
        from depesche.server.figures import register_figure  # noqa: PLC0415
        from depesche.wire.work import register_step  # noqa: PLC0415

        listing.register_rows(
            rows.Byline,
            rows.Tagging,
            rows.PersonMention,
            rows.OrganisationMention,
            rows.PlaceMention,
        )
        page_published.connect(hear.page_went_live, dispatch_uid="depesche.page_published")
        page_unpublished.connect(hear.page_came_down, dispatch_uid="depesche.page_unpublished")
        post_page_move.connect(hear.page_moved, dispatch_uid="depesche.page_moved")
        post_save.connect(
            hear.history_was_written, sender=PageLogEntry, dispatch_uid="depesche.history"
        )
        post_delete.connect(
            hear.recording_was_removed, sender=Recording, dispatch_uid="depesche.recording_removed"
        )
        show.register_use(portray.pictures_of_portraits)
        register_folder("documents", Recording)
        register_step(
            "scheduler", schedule.scheduler_step, longest_pause=schedule.LONGEST_SLEEP_SECONDS
        )
        register_figure(
            "stories_overdue", "Stories that should be out and are not.", schedule.overdue_count
        )
