"""Derive the records of a story's quotations from the blocks of its body. Writes nothing."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from depesche.articles.models import Article
from depesche.quotes.models import Quote
from depesche.register.models import Organisation, Person

PARTS = ("original", "original_language", "unnamed_because", "office", "said_to")
# what belongs to the record, whatever a revision says of it
KEPT = ("pk", "checked_by_id", "former")


def derive_quotes(article: Article, before: Article | None = None) -> None:
    """Bring the quotations of `article` in step with its body, in memory.

    Rows keep the key, code and former wordings that they have in the database (`before`). A wording
    that readers have read and that is another one now joins the former ones.
    """
    if not _has_block(article) and not _rows(article) and not (before and _has_block(before)):
        return
    known = list(before.quotes.all()) if before else []
    own = {row.code: row for row in known}
    in_blocks = [row for row in [*_rows(article), *known] if row.block]
    rows = [row for row in _rows(article) if not row.block]
    rows += [_of_block(*block, in_blocks) for block in _quote_blocks(article)]
    _forget_the_removed(rows)
    for row in rows:
        row.repeat(before or article)
        _continue(row, own.get(row.code))
    article.quotes.set(rows)


def _rows(article: Article) -> list[Quote]:
    return list(article.quotes.all())


def _has_block(article: Article) -> bool:
    return any(block["type"] == "quote" for block in article.body.raw_data)


def _quote_blocks(article: Article) -> list[tuple[int, str, Mapping[str, Any]]]:
    """Return place, name and value of each quotation block; one without a name by its place."""
    return [
        (place, str(block.get("id") or f"at-{place}"), block["value"])
        for place, block in enumerate(article.body.raw_data)
        if block["type"] == "quote"
    ]


def _of_block(place: int, name: str, value: Mapping[str, Any], known: list[Quote]) -> Quote:
    """Return the record of a block: a person has written it into the text, so it is confirmed.

    It is one of `known` by the block's name, or by its words where the block came without a name;
    each is taken once.
    """
    row = Quote(block=name, sort_order=place, kind=Quote.Kind.DIRECT)
    row.words = str(value.get("words") or "")
    same = [each for each in known if each.block == name]
    same = same or [each for each in known if _plain(each.words) == _plain(row.words)]
    if same:
        row.code = same[0].code
        known[:] = [each for each in known if each.code != row.code]
    row.person_id = _key(value.get("speaker_person"))
    row.organisation_id = None if row.person_id else _key(value.get("speaker_organisation"))
    for part in PARTS:
        setattr(row, part, str(value.get(part) or ""))
    row.evidence = str(value.get("evidence") or "")
    row.said_on = _day(value.get("said_on"))
    row.is_confirmed = row.has_speaker and bool(row.words.strip())
    return row


def _forget_the_removed(rows: list[Quote]) -> None:
    """Name nobody who is not in the register any more: a body remembers whom nobody else does."""
    for column, model in (("person_id", Person), ("organisation_id", Organisation)):
        wanted = {getattr(row, column) for row in rows} - {None}
        there = set(model.objects.filter(pk__in=wanted).values_list("pk", flat=True))
        for row in rows if wanted - there else ():
            if getattr(row, column) not in there:
                setattr(row, column, None)
                row.is_confirmed = row.is_confirmed and row.has_speaker


def _key(value: object) -> int | None:
    return value if isinstance(value, int) else None


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10]) if value else None
    except ValueError:
        return None


def _continue(row: Quote, known: Quote | None) -> None:
    """Let `row` be the record that is `known` already."""
    if known is None:
        row.pk, row.former = None, []
        return
    for name in KEPT:
        setattr(row, name, getattr(known, name))
    if known.published_at and known.is_confirmed and _plain(known.words) != _plain(row.words):
        row.former = [*known.former, {"words": known.words, "until": ""}]
        row.checked_by_id = None  # whoever lets the new wording out has checked it


def _plain(words: str) -> str:
    return " ".join(words.split())
