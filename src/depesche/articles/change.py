"""Change a noun that is no page: a tag, a person, a place, an organisation, a dossier, an edition.

The desk's own forms tell the wire by themselves; this is the act for everything else.
"""

from datetime import datetime
from typing import Any, TypeVar

from django.db import models, transaction

from depesche.articles.acting import signature
from depesche.articles.former import leave_slug, left_behind
from depesche.readers.models import Reader
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
