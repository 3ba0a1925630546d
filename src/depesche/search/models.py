"""Alike: a story that stands beside another for its likeness. Compared: it was looked for."""

from django.db import models
from django.db.models import Q


class Alike(models.Model):
    """`other` stands beside `article`, after those that the editors chose; `rank` from 0."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    rank = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(fields=["article", "other"], name="alike_once"),
            models.CheckConstraint(condition=~Q(article=models.F("other")), name="alike_to_others"),
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.other_id}"


class Compared(models.Model):
    """A story for which others like it were looked for; `is_due`: again, something has changed."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="compared", primary_key=True
    )
    is_due = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["article"], condition=Q(is_due=True), name="compared_again")
        ]

    def __str__(self) -> str:
        return str(self.article_id)
