"""What stands in a feed and in a sitemap: named reads, listed stories only."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models import Model, Q, QuerySet

from depesche.articles.former import ADDRESSES
from depesche.articles.keyset import Slice, Window
from depesche.articles.models import Article, Section, Tag, Tagging
from depesche.articles.queries import (
    latest_about_organisation,
    latest_about_person,
    latest_about_place,
    latest_by_author,
    latest_in_edition,
    latest_in_section,
    latest_with_tag,
)
from depesche.articles.slugs import story_path
from depesche.articles.subjects import month_subject
from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import stories_in_dossier
from depesche.masthead.models import Edition
from depesche.press.note import name_of, note
from depesche.quotes.models import Quote
from depesche.quotes.settle import quotes_of_edition
from depesche.register.models import Organisation, Person, Place

FEED_LENGTH = 40
DECEMBER = 12
NEWS_DAYS = 2  # the news sitemap's own rule: nothing older
NEWS_LENGTH = 1000
SPANS = 100  # in one statement; SQLite takes 500

Span = tuple[datetime, datetime]


def newest(kind: str, subject: Any, edition: Edition) -> tuple[Article, ...]:
    """Return the newest stories in a list of the portal, newest first, at most `FEED_LENGTH`.

    `kind` is the list's word in its address (`tags`, `people`, …), `front` or `section`.
    """
    return LATEST[kind](subject, edition, Window(limit=FEED_LENGTH)).articles


LATEST: dict[str, Callable[[Any, Edition, Window], Slice]] = {
    "front": lambda _front, edition, window: latest_in_edition(edition, window),
    "section": lambda section, _edition, window: latest_in_section(section, window),
    "tags": lambda tag, _edition, window: latest_with_tag(tag, window),
    "dossiers": lambda dossier, _edition, window: stories_in_dossier(dossier, window),
    "people": latest_about_person,
    "authors": latest_by_author,
    "organisations": latest_about_organisation,
    "places": latest_about_place,
}


def tag_names_of(articles: Iterable[Article]) -> dict[int, list[str]]:
    """Return the names of each story's tags, in their order, by the story's key."""
    names: dict[int, list[str]] = defaultdict(list)
    rows = Tagging.objects.filter(article__in=[article.pk for article in articles])
    for row in rows.select_related("tag").order_by("article_id", "sort_order", "pk"):
        note(name_of(row.tag.subject))
        names[row.article_id].append(row.tag.name)
    return names


def months_with_stories(edition: Edition) -> list[tuple[datetime, datetime]]:
    """Return `(first moment, newest change)` for each month with stories, newest month first.

    A month is the edition's. One look into an index for each, many in a statement: SQLite would
    call Python for every story of the archive to group them by month in a time zone.
    """
    note(edition.subject, f"front:{edition.home_id}")
    published = (
        Article.objects.listed()
        .in_edition(edition)
        .filter(published_at__gt=datetime(1, 1, 1, tzinfo=UTC))
        .order_by("published_at")
        .values_list("published_at", flat=True)
    )
    oldest, newest = published.first(), published.last()
    spans = []
    span = month_of(newest, edition) if oldest and newest else None
    while oldest and span and span[1] > oldest:
        spans.append(span)
        span = month_of(span[0] - timedelta(days=1), edition)
    changes = (each for some in _in_parts(spans) for each in _newest_changes(edition, some))
    return [
        (start, changed) for (start, _end), changed in zip(spans, changes, strict=True) if changed
    ]


def _in_parts(spans: Sequence[Span]) -> Iterator[Sequence[Span]]:
    return (spans[place : place + SPANS] for place in range(0, len(spans), SPANS))


def _newest_changes(edition: Edition, spans: Sequence[Span]) -> list[datetime | None]:
    """Return when the stories first published within each span were last changed, if there are any.

    Written by hand: Django needs ten times as long to put such a statement together as the
    database to answer it.
    """
    name = connection.ops.quote_name
    columns = [Article._meta.get_field(column) for column in ("published_at", "updated_at")]
    published, updated = (name(column.column) for column in columns)
    look = (
        f"SELECT MAX({published}), MAX({updated}) FROM {name(Article._meta.db_table)} "  # noqa: S608 our own names
        f"WHERE {name('listed')} AND {name('edition_id')} = %s "
        f"AND {published} >= %s AND {published} < %s"
    )
    adapt = connection.ops.adapt_datetimefield_value
    values = [value for start, end in spans for value in (edition.pk, adapt(start), adapt(end))]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([look] * len(spans)), values)
        found = cursor.fetchall()
    return [max(filter(None, map(_moment, row)), default=None) for row in found]


def _moment(stored: Any) -> datetime | None:
    """Return a moment as Django reads it from a column of this database."""
    expression = Article._meta.get_field("updated_at").get_col(Article._meta.db_table)
    for convert in connection.ops.get_db_converters(expression):
        stored = convert(stored, expression, connection)
    return stored


def month_of(moment: datetime, edition: Edition) -> tuple[datetime, datetime]:
    """Return the month in which `moment` lies by the edition's clock: its start, the next one's."""
    start = moment.astimezone(edition.zone).replace(
        day=1, hour=0, minute=0, second=0, microsecond=0
    )
    year, month = (start.year, start.month + 1) if start.month < DECEMBER else (start.year + 1, 1)
    return start, start.replace(year=year, month=month)


def stories_of_month(
    edition: Edition, start: datetime, end: datetime
) -> Iterable[tuple[str, datetime | None]]:
    """Return path and last change of the stories first published from `start` until before `end`.

    Oldest first. Columns, no stories: a month may have thousands.
    """
    note(edition.subject, month_subject(edition, start))
    found = (
        Article.objects.listed()
        .in_edition(edition)
        .filter(published_at__gte=start, published_at__lt=end)
        .order_by("published_at", "pk")
        .values_list("section__slug", "slug", "code", "published_at", "updated_at")
    )
    for section, slug, code, published_at, updated_at in found:
        yield story_path(section, slug, code), updated_at or published_at


def fresh_stories(edition: Edition, *, now: datetime) -> QuerySet[Article]:
    """Return the stories of the last two days, newest first: what the news sitemap may hold."""
    note(edition.subject, f"front:{edition.home_id}")
    return (
        Article.objects.listed()
        .in_edition(edition)
        .filter(published_at__gte=now - timedelta(days=NEWS_DAYS), is_advertisement=False)
        .select_related("section")
        .newest_first()[:NEWS_LENGTH]
    )


def lists_of_edition(edition: Edition) -> Iterable[str]:
    """Return the path of every list with something in it: sections, dossiers, tags, register."""
    note(edition.subject, f"front:{edition.home_id}", ADDRESSES, quotes_of_edition(edition))
    for section in Section.objects.live().filter(edition=edition).order_by("path"):
        yield section.reader_path()
    for prefix, entries in [
        ("dossiers", Dossier.objects.filter(edition=edition, entries__listed=True)),
        ("tags", Tag.objects.filter(edition=edition, taggings__listed=True)),
        ("people", _seen(Person, edition)),
        ("authors", _mentioned(Person, "bylines", edition)),
        ("organisations", _seen(Organisation, edition)),
        ("places", _mentioned(Place, "mentions", edition)),
    ]:
        slugs = entries.order_by("slug").values_list("slug", flat=True).distinct()
        yield from (f"/{prefix}/{slug}/" for slug in slugs)
    for prefix, model, column in [
        ("people", Person, "person"),
        ("organisations", Organisation, "organisation"),
    ]:
        said = Quote.objects.listed_in(edition).order_by().values(column)
        speaking = model._default_manager.filter(pk__in=said).order_by("slug")
        yield from (f"/{prefix}/{slug}/quotes/" for slug in speaking.values_list("slug", flat=True))


def _mentioned(model: type[Model], rows: str, edition: Edition) -> QuerySet[Model]:
    listed = {f"{rows}__listed": True, f"{rows}__edition": edition}
    return model._default_manager.filter(**listed)


def _seen(model: type[Person] | type[Organisation], edition: Edition) -> QuerySet[Any]:
    """Return who has a page: those whom a story is about, and those who speak in one."""
    column = model._meta.model_name
    said = Quote.objects.listed_in(edition).order_by().values(f"{column}")
    mentions = model._meta.get_field("mentions").related_model
    about = mentions.objects.filter(listed=True, edition=edition).order_by().values(f"{column}")
    return model._default_manager.filter(Q(pk__in=about) | Q(pk__in=said))
