"""Spell an entry: say how else its name is written, one row a spelling, each but once."""

from collections.abc import Iterable

from depesche.register.models import Entry, Organisation, Person, Place, Spelling

OWNERS: dict[type[Entry], str] = {Person: "person", Organisation: "organisation", Place: "place"}


def owner_of(entry: Entry) -> dict[str, Entry]:
    """Return by which column a spelling (or a portrait) belongs to `entry`."""
    return {OWNERS[type(entry)]: entry}


def clean_spellings(texts: Iterable[str], name: str) -> list[str]:
    """Return `texts` without spaces around them, without `name` itself and what is said twice."""
    written = (" ".join(text.split())[:160] for text in texts)
    return [text for text in dict.fromkeys(written) if text and text != name]


def spell_entry(entry: Entry, texts: Iterable[str], *, keeping: bool = False) -> int:
    """Let `entry` have these spellings beside its name; `keeping` those it has. Sends nothing.

    Whoever calls it tells the wire. Returns how many rows were made or removed.
    """
    wanted = clean_spellings(texts, entry.name)
    rows = list(Spelling.objects.filter(**owner_of(entry)))
    had = {row.text for row in rows}
    surplus = [row.pk for row in rows if row.text not in wanted and not keeping]
    Spelling.objects.filter(pk__in=surplus).delete()
    new = [Spelling(**owner_of(entry), text=text) for text in wanted if text not in had]
    Spelling.objects.bulk_create(new)
    entry.__dict__.pop("_cluster_related_objects", None)  # it would remember the former ones
    return len(surplus) + len(new)
