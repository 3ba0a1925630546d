"""Article and what hangs on it. The tree above it is in `tree.py`, its body in `blocks.py`."""

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.query import PageQuerySet
from wagtail.search import index

from depesche.articles.acting import current_act, given_moment
from depesche.articles.blocks import BodyBlock
from depesche.articles.codes import draw_code
from depesche.articles.derive import derive_rows
from depesche.articles.genre import Genre
from depesche.articles.lease import Lease
from depesche.articles.notices import (
    Correction,
    FormerSlug,
    PictureUse,
    PublicVersion,
    RecordingUse,
    Shortlink,
)
from depesche.articles.rows import (
    Byline,
    ListedRow,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    RelatedStory,
    Tagging,
    listed_index,
    listed_relations,
)
from depesche.articles.slugs import headline_slug, story_path
from depesche.articles.tree import Front, FrontSlot, PaperPage, Section, YearFolder

if TYPE_CHECKING:
    from datetime import datetime

    from depesche.masthead.models import Edition

__all__ = [
    "Article",
    "Byline",
    "Correction",
    "FormerSlug",
    "Front",
    "FrontSlot",
    "Genre",
    "Lease",
    "ListedRow",
    "OrganisationMention",
    "PersonMention",
    "PictureUse",
    "PlaceMention",
    "PublicVersion",
    "Recording",
    "RecordingUse",
    "RelatedStory",
    "Section",
    "Shortlink",
    "Tag",
    "Tagging",
    "YearFolder",
    "listed_index",
]


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

    `listed`, `published_at`, `updated_at`, `section`, `edition`, `code`, `retracted_at` belong to
    the story as a whole, not to a revision: only the acts of this room set them (KEPT_FROM_ROW).
    """

    code = models.CharField(max_length=16, unique=True, default=draw_code, editable=False)
    edition = models.ForeignKey(
        "masthead.Edition",
        on_delete=models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("edition"),
    )
    section = models.ForeignKey(
        Section,
        on_delete=models.PROTECT,
        related_name="articles",
        editable=False,
        verbose_name=_("section"),
    )
    listed = models.BooleanField(default=False, editable=False)
    published_at = models.DateTimeField(_("first published"), null=True, blank=True, editable=False)
    updated_at = models.DateTimeField(_("updated"), null=True, blank=True, editable=False)
    retracted_at = models.DateTimeField(_("retracted"), null=True, blank=True, editable=False)
    retraction_reason = models.TextField(_("reason of the retraction"), blank=True, editable=False)
    binned_at = models.DateTimeField(_("put into the bin"), null=True, blank=True, editable=False)
    shown_on = models.JSONField(
        _("subjects under which it was last announced"), default=list, blank=True, editable=False
    )

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
    several_because = models.CharField(
        _("not only one source, because"), max_length=240, blank=True
    )
    independent_sources = models.PositiveSmallIntegerField(null=True, blank=True, editable=False)
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
        "binned_at",
        "shown_on",
        "independent_sources",
    )
    # a copy is a new story: it gets its place in the tree and a code of its own
    exclude_fields_in_copy = [
        "code",
        "edition",
        "section",
        "listed",
        "published_at",
        "updated_at",
        "retracted_at",
        "retraction_reason",
        "binned_at",
        "shown_on",
        "independent_sources",
        "change_note",
        "is_minor_change",
    ]

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
            # the board, the stories list and the sitemap: the few among the many
            models.Index(
                fields=["section", "event_on"],
                condition=Q(listed=False, retracted_at__isnull=True, binned_at__isnull=True),
                name="not_out_in_section",
            ),
            models.Index(fields=["section", "binned_at"], name="in_section_or_bin"),
            models.Index(
                fields=["published_at"],
                condition=Q(single_source__gt=""),
                name="rests_on_one_source",
            ),
            models.Index(
                fields=["edition", "published_at", "updated_at"],
                condition=Q(listed=True),
                name="changed_in_edition",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(listed=False)
                | Q(
                    published_at__isnull=False,
                    retracted_at__isnull=True,
                    binned_at__isnull=True,
                ),
                name="listed_has_a_date_and_stands",
            )
        ]

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this article."""
        return f"article:{self.pk}"

    @property
    def rests_on_one_source(self) -> bool:
        """Derived from the recorded sources, unless overruled; where none are, a reason says so."""
        count = self.independent_sources
        recorded = bool(self.single_source) if count is None else count == 1
        return recorded and not self.several_because

    @property
    def list_headline(self) -> str:
        """The headline for lists: the short one, or the whole."""
        return self.short_headline or self.title

    @property
    def status_string(self) -> str:
        """How the story stands, in the desk's lists: to Wagtail a retracted one is a draft."""
        return str(_("retracted") if self.retracted_at else super().status_string)

    def reader_path(self) -> str:
        """Return `/politik/headline-code/`."""
        return story_path(self.section.slug, self.slug, self.code)

    def paper_edition(self) -> "Edition | None":
        """Return its edition."""
        return self.edition

    def set_place(self) -> None:
        """Take section and edition from the tree where they are not set yet."""
        if self.section_id is None and self.path:
            parent = self.get_parent().specific
            self.section = parent if isinstance(parent, Section) else parent.get_parent().specific
            self.edition_id = self.section.edition_id

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Fill in section, edition, slug and embargo, then check everything."""
        self.set_place()
        self.keep_embargo(at=current_act().at)
        super().full_clean(*args, **kwargs)

    def minimal_clean(self) -> None:
        """Fill in section, edition and slug, then check what a draft must have."""
        self.set_place()
        super().minimal_clean()

    def base_slug(self) -> str:
        """Return the slug made from the headline, before it is made unique."""
        return headline_slug(self.title, self.locale.language_code if self.locale_id else "")

    def keep_embargo(self, *, at: "datetime") -> None:
        """Never go live before the embargo ends, whatever was typed or clicked."""
        if self.embargo_until and self.embargo_until > at:
            self.go_live_at = max(self.go_live_at or self.embargo_until, self.embargo_until)

    def with_content_json(self, content: dict[str, Any]) -> "Article":
        """Take a revision's content, but keep what belongs to the story as a whole.

        Wagtail publishes what this returns: a moment not yet come turns publishing into scheduling.
        """
        article = super().with_content_json(content)
        for name in self.KEPT_FROM_ROW:
            setattr(article, name, getattr(self, name))
        article.take_rows_from(self)
        derive_rows(article, self)
        moment = given_moment()
        article.keep_embargo(at=moment or timezone.now())
        if moment and article.go_live_at and article.go_live_at <= moment:
            article.go_live_at = None
        return article

    def take_rows_from(self, story: "Article", *, as_new: bool = False) -> None:
        """Let the list rows stand as `story` stands in the database, not as a revision says."""
        for name in listed_relations(type(self)):
            for row in getattr(self, name).all():
                row.repeat(story)
                if as_new:
                    row.begin_anew()

    def copy_all_child_relations(self, target: "Article", **kwargs: Any) -> dict[Any, Any]:
        """Copy tags, authors and so on; a copy stands in no list until it is published itself."""
        copied = super().copy_all_child_relations(target, **kwargs)
        target.take_rows_from(target, as_new=True)
        return copied

    def update_aliases(self, **_kwargs: Any) -> None:
        """Do nothing: a paper has no aliases, and looking for them scans the tree on SQLite."""

    def can_move_to(self, parent: Page) -> bool:
        """Allow another desk of the same edition only: tags and dossiers belong to an edition."""
        return bool(super().can_move_to(parent)) and parent.specific.edition_of() == self.edition_id


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

    edition = models.ForeignKey(
        "masthead.Edition",
        on_delete=models.CASCADE,
        related_name="tags",
        verbose_name=_("edition"),
    )
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
