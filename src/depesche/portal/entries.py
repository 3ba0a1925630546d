"""What the register knows of people, organisations and places, as their pages print it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef

from depesche.dossiers.queries import MENTIONS, dossiers_with
from depesche.pictures.models import Portrait
from depesche.portal import filters, json_ld
from depesche.portal.contracts import DossierLink, EntryFacts, HeldOffice, Link
from depesche.portal.dossier_links import dossier_links
from depesche.portal.images import images_of
from depesche.portal.paper import Paper
from depesche.press.note import beside, name_of, note
from depesche.register.days import is_within
from depesche.register.models import Entry, Office, Organisation, Person
from depesche.register.queries import offices_of
from depesche.register.spell import owner_of

FOLDERS = {"person": "people", "organisation": "organisations", "place": "places"}
WIKIDATA = "https://www.wikidata.org/wiki/"
MOST_DOSSIERS = 12
MOST_NAMESAKES = 10
YEAR, MONTH = 4, 7  # letters of 2016 and of 2016-05


def facts_of(paper: Paper, entry: Entry) -> EntryFacts:
    """Read what the register knows of an entry: four queries, six with a portrait."""
    portrait = Portrait.objects.filter(**owner_of(entry)).first()
    key = portrait.picture_id if portrait else None
    language = paper.edition.language
    held = offices_of([entry.pk])[entry.pk] if isinstance(entry, Person) else []
    note(*(name_of(one.organisation.subject) for one in held if one.organisation))
    return EntryFacts(
        image=images_of([key], at=paper.now).image(key),
        spellings=tuple(entry.also_known_as),
        offices=tuple(_held(office, paper.now.date(), language) for office in held),
        namesakes=_namesakes(paper, entry),
    )


def _held(office: Office, today: date, language: str) -> HeldOffice:
    organisation: Organisation | None = office.organisation
    return HeldOffice(
        title=office.title(language),
        organisation=organisation.name if organisation else "",
        since=partial_day(office.held_from, language),
        until=partial_day(office.held_to, language),
        is_held=is_within(today, office.held_from, office.held_to),
    )


def partial_day(written: str, language: str) -> str:
    """Write a year, a month or a day in words; empty where nothing is known."""
    if len(written) <= YEAR:
        return written
    if len(written) == MONTH:
        return filters.month(date.fromisoformat(f"{written}-01"), language)
    return filters.day(date.fromisoformat(written), language)


def _namesakes(paper: Paper, entry: Entry) -> tuple[Link, ...]:
    """Link the others of this name that have a page here: one query."""
    kind = str(entry._meta.model_name)
    listed = MENTIONS[kind]._default_manager.filter(
        **{kind: OuterRef("pk")}, edition=paper.edition, listed=True
    )
    rows = type(entry)._default_manager.filter(name_key=entry.name_key).exclude(pk=entry.pk)
    found = rows.exclude(name_key="").annotate(has_page=Exists(listed)).order_by("name", "pk")
    note(beside(entry.subject))
    links = []
    for row in found[:MOST_NAMESAKES]:
        note(row.subject, name_of(row.subject))  # with the first story comes the page
        if row.has_page:
            links.append(Link(name=row.name, path=paper.path(f"/{FOLDERS[kind]}/{row.slug}/")))
    return tuple(links)


def dossiers_about(paper: Paper, entry: Entry) -> tuple[DossierLink, ...]:
    """Link the dossiers with stories about an entry, most of them first, with their number."""
    return dossier_links(paper, dossiers_with(entry, paper.edition, limit=MOST_DOSSIERS))


def thing_of(paper: Paper, entry: Entry, kind: str, address: str) -> json_ld.Thing:
    """Describe an entry to machines (schema.org): who it is here and at Wikidata."""
    return {
        "@type": kind,
        "name": entry.name,
        "url": paper.url(address),
        "description": entry.about(paper.edition.language),
        "sameAs": f"{WIKIDATA}{entry.wikidata}" if entry.wikidata else "",
    }


def thing_with(paper: Paper, thing: Mapping[str, Any], facts: EntryFacts) -> json_ld.Thing:
    """Add what the page prints beside: spellings, a portrait with its credit, where one works."""
    now = [office for office in facts.offices if office.is_held]
    works = [{"@type": "Organization", "name": one.organisation} for one in now if one.organisation]
    return {
        **thing,
        "alternateName": list(facts.spellings),
        "image": json_ld.image_object(paper.edition, facts.image),
        "worksFor": works,
    }
