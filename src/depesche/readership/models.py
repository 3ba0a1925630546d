"""View, DailyView: sums of views. Tally: a story's whole. Rank: what is read most. Segment."""

from django.db import models


class View(models.Model):
    """How often a story was read in one hour. Kept for some weeks, see `forget.py`."""

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    hour = models.DateTimeField()
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["article", "hour"], name="one_sum_an_hour")]
        indexes = [models.Index(fields=["hour", "article", "count"], name="views_of_an_hour")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.hour.isoformat()} {self.count}"


class DailyView(models.Model):
    """How often a story was read in one day of its edition by those whom `referrer` led there.

    `referrer` is a host: empty without one (typed, from the paper itself, or not said), `*` for
    those beyond the day's limit and those that led only few.
    """

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    referrer = models.CharField(max_length=100, blank=True)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["article", "day", "referrer"], name="one_sum_a_day_and_referrer"
            )
        ]
        indexes = [models.Index(fields=["day", "referrer"], name="views_of_a_day")]

    def __str__(self) -> str:
        return f"{self.article_id} {self.day.isoformat()} {self.referrer} {self.count}"


class Tally(models.Model):
    """How often a story was read in all; at `due` views its page prints another figure."""

    article = models.OneToOneField(
        "articles.Article", on_delete=models.CASCADE, related_name="+", primary_key=True
    )
    count = models.PositiveBigIntegerField(default=0)
    due = models.PositiveBigIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(
                fields=["article"],
                condition=models.Q(due__lte=models.F("count")),
                name="tallies_that_are_due",
            )
        ]

    def __str__(self) -> str:
        return f"{self.article_id} {self.count}"


class Rank(models.Model):
    """A place among what is read most in an edition, or in one of its sections."""

    edition = models.ForeignKey("masthead.Edition", on_delete=models.CASCADE, related_name="+")
    section = models.ForeignKey(
        "articles.Section", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    place = models.PositiveSmallIntegerField()
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "place"],
                condition=models.Q(section=None),
                name="one_story_a_place_in_the_edition",
            ),
            models.UniqueConstraint(fields=["section", "place"], name="one_story_a_place"),
        ]

    def __str__(self) -> str:
        return f"{self.place}. {self.article_id}"


class Segment(models.Model):
    """How far a file of the spool was counted: written in the transaction of its sums."""

    name = models.CharField(max_length=64, primary_key=True)
    counted_bytes = models.PositiveBigIntegerField(default=0)
    counted_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} up to {self.counted_bytes}"
