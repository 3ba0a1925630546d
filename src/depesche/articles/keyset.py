"""Page through a list by key: the ten-thousandth page costs what the first one costs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Prefetch, Q, QuerySet, prefetch_related_objects

from depesche.articles.models import Article, Section
from depesche.press.note import note


class NoSuchPlace(Exception):
    """The list is asked to start at a story that readers have never seen."""


@dataclass(frozen=True)
class Window:
    """Which part of a list: `limit` stories older than `before` or newer than `after` (codes)."""

    limit: int = 20
    before: str = ""
    after: str = ""
    is_oldest_first: bool = False


@dataclass(frozen=True)
class Slice:
    """A part of a list. `newer` and `older` are the codes for `?after=` and `?before=`, or empty.

    `articles` have no body loaded; section and picture are. `others` are those that were to be
    read beside the part, by key, if readers may see them.
    """

    articles: tuple[Article, ...]
    newer: str = ""
    older: str = ""
    others: Mapping[int, Article] = field(default_factory=dict)


WITH_SECTION = Prefetch("section", Section.objects.select_related("edition"))
NOT_IN_LISTS = (
    *("body", "shown_on", "change_note", "retraction_reason", "single_source", "ai_used"),
    *("several_because", "independent_sources"),
    *("path", "depth", "numchild", "url_path", "draft_title", "seo_title", "search_description"),
    *("live", "has_unpublished_changes", "first_published_at", "last_published_at", "go_live_at"),
    *("expire_at", "expired", "locked", "locked_at", "locked_by", "owner", "locale", "alias_of"),
    *("latest_revision", "latest_revision_created_at", "live_revision", "show_in_menus"),
)
Position = tuple[datetime, int]
FIRST = Window()


def read_slice(rows: QuerySet[Any], window: Window, *, key: str, also: Iterable[int] = ()) -> Slice:
    """Read the window of `rows`, listed rows with `published_at` and the article's key in `key`.

    Four queries at most, whatever the length of the list and how many stories are to be read
    `also` (keys). Raises NoSuchPlace.
    """
    code = window.before or window.after
    position = _position(code) if code else None
    upwards = bool(window.after) or (window.is_oldest_first and not window.before)
    if position is not None:
        rows = rows.filter(_beyond(position, key, newer=bool(window.after)))
    order = ("published_at", key) if upwards else ("-published_at", f"-{key}")
    keys = list(rows.order_by(*order).values_list(key, flat=True)[: window.limit + 1])
    has_more, keys = len(keys) > window.limit, keys[: window.limit]
    if upwards:
        keys.reverse()
    beside = list(also)
    stories = teasers([*keys, *beside])
    articles = [stories[each] for each in keys if each in stories]
    has_newer = has_more if upwards else position is not None
    has_older = position is not None if upwards else has_more
    if not articles:
        return Slice(())
    newer, older = articles[0].code, articles[-1].code
    if window.is_oldest_first:
        articles.reverse()
    return Slice(
        tuple(articles),
        newer if has_newer else "",
        older if has_older else "",
        {each: stories[each] for each in beside if each in stories},
    )


def teasers(keys: list[int]) -> Mapping[int, Article]:
    """Return the listed stories of these keys by key: without bodies, with section and picture.

    Stories of one section share it: a row for each of them would cost more than the story. What
    only the desk reads of a page stays in the database.
    """
    found = Article.objects.listed().filter(pk__in=keys).order_by()
    stories = list(found.select_related("picture").defer(*NOT_IN_LISTS))
    prefetch_related_objects(stories, WITH_SECTION)
    return {article.pk: article for article in stories}


def _position(code: str) -> Position:
    row = (
        Article.objects.filter(code=code, published_at__isnull=False)
        .order_by()
        .values_list("published_at", "pk")
        .first()
    )
    if row is None:
        raise NoSuchPlace(code)
    note(f"article:{row[1]}")
    return row


def _beyond(position: Position, key: str, *, newer: bool) -> Q:
    """Return what lies beyond `position`: a range of the index first, then the ties."""
    at, pk = position
    if newer:
        return Q(published_at__gte=at) & ~Q(published_at=at, **{f"{key}__lte": pk})
    return Q(published_at__lte=at) & ~Q(published_at=at, **{f"{key}__gte": pk})
