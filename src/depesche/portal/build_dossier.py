"""Build the pages of running stories: the list of dossiers, and one of 851 stories."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import Extent, dossiers_in, extent_of, stories_in_dossier
from depesche.portal import json_ld
from depesche.portal.build_list import list_card
from depesche.portal.contracts import DossierPage, DossiersPage, Link, Teaser
from depesche.portal.dossier_links import dossier_links
from depesche.portal.filters import number, period
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.images import images_of
from depesche.portal.paging import Place, check_part, pager_of
from depesche.portal.paper import Paper
from depesche.portal.teasers import teasers_of


def build_dossiers(paper: Paper) -> DossiersPage:
    """List every dossier that has a story: running ones first, the last active on top."""
    found = dossiers_in(paper.edition)
    head = Head(
        title=_("Dossiers"),
        address="/dossiers/",
        breadcrumbs=crumbs(paper),
        description=_("The running stories of %(paper)s.") % {"paper": paper.edition.name},
        json_ld=json_ld.script(json_ld.collection(paper, _("Dossiers"), "/dossiers/", ())),
    )
    return DossiersPage(
        frame=build_frame(paper, head),
        running=dossier_links(paper, [each for each in found if not each.dossier.is_closed]),
        closed=dossier_links(paper, [each for each in found if each.dossier.is_closed]),
    )


def build_dossier(paper: Paper, dossier: Dossier, place: Place) -> DossierPage:
    """Build one page of a dossier, newest or oldest first: each costs the same.

    Raises NoSuchPlace for one without a story that readers may see; and as lists do.
    """
    part = stories_in_dossier(dossier, place.window)
    check_part(part, place)
    extent = extent_of(dossier)
    teasers = tuple(teasers_of(paper, part.articles).values())
    path = paper.path(f"/dossiers/{dossier.slug}/")
    other = (
        Link(_("Newest first"), path)
        if place.is_oldest_first
        else Link(_("Oldest first"), f"{path}?order=oldest")
    )
    return DossierPage(
        frame=build_frame(paper, _head(paper, dossier, extent, teasers, place)),
        name=dossier.name,
        summary=dossier.summary,
        period=period(dossier.period_from, dossier.period_to),
        is_closed=dossier.is_closed,
        article_count=extent.article_count,
        first_at=paper.local(extent.first_at) if extent.first_at else None,
        last_at=paper.local(extent.last_at) if extent.last_at else None,
        image=images_of([dossier.picture_id], at=paper.now).image(dossier.picture_id),
        is_oldest_first=place.is_oldest_first,
        other_order=other,
        teasers=teasers,
        pager=pager_of(path, part, place),
    )


def _head(
    paper: Paper, dossier: Dossier, extent: Extent, teasers: Sequence[Teaser], place: Place
) -> Head:
    address = f"/dossiers/{dossier.slug}/"
    page = json_ld.collection(paper, dossier.name, address, teasers)
    parent = Link(_("Dossiers"), paper.path("/dossiers/"))
    way = crumbs(paper, parent, Link(dossier.name, paper.path(address)))
    count = extent.article_count
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
        open_graph=list_card(paper, dossier.name, address),
        robots="max-image-preview:large" if is_plain else "noindex, follow",
        breadcrumbs=way[:-1],
        feeds=feeds_of(paper, address, dossier.name),
        news_of=dossier.subject if is_plain else "",
        news_since=teasers[0].published_at,
    )
