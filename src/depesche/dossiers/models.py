"""Dossier: a running story with a period and an exact count of what readers may see."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from depesche.articles.models import Article, ListedRow, listed_index


class Dossier(models.Model):
    """A running story of one edition. A period in the name ("2016") belongs to the name."""

    edition = models.ForeignKey(
        "masthead.Edition",
        on_delete=models.PROTECT,
        related_name="dossiers",
        verbose_name=_("edition"),
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    is_closed = models.BooleanField(_("closed"), default=False)
    picture = models.ForeignKey(
        "pictures.Picture",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("picture"),
    )

    class Meta:
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "slug"], name="dossier_slug_once_an_edition"
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True)
                | Q(period_to__isnull=True)
                | Q(period_to__gte=F("period_from")),
                name="dossier_period_runs_forward",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a picture that nobody is named for: readers would see it without a credit."""
        super().clean()
        if self.picture is not None and not self.picture.credit:
            message = _("This picture has no credit. Write who made it, then choose it here.")
            raise ValidationError({"picture": message})

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this dossier."""
        return f"dossier:{self.pk}"


class DossierEntry(ListedRow):
    """An article belongs to a dossier."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="dossier_entries")
    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="entries", verbose_name=_("dossier")
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("dossier")
        verbose_name_plural = _("dossiers")
        indexes = [listed_index("dossier", name="listed_in_dossier")]
