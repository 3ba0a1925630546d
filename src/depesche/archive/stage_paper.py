"""Stage the demo: editions, sections, register, dossiers, pictures. Each step may run again."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.files import File
from django.db import transaction

from depesche.archive.read_demo import Demo
from depesche.articles.models import Section, Tag
from depesche.articles.open import open_edition, open_section
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition
from depesche.pictures.accept import accept_picture
from depesche.pictures.models import Picture
from depesche.readers.models import Reader
from depesche.register.models import Entry, Office, Organisation, Person, Place
from depesche.register.spell import spell_entry

# what is being done, how much of it is done, of how much
Progress = Callable[[str, int, int], None]

PICTURE_SOURCE = "demo:"
OFFICE_FACTS = ("title_de", "title_en", "held_from", "held_to")
EDITION_FACTS = ("tagline", "founded", "time_zone")
IMPRINT_FACTS = (
    "publisher legal_form represented_by street postcode city country email phone register_court "
    "register_number vat_id responsible responsible_address"
)


@dataclass
class Paper:
    """What the stories refer to, by the keys of the demo."""

    editions: dict[str, Edition] = field(default_factory=dict)
    sections: dict[tuple[str, str], Section] = field(default_factory=dict)
    tags: dict[tuple[str, str], Tag] = field(default_factory=dict)
    dossiers: dict[tuple[str, str], Dossier] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    organisations: dict[str, Organisation] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    pictures: dict[str, Picture] = field(default_factory=dict)
    warnings: list[str] = field(default_factory=list)


def stage_paper(demo: Demo, *, by: Reader, progress: Progress) -> Paper:
    """Open what is not open yet, and return everything by the demo's keys."""
    paper = Paper()
    for row in demo.tables["edition"]:
        paper.editions[row["key"]] = _edition(row, by=by, at=demo.opened_at)
    for row in demo.tables["section"]:
        edition = paper.editions[row["edition"]]
        section = _section(edition, row, by=by, at=demo.opened_at)
        paper.sections[row["edition"], row["key"]] = section
    _register(demo, paper)
    _subjects(demo, paper)
    _pictures(demo, paper, by=by, progress=progress)
    return paper


def _edition(row: Mapping[str, Any], *, by: Reader, at: datetime) -> Edition:
    found = Edition.objects.filter(key=row["key"]).first()
    if found is not None:
        return found
    imprint = {name: row["imprint"].get(name, "") for name in IMPRINT_FACTS.split()}
    lines = [row["imprint"].get("regulator", ""), row["imprint"].get("press_council", "")]
    return open_edition(
        key=row["key"],
        name=row["name"],
        language=row["key"],
        prefix=row["key"],
        is_default=not Edition.objects.filter(is_default=True).exists(),
        imprint={**imprint, "press_council": "\n\n".join(filter(None, lines))},
        by=by,
        at=at,
        **{name: row[name] for name in EDITION_FACTS if name in row},
    )


def _section(edition: Edition, row: Mapping[str, Any], *, by: Reader, at: datetime) -> Section:
    found = Section.objects.filter(edition=edition, slug=row["slug"]).first()
    if found is not None:
        return found
    return open_section(
        edition,
        title=row["name"],
        slug=row["slug"],
        description=row.get("description", ""),
        by=by,
        at=at,
    )


@transaction.atomic
def _register(demo: Demo, paper: Paper) -> None:
    for row in demo.tables["person"]:
        facts = {**_entry(row), "is_author": row.get("author", False)}
        person, made = Person.objects.get_or_create(slug=row["slug"], defaults=facts)
        paper.people[row["key"]] = person
        if made:
            _spell(person, row)
            Office.objects.bulk_create(
                Office(person=person, **{name: one.get(name, "") for name in OFFICE_FACTS})
                for one in row.get("office", [])
            )
    for row in demo.tables["organisation"]:
        paper.organisations[row["key"]], made = Organisation.objects.get_or_create(
            slug=row["slug"], defaults=_entry(row)
        )
        if made:
            _spell(paper.organisations[row["key"]], row)
    for row in demo.tables["place"]:
        paper.places[row["key"]], made = Place.objects.get_or_create(
            slug=row["slug"], defaults=_entry(row)
        )
        if made:
            _spell(paper.places[row["key"]], row)


def _spell(entry: Entry, row: Mapping[str, Any]) -> None:
    if row.get("also_known_as"):
        spell_entry(entry, row["also_known_as"])


def _entry(row: Mapping[str, Any]) -> dict[str, Any]:
    about = {name: row.get(name, "") for name in ("about_de", "about_en")}
    return {"name": row["name"], **about}


@transaction.atomic
def _subjects(demo: Demo, paper: Paper) -> None:
    for row in demo.tables["tag"]:
        edition = paper.editions[row["edition"]]
        tag, _made = Tag.objects.get_or_create(
            edition=edition, slug=row["slug"], defaults={"name": row["name"]}
        )
        paper.tags[row["edition"], row["slug"]] = tag
    facts = ("name", "summary", "period_from", "period_to", "is_closed")
    for row in demo.tables["dossier"]:
        dossier, _made = Dossier.objects.get_or_create(
            edition=paper.editions[row["edition"]],
            slug=row["slug"],
            defaults={name: row[name] for name in facts if name in row},
        )
        paper.dossiers[row["edition"], row["key"]] = dossier


def _pictures(demo: Demo, paper: Paper, *, by: Reader, progress: Progress) -> None:
    """Take in what is drawn; a story whose picture is missing goes out without it."""
    rows = demo.tables["picture"]
    known = {
        picture.source_uri.removeprefix(PICTURE_SOURCE): picture
        for picture in Picture.objects.filter(source_uri__startswith=PICTURE_SOURCE)
    }
    places = {row["key"]: row["name"] for row in demo.tables["place"]}
    for number, row in enumerate(rows, start=1):
        path = demo.folder / "pictures" / f"{row['key']}.jpg"
        if row["key"] in known:
            paper.pictures[row["key"]] = known[row["key"]]
        elif path.is_file():
            with path.open("rb") as file:
                drawing = File(file, name=path.name)
                place = places.get(row["place"], "")
                paper.pictures[row["key"]] = _picture(
                    row, drawing, place=place, by=by, at=demo.opened_at
                )
        else:
            paper.warnings.append(f"{path.name}: not drawn yet, its stories go out without it.")
        progress("pictures", number, len(rows))


def _picture(
    row: Mapping[str, Any], file: "File[bytes]", *, place: str, by: Reader, at: datetime
) -> Picture:
    return accept_picture(
        file,
        title=row["title"],
        by=f"reader:{by.pk}",
        at=at,
        description=row["alt_de"],
        caption=row["caption_de"],
        creator=row["creator"],
        agency=row["agency"],
        place=place,
        taken_on=row["taken_on"],
        source_uri=PICTURE_SOURCE + row["key"],
    )
