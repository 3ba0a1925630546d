"""Article and what hangs on it. The tree above it is in `tree.py`, its body in `blocks.py`."""

from typing import TYPE_CHECKING, Any

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.models import Orderable
from wagtail.query import PageQuerySet
from wagtail.search import index

from depesche.articles.blocks import BodyBlock
from depesche.articles.codes import draw_code
from depesche.articles.tree import Front, FrontSlot, PaperPage, Section, YearFolder

if TYPE_CHECKING:
    from datetime import datetime

    from depesche.masthead.models import Edition

__all__ = [
    "Article",
    "Byline",
    "Correction",
    "Front",
    "FrontSlot",
    "OrganisationMention",
    "PersonMention",
    "PlaceMention",
    "PublicVersion",
    "Recording",
    "RelatedStory",
    "Section",
    "Shortlink",
    "Tag",
    "Tagging",
    "YearFolder",
]


class Genre(models.TextChoices):
    """What kind of text it is; each has its schema.org type."""

    REPORT = "report", _("Report")
    REPORTAGE = "reportage", _("Reportage")
    ANALYSIS = "analysis", _("Analysis")
    INTERVIEW = "interview", _("Interview")
    OPINION = "opinion", _("Opinion")


class ArticleQuerySet(PageQuerySet):
    """Articles; whatever a reader may see comes through `listed()`."""

    def listed(self) -> "ArticleQuerySet":
        """Keep what readers may see: published, not embargoed, not taken back."""
        return self.filter(listed=True)

    def in_edition(self, edition: "Edition") -> "ArticleQuerySet":
        """Keep what belongs to `edition`."""
        return self.filter(edition=edition)

    def newest_first(self) -> "ArticleQuerySet":
        """Order by first publication, newest first; the key breaks ties."""
        return self.order_by("-published_at", "-pk")


class Article(PaperPage):
    """A story. `title` is the headline, `slug` only decoration: `code` finds it.

    `listed`, `published_at`, `updated_at`, `section`, `edition`, `code`, `retracted_at` and
    `byline` belong to the story as a whole, not to a revision: only the acts of this room set them.
    """

    code = models.CharField(max_length=16, unique=True, default=draw_code, editable=False)
    edition = models.ForeignKey(
        "masthead.Edition", on_delete=models.PROTECT, related_name="+", editable=False
    )
    section = models.ForeignKey(
        Section, on_delete=models.PROTECT, related_name="articles", editable=False
    )
    listed = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True, editable=False)
    retracted_at = models.DateTimeField(_("retracted"), null=True, blank=True, editable=False)
    retraction_reason = models.TextField(_("reason of the retraction"), blank=True, editable=False)

    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    short_headline = models.CharField(
        _("short headline"), max_length=80, blank=True, help_text=_("For lists, feeds, sharing.")
    )
    lead = models.TextField(_("lead"), blank=True, max_length=1200)
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    genre = models.CharField(_("genre"), max_length=16, choices=Genre, default=Genre.REPORT)
    place_line = models.CharField(_("place line"), max_length=80, blank=True)
    agency = models.CharField(
        _("agency"), max_length=80, blank=True, help_text=_("Whose material this is, or is from.")
    )
    event_on = models.DateField(_("day of the event"), null=True, blank=True)
    picture = models.ForeignKey(
        "pictures.Picture",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("lead picture"),
    )
    picture_caption = models.TextField(_("caption of this use"), blank=True, max_length=600)
    picture_alt = models.CharField(_("alternative text of this use"), blank=True, max_length=255)
    embargo_until = models.DateTimeField(
        _("embargoed until"),
        null=True,
        blank=True,
        help_text=_("Whatever anybody clicks, it does not go out before."),
    )
    single_source = models.CharField(_("rests on one source, because"), max_length=240, blank=True)
    is_advertisement = models.BooleanField(_("advertisement"), default=False)
    ai_used = models.CharField(_("AI used for"), max_length=240, blank=True)
    ai_reviewer = models.ForeignKey(
        "register.Person",
        on_delete=models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("reviewed by"),
    )
    not_old_because = models.CharField(_("no age notice, because"), max_length=160, blank=True)
    copyright_notice = models.CharField(_("rights line"), max_length=240, blank=True)
    usage_terms = models.CharField(_("usage terms"), max_length=240, blank=True)
    change_note = models.CharField(
        _("what has changed, and why"),
        max_length=240,
        blank=True,
        help_text=_("Readers see it with the versions of the story."),
    )
    is_minor_change = models.BooleanField(_("only spelling or form"), default=False)

    objects = PaperPage._default_manager.__class__.from_queryset(ArticleQuerySet)()

    parent_page_types = ["articles.Section", "articles.YearFolder"]
    subpage_types: list[str] = []
    search_fields = [
        *PaperPage.search_fields,
        index.SearchField("lead"),
        index.SearchField("kicker"),
        index.FilterField("section"),
    ]

    # what a revision may not change: only the acts of this room do
    KEPT_FROM_ROW = (
        "code",
        "edition_id",
        "section_id",
        "listed",
        "published_at",
        "updated_at",
        "retracted_at",
        "retraction_reason",
    )

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        indexes = [
            models.Index(
                fields=["section", "-published_at", "-page_ptr"],
                condition=Q(listed=True),
                name="listed_in_section",
            ),
            models.Index(
                fields=["edition", "-published_at", "-page_ptr"],
                condition=Q(listed=True),
                name="listed_in_edition",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(listed=False)
                | Q(published_at__isnull=False, retracted_at__isnull=True),
                name="listed_has_a_date_and_stands",
            )
        ]

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this article."""
        return f"article:{self.pk}"

    @property
    def list_headline(self) -> str:
        """The headline for lists: the short one, or the whole."""
        return self.short_headline or self.title

    def reader_path(self) -> str:
        """Return `/politik/headline-code/`."""
        return f"/{self.section.slug}/{self.slug}-{self.code}/"

    def paper_edition(self) -> "Edition | None":
        """Return its edition."""
        return self.edition

    def with_content_json(self, content: dict[str, Any]) -> "Article":
        """Take a revision's content, but keep what belongs to the story as a whole."""
        article = super().with_content_json(content)
        for name in self.KEPT_FROM_ROW:
            setattr(article, name, getattr(self, name))
        return article


class Recording(AbstractDocument):
    """A sound file of the paper; handed out only when a listed story uses it (`is_public`)."""

    duration_seconds = models.PositiveIntegerField(_("length in seconds"), null=True, blank=True)
    transcript = models.TextField(_("transcript"), blank=True)
    is_public = models.BooleanField(default=False, editable=False)

    admin_form_fields = ("title", "file", "duration_seconds", "transcript", "collection", "tags")

    class Meta:
        verbose_name = _("audio file")
        verbose_name_plural = _("audio files")
        permissions = [("choose_document", "Can choose audio file")]


class Tag(models.Model):
    """A subject of an edition with a page of its own."""

    edition = models.ForeignKey("masthead.Edition", on_delete=models.CASCADE, related_name="tags")
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("slug"), max_length=80)

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "slug"], name="tag_slug_once_an_edition")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this tag."""
        return f"tag:{self.pk}"


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

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="bylines")
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

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="taggings")
    tag = models.ForeignKey(
        Tag, on_delete=models.CASCADE, related_name="taggings", verbose_name=_("tag")
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("tag")
        indexes = [listed_index("tag", "listed_with_tag")]


class PersonMention(ListedRow):
    """An article is about a person."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="person_mentions")
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

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="organisation_mentions")
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

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="place_mentions")
    place = models.ForeignKey(
        "register.Place", on_delete=models.CASCADE, related_name="mentions", verbose_name=_("place")
    )

    class Meta(ListedRow.Meta):
        verbose_name = _("place")
        indexes = [listed_index("place", "listed_about_place")]


class RelatedStory(Orderable):
    """A story that the editor puts beside this one."""

    article = ParentalKey(Article, on_delete=models.CASCADE, related_name="related_stories")
    other = models.ForeignKey(
        Article, on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("related story")


class Correction(models.Model):
    """A public notice about an error or a change, with its date; it stays for good."""

    class Kind(models.TextChoices):
        """What the notice is (Pressekodex, section 3)."""

        CORRECTION = "correction", _("Correction")
        CLARIFICATION = "clarification", _("Clarification")
        UPDATE = "update", _("Update")
        RETRACTION = "retraction", _("Retraction")
        EDITORS_NOTE = "note", _("Editor’s note")

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="corrections")
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

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.article}"


class PublicVersion(models.Model):
    """What readers could read from `published_at` on: the text of one published wording.

    `text` holds `kicker`, `headline`, `lead` and `paragraphs` (a list of plain texts).
    """

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="versions")
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
    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="shortlinks")

    class Meta:
        verbose_name = _("short link")
        verbose_name_plural = _("short links")

    def __str__(self) -> str:
        return f"/k/{self.code}"
