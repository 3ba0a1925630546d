"""Dossiers at the desk: the forms end in the acts of `dossiers`."""

from typing import Any

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import CreateView, EditView

from depesche.desk.scope import who
from depesche.dossiers.models import Dossier
from depesche.dossiers.open import change_dossier, open_dossier


class OpenDossier(CreateView):
    """Open a dossier."""

    def save_instance(self) -> Dossier:
        """Perform the act; the form may be asked about its dossier afterwards."""
        fields: dict[str, Any] = dict(self.form.cleaned_data)
        edition = fields.pop("edition")
        by = who(self.request)
        dossier = open_dossier(edition, by=by, at=timezone.now(), **fields)
        log(instance=dossier, action="wagtail.create", user=by)
        self.form.instance = dossier
        return dossier


class ChangeDossier(EditView):
    """Change a dossier."""

    def save_instance(self) -> Dossier:
        """Perform the act."""
        by = who(self.request)
        fields = dict(self.form.cleaned_data)
        dossier = change_dossier(self.form.instance, by=by, at=timezone.now(), **fields)
        log(instance=dossier, action="wagtail.edit", user=by)
        return dossier
