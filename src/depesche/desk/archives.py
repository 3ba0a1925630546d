"""Lists of the desk: stories, the bin, corrections, the wire log, notices."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.ui.tables.pages import PageStatusColumn, PageTitleColumn
from wagtail.admin.views import generic
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet

from depesche.articles.models import Article, Correction
from depesche.desk.models import Notice
from depesche.desk.scope import sections_of, stories_of, who
from depesche.wire.models import Dispatch


class StoryFilters(WagtailFilterSet):
    """What a desk looks for in its stories."""

    class Meta:
        model = Article
        fields = ["section", "genre", "live", "is_advertisement", "owner"]


class StoriesListing(IndexView):
    """The stories of the sections where the colleague works, last touched first."""

    page_title = _("Stories")

    def get_base_queryset(self) -> QuerySet[Article]:
        """Keep to the colleague's sections; leave out the bin."""
        # `+ 0` keeps SQLite from gathering a section's whole archive before it sorts: it walks
        # the index of last revisions and stops after a page
        own = list(sections_of(who(self.request)).order_by().values_list("pk", flat=True))
        stories = Article.objects.annotate(desk=F("section_id") + 0)
        return self.annotate_queryset(stories.filter(desk__in=own, binned_at=None))

    def get_paginator(self, *args: Any, **kwargs: Any) -> Paginator[Article]:
        """Count all stories by their own index, without what a line shows of each."""
        paginator: Paginator[Article] = super().get_paginator(*args, **kwargs)
        if not (self.is_searching or self.is_filtering):
            paginator.count = stories_of(who(self.request)).order_by().count()
        return paginator

    def annotate_queryset(self, pages: QuerySet[Article]) -> QuerySet[Article]:
        """Read what a line shows of fifty stories; these are stories already.

        Sections and editions are read apart: SQLite would begin at them when it joins them, read
        the whole archive and sort it.
        """
        rows: Any = pages.prefetch_related("section", "edition", "owner")
        stories: QuerySet[Article] = (
            rows.prefetch_related("content_type", "locale", "sites_rooted_here")
            .defer_streamfields()
            .annotate_site_root_state()
            .annotate_approved_schedule()
            .prefetch_workflow_states()
        )
        return stories

    def order_queryset(self, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Order by the last revision where nobody asks for another order: it has an index."""
        ordered: QuerySet[Article] = super().order_queryset(queryset)
        if self.ordering == self.default_ordering and not self.is_searching:
            ordered = ordered.order_by("-latest_revision_id", "-pk")
        return ordered

    def search_queryset(self, queryset: QuerySet[Article]) -> QuerySet[Article]:
        """Search among what the filters left; the index itself knows none of their columns."""
        if self.is_searching:
            queryset = self._dressed(queryset)
        found: QuerySet[Article] = super().search_queryset(queryset)
        return found

    def _dressed(self, stories: QuerySet[Article]) -> QuerySet[Article]:
        keys = stories.order_by().values("pk")
        return self.annotate_queryset(Article.objects.filter(pk__in=keys))


class StoriesViewSet(PageListingViewSet):
    """All stories."""

    model = Article
    name = "stories"
    menu_label = _("Stories")
    menu_icon = "doc-full"
    icon = "doc-full"
    list_per_page = 50
    index_view_class = StoriesListing
    filterset_class = StoryFilters
    columns = [
        PageTitleColumn("title", label=_("Headline"), sort_key="title", classname="title"),
        Column("section", label=_("Section"), accessor="section.title"),
        Column("owner", label=_("Author"), accessor="owner"),
        DateColumn(
            "latest_revision_created_at",
            label=_("Updated"),
            sort_key="latest_revision_created_at",
        ),
        DateColumn("published_at", label=_("First published"), sort_key="published_at"),
        PageStatusColumn("status", label=_("Status"), sort_key="live"),
    ]


class BinListing(generic.IndexView):
    """What lies in the bin of the colleague's sections."""

    model = Article
    page_title = _("Bin")
    header_icon = "bin"
    index_url_name = "newsroom:bin"
    index_results_url_name = "newsroom:bin_results"
    default_ordering = "-binned_at"
    is_searchable = False
    paginate_by = 50
    permission_policy = None
    columns = [
        TitleColumn(
            "title",
            label=_("Headline"),
            accessor="draft_title",
            get_url=lambda story: reverse("newsroom:restore", args=[story.pk]),
        ),
        Column("section", label=_("Section"), accessor="section.title"),
        Column("owner", label=_("Author"), accessor="owner"),
        DateColumn("binned_at", label=_("In the bin since"), sort_key="binned_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Article]:
        """Keep to the colleague's sections, and to the bin."""
        keys = sections_of(who(self.request)).order_by().values("pk")
        binned = Article.objects.filter(section__in=keys).exclude(binned_at=None)
        return binned.select_related("section", "owner").defer_streamfields()


class CorrectionsListing(generic.IndexView):
    """The corrections of the colleague's sections."""

    model = Correction
    page_title = _("Corrections")
    header_icon = "edit"
    index_url_name = "newsroom:corrections"
    index_results_url_name = "newsroom:corrections_results"
    default_ordering = "-published_at"
    is_searchable = False
    paginate_by = 50
    permission_policy = None
    columns = [
        TitleColumn(
            "article",
            label=_("Story"),
            accessor="article.title",
            get_url=lambda notice: reverse("wagtailadmin_pages:edit", args=[notice.article_id]),
        ),
        Column("kind", label=_("Kind"), accessor="get_kind_display"),
        Column("right", label=_("What is right")),
        Column("by", label=_("By")),
        DateColumn("published_at", label=_("Published"), sort_key="published_at"),
    ]

    def get_base_queryset(self) -> QuerySet[Correction]:
        """Keep to the colleague's sections."""
        keys = sections_of(who(self.request)).order_by().values("pk")
        notices = Correction.objects.filter(article__section__in=keys)
        return notices.select_related("article", "by")


def clock_of(dispatch: Dispatch) -> str:
    """Return when it happened, to the second, by the colleague's clock."""
    return date_format(localtime(dispatch.at), "SHORT_DATETIME_FORMAT")


class WireLog(generic.IndexView):
    """What happened, for chiefs."""

    model = Dispatch
    page_title = _("Wire log")
    header_icon = "history"
    index_url_name = "newsroom:wire"
    index_results_url_name = "newsroom:wire_results"
    default_ordering = "-id"
    is_searchable = False
    paginate_by = 100
    any_permission_required = ["view"]
    columns = [
        Column("id", label=_("No."), sort_key="id"),
        Column("at", label=_("At"), accessor=clock_of),
        Column("kind", label=_("What happened")),
        Column(
            "subjects", label=_("Concerns"), accessor=lambda dispatch: ", ".join(dispatch.subjects)
        ),
        Column("edition", label=_("Edition")),
        Column("by", label=_("By")),
    ]


class Notices(WagtailAdminTemplateMixin, TemplateView):
    """What concerns the colleague; seeing the list is not reading it: a button says so."""

    page_title = _("Notices")
    header_icon = "mail"
    template_name = "desk/notices.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name this page, or the desk takes the last step for its title."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Show the last hundred."""
        notices = Notice.objects.filter(reader=who(self.request)).select_related("article", "by")
        return super().get_context_data(notices=notices[:100], **context)

    def post(self, request: HttpRequest) -> HttpResponse:
        """Mark all as read."""
        unread = Notice.objects.filter(reader=who(request), read_at=None)
        unread.update(read_at=timezone.now())
        return redirect("newsroom:notices")
