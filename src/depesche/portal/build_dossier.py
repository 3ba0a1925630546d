"""Build the pages of running stories: the list of dossiers, and one of 851 stories."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depesche.dossiers.models import Dossier, DossierEntry
from depesche.portal import json_ld
from depesche.portal.contracts import DossierPage, DossiersPage, Link
from depesche.portal.dossier_links import dossier_links
from depesche.portal.filters import number, period
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.images import images_of
from depesche.portal.paging import NoSuchPlace, Place, pager_of, slice_of
from depesche.portal.paper import Paper
from depesche.portal.queries import dossiers_with_counts
from depesche.portal.teasers import code_of, teasers_of


def build_dossiers(paper: Paper) -> DossiersPage:
    """List every dossier that has a story, by name, running ones first."""
    found = dossiers_with_counts(Dossier.objects.filter(edition=paper.edition).order_by("name"))
    head = Head(
        title=_("Dossiers"),
        address="/dossiers/",
        breadcrumbs=crumbs(paper),
        description=_("The running stories of %(paper)s.") % {"paper": paper.edition.name},
        json_ld=json_ld.script(json_ld.collection(paper, _("Dossiers"), "/dossiers/", ())),
    )
    return DossiersPage(
        frame=build_frame(paper, head),
        running=dossier_links(paper, [d for d in found if not d.is_closed]),
        closed=dossier_links(paper, [d for d in found if d.is_closed]),
    )


def find_dossier(paper: Paper, slug: str) -> Any:
    """Return the dossier with its exact count, first and last story; None without a listed one."""
    found = dossiers_with_counts(Dossier.objects.filter(edition=paper.edition, slug=slug))
    return found[0] if found else None


def build_dossier(paper: Paper, dossier: Any, place: Place) -> DossierPage:
    """Build one page of a dossier, newest or oldest first: each costs the same.

    Raises NoSuchPlace and StartsOver as lists do.
    """
    rows = DossierEntry.objects.filter(dossier=dossier, listed=True)
    part = slice_of(rows, place, through="article")
    if not part.keys:
        raise NoSuchPlace
    first_at = rows.order_by("published_at").values_list("published_at", flat=True)[0]
    teasers = tuple(teasers_of(paper, part.keys).values())
    address = f"/dossiers/{dossier.slug}/"
    path = paper.path(address)
    return DossierPage(
        frame=build_frame(paper, _head(paper, dossier, address, teasers, place)),
        name=dossier.name,
        summary=dossier.summary,
        period=period(dossier.period_from, dossier.period_to),
        is_closed=dossier.is_closed,
        article_count=dossier.article_count,
        first_at=paper.local(first_at),
        last_at=paper.local(dossier.last_at),
        image=images_of([dossier.picture_id], at=paper.now).image(dossier.picture_id),
        is_oldest_first=place.is_oldest_first,
        other_order=Link(_("Newest first"), path)
        if place.is_oldest_first
        else Link(_("Oldest first"), f"{path}?order=oldest"),
        teasers=teasers,
        pager=pager_of(path, part, [code_of(story.path) for story in teasers], place),
    )


def _head(paper: Paper, dossier: Any, address: str, teasers: Any, place: Place) -> Head:
    page = json_ld.collection(paper, dossier.name, address, teasers)
    parent = Link(_("Dossiers"), paper.path("/dossiers/"))
    way = crumbs(paper, parent, Link(dossier.name, paper.path(address)))
    count = dossier.article_count
    stories = ngettext("%(count)s story", "%(count)s stories", count) % {"count": number(count)}
    is_plain = place.is_start and not place.is_oldest_first
    return Head(
        title=dossier.name,
        address=address,
        description=dossier.summary or f"{dossier.name}: {stories}",
        json_ld=json_ld.script(
            {**page, "description": dossier.summary},
            json_ld.breadcrumbs(paper.edition, way),
            json_ld.publisher(paper.edition),
        ),
        open_graph=(
            ("og:type", "website"),
            ("og:title", dossier.name),
            ("og:site_name", paper.edition.name),
            ("og:url", paper.url(address)),
        ),
        robots="max-image-preview:large" if is_plain else "noindex, follow",
        breadcrumbs=way[:-1],
        feeds=feeds_of(paper, address, dossier.name),
    )
