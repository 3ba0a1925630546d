"""Dossier: a running story with a period and an exact count of what readers may see."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.models import Orderable

from depesche.articles.models import Article, ListedRow, listed_index


class Dossier(ClusterableModel):
    """A running story of one edition. A period in the name ("2016") belongs to the name."""

    edition = models.ForeignKey(
        "masthead.Edition",
        on_delete=models.PROTECT,
        related_name="dossiers",
        verbose_name=_("edition"),
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(_("slug"), max_length=120)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("What it is about, for somebody new to it.")
    )
    standing = models.TextField(
        _("where it stands"), blank=True, help_text=_("As things are today, in a few sentences.")
    )
    standing_at = models.DateTimeField(
        _("where it stands, written"), null=True, blank=True, editable=False
    )
    period_from = models.DateField(_("from"), null=True, blank=True)
    period_to = models.DateField(_("to"), null=True, blank=True)
    is_closed = models.BooleanField(_("closed"), default=False)
    follows = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="followed_by",
        verbose_name=_("goes on from"),
        help_text=_("The dossier in which the story began."),
    )
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
            models.CheckConstraint(
                condition=Q(follows__isnull=True) | ~Q(follows=F("id")),
                name="dossier_does_not_follow_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """Refuse a picture without a credit, and a chain of dossiers that comes back to itself."""
        super().clean()
        if self.picture is not None and not self.picture.credit:
            message = _("This picture has no credit. Write who made it, then choose it here.")
            raise ValidationError({"picture": message})
        if self.follows is not None:
            self._check_chain(self.follows)

    def _check_chain(self, before: "Dossier") -> None:
        if before.edition_id != self.edition_id:
            message = _("“%(name)s” belongs to another edition.") % {"name": before.name}
            raise ValidationError({"follows": message})
        seen, earlier = {self.pk}, before
        while earlier is not None:
            if earlier.pk in seen and earlier.pk is not None:
                raise ValidationError({"follows": _round_about(self, before)})
            seen.add(earlier.pk)
            earlier = earlier.follows

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this dossier."""
        return f"dossier:{self.pk}"


def _round_about(dossier: Dossier, before: Dossier) -> str:
    if before.pk == dossier.pk:
        return gettext("A dossier cannot follow itself.")
    return gettext(
        "“%(name)s” itself goes on from this dossier: the two would follow each other."
    ) % {"name": before.name}


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
        constraints = [
            models.UniqueConstraint(fields=["article", "dossier"], name="story_once_in_a_dossier")
        ]


class Chapter(models.Model):
    """A part of a long story: what was published from its first day on, until the next one's."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="chapters")
    from_on = models.DateField(_("first day"))
    name = models.CharField(_("name"), max_length=120)
    summary = models.TextField(_("summary"), blank=True)

    class Meta:
        verbose_name = _("chapter")
        verbose_name_plural = _("chapters")
        ordering = ["from_on"]
        constraints = [
            models.UniqueConstraint(fields=["dossier", "from_on"], name="one_chapter_a_first_day")
        ]

    def __str__(self) -> str:
        return self.name


class TurningPoint(Orderable):
    """A story with which the matter took a turn, and a line that says which. In editors' order."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="turning_points")
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("story")
    )
    line = models.CharField(
        _("what changed"), max_length=200, help_text=_("One line: what was different afterwards.")
    )
    happened_on = models.DateField(
        _("day"),
        null=True,
        blank=True,
        help_text=_("Empty: the day of the event, or on which the story came out."),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("turning point")
        verbose_name_plural = _("turning points")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "article"], name="one_turning_point_a_story")
        ]


class LeadStory(Orderable):
    """A story that stands on top of its dossier, in the editors' order."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="lead_stories")
    article = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("story")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("leading story")
        verbose_name_plural = _("leading stories")
        constraints = [
            models.UniqueConstraint(fields=["dossier", "article"], name="leads_a_dossier_once")
        ]


class Question(Orderable):
    """What nobody knows yet; once it is known, the story that answers it."""

    dossier = ParentalKey(Dossier, on_delete=models.CASCADE, related_name="questions")
    text = models.CharField(_("question"), max_length=240)
    answered_in = models.ForeignKey(
        Article,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered in"),
    )

    class Meta(Orderable.Meta):
        verbose_name = _("open question")
        verbose_name_plural = _("open questions")

    def __str__(self) -> str:
        return self.text
