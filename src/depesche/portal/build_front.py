"""Build the front: the editors' choice first, then the newest, then each section's own."""

from depesche.dossiers.models import Dossier
from depesche.portal import json_ld
from depesche.portal.contracts import DossierLink, FrontPage, Link, Teaser
from depesche.portal.dossier_links import dossier_links
from depesche.portal.frame import Head, build_frame, feeds_of
from depesche.portal.paper import Paper
from depesche.portal.queries import (
    dossiers_with_counts,
    newest_by_section,
    newest_keys,
    slot_keys,
)
from depesche.portal.teasers import teasers_of

CURATED = 9
LATEST = 12
A_SECTION = 4
DOSSIERS = 8


def build_front(paper: Paper) -> FrontPage:
    """Build the front of the edition: at most twenty queries, whatever the number of stories."""
    slots = slot_keys(paper.edition)[:CURATED]
    newest = newest_keys(paper.edition, count=LATEST + CURATED)
    if not slots:
        slots = newest[:1]
    sections = newest_by_section(paper.edition, count=A_SECTION + CURATED)
    chosen = {
        key: [story for story in stories if story not in slots][:A_SECTION]
        for key, stories in sections.items()
    }
    latest = [key for key in newest if key not in slots][:LATEST]
    keys = [*slots, *latest, *(key for stories in chosen.values() for key in stories)]
    teasers = teasers_of(paper, keys)
    curated = [teasers[key] for key in slots if key in teasers]
    return FrontPage(
        frame=build_frame(paper, _head(paper)),
        lead=curated[0] if curated else None,
        curated=tuple(curated[1:]),
        latest=tuple(teasers[key] for key in latest if key in teasers),
        by_section=_by_section(paper, chosen, teasers),
        dossiers=_dossiers(paper),
    )


def _by_section(
    paper: Paper, chosen: dict[int, list[int]], teasers: dict[int, Teaser]
) -> tuple[tuple[Link, tuple[Teaser, ...]], ...]:
    bands = []
    for key, stories in chosen.items():
        section = paper.sections.get(key)
        shown = tuple(teasers[story] for story in stories if story in teasers)
        if section is not None and shown:
            bands.append((Link(section.title, paper.path(f"/{section.slug}/")), shown))
    return tuple(bands)


def _dossiers(paper: Paper) -> tuple[DossierLink, ...]:
    """Link the running dossiers in which something was published last."""
    running = Dossier.objects.filter(edition=paper.edition, is_closed=False)
    return dossier_links(paper, dossiers_with_counts(running, newest=DOSSIERS))


def _head(paper: Paper) -> Head:
    edition = paper.edition
    others = [Link(e.name, e.url("/"), e.language) for e in paper.editions]
    return Head(
        title=edition.name,
        address="/",
        description=edition.tagline,
        json_ld=json_ld.script(json_ld.website(edition), json_ld.publisher(edition)),
        open_graph=(
            ("og:type", "website"),
            ("og:title", edition.name),
            ("og:description", edition.tagline),
            ("og:site_name", edition.name),
            ("og:url", edition.url("/")),
        ),
        alternates=tuple(others) if len(others) > 1 else (),
        feeds=feeds_of(paper, "/", edition.name),
    )
