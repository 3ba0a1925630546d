"""Change a noun that is no page: a tag, a person, a place, an organisation, a dossier, an edition.

The desk's own forms tell the wire by themselves; this is the act for everything else.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from depesche.articles.acting import signature
from depesche.articles.former import leave_slug, left_behind
from depesche.readers.models import Reader
from depesche.register.models import Entry, Office, Person
from depesche.register.spell import spell_entry
from depesche.wire.send import send

Noun = TypeVar("Noun", bound=models.Model)


def _edition_key(noun: models.Model) -> str:
    return getattr(getattr(noun, "edition", None), "key", "") or getattr(noun, "key", "")


@transaction.atomic
def change_noun(noun: Noun, *, by: Reader | None, at: datetime, **fields: Any) -> Noun:
    """Set `fields` of `noun`, check it whole, save it, and tell whoever shows it.

    Sends `tag.changed`, `person.changed` and the like; a noun without a key yet `….created`.
    Raises ValidationError.
    """
    change = "created" if noun.pk is None else "changed"
    before = type(noun)._default_manager.filter(pk=noun.pk).first()
    for name, value in fields.items():
        setattr(noun, name, value)
    noun.full_clean()
    noun.save()
    leave_slug(noun, getattr(before, "slug", ""))
    subject = str(getattr(noun, "subject", f"{noun._meta.model_name}:{noun.pk}"))
    send(
        f"{noun._meta.model_name}.{change}",
        [subject, *left_behind(noun, before)],
        at=at,
        edition=_edition_key(noun),
        by=signature(by),
    )
    return noun


@transaction.atomic
def spell_noun(
    entry: Entry,
    spellings: Iterable[str],
    *,
    by: Reader | None,
    at: datetime,
    keeping: bool = False,
) -> int:
    """Let an entry of the register have these spellings; `keeping` those it has.

    Returns how many have come or gone. Tells whoever shows it, where there were any.
    """
    moved = spell_entry(entry, spellings, keeping=keeping)
    if moved:
        _tell_changed(entry, by=by, at=at)
    return moved


@transaction.atomic
def hold_offices(
    person: Person, offices: Iterable[Mapping[str, Any]], *, by: Reader | None, at: datetime
) -> list[Office]:
    """Let a person have held these offices and no others; tell whoever shows them.

    Each is `title_de`, `title_en`, `organisation`, `held_from`, `held_to`. Raises ValidationError.
    """
    held = [Office(person=person, **fields) for fields in offices]
    for office in held:
        office.full_clean()
    Office.objects.filter(person=person).delete()
    made = Office.objects.bulk_create(held)
    _tell_changed(person, by=by, at=at)
    return made


def _tell_changed(entry: Entry, *, by: Reader | None, at: datetime) -> None:
    kind = f"{entry._meta.model_name}.changed"
    send(kind, [entry.subject], at=at, edition="", by=signature(by))
