"""Publish many ready stories at once, with the checks of one: for imports and for trials."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django_tasks import task
from wagtail.models import ReferenceIndex
from wagtail.search import index

from depesche.articles.acting import acting, signature
from depesche.articles.check import Fault, Known, faults_in, look_up, pictures_of
from depesche.articles.incoming import IncomingStory
from depesche.articles.insert import insert_stories
from depesche.articles.models import Article, PictureUse, PublicVersion
from depesche.articles.show import settle_pictures, show_recordings
from depesche.articles.subjects import FURTHER, NAMED_BY, month_subject
from depesche.articles.versions import public_text
from depesche.readers.models import Reader
from depesche.wire.send import send

BATCH = 500


@dataclass(frozen=True)
class Outcome:
    """What became of one story: the published article, or what is missing."""

    article: Article | None
    faults: tuple[Fault, ...] = ()


@transaction.atomic
def publish_many(
    stories: Iterable[IncomingStory], *, by: Reader | None, at: datetime
) -> list[Outcome]:
    """Publish ready stories with their own dates; return what became of each, in their order.

    All of them are one transaction with one dispatch (`articles.brought_in`), so hand over some
    hundred at a time, and write down in the same transaction which they were. A story that may not
    go out is refused, the rest goes in. References and search follow in the background.
    """
    articles = [story.as_article() for story in stories]
    known = look_up(articles)
    faults = [_faults(article, known, at=at) for article in articles]
    ready = [article for article, missing in zip(articles, faults, strict=True) if not missing]
    with acting(at=at, by=by):
        if ready:
            _bring_in(ready, by=by, at=at)
    return [
        Outcome(None if missing else article, tuple(missing))
        for article, missing in zip(articles, faults, strict=True)
    ]


def _faults(article: Article, known: Known, *, at: datetime) -> list[Fault]:
    faults = faults_in(article, known, at=at)
    if article.published_at is None or article.published_at > at:
        faults.append(Fault("published_at", _("This story is dated in the future. Schedule it.")))
    return faults


def _bring_in(articles: Sequence[Article], *, by: Reader | None, at: datetime) -> None:
    for article in articles:
        article.shown_on = _subjects(article)
    insert_stories(articles, by=by, at=at)
    PublicVersion.objects.bulk_create(
        PublicVersion(
            article=article,
            number=1,
            published_at=article.published_at,
            text=public_text(article),
            revision=article.live_revision,
        )
        for article in articles
    )
    pictures = _show(articles)
    index_stories.enqueue([article.pk for article in articles])
    send(
        "articles.brought_in",
        {*pictures, *(subject for article in articles for subject in article.shown_on)},
        at=at,
        edition=articles[0].edition.key,
        by=signature(by),
        payload={"count": len(articles)},
    )


def _subjects(article: Article) -> list[str]:
    """Return what the story's rows name, from memory; its own subject follows with its key."""
    subjects = {f"section:{article.section_id}", f"front:{article.edition.home_id}"}
    for model, column, word in NAMED_BY:
        rows = getattr(article, _relation_of(model)).all()
        subjects.update(f"{word}:{getattr(row, column)}" for row in rows)
    for further in FURTHER:
        subjects.update(further(article))
    if article.published_at is not None:
        subjects.add(month_subject(article.edition, article.published_at))
    return sorted(subjects)


def _relation_of(model: Any) -> str:
    """Return the name under which an article knows its rows of `model`."""
    return str(model._meta.get_field("article").remote_field.get_accessor_name())


def _show(articles: Sequence[Article]) -> list[str]:
    uses = [
        PictureUse(article=article, picture_id=key)
        for article in articles
        for key in pictures_of(article)
    ]
    PictureUse.objects.bulk_create(uses)
    changed = settle_pictures({use.picture_id for use in uses})
    for article in articles:
        show_recordings(article, is_new=True)
    return changed


@task
def index_stories(keys: list[int]) -> None:
    """Enter stories into the desk's index of references and into its search; safe to run twice."""
    articles = list(Article.objects.filter(pk__in=keys))
    with transaction.atomic():
        for article in articles:
            ReferenceIndex.create_or_update_for_object(article)
    for article in articles:
        index.insert_or_update_object(article)
