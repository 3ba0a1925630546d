"""Genre: what kind of text a story is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Genre(models.TextChoices):
    """What kind of text it is; each has its schema.org type."""

    REPORT = "report", _("Report")
    REPORTAGE = "reportage", _("Reportage")
    ANALYSIS = "analysis", _("Analysis")
    INTERVIEW = "interview", _("Interview")
    OPINION = "opinion", _("Opinion")
