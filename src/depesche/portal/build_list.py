"""Build the lists: section, tag, person, place, organisation, author. Each page costs the same."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from markupsafe import Markup

from depesche.articles import queries
from depesche.articles.keyset import Slice, Window
from depesche.articles.models import Section, Tag
from depesche.portal import json_ld
from depesche.portal.build_quotes import Said, newest_said
from depesche.portal.contracts import Link, ListPage, Teaser
from depesche.portal.entries import dossiers_about, facts_of, thing_of, thing_with
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.most_read import most_read_list
from depesche.portal.paging import Place, check_part, pager_of
from depesche.portal.paper import Paper
from depesche.portal.teasers import teasers_of
from depesche.register.models import Entry, Organisation, Person
from depesche.register.models import Place as Somewhere
from depesche.register.queries import office_titles


@dataclass(frozen=True)
class Listing:
    """What a list is of: how its parts are read, how its stories are counted in each edition."""

    kind: str
    name: str
    address: str
    read: Callable[[Window], Slice]
    counts: Callable[[], Mapping[int, int]]
    about: str = ""
    role: str = ""
    email: str = ""
    position: Link | None = None
    section: Section | None = None
    entry: Entry | None = None
    speaker: Person | Organisation | None = None
    thing: dict[str, Any] = field(default_factory=dict)


def section_listing(paper: Paper, section: Section) -> Listing:
    """Return the list of a section."""
    return Listing(
        kind="section",
        name=section.title,
        address=f"/{section.slug}/",
        read=lambda window: queries.latest_in_section(section, window),
        counts=lambda: {paper.edition.pk: queries.count_in_section(section)},
        about=section.description,
        section=section,
    )


def tag_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the list of a tag of this edition, None without such a tag."""
    tag = Tag.objects.filter(edition=paper.edition, slug=slug).first()
    if tag is None:
        return None
    return Listing(
        kind="tag",
        name=tag.name,
        address=f"/tags/{tag.slug}/",
        read=lambda window: queries.latest_with_tag(tag, window),
        counts=lambda: {paper.edition.pk: queries.count_with_tag(tag)},
    )


def person_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories about a person, None without such a person."""
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        return None
    return _person(
        paper,
        person,
        "person",
        lambda window: queries.latest_about_person(person, paper.edition, window),
        lambda: queries.counts_of_entry(person),
    )


def author_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories by a person, None without such a person."""
    person = Person.objects.filter(slug=slug).first()
    if person is None:
        return None
    return _person(
        paper,
        person,
        "author",
        lambda window: queries.latest_by_author(person, paper.edition, window),
        lambda: queries.counts_by_author(person),
    )


def _person(
    paper: Paper,
    person: Person,
    kind: str,
    read: Callable[[Window], Slice],
    counts: Callable[[], Mapping[int, int]],
) -> Listing:
    address = f"/{'people' if kind == 'person' else 'authors'}/{person.slug}/"
    language = paper.edition.language
    role = office_titles([person.pk], paper.now.date(), language).get(person.pk, "")
    email = person.email if kind == "author" else ""
    return Listing(
        kind=kind,
        name=person.name,
        address=address,
        read=read,
        counts=counts,
        about=person.about(language),
        role=role,
        email=email,
        speaker=person if kind == "person" else None,
        entry=person,
        thing={**thing_of(paper, person, "Person", address), "jobTitle": role, "email": email},
    )


def organisation_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories about an organisation, None without such a one."""
    found = Organisation.objects.filter(slug=slug).first()
    address = f"/organisations/{slug}/"
    if found is None:
        return None
    return Listing(
        kind="organisation",
        name=found.name,
        address=address,
        read=lambda window: queries.latest_about_organisation(found, paper.edition, window),
        counts=lambda: queries.counts_of_entry(found),
        about=found.about(paper.edition.language),
        speaker=found,
        entry=found,
        thing=thing_of(paper, found, "Organization", address),
    )


def place_listing(paper: Paper, slug: str) -> Listing | None:
    """Return the stories about a place, None without such a one."""
    found = Somewhere.objects.filter(slug=slug).first()
    address = f"/places/{slug}/"
    if found is None:
        return None
    return Listing(
        kind="place",
        name=found.name,
        address=address,
        read=lambda window: queries.latest_about_place(found, paper.edition, window),
        counts=lambda: queries.counts_of_entry(found),
        about=found.about(paper.edition.language),
        entry=found,
        position=_position(found),
        thing={**thing_of(paper, found, "Place", address), "geo": _coordinates(found)},
    )


def _position(place: Somewhere) -> Link | None:
    """Return where a place is as readers' maps understand it, None where nobody has said."""
    if place.latitude is None or place.longitude is None:
        return None
    name = f"{place.latitude:.5g}, {place.longitude:.5g}"
    return Link(name, f"geo:{place.latitude:.6f},{place.longitude:.6f}")


def _coordinates(place: Somewhere) -> json_ld.Thing | None:
    if place.latitude is None or place.longitude is None:
        return None
    return {
        "@type": "GeoCoordinates",
        "latitude": place.latitude,
        "longitude": place.longitude,
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
    part = listing.read(place.window)
    said = newest_said(paper, listing.speaker) if listing.speaker and place.is_start else Said()
    check_part(part, place, may_be_empty=listing.kind == "section" or bool(said.quotes))
    teasers = tuple(teasers_of(paper, part.articles).values())
    counts = listing.counts()
    has_facts = listing.entry is not None and place.is_start
    facts = facts_of(paper, listing.entry) if listing.entry and has_facts else None
    if facts is not None:
        listing = replace(listing, thing=thing_with(paper, listing.thing, facts))
    head = _head(paper, listing, teasers, place)
    if place.is_start:
        head = replace(head, alternates=_alternates(paper, listing.address, counts))
    return ListPage(
        frame=build_frame(paper, head),
        kind=listing.kind,
        name=listing.name,
        about=listing.about,
        role=listing.role,
        email=listing.email,
        position=listing.position,
        article_count=counts.get(paper.edition.pk, 0),
        teasers=teasers,
        pager=pager_of(paper.path(listing.address), part, place),
        facts=facts,
        dossiers=(
            dossiers_about(paper, listing.entry)
            if listing.entry and has_facts and listing.kind != "author"
            else ()
        ),
        quotes=said.quotes,
        quotes_path=said.path,
        quote_count=said.count,
        most_read=(
            most_read_list(paper, listing.section) if listing.section and place.is_start else None
        ),
    )


def _head(paper: Paper, listing: Listing, teasers: Sequence[Teaser], place: Place) -> Head:
    return Head(
        title=listing.name,
        address=listing.address,
        description=listing.about,
        json_ld=_described(paper, listing, teasers),
        open_graph=list_card(paper, listing.name, listing.address),
        robots="max-image-preview:large" if place.is_start else "noindex, follow",
        breadcrumbs=crumbs(paper),
        feeds=feeds_of(paper, listing.address, listing.name) if teasers else (),
        current=listing.address.strip("/") if listing.kind == "section" else "",
        news_of=listing.section.subject if listing.section and place.is_start else "",
        news_since=teasers[0].published_at if teasers else None,
    )


def _alternates(paper: Paper, address: str, counts: Mapping[int, int]) -> tuple[Link, ...]:
    """Link the same list in every edition that has a story for it, as hreflang wants it."""
    having = [edition for edition in paper.editions if counts.get(edition.pk)]
    if len(having) < 2:  # noqa: PLR2004 a list that stands alone has no other
        return ()
    return tuple(Link(e.name, e.url(address), e.language) for e in having)


def list_card(paper: Paper, name: str, address: str) -> tuple[tuple[str, str], ...]:
    """Return the card of a list where it is shared."""
    return (
        ("og:type", "website"),
        ("og:title", name),
        ("og:site_name", paper.edition.name),
        ("og:url", paper.url(address)),
    )


def _described(paper: Paper, listing: Listing, teasers: Sequence[Teaser]) -> Markup:
    page = json_ld.collection(paper, listing.name, listing.address, teasers)
    way = crumbs(paper, Link(name=listing.name, path=paper.path(listing.address)))
    things = [json_ld.breadcrumbs(paper.edition, way), json_ld.publisher(paper.edition)]
    return json_ld.script({**page, "about": listing.thing}, *things)
