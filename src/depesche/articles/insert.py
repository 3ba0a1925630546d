"""Write many new stories at once: pages, articles, rows and revisions, a few statements for all.

Wagtail's way, a save for each, costs a hundred statements a story. Signals do not run here:
`publish_many` does what they would have done.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import CharField, F, OuterRef, Subquery
from django.db.models.functions import Cast
from wagtail.models import Page, PageLogEntry, Revision

from depesche.articles.models import Article, Section
from depesche.readers.models import Reader

MOST_PARAMETERS = 30_000  # SQLite takes 32,766 in one statement


def insert_stories(articles: Sequence[Article], *, by: Reader | None, at: datetime) -> None:
    """Insert the stories and everything below them; sets their keys and paths.

    Runs in the caller's transaction. `articles` know section, date and rows.
    """
    for folder, stories in _by_folder(articles):
        _take_places(folder, stories)
    for article in articles:
        article.owner = by
        article.latest_revision_created_at = at
    _insert_rows(Page, articles, returning=True)
    for article in articles:
        article.page_ptr_id = article.pk = article.id
        article.shown_on = [article.subject, *article.shown_on]
    _insert_rows(Article, articles)
    _insert_children(articles)
    _insert_revisions(articles, by=by, at=at)


def _by_folder(articles: Iterable[Article]) -> Iterable[tuple[Page, list[Article]]]:
    groups: dict[tuple[int, int], list[Article]] = defaultdict(list)
    sections: dict[int, Section] = {}
    for article in articles:
        section = sections.setdefault(article.section_id, article.section)
        year = article.published_at.astimezone(section.edition.zone).year
        groups[section.pk, year].append(article)
    for (key, year), stories in sorted(groups.items()):
        yield sections[key].year_folder(year), stories


def _take_places(folder: Page, stories: list[Article]) -> None:
    """Give each story a path below the folder and a slug of its own."""
    children = folder.get_children()
    last = children.order_by("-path").values_list("path", flat=True).first()
    step = Page._str2int(last[-Page.steplen :]) if last else 0  # noqa: SLF001 treebeard's own
    _choose_slugs(children, stories)
    for number, article in enumerate(stories, start=step + 1):
        article.depth = folder.depth + 1
        article.path = Page._get_path(  # noqa: SLF001 treebeard's own
            folder.path, article.depth, number
        )
        article.set_url_path(folder)
    Page.objects.filter(pk=folder.pk).update(numchild=F("numchild") + len(stories))


def _choose_slugs(children: models.QuerySet[Page], stories: list[Article]) -> None:
    """Add -2, -3 and so on until no two stories of the folder share a slug."""
    taken: set[str] = set()
    waiting = [(article, article.slug or article.base_slug(), 1) for article in stories]
    while waiting:
        wanted = [slug if count == 1 else f"{slug}-{count}" for _story, slug, count in waiting]
        for slugs in _chunks(wanted, MOST_PARAMETERS // 100):
            taken.update(children.filter(slug__in=slugs).values_list("slug", flat=True))
        again = []
        for (article, slug, count), name in zip(waiting, wanted, strict=True):
            if name in taken:
                again.append((article, slug, count + 1))
            else:
                taken.add(name)
                article.slug = name
        waiting = again


def _chunks(items: Sequence[Any], size: int) -> Iterable[list[Any]]:
    rest = iter(items)
    while part := list(islice(rest, size)):
        yield part


def _insert_rows(
    model: type[models.Model], articles: Sequence[Article], *, returning: bool = False
) -> None:
    """Insert the part of each article that `model`'s own table holds."""
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    if returning:
        fields = [field for field in fields if not field.primary_key]
    keys = [model._meta.pk] if returning else None
    manager: Any = model._base_manager
    for part in _chunks(articles, MOST_PARAMETERS // len(fields)):
        rows = manager._insert(  # noqa: SLF001 bulk_create refuses tables with parents
            part, fields, returning_fields=keys, using=manager.db
        )
        for article, row in zip(part, rows or [], strict=returning):
            article.id = row[0]


def _insert_children(articles: Sequence[Article]) -> None:
    groups: dict[type[models.Model], list[models.Model]] = defaultdict(list)
    for article in articles:
        for relation in article.__dict__.get("_cluster_related_objects", {}):
            for row in getattr(article, relation).all():
                groups[type(row)].append(row)
    for model, rows in groups.items():
        model._base_manager.bulk_create(rows)


def _insert_revisions(articles: Sequence[Article], *, by: Reader | None, at: datetime) -> None:
    """Keep the first revision of each story, and its row in the history."""
    own = ContentType.objects.get_for_model(Article)
    base = ContentType.objects.get_for_model(Page)
    revisions = Revision.objects.bulk_create(
        Revision(
            content_type=own,
            base_content_type=base,
            object_id=str(article.pk),
            created_at=at,
            user=by,
            object_str=article.title,
            content=article.serializable_data(),
        )
        for article in articles
    )
    PageLogEntry.objects.bulk_create(
        PageLogEntry(
            page=article,
            content_type=own,
            label=article.title,
            action="wagtail.publish",
            timestamp=at,
            user=by,
            revision=revision,
            content_changed=True,
        )
        for article, revision in zip(articles, revisions, strict=True)
    )
    newest = Revision.objects.filter(
        base_content_type=base, object_id=Cast(OuterRef("pk"), CharField())
    ).values("pk")[:1]
    Page.objects.filter(pk__in=[article.pk for article in articles]).update(
        latest_revision=Subquery(newest), live_revision=Subquery(newest)
    )
    for article, revision in zip(articles, revisions, strict=True):
        article.latest_revision = article.live_revision = revision
