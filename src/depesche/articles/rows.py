"""Rows that put an article into lists, in the order of the byline, the tags, the dossier."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable


class ListedRow(Orderable):
    """A row that puts an article in a list; carries what the list is ordered and counted by.

    `listed` and `published_at` repeat the article's: `articles.listing.settle_rows` writes them.
    """

    listed = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


def listed_index(field: str, name: str) -> models.Index:
    """Return the partial index by which lists of `field` are read: newest first, listed only."""
    return models.Index(
        fields=[field, "-published_at", "-article"], condition=Q(listed=True), name=name
    )


class Byline(ListedRow):
    """One author of an article, in the order of the byline."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        "register.Person",
        on_delete=models.PROTECT,
        related_name="bylines",
        verbose_name=_("author"),
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("author")
        indexes = [listed_index("person", "listed_by_author")]


class Tagging(ListedRow):
    """An article carries a tag."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(
        "articles.Tag", on_delete=models.CASCADE, related_name="taggings", verbose_name=_("tag")
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("tag")
        indexes = [listed_index("tag", "listed_with_tag")]


class PersonMention(ListedRow):
    """An article is about a person."""

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="person_mentions"
    )
    person = models.ForeignKey(
        "register.Person",
        on_delete=models.CASCADE,
        related_name="mentions",
        verbose_name=_("person"),
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("person")
        indexes = [listed_index("person", "listed_about_person")]


class OrganisationMention(ListedRow):
    """An article is about an organisation."""

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="organisation_mentions"
    )
    organisation = models.ForeignKey(
        "register.Organisation",
        on_delete=models.CASCADE,
        related_name="mentions",
        verbose_name=_("organisation"),
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("organisation")
        indexes = [listed_index("organisation", "listed_about_organisation")]


class PlaceMention(ListedRow):
    """An article is about a place."""

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="place_mentions"
    )
    place = models.ForeignKey(
        "register.Place", on_delete=models.CASCADE, related_name="mentions", verbose_name=_("place")
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("place")
        indexes = [listed_index("place", "listed_about_place")]


class RelatedStory(Orderable):
    """A story that the editor puts beside this one."""

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="related_stories"
    )
    other = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related story")
