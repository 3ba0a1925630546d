"""What of the paper a colleague sees at the desk: the sections where they have a right."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.permissions import policy_registry

from depesche.articles.models import Article, Section
from depesche.masthead.models import Edition
from depesche.readers.models import Reader


def who(request: HttpRequest) -> Reader:
    """Return the colleague who asks. Raises PermissionDenied for anybody else."""
    if not isinstance(request.user, Reader):
        raise PermissionDenied
    return request.user


def sections_of(reader: Reader, *acts: str) -> QuerySet[Section]:
    """Return the sections where `reader` may do one of `acts` (any of them, if none is named)."""
    sections: QuerySet[Section] = Section.objects.select_related("edition").order_by("path")
    if not reader.is_active:
        return sections.none()
    if reader.is_superuser:
        return sections
    places = Q(pk__in=[])
    for path in _paths(reader, acts):
        places |= Q(path__startswith=path)
    return sections.filter(places)


def editions_of(reader: Reader, *acts: str) -> QuerySet[Edition]:
    """Return the editions where `reader` may do one of `acts`, somewhere (or anything at all)."""
    editions: QuerySet[Edition] = Edition.objects.order_by("pk")
    if not reader.is_active:
        return editions.none()
    if reader.is_superuser:
        return editions
    places = Q(pk__in=sections_of(reader, *acts).order_by().values("edition"))
    for path in _paths(reader, acts):
        places |= Q(home__path__startswith=path)
    return editions.filter(places)


def _paths(reader: Reader, acts: Iterable[str]) -> list[str]:
    """Return the places in the tree where `reader` may do one of `acts`."""
    policy = policy_registry.get_by_type(Page)
    wanted = {f"{act}_page" for act in acts}
    return [
        right.page.path
        for right in policy.get_cached_permissions_for_user(reader)
        if not wanted or right.permission.codename in wanted
    ]


def stories_of(reader: Reader, *acts: str) -> QuerySet[Article]:
    """Return the stories of those sections, what lies in the bin left out."""
    keys = sections_of(reader, *acts).order_by().values("pk")
    stories: QuerySet[Article] = Article.objects.filter(section__in=keys, binned_at=None)
    return stories


def is_chief(reader: Reader) -> bool:
    """Tell whether `reader` runs an edition."""
    return reader.is_superuser or editions_of(reader, "bulk_delete").exists()
