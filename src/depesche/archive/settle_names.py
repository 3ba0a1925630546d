"""Find whom and what items name in the register and among the tags; make what is missing."""

from collections.abc import Iterable
from typing import Any, TypeVar

from depesche.archive.ninjs_read import Item, NameIn
from depesche.articles.models import Tag
from depesche.articles.slugs import headline_slug
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition
from depesche.register.models import Entry, Organisation, Person, Place, Spelling

Row = TypeVar("Row", Person, Organisation, Place, Tag, Dossier)


class Names:
    """The rows behind the names of some items. Same name, same person: an editor may part them."""

    def __init__(self, items: Iterable[Item], edition: Edition) -> None:
        items = list(items)
        language = edition.language
        reviewers = [NameIn(i.marks["ai-reviewer"]) for i in items if i.marks.get("ai-reviewer")]
        authors = [name for item in items for name in item.authors]
        speakers = [
            [
                name
                for item in items
                for (kind, _slug), name in item.speakers.items()
                if kind == word
            ]
            for word in ("person", "organisation")
        ]
        people = [name for item in items for name in item.people]
        self.people = settle_rows(Person, authors, language, is_author=True)
        self.people |= settle_rows(Person, [*people, *speakers[0], *reviewers], language)
        organisations = [name for item in items for name in item.organisations]
        self.organisations = settle_rows(Organisation, [*organisations, *speakers[1]], language)
        places = [name for item in items for name in item.places]
        self.places = settle_rows(Place, places, language)
        tags = [name for item in items for name in item.tags]
        self.tags = settle_rows(Tag, tags, language, edition=edition)
        dossiers = [name for item in items for name in item.dossiers]
        self.dossiers = settle_rows(Dossier, dossiers, language, edition=edition)

    def hangs_on(self, item: Item) -> dict[str, list[Any]]:
        """Return the rows on which the story of `item` hangs, in its order."""
        return {
            "authors": _each(self.people, item.authors),
            "tags": _each(self.tags, item.tags),
            "people": _each(self.people, item.people),
            "organisations": _each(self.organisations, item.organisations),
            "places": _each(self.places, item.places),
            "dossiers": _each(self.dossiers, item.dossiers),
        }

    def speaker(self, item: Item, kind: str, slug: str) -> Person | Organisation | None:
        """Return who said a quotation, None where the item does not name them."""
        name = item.speakers.get((kind, slug))
        if name is None:
            return None
        return self.people.get(name) if kind == "person" else self.organisations.get(name)

    def reviewer(self, item: Item) -> Person | None:
        """Return who reviewed what an AI did, None where nobody is named."""
        return self.people.get(NameIn(item.marks.get("ai-reviewer", "")))


def _each(rows: dict[NameIn, Row], names: Iterable[NameIn]) -> list[Row]:
    return list(dict.fromkeys(rows[name] for name in names))


def settle_rows(
    model: type[Row], names: Iterable[NameIn], language: str, **fields: Any
) -> dict[NameIn, Row]:
    """Return the row of each name; rows that are missing are made with `fields`."""
    wanted = list(dict.fromkeys(names))
    if not wanted:
        return {}
    scope = {"edition": fields["edition"]} if "edition" in fields else {}
    rows = model._default_manager.filter(name__in={name.name for name in wanted}, **scope)
    by_name: dict[str, Row] = {row.name: row for row in rows.order_by("-pk")}
    by_name = {**_spelled(model, wanted), **by_name}
    by_slug = {(row.slug, row.name): row for row in rows}
    bases = {name: name.slug or _slug(model, name.name, language) for name in wanted}
    taken = set(
        model._default_manager.filter(slug__in=set(bases.values()), **scope).values_list(
            "slug", flat=True
        )
    )
    found: dict[NameIn, Row] = {}
    new: dict[str, Row] = {}
    for name in wanted:
        row = by_slug.get((name.slug, name.name)) or by_name.get(name.name) or new.get(name.name)
        if row is None:
            slug = _free(model, bases[name], taken, scope)
            taken.add(slug)
            row = new[name.name] = model(name=name.name, slug=slug, **fields)
        found[name] = row
    model._default_manager.bulk_create(list(new.values()))
    return found


def _spelled(model: type[Row], wanted: Iterable[NameIn]) -> dict[str, Row]:
    """Return the entries that have one of these names as another spelling, the oldest first."""
    if not issubclass(model, Entry):
        return {}
    column = str(model._meta.model_name)
    rows = Spelling.objects.filter(
        text__in={name.name for name in wanted}, **{f"{column}__isnull": False}
    )
    return {row.text: getattr(row, column) for row in rows.select_related(column).order_by("-pk")}


def _slug(model: type[Row], name: str, language: str) -> str:
    most = model._meta.get_field("slug").max_length or 80
    return headline_slug(name, language)[:most]


def _free(model: type[Row], base: str, taken: set[str], scope: dict[str, Any]) -> str:
    slug, number = base, 2
    while slug in taken or (
        number > 2  # noqa: PLR2004 the base itself was looked up for all at once
        and model._default_manager.filter(slug=slug, **scope).exists()
    ):
        slug = f"{base[:70]}-{number}"
        number += 1
    return slug
