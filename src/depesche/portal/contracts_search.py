"""What the page of a search is made of, beside `contracts.py`."""

from dataclasses import dataclass

from depesche.portal.parts import Frame, Link, Pager, Teaser


@dataclass(frozen=True)
class Stretch:
    """A run of text; `is_hit` where it is what was looked for."""

    text: str
    is_hit: bool = False


@dataclass(frozen=True)
class Hit:
    """A story that was found: its teaser, its headline and a stretch of its text, both marked."""

    story: Teaser
    headline: tuple[Stretch, ...]
    text: tuple[Stretch, ...]


@dataclass(frozen=True)
class NameHit:
    """A dossier, person, organisation, place or quotation that was found. `kind` says which."""

    kind: str
    kind_name: str
    link: Link
    about: str


@dataclass(frozen=True)
class Narrowing:
    """A filter that is set: what it is, its value's name, and the address without it."""

    label: str
    value: str
    path_without: str
    field: str
    field_value: str


@dataclass(frozen=True)
class SearchPage:
    """What was found. `hit_count` None: not known just now. `state` is `ask`, `found` or `wait`.

    `wait`: the index is being made anew. `meant` leads to what was probably meant, if anything.
    """

    frame: Frame
    action: str
    suggest_path: str
    query: str
    state: str
    is_cut: bool
    kind: str
    kinds: tuple[Link, ...]
    orders: tuple[Link, ...]
    section: str
    sections: tuple[tuple[str, str], ...]
    since: str
    until: str
    narrowings: tuple[Narrowing, ...]
    hit_count: int | None
    hits: tuple[Hit, ...]
    names: tuple[NameHit, ...]
    meant: Link | None
    pager: Pager
