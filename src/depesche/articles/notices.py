"""What stays in public about a story: its corrections, its versions, its short links, its pictures.

These rows outlive every revision; only the acts of this room write them.
"""

from typing import TYPE_CHECKING

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from datetime import datetime


class Correction(models.Model):
    """A public notice about an error or a change, with its date; it stays for good.

    `listed` follows the story: a notice is read as long as its story is, or was retracted.
    """

    class Kind(models.TextChoices):
        """What the notice is (Pressekodex, section 3)."""

        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", pgettext_lazy("kind of notice", "Update")
        RETRACTION = "retraction", _("Retraction")
        EDITORS_NOTE = "note", _("Editor’s note")

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="corrections"
    )
    edition = models.ForeignKey("masthead.Edition", on_delete=models.CASCADE, related_name="+")
    listed = models.BooleanField(default=True, editable=False)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    wrong = models.TextField(_("what was wrong"), blank=True)
    right = models.TextField(_("what is right"))
    reported_by = models.CharField(_("reported by"), max_length=160, blank=True)
    published_at = models.DateTimeField(_("published"))
    by = models.ForeignKey(
        "readers.Reader", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-published_at", "-pk"]
        indexes = [
            models.Index(
                fields=["edition", "-published_at", "-id"],
                condition=Q(listed=True),
                name="listed_corrections",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"


class PublicVersion(models.Model):
    """What readers could read from `published_at` on: the text of one published wording.

    `text` holds `kicker`, `headline`, `lead` and `paragraphs` (a list of plain texts).
    """

    article = models.ForeignKey(
        "articles.Article", on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveIntegerField()
    published_at: "models.DateTimeField[datetime, datetime]" = models.DateTimeField()
    note = models.CharField(max_length=240, blank=True)
    is_minor = models.BooleanField(default=False)
    text = models.JSONField()
    revision = models.ForeignKey(
        "wagtailcore.Revision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("public version")
        ordering = ["article", "number"]
        constraints = [
            models.UniqueConstraint(fields=["article", "number"], name="version_number_once")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} v{self.number}"


class Shortlink(models.Model):
    """A further short code of an article, such as a word for print: `/k/wahl`.

    The article's own code answers at `/k/CODE` without a row here.
    """

    code = models.CharField(
        _("code"), max_length=40, unique=True, validators=[RegexValidator(r"^[A-Za-z0-9-]{3,40}$")]
    )
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="shortlinks"
    )

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")

    def __str__(self) -> str:
        return f"/k/{self.code}"


class PictureUse(models.Model):
    """A story that readers see shows a picture. A picture with no such row is not handed out."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="picture_uses"
    )
    picture = models.ForeignKey(
        "pictures.Picture", on_delete=models.PROTECT, related_name="article_uses"
    )

    class Meta:
        verbose_name = _("use of a picture")
        constraints = [
            models.UniqueConstraint(fields=["article", "picture"], name="picture_used_once_a_story")
        ]

    def __str__(self) -> str:
        return f"{self.article_id} shows {self.picture_id}"


class RecordingUse(models.Model):
    """A story that readers see plays a sound file."""

    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="recording_uses"
    )
    recording = models.ForeignKey(
        "articles.Recording", on_delete=models.PROTECT, related_name="article_uses"
    )

    class Meta:
        verbose_name = _("use of an audio file")
        constraints = [
            models.UniqueConstraint(
                fields=["article", "recording"], name="recording_used_once_a_story"
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} plays {self.recording_id}"


class FormerSlug(models.Model):
    """A list's slug of before: its address leads to today's for good (`articles.former`).

    `kind` is the list's word in its address (`tags`, `people`, …) or `sections`; `edition` is
    empty for the register, which serves all of them. `key` is the row whose slug it was.
    """

    kind = models.CharField(max_length=16)
    edition = models.ForeignKey(
        "masthead.Edition", on_delete=models.CASCADE, related_name="+", null=True
    )
    slug = models.CharField(max_length=255)
    key = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "edition", "slug"],
                name="former_slug_leads_to_one",
            )
        ]
        indexes = [models.Index(fields=["kind", "slug"], name="former_slug_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"
