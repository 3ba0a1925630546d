"""The second pair of eyes: nobody approves or publishes their own text while another could.

A paper of one person could never publish under that rule; so it rests where no other colleague
may publish in the section (docs/decisions/0041-second-pair-of-eyes.md).
"""

from typing import TYPE_CHECKING

from django.db.models import Q
from wagtail.models import Page

from depesche.readers.models import Reader

if TYPE_CHECKING:
    from depesche.articles.models import Article

REMEMBERED = "_second_pairs"


def is_author(reader: Reader, article: "Article | Page") -> bool:
    """Tell whether `reader` wrote the text, or handed it in."""
    if article.owner_id == reader.pk:
        return True
    state = article.current_workflow_state
    return state is not None and state.requested_by_id == reader.pk


def publishers_at(page: Page) -> Q:
    """Return the condition under which a colleague may publish at `page`."""
    step = page.steplen
    above = [page.path[:end] for end in range(step, len(page.path) + 1, step)]
    return Q(is_superuser=True) | Q(
        groups__page_permissions__permission__codename="publish_page",
        groups__page_permissions__page__path__in=above,
    )


def has_second_pair(reader: Reader, page: Page) -> bool:
    """Tell whether somebody besides `reader` may publish at `page`; asked once a request."""
    known: dict[str, bool] = reader.__dict__.setdefault(REMEMBERED, {})
    place = page.path[: 3 * page.steplen]  # root, front, section: rights hang no deeper
    if place not in known:
        others = Reader.objects.filter(is_active=True, is_staff=True).exclude(pk=reader.pk)
        known[place] = others.filter(publishers_at(page)).exists()
    return known[place]


def is_held_back(reader: Reader, article: "Article | Page") -> bool:
    """Tell whether somebody else has to look at this text before it goes out."""
    return is_author(reader, article) and has_second_pair(reader, article)
