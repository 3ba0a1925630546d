"""Choosing stories: one's own desk's, and what readers can see; nothing else has a title here."""

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.chooser import BrowseView
from wagtail.models import Page
from wagtail.permissions import policy_registry

from depesche.articles.models import Article
from depesche.desk.scope import sections_of, who


def keep_to_desk(pages: QuerySet[Page], request: HttpRequest) -> QuerySet[Page]:
    """Leave out the drafts of other desks, and what lies in a bin.

    The condition is on the key: the search index knows no other column of a story.
    """
    reader = who(request)
    hidden = Q(binned_at__isnull=False)
    if not reader.is_superuser:
        own = sections_of(reader).order_by().values("pk")
        hidden |= Q(listed=False) & ~Q(section__in=own)
    return pages.exclude(pk__in=Article.objects.filter(hidden).order_by().values("pk"))


def leave_out_bin(_parent: Page, pages: QuerySet[Page], _request: HttpRequest) -> QuerySet[Page]:
    """Leave out what lies in the bin, in the explorer."""
    binned = Article.objects.filter(binned_at__isnull=False)
    return pages.exclude(pk__in=binned.order_by().values("pk"))


class ChoosePage(BrowseView):
    """Begin to choose at one's own desk."""

    def get(self, request: HttpRequest, parent_page_id: int | None = None) -> HttpResponse:
        """Show the pages below the colleague's own part of the tree."""
        if parent_page_id is None:
            policy = policy_registry.get_by_type(Page)
            root = policy.explorable_root_instance(request.user)
            parent_page_id = root.pk if root else None
        response: HttpResponse = super().get(request, parent_page_id)
        return response
