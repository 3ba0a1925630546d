"""Django's door to the room."""

from django.apps import AppConfig


class DossiersConfig(AppConfig):
    """The room `dossiers`."""

    name = "depesche.dossiers"
    label = "dossiers"

    def ready(self) -> None:
        """Tell the floor below of the rows that put a story into a dossier."""
        # models are loaded only now, so these imports stand here
        from depesche.articles import former, listing, show, subjects, write  # noqa: PLC0415
        from depesche.dossiers.models import Dossier, DossierEntry  # noqa: PLC0415
        from depesche.dossiers.open import pictures_of_dossiers  # noqa: PLC0415
        from depesche.dossiers.queries import list_of_dossiers  # noqa: PLC0415

        former.register_list("dossiers", Dossier)
        listing.register_rows(DossierEntry)
        subjects.register_subjects(DossierEntry, "dossier_id", "dossier")
        write.register_relation("dossiers", "dossier_entries", "dossier")
        show.register_use(pictures_of_dossiers)
        subjects.register_further(list_of_dossiers)
