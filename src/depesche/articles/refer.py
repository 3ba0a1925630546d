"""Refer to another entry: bodies and revisions of stories name one by key, and now another."""

import json
from collections.abc import Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q, QuerySet, TextField
from django.db.models.functions import Cast
from modelcluster.models import get_all_child_relations
from wagtail.models import ReferenceIndex, Revision

from depesche.articles.models import Article
from depesche.register.models import Entry

# the names by which blocks of a body refer to an entry of each kind
IN_BODIES: dict[str, tuple[str, ...]] = {
    "person": ("speaker_person",),
    "organisation": ("speaker_organisation",),
    "place": (),
}
BATCH = 200


def refer_to(kept: Entry, gone: Entry) -> dict[str, list[int]]:
    """Let bodies and all revisions of stories name `kept` where they named `gone`.

    Returns the keys of what was rewritten. Reads every body and revision once, in the database.
    """
    names = IN_BODIES[str(kept._meta.model_name)]
    articles = _bodies(names, kept.pk, gone.pk)
    revisions = _revisions(type(kept), names, kept.pk, gone.pk)
    return {"bodies": articles, "revisions": revisions}


def _naming(rows: QuerySet[Any], column: str, patterns: Iterable[str]) -> QuerySet[Any]:
    """Return the rows in whose `column` one of the patterns stands: some more than are meant."""
    wanted = Q()
    for pattern in patterns:
        wanted |= Q(as_text__contains=pattern)
    return rows.annotate(as_text=Cast(column, TextField())).filter(wanted).order_by("pk")


def _bodies(names: tuple[str, ...], kept: int, gone: int) -> list[int]:
    if not names:
        return []
    changed = []
    field = Article._meta.get_field("body")
    found = _naming(Article.objects.all(), "body", [f'"{name}": {gone}' for name in names])
    for article in found.iterator(BATCH):
        blocks = list(article.body.raw_data)
        if renamed(blocks, names, kept, gone):
            body = field.to_python(json.dumps(blocks))
            Article.objects.filter(pk=article.pk).update(body=body)
            ReferenceIndex.create_or_update_for_object(Article.objects.get(pk=article.pk))
            changed.append(article.pk)
    return changed


def renamed(blocks: list[Any], names: tuple[str, ...], kept: int, gone: int) -> bool:
    """Put `kept` where one of `names` says `gone`, in place; tell whether it did anywhere."""
    has_changed = False
    for block in blocks:
        value = block.get("value") if isinstance(block, dict) else None
        for name in names:
            if isinstance(value, dict) and value.get(name) == gone:
                value[name] = kept
                has_changed = True
    return has_changed


def _columns(model: type[Model]) -> tuple[list[str], dict[str, list[str]]]:
    """Return how a story names an entry: columns of its own, and of its rows by relation."""

    def to_it(owner: type[Model]) -> list[str]:
        return [f.name for f in owner._meta.concrete_fields if f.related_model is model]

    rows = {
        relation.get_accessor_name(): to_it(relation.related_model)
        for relation in get_all_child_relations(Article)
    }
    return to_it(Article), {name: columns for name, columns in rows.items() if columns}


def _revisions(model: type[Model], names: tuple[str, ...], kept: int, gone: int) -> list[int]:
    own, rows = _columns(model)
    columns = {*own, *(column for each in rows.values() for column in each)}
    patterns = [f'"{column}": {gone}' for column in sorted(columns)]
    patterns += [f'{name}\\": {gone}' for name in names]
    kind = ContentType.objects.get_for_model(Article)
    found = _naming(Revision.objects.filter(content_type=kind), "content", patterns)
    changed = []
    for revision in found.iterator(BATCH):
        content = revision.content
        if any([_own(content, own, kept, gone), _rows(content, rows, kept, gone),
                _body(content, names, kept, gone)]):  # fmt: skip
            Revision.objects.filter(pk=revision.pk).update(content=content)
            changed.append(revision.pk)
    return changed


def _own(content: dict[str, Any], columns: list[str], kept: int, gone: int) -> bool:
    wrong = [column for column in columns if content.get(column) == gone]
    content.update(dict.fromkeys(wrong, kept))
    return bool(wrong)


def _rows(content: dict[str, Any], rows: dict[str, list[str]], kept: int, gone: int) -> bool:
    """Put `kept` into the rows of a revision; a row that it has already goes."""
    has_changed = False
    for relation, columns in rows.items():
        for column in columns:
            given = content.get(relation) or []
            if not any(row.get(column) == gone for row in given):
                continue
            has_changed = True
            is_there = any(row.get(column) == kept for row in given)
            once = len(columns) == 1 and relation.endswith(("mentions", "bylines"))
            left = [r for r in given if not (is_there and once and r.get(column) == gone)]
            content[relation] = [
                {**row, column: kept} if row.get(column) == gone else row for row in left
            ]
    return has_changed


def _body(content: dict[str, Any], names: tuple[str, ...], kept: int, gone: int) -> bool:
    written = content.get("body")
    if not names or not isinstance(written, str):
        return False
    blocks = json.loads(written or "[]")
    if not renamed(blocks, names, kept, gone):
        return False
    content["body"] = json.dumps(blocks)
    return True
