"""Write a story, and rewrite it: drafts. Nothing here is seen by a reader."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from wagtail.models import Revision

from depesche.articles.acting import acting
from depesche.articles.models import Article, Section
from depesche.articles.place import place_article
from depesche.readers.models import Reader

# what a story can hang on: name for callers → (relation, the row's column)
RELATIONS: dict[str, tuple[str, str]] = {
    "authors": ("bylines", "person"),
    "tags": ("taggings", "tag"),
    "people": ("person_mentions", "person"),
    "organisations": ("organisation_mentions", "organisation"),
    "places": ("place_mentions", "place"),
    "related": ("related_stories", "other"),
}


def register_relation(name: str, relation: str, column: str) -> None:
    """Let a room of a higher floor add what a story can hang on (`dossiers`)."""
    RELATIONS[name] = (relation, column)


def set_relations(article: Article, given: Mapping[str, Iterable[Any]]) -> None:
    """Set authors, tags, people …, in the order given, on an article or its draft (not saved)."""
    for name, things in given.items():
        relation, column = RELATIONS[name]
        manager = getattr(article, relation)
        rows = [
            manager.model(sort_order=number, **{column: thing})
            for number, thing in enumerate(things)
        ]
        manager.set(rows)


def _apply(article: Article, fields: Mapping[str, Any]) -> None:
    for name, value in fields.items():
        if name not in RELATIONS:
            setattr(article, name, value)
    set_relations(article, {name: fields[name] for name in RELATIONS if name in fields})


@transaction.atomic
def write_article(
    section: Section, *, title: str, by: Reader | None, at: datetime, **fields: Any
) -> Article:
    """Write a new draft in `section` and keep it as its first revision.

    `fields` are those of Article and of RELATIONS (`tags=[…]`, `authors=[…]`).
    """
    article = Article(title=title, owner=by, locale_id=section.locale_id)
    _apply(article, fields)
    with acting(at=at, by=by):
        place_article(section, article, at)
        article.save_revision(user=by, log_action=True, clean=False)
    return article


@transaction.atomic
def revise_article(article: Article, *, by: Reader | None, at: datetime, **fields: Any) -> Revision:
    """Keep a new revision of `article` with `fields` changed; what readers see stays as it is."""
    with acting(at=at, by=by):
        draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
        _apply(draft, fields)
        return draft.save_revision(user=by, log_action=True, clean=False)
