"""Run: one bringing-in, taken up where it stopped. Original: where a story came from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Run(models.Model):
    """One bringing-in of stories; `finished_at` is empty while it lasts, or when it was killed."""

    kind = models.CharField(max_length=32)
    source = models.CharField(max_length=500, blank=True)
    edition = models.ForeignKey(
        "masthead.Edition", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)
    counts = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("run")
        verbose_name_plural = _("runs")
        ordering = ["-started_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.started_at:%Y-%m-%d %H:%M}"


class Original(models.Model):
    """One version of an item that a source sent, and the story that was made of it.

    The newest row of a `uri` in an edition is what the story says now. Two rows with the same
    content cannot be: whoever brings it in again changes nothing. `related` are the uris of the
    stories beside it; it waits until they are here too.
    """

    run = models.ForeignKey(Run, on_delete=models.SET_NULL, null=True, related_name="originals")
    edition = models.ForeignKey("masthead.Edition", on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=32)
    uri = models.CharField(max_length=500)
    version = models.CharField(max_length=64, blank=True)
    content_hash = models.CharField(max_length=64)
    changed_at = models.DateTimeField()
    related = models.JSONField(default=list, blank=True)
    waits_for_related = models.BooleanField(default=False)
    file = models.CharField(max_length=500, blank=True)
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="originals"
    )

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "source", "uri", "content_hash"], name="original_content_once"
            )
        ]

    def __str__(self) -> str:
        return self.uri
