"""Merge two entries of the register that are one: whatever named the one names the other.

Rows of every room (mentions, bylines, whatever has a foreign key), the bodies of stories and all
their revisions follow; the former address leads on. What a public version printed stays printed.
Recorded whole in `register.Merge`; there is no way back but by hand: decision 0138.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.core import serializers
from django.db import IntegrityError, models, transaction
from django.forms.models import model_to_dict
from modelcluster.models import get_all_child_relations

from depesche.articles.acting import signature
from depesche.articles.former import ADDRESSES, LISTS, beside_namesakes, leave_slug
from depesche.articles.models import Article, FormerSlug
from depesche.articles.refer import refer_to
from depesche.articles.rows import ListedRow
from depesche.readers.models import Reader
from depesche.register.models import Entry, Merge, Office, Spelling
from depesche.register.spell import spell_entry
from depesche.wire.send import send

Kind = TypeVar("Kind", bound=Entry)
NOT_TAKEN = frozenset({"id", "name", "slug"})


class CannotMerge(Exception):
    """These two cannot become one."""


class WithItself(CannotMerge):
    """Somebody was to be merged with themselves."""


class OfTwoKinds(CannotMerge):
    """A person was to be merged with a place, or the like."""


class MergedAlready(CannotMerge):
    """One of them is no longer there; `into` names what it has become, empty where nobody knows."""

    def __init__(self, into: str = "") -> None:
        super().__init__(into)
        self.into = into


@transaction.atomic
def merge_entries(kept: Kind, gone: Kind, *, by: Reader | None, at: datetime) -> Merge:
    """Let everything that named `gone` name `kept`, and remove `gone`. Nothing of it is lost.

    Its name becomes a spelling, its address a signpost; facts that `kept` lacks are taken over.
    Raises WithItself, OfTwoKinds, MergedAlready (two people merging crosswise: the second is told).
    """
    if type(kept) is not type(gone):
        raise OfTwoKinds
    if kept.pk == gone.pk:
        raise WithItself
    kept, gone = _locked(kept, gone)
    record = Merge(
        kind=str(kept._meta.model_name),
        kept_key=kept.pk,
        kept_name=kept.name,
        gone_key=gone.pk,
        gone_name=gone.name,
        at=at,
        by=signature(by),
        gone=_facts(gone),
    )
    spell_entry(kept, [gone.name], keeping=True)
    record.moved, record.dropped = _move_rows(kept, gone)
    record.moved.update(refer_to(kept, gone))
    _announce_under(kept, gone, record)
    _take_facts(kept, gone)
    _lead_on(kept, gone)
    subjects = [gone.subject, kept.subject, ADDRESSES]
    subjects += beside_namesakes(gone, {gone.name_key, kept.name_key})
    gone.delete()
    record.save()
    send(f"{record.kind}.merged", subjects, at=at, edition="", by=signature(by))
    return record


def _locked(kept: Kind, gone: Kind) -> tuple[Kind, Kind]:
    """Return both as they stand now, held until the act is over."""
    keys = sorted([kept.pk, gone.pk])
    rows = type(kept)._default_manager.select_for_update().filter(pk__in=keys).order_by("pk")
    found = {row.pk: row for row in rows}
    for key in keys:
        if key not in found:
            former = Merge.objects.filter(kind=kept._meta.model_name, gone_key=key).last()
            raise MergedAlready(former.kept_name if former else "")
    return found[kept.pk], found[gone.pk]


def _facts(entry: Entry) -> dict[str, Any]:
    columns = [field.name for field in entry._meta.concrete_fields]
    return {"pk": entry.pk, **model_to_dict(entry, fields=columns)}


def _move_rows(kept: Entry, gone: Entry) -> tuple[dict[str, list[Any]], list[Any]]:
    """Hang every row of any room on `kept`; what it has already is dropped, and recorded whole."""
    moved: dict[str, list[Any]] = {}
    dropped: list[Any] = []
    for relation in type(kept)._meta.get_fields(include_hidden=True):
        if not (relation.auto_created and (relation.one_to_many or relation.one_to_one)):
            continue
        column = relation.field
        rows = column.model._base_manager.filter(**{column.name: gone.pk}).order_by("pk")
        for row in rows:
            if _is_there(row, column, kept) or not _hang(row, column, kept):
                dropped += serializers.serialize("python", [row])
                row.delete()
            else:
                moved.setdefault(f"{column.model._meta.label}.{column.name}", []).append(row.pk)
    return moved, serializable(dropped)


def serializable(rows: list[Any]) -> list[Any]:
    """Return rows as JSON can hold them."""
    return [{**row, "fields": {k: _plain(v) for k, v in row["fields"].items()}} for row in rows]


def _plain(value: Any) -> Any:
    return value if isinstance(value, (str, int, float, bool, type(None))) else str(value)


def _announce_under(kept: Entry, gone: Entry, record: Merge) -> None:
    """Let the next act on each story concern the pages of `kept`, where it stands now."""
    keys = set(record.moved["bodies"])
    for relation in get_all_child_relations(Article):
        for column, moved in record.moved.items():
            label, _dot, _name = column.rpartition(".")
            if label == relation.related_model._meta.label:
                rows = relation.related_model._base_manager.filter(pk__in=moved)
                keys |= set(rows.values_list("article_id", flat=True))
    keys |= {row["fields"]["article"] for row in record.dropped if "article" in row["fields"]}
    changed = [
        story for story in Article.objects.filter(pk__in=keys) if gone.subject in story.shown_on
    ]
    for story in changed:
        story.shown_on = sorted({*story.shown_on, kept.subject} - {gone.subject})
    Article.objects.bulk_update(changed, ["shown_on"], batch_size=200)


def _is_there(row: models.Model, column: Any, kept: Entry) -> bool:
    """Tell whether `kept` has the same row already: mention, spelling or office."""
    same: dict[str, Any] | None = None
    if isinstance(row, ListedRow):
        same = {"article_id": row.article_id}
    elif isinstance(row, Spelling):
        same = {"text": row.text}
        if row.text == kept.name:
            return True
    elif isinstance(row, Office) and column.name == "person":
        names = ("title_de", "title_en", "held_from", "held_to", "organisation_id")
        same = {name: getattr(row, name) for name in names}
    if same is None:
        return False
    return column.model._base_manager.filter(**{column.name: kept.pk}, **same).exists()


def _hang(row: models.Model, column: Any, kept: Entry) -> bool:
    """Hang the row on `kept`; False where a rule of its table forbids a second one."""
    try:
        with transaction.atomic():
            type(row)._base_manager.filter(pk=row.pk).update(**{column.attname: kept.pk})
    except IntegrityError:
        return False
    return True


def _take_facts(kept: Entry, gone: Entry) -> None:
    for field in kept._meta.concrete_fields:
        mine, other = getattr(kept, field.attname), getattr(gone, field.attname)
        if field.name not in NOT_TAKEN and field.editable and not mine and other not in ("", None):
            setattr(kept, field.attname, other)
    kept.save()


def _lead_on(kept: Entry, gone: Entry) -> None:
    kind = next(kind for kind, model in LISTS.items() if model is type(kept))
    FormerSlug.objects.filter(kind=kind, key=gone.pk).update(key=kept.pk)
    leave_slug(kept, gone.slug)
