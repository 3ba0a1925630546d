"""Django's door to the room."""

from django.apps import AppConfig


class QuotesConfig(AppConfig):
    """The room `quotes`."""

    name = "depesche.quotes"
    label = "quotes"

    def ready(self) -> None:
        """Tell the floor below of the quotations that hang on a story."""
        # models are loaded only now, so these imports stand here
        from depesche.articles import check, derive, listing, settle, subjects  # noqa: PLC0415
        from depesche.quotes.check import faults_of_quotes, faults_of_sources  # noqa: PLC0415
        from depesche.quotes.derive import derive_quotes  # noqa: PLC0415
        from depesche.quotes.models import Quote  # noqa: PLC0415
        from depesche.quotes.settle import settle_quotes, subjects_of_quotes  # noqa: PLC0415

        listing.register_rows(Quote)
        derive.register_derivation(derive_quotes)
        check.register_check(faults_of_quotes)
        check.register_check(faults_of_sources)
        settle.register_step(settle_quotes)
        subjects.register_further(subjects_of_quotes)
