"""The tree of the desk: Home (a front) → Section → year folder → Article. Readers never walk it."""

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable, Page

if TYPE_CHECKING:
    from depesche.masthead.models import Edition

RESERVED_SLUGS = frozenset(
    "k fragments live feeds search media static desk tags people organisations places authors "
    "dossiers corrections imprint privacy contact accessibility sitemaps health ready short "
    "robots documents images api admin account app de en".split()
)


class PaperPage(Page):
    """What every page of the tree shares: addresses are the portal's, never the tree's."""

    private_page_options: list[str] = []

    class Meta:
        abstract = True

    def reader_path(self) -> str:
        """Return the path within the edition (`/politik/`), empty where readers have none."""
        return ""

    def paper_edition(self) -> "Edition | None":
        """Return the edition to which this page belongs."""
        raise NotImplementedError

    def get_url_parts(self, request: HttpRequest | None = None) -> tuple[int, str, str] | None:
        """Return `(site id, scheme and host, path)` of the portal's address, None without one."""
        path, edition = self.reader_path(), self.paper_edition()
        sites = self._get_relevant_site_root_paths(request)
        if not path or edition is None:
            return None
        return (sites[0][0] if sites else 0, edition.base_url, edition.path(path))

    def serve(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Send whoever comes by the tree's address to the portal's."""
        return HttpResponseRedirect(self.full_url or "/")


class Front(PaperPage):
    """The front page of an edition; its curated slots come first, the rest fills up by itself."""

    breaking = models.CharField(_("breaking line"), max_length=160, blank=True)

    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["articles.Section"]
    max_count_per_parent = 8

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this front."""
        return f"front:{self.pk}"

    def reader_path(self) -> str:
        """Return `/`."""
        return "/"

    def paper_edition(self) -> "Edition | None":
        """Return the edition whose home this is."""
        return getattr(self.page_ptr, "edition_at_home", None) if self.pk else None


class FrontSlot(Orderable):
    """One curated place on a front: the first is the lead."""

    front = ParentalKey(Front, on_delete=models.CASCADE, related_name="slots")
    article = models.ForeignKey(
        "articles.Article", on_delete=models.CASCADE, related_name="+", verbose_name=_("article")
    )

    class Meta(Orderable.Meta):
        verbose_name = _("slot")


class Section(PaperPage):
    """A section (Ressort) of an edition, with a desk of its own."""

    page_ptr = models.OneToOneField(
        Page, on_delete=models.CASCADE, parent_link=True, related_name="as_section"
    )
    description = models.CharField(_("description"), max_length=240, blank=True)
    responsible = models.CharField(_("responsible editor (MStV § 18)"), max_length=160, blank=True)
    old_after_months = models.PositiveSmallIntegerField(
        _("a story is called old after … months"),
        null=True,
        blank=True,
        help_text=_("Empty: as the edition says."),
    )
    edition = models.ForeignKey(
        "masthead.Edition", on_delete=models.PROTECT, related_name="sections", editable=False
    )

    parent_page_types = ["articles.Front"]
    subpage_types = ["articles.YearFolder", "articles.Article"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this section."""
        return f"section:{self.pk}"

    def clean(self) -> None:
        """Refuse a slug that the portal needs for itself."""
        super().clean()
        if self.slug in RESERVED_SLUGS:
            message = _("“%(slug)s” is an address of the portal itself. Choose another slug.")
            raise ValidationError({"slug": ValidationError(message, params={"slug": self.slug})})

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Take the edition from the front above, then check everything."""
        if self.edition_id is None and self.path:
            self.edition = self.get_parent().edition_at_home
        super().full_clean(*args, **kwargs)

    def reader_path(self) -> str:
        """Return `/politik/`."""
        return f"/{self.slug}/"

    def paper_edition(self) -> "Edition | None":
        """Return its edition."""
        return self.edition


class YearFolder(PaperPage):
    """The stories of a section from one year: keeps the desk's explorer fast. Made by itself."""

    parent_page_types = ["articles.Section"]
    subpage_types = ["articles.Article"]
    is_creatable = False

    class Meta:
        verbose_name = _("year")
        verbose_name_plural = _("years")

    def paper_edition(self) -> "Edition | None":
        """Return nothing: readers have no address for a year folder."""
        return None
