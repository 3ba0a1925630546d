"""Rows that put an article into lists, in the order of the byline, the tags, the dossier."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import get_all_child_relations
from wagtail.models import Orderable


class ListedRow(Orderable):
    """A row that puts an article in a list; carries what the list is ordered and counted by.

    The columns of REPEATED are the article's: `articles.listing.settle_rows` writes them.
    """

    REPEATED: ClassVar[tuple[str, ...]] = ("listed", "published_at")

    listed = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta(Orderable.Meta):
        abstract = True

    def repeat(self, article: Any) -> None:
        """Take the columns of REPEATED from the article."""
        for column in self.REPEATED:
            setattr(self, column, getattr(article, column))

    def begin_anew(self) -> None:
        """Forget what belonged to the story that this row was copied from."""


class RegisterRow(ListedRow):
    """A row of a list that every edition has its own of, though what it is of belongs to none."""

    REPEATED: ClassVar[tuple[str, ...]] = (*ListedRow.REPEATED, "edition_id")

    edition = models.ForeignKey(
        "masthead.Edition",
        on_delete=models.CASCADE,
        related_name="+",
        null=True,
        editable=False,
        db_index=False,
    )

    class Meta(ListedRow.Meta):
        abstract = True


def listed_relations(model: type[models.Model]) -> list[str]:
    """Return the names of the relations whose rows put an article into lists."""
    return [
        relation.get_accessor_name()
        for relation in get_all_child_relations(model)
        if issubclass(relation.related_model, ListedRow)
    ]


def listed_index(*fields: str, name: str) -> models.Index:
    """Return the partial index by which lists of `fields` are read: newest first, listed only."""
    return models.Index(
        fields=[*fields, "-published_at", "-article"], condition=Q(listed=True), name=name
    )


class Byline(RegisterRow):
    """One author of an article, in the order of the byline."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="bylines")
    person = models.ForeignKey(
        "register.Person",
        on_delete=models.PROTECT,
        related_name="bylines",
        verbose_name=_("author"),
    )

    class Meta(RegisterRow.Meta):
        verbose_name = _("author")
        indexes = [listed_index("person", "edition", name="listed_by_author")]


class Tagging(ListedRow):
    """An article carries a tag."""

    article = ParentalKey("articles.Article", on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(
        "articles.Tag", on_delete=models.CASCADE, related_name="taggings", verbose_name=_("tag")
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("tag")
        indexes = [listed_index("tag", name="listed_with_tag")]


class PersonMention(RegisterRow):
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

    class Meta(RegisterRow.Meta):
        verbose_name = _("person")
        indexes = [listed_index("person", "edition", name="listed_about_person")]


class OrganisationMention(RegisterRow):
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

    class Meta(RegisterRow.Meta):
        verbose_name = _("organisation")
        indexes = [listed_index("organisation", "edition", name="listed_about_organisation")]


class PlaceMention(RegisterRow):
    """An article is about a place."""

    article = ParentalKey(
        "articles.Article", on_delete=models.CASCADE, related_name="place_mentions"
    )
    place = models.ForeignKey(
        "register.Place", on_delete=models.CASCADE, related_name="mentions", verbose_name=_("place")
    )

    class Meta(RegisterRow.Meta):
        verbose_name = _("place")
        indexes = [listed_index("place", "edition", name="listed_about_place")]


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
