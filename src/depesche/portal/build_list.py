"""Build the lists: section, tag, person, place, organisation, author. Each page costs the same."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from depesche.articles.models import (
    Article,
    Byline,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    Section,
    Tag,
    Tagging,
)
from depesche.portal import json_ld
from depesche.portal.contracts import Link, ListPage
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.paging import NoSuchPlace, Place, pager_of, slice_of
from depesche.portal.paper import Paper
from depesche.portal.queries import counted
from depesche.portal.teasers import code_of, teasers_of
from depesche.press.note import note
from depesche.register import models as register


@dataclass(frozen=True)
class Listing:
    """What a list is of: its rows are listed ones only; `through` is their way to the article."""

    kind: str
    name: str
    address: str
    rows: QuerySet[Any]
    through: str = "article"
    about: str = ""
    role: str = ""
    thing: dict[str, Any] | None = None
    is_counted: bool = True


def section_listing(_paper: Paper, section: Section) -> Listing:
    """Return the list of a section; it is not counted: that would cost more than the page."""
    note(section.subject)
    return Listing(
        kind="section",
        name=section.title,
        address=f"/{section.slug}/",
        rows=Article.objects.listed().filter(section=section),
        through="",
        about=section.description,
        is_counted=False,
    )


def tag_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the list of a tag of this edition."""
    tag = Tag.objects.filter(edition=paper.edition, slug=slug).first()
    if tag is None:
        return None
    note(tag.subject)
    return Listing(
        kind="tag",
        name=tag.name,
        address=f"/tags/{tag.slug}/",
        rows=Tagging.objects.filter(tag=tag, listed=True),
    )


def _entry_listing(paper: Paper, entry: Any, kind: str, rows: QuerySet[Any]) -> Listing:
    """Return the list of somebody or something of the register, in this edition."""
    note(entry.subject)
    language = paper.edition.language
    schema = {"organisation": "Organization", "place": "Place"}.get(kind, "Person")
    role = entry.role(language) if schema == "Person" else ""
    address = f"/{ADDRESSES[kind]}/{entry.slug}/"
    return Listing(
        kind=kind,
        name=entry.name,
        address=address,
        rows=rows.filter(listed=True, article__edition=paper.edition),
        about=entry.about(language),
        role=role,
        thing={
            "@type": schema,
            "name": entry.name,
            "url": paper.url(address),
            "description": entry.about(language),
            "jobTitle": role,
            "sameAs": f"https://www.wikidata.org/wiki/{entry.wikidata}" if entry.wikidata else "",
        },
    )


def person_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories about a person."""
    person = register.Person.objects.filter(slug=slug).first()
    rows = PersonMention.objects.filter(person=person)
    return _entry_listing(paper, person, "person", rows) if person else None


def author_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories by a person."""
    person = register.Person.objects.filter(slug=slug).first()
    rows = Byline.objects.filter(person=person)
    return _entry_listing(paper, person, "author", rows) if person else None


def organisation_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories about an organisation."""
    organisation = register.Organisation.objects.filter(slug=slug).first()
    rows = OrganisationMention.objects.filter(organisation=organisation)
    return _entry_listing(paper, organisation, "organisation", rows) if organisation else None


def place_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories about a place."""
    place = register.Place.objects.filter(slug=slug).first()
    rows = PlaceMention.objects.filter(place=place)
    return _entry_listing(paper, place, "place", rows) if place else None


ADDRESSES = {
    "person": "people",
    "author": "authors",
    "organisation": "organisations",
    "place": "places",
}
LISTINGS: dict[str, Callable[[Paper, str], Listing | None]] = {
    "tags": tag_listing,
    "people": person_listing,
    "authors": author_listing,
    "organisations": organisation_listing,
    "places": place_listing,
}


def build_list(paper: Paper, listing: Listing, place: Place) -> ListPage:
    """Build one page of a list.

    Raises NoSuchPlace for a list without a story that readers may see (but a section's), and for
    a place that is none; StartsOver where the way back has reached the start.
    """
    part = slice_of(listing.rows, place, through=listing.through)
    if not part.keys and listing.kind != "section":
        raise NoSuchPlace
    teasers = tuple(teasers_of(paper, part.keys).values())
    path = paper.path(listing.address)
    codes = [code_of(story.path) for story in teasers]
    head = Head(
        title=listing.name,
        address=listing.address,
        description=listing.about,
        json_ld=_described(paper, listing, teasers),
        open_graph=(
            ("og:type", "website"),
            ("og:title", listing.name),
            ("og:site_name", paper.edition.name),
            ("og:url", paper.url(listing.address)),
        ),
        robots="max-image-preview:large" if place.is_start else "noindex, follow",
        breadcrumbs=crumbs(paper),
        feeds=feeds_of(paper, listing.address, listing.name),
        current=listing.address.strip("/") if listing.kind == "section" else "",
    )
    return ListPage(
        frame=build_frame(paper, head),
        kind=listing.kind,
        name=listing.name,
        about=listing.about,
        role=listing.role,
        article_count=counted(listing.rows) if listing.is_counted else None,
        teasers=teasers,
        pager=pager_of(path, part, codes, place),
    )


def _described(paper: Paper, listing: Listing, teasers: tuple[Any, ...]) -> Any:
    page = json_ld.collection(paper, listing.name, listing.address, teasers)
    way = crumbs(paper, Link(name=listing.name, path=paper.path(listing.address)))
    things = [json_ld.breadcrumbs(paper.edition, way), json_ld.publisher(paper.edition)]
    return json_ld.script({**page, "about": listing.thing}, *things)
