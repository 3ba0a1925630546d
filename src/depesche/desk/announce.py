"""Tell the wire what the desk changed beside articles: register, tags, dossiers, editions.

Pages tell it themselves (`articles`). Runs inside the transaction of `AtomicDeskMiddleware`.
"""

from collections.abc import Iterable
from copy import copy

from django.db.models import Model
from django.http import HttpRequest
from django.utils import timezone
from wagtail import hooks

from depesche.articles.former import ADDRESSES, beside_namesakes, leave_slug, left_behind
from depesche.articles.models import Shortlink
from depesche.desk.scope import who
from depesche.dossiers.models import Dossier
from depesche.dossiers.open import settle_removed
from depesche.masthead.models import Edition
from depesche.masthead.queries import EDITIONS
from depesche.register.models import Entry
from depesche.wire.send import send


class DeskRequest(HttpRequest):
    """A request that remembers what it is about to remove: kind, subjects, edition."""

    desk_removes: list[tuple[str, list[str], str]]
    desk_closes: list[Dossier]
    desk_before: Model


def subjects_of(noun: Model) -> list[str]:
    """Return the names under which readers' pages used `noun`."""
    if isinstance(noun, Shortlink):
        return [noun.article.subject]
    return [noun.subject] if hasattr(noun, "subject") else []


def edition_of(noun: Model) -> str:
    """Return the key of the edition to which `noun` belongs, empty where it serves them all."""
    owner = noun.article if isinstance(noun, Shortlink) else noun
    return getattr(getattr(owner, "edition", None), "key", "")


def announce(
    request: HttpRequest, nouns: Iterable[Model], change: str, *, further: Iterable[str] = ()
) -> None:
    """Send `person.changed` and the like; `change` is created or changed."""
    for noun in nouns:
        subjects = [*subjects_of(noun), *further]
        tell(request, f"{noun._meta.model_name}.{change}", subjects, edition_of(noun))


def tell(request: HttpRequest, kind: str, subjects: list[str], edition: str) -> None:
    """Send one dispatch of `request`'s editor, if anything of readers' pages is concerned."""
    if subjects:
        send(kind, subjects, at=timezone.now(), edition=edition, by=f"reader:{request.user.pk}")


def created(request: HttpRequest, noun: Model) -> None:
    """Tell of a new entry."""
    if not isinstance(noun, Dossier):  # its acts tell by themselves
        announce(request, [noun], "created", further=left_behind(noun, None))


def changing(request: DeskRequest, noun: Model) -> None:
    """Remember how it stands: afterwards nobody knows."""
    request.desk_before = copy(noun)


def changed(request: DeskRequest, noun: Model) -> None:
    """Tell of a changed entry; its former address leads to today's."""
    leave_slug(noun, getattr(request.desk_before, "slug", ""))
    if not isinstance(noun, Dossier):
        announce(request, [noun], "changed", further=left_behind(noun, request.desk_before))


def _left_by(noun: Model) -> list[str]:
    """Return whom the end of `noun` concerns."""
    further = [EDITIONS] if isinstance(noun, Edition) else []
    if isinstance(noun, Entry):
        further = beside_namesakes(noun, {noun.name_key})
    return [*subjects_of(noun), *further, *([ADDRESSES] if hasattr(noun, "slug") else [])]


def removing(request: DeskRequest, nouns: Iterable[Model]) -> None:
    """Remember what is about to go: afterwards it has no key."""
    request.desk_closes = [copy(noun) for noun in nouns if isinstance(noun, Dossier)]
    request.desk_removes = [
        (f"{noun._meta.model_name}.removed", _left_by(noun), edition_of(noun))
        for noun in nouns
        if not isinstance(noun, Dossier)
    ]


def removed(request: DeskRequest, _nouns: Iterable[Model]) -> None:
    """Tell of entries that are gone."""
    for kind, subjects, edition in request.desk_removes:
        tell(request, kind, subjects, edition)
    for dossier in request.desk_closes:
        settle_removed(dossier, by=who(request), at=timezone.now())


def register() -> None:
    """Hear of every change of a snippet."""
    hooks.register("after_create_snippet", created)
    hooks.register("before_edit_snippet", changing)
    hooks.register("after_edit_snippet", changed)
    hooks.register("before_delete_snippet", removing)
    hooks.register("after_delete_snippet", removed)
