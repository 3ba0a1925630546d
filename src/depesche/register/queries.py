"""Named reads of the register: whom a name may mean, and who held which office when."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from depesche.press.note import note
from depesche.register.models import (
    Entry,
    Office,
    Organisation,
    Person,
    Place,
    Spelling,
    office_on,
)
from depesche.register.spellings import family_key, fold, plain, words_of

MODELS: dict[str, type[Entry]] = {"person": Person, "organisation": Organisation, "place": Place}
ALL_KINDS = tuple(MODELS)
MOST = 50
BY_NAME, BY_HABIT, BY_SPELLING, BY_KEY, BY_FAMILY = range(5)  # how surely a name means an entry


@dataclass(frozen=True, order=True)
class Known:
    """An entry that a name may mean; `how` says how surely, 0 best (BY_NAME to BY_FAMILY)."""

    how: int
    name: str
    kind: str
    key: int
    slug: str

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know the entry."""
        return f"{self.kind}:{self.key}"


def who_is(name: str, *, kinds: Sequence[str] = ALL_KINDS, most: int = MOST) -> list[Known]:
    """Return whom `name` may mean, surest first: by name, by a spelling, by the family name alone.

    In any spelling and script. One query a kind and one for spellings; two more for a single
    word, which may be a family name. Of several equally sure nobody is chosen: ask.
    """
    wanted = fold(name)
    if not wanted:
        return []
    found: dict[tuple[str, int], Known] = {}
    for kind in kinds:
        asked = Q(name_key=wanted)
        if kind == "person" and len(words_of(name)) == 1:
            asked |= Q(family_key=family_key(name))
        for row in MODELS[kind]._default_manager.filter(asked).order_by("pk")[:most]:
            how = _how(name, row.name) if row.name_key == wanted else BY_FAMILY
            _take(found, Known(how, row.name, kind, row.pk, row.slug))
    for spelling, kind, entry in _spelled(wanted, kinds, most):
        how = min(BY_SPELLING + (plain(spelling.text) != plain(name)), BY_KEY)
        _take(found, Known(how, entry.name, kind, entry.pk, entry.slug))
    return sorted(found.values())[:most]


def _take(found: dict[tuple[str, int], Known], known: Known) -> None:
    key = (known.kind, known.key)
    if key not in found or known < found[key]:
        found[key] = known


def _how(asked: str, name: str) -> int:
    if asked == name:
        return BY_NAME
    return BY_HABIT if plain(asked) == plain(name) else BY_KEY


def _spelled(
    wanted: str, kinds: Iterable[str], most: int
) -> list[tuple[Spelling, str, Person | Organisation | Place]]:
    rows = Spelling.objects.filter(key=wanted).select_related(*ALL_KINDS).order_by("pk")[:most]
    owners = [(row, kind, getattr(row, kind)) for row in rows for kind in kinds]
    return [(row, kind, entry) for row, kind, entry in owners if entry is not None]


def same_names(entry: Entry) -> list[Entry]:
    """Return the other entries of its kind that have one of the entry's spellings: two queries."""
    model = type(entry)
    column = str(model._meta.model_name)
    keys = {fold(text) for text in [entry.name, *(entry.also_known_as if entry.pk else [])]}
    return entries_spelled(model, column, keys, besides=entry.pk)


def entries_spelled(
    model: type[Entry], column: str, keys: Iterable[str], *, besides: int | None = None
) -> list[Entry]:
    """Return entries of `model` that are spelled by one of `keys`, by name: one query."""
    wanted = {key for key in keys if key}
    spelled = Spelling.objects.filter(key__in=wanted, **{f"{column}__isnull": False})
    rows = model._default_manager.filter(
        Q(name_key__in=wanted) | Q(pk__in=spelled.order_by().values(f"{column}_id"))
    )
    return list(rows.exclude(pk=besides).order_by("name", "pk")[:MOST])


def found_by_spelling(model: type[Entry], asked: str) -> Q:
    """Return the condition that an entry is spelled with each word of `asked`, or its beginning."""
    column = str(model._meta.model_name)
    name, spelled = Q(), Spelling.objects.filter(**{f"{column}__isnull": False})
    words = fold(asked).split()
    if not words:
        return Q(name__icontains=asked)
    for word in words:
        name &= Q(name_key__startswith=word) | Q(name_key__contains=f" {word}")
        spelled = spelled.filter(Q(key__startswith=word) | Q(key__contains=f" {word}"))
    return name | Q(pk__in=spelled.order_by().values(f"{column}_id")) | Q(name__icontains=asked)


def offices_of(people: Iterable[int]) -> dict[int, list[Office]]:
    """Return the offices of people by key, each with its organisation, last begun first: one query.

    Noted for the press by the subject of the person.
    """
    offices: dict[int, list[Office]] = {key: [] for key in people}
    note(*(f"person:{key}" for key in offices))
    rows = Office.objects.filter(person_id__in=offices).select_related("organisation")
    for row in rows.order_by("-held_from", "pk") if offices else ():
        offices[row.person_id].append(row)
    return offices


def office_titles(people: Iterable[int], day: date | None, language: str) -> dict[int, str]:
    """Return the offices that people held on `day`, in words; whoever held none is left out."""
    found = {key: office_on(rows, day) for key, rows in offices_of(people).items()}
    return {key: office.title(language) for key, office in found.items() if office}
