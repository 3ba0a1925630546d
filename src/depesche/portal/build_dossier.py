"""Build the pages of running stories: the list of dossiers, and one of 851 stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import (
    ALL_TIME,
    Span,
    dossiers_in,
    extent_of,
    pictures_in,
    stories_in_dossier,
)
from depesche.dossiers.tally import Measure, Month, measure, start_of, stories_of
from depesche.dossiers.told import Told, told_of
from depesche.portal import json_ld
from depesche.portal.build_list import list_card
from depesche.portal.contracts import (
    DossierPage,
    DossiersPage,
    Link,
    Overview,
    Teaser,
)
from depesche.portal.dossier_links import dossier_links
from depesche.portal.dossier_overview import Shown, build_overview
from depesche.portal.filters import month as name_of_month
from depesche.portal.filters import number, period
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.images import Images
from depesche.portal.json_ld_dossier import story_over_time
from depesche.portal.paging import NoSuchPlace, Place, Slice, check_part, pager_of
from depesche.portal.paper import Paper
from depesche.portal.said import MOST_LINES, said_line
from depesche.portal.teasers import teasers_with
from depesche.quotes.queries import lines_in


@dataclass(frozen=True)
class PartOf:
    """Which part of a dossier a page has: a month, a chapter; `address` below the dossier's."""

    address: str = ""
    name: str = ""
    summary: str = ""
    span: Span = ALL_TIME


WHOLE = PartOf()


class Elsewhere(Exception):
    """What is asked for stands at another address below the dossier's: the message."""


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


def month_of(paper: Paper, month: Month) -> PartOf:
    """Return the part of a dossier that came out in a month of the edition's calendar."""
    zone = paper.edition.zone
    span = Span(start_of(month.first, zone), start_of(month.following.first, zone))
    return PartOf(f"{month}/", name_of_month(month.first), span=span)


def chapter_of(paper: Paper, dossier: Dossier, day: date) -> PartOf:
    """Return the chapter that begins on `day`.

    Raises Elsewhere where none begins then: a chapter may have moved, or gone to another dossier;
    NoSuchPlace for a dossier without a story that readers may see: nothing tells that it is there.
    """
    told, zone = told_of(dossier), paper.edition.zone
    chapter, following = told.chapter_at(day)
    if chapter is None or chapter.from_on != day:
        if not extent_of(dossier).article_count:
            raise NoSuchPlace
        raise Elsewhere(f"{chapter.from_on:%Y-%m-%d}/" if chapter else "")
    end = start_of(following, zone) if following else None
    return PartOf(f"{day:%Y-%m-%d}/", chapter.name, chapter.summary, Span(start_of(day, zone), end))


def build_dossier(
    paper: Paper, dossier: Dossier, place: Place, part_of: PartOf = WHOLE
) -> DossierPage:
    """Build one page of a dossier, newest or oldest first: each costs the same.

    Its first page begins with the overview. Raises NoSuchPlace for one without a story that
    readers may see; and as lists do.
    """
    is_first = part_of is WHOLE and place.is_start and not place.is_oldest_first
    told = told_of(dossier) if is_first else Told()
    part = stories_in_dossier(dossier, place.window, span=part_of.span, also=told.articles)
    check_part(part, place)
    measured = measure(dossier)
    pictures = pictures_in(dossier, limit=MOST_PICTURES) if is_first else []
    teasers, images = teasers_with(
        paper, [*part.articles, *part.others.values()], [dossier.picture_id, *pictures]
    )
    overview = None
    if is_first:
        quotes = lines_in(
            stories_of(dossier), paper.edition, limit=MOST_LINES, subject=dossier.subject
        )
        said = tuple(said_line(paper, quote) for quote in quotes)
        shown = Shown(told, pictures, teasers, part.others, images, measured, said)
        overview = build_overview(paper, dossier, shown)
    listed = tuple(teasers[story.pk] for story in part.articles)
    return _page(paper, dossier, Made(place, part_of, part, measured, listed, images, overview))


MOST_PICTURES = 9


@dataclass(frozen=True)
class Made:
    """What a page of a dossier is put together from."""

    place: Place
    part_of: PartOf
    part: Slice
    measure: Measure
    teasers: tuple[Teaser, ...]
    images: Images
    overview: Overview | None


def _page(paper: Paper, dossier: Dossier, made: Made) -> DossierPage:
    path = paper.path(f"/dossiers/{dossier.slug}/")
    own, place, measured = path + made.part_of.address, made.place, made.measure
    other = (
        Link(_("Newest first"), own)
        if place.is_oldest_first
        else Link(_("Oldest first"), f"{own}?order=oldest")
    )
    count = _count(paper, made)
    return DossierPage(
        frame=build_frame(paper, _head(paper, dossier, made, count)),
        name=dossier.name,
        summary=dossier.summary,
        period=period(dossier.period_from, dossier.period_to),
        is_closed=dossier.is_closed,
        article_count=count,
        first_at=paper.local(measured.first_at) if measured.first_at else None,
        last_at=paper.local(measured.last_at) if measured.last_at else None,
        image=made.images.image(dossier.picture_id),
        is_oldest_first=place.is_oldest_first,
        other_order=other,
        teasers=made.teasers,
        pager=pager_of(own, made.part, place),
        path=path,
        part=made.part_of.name,
        part_summary=made.part_of.summary,
        overview=made.overview,
    )


def _count(paper: Paper, made: Made) -> int:
    span, zone = made.part_of.span, paper.edition.zone
    first = span.start.astimezone(zone).date() if span.start else None
    end = span.end.astimezone(zone).date() if span.end else None
    return made.measure.count_between(first, end)


def _head(paper: Paper, dossier: Dossier, made: Made, count: int) -> Head:
    address = f"/dossiers/{dossier.slug}/"
    part_of, teasers = made.part_of, made.teasers
    parent = Link(_("Dossiers"), paper.path("/dossiers/"))
    way = crumbs(paper, parent, Link(dossier.name, paper.path(address)))
    if part_of.name:
        way = (*way, Link(part_of.name, paper.path(address + part_of.address)))
    stories = ngettext("%(count)s story", "%(count)s stories", count) % {"count": number(count)}
    is_plain = made.overview is not None
    title = f"{dossier.name}: {part_of.name}" if part_of.name else dossier.name
    return Head(
        title=title,
        address=address + part_of.address,
        description=dossier.summary or f"{dossier.name}: {stories}",
        json_ld=json_ld.script(
            _thing(paper, dossier, made, teasers),
            json_ld.breadcrumbs(paper.edition, way),
            json_ld.publisher(paper.edition),
        ),
        open_graph=list_card(paper, title, address + part_of.address),
        robots="max-image-preview:large" if is_plain else "noindex, follow",
        breadcrumbs=way[:-1],
        feeds=feeds_of(paper, address, dossier.name),
        news_of=dossier.subject if is_plain else "",
        news_since=teasers[0].published_at,
    )


def _thing(paper: Paper, dossier: Dossier, made: Made, teasers: Sequence[Teaser]) -> json_ld.Thing:
    """Return the page for machines: its stories, its turning points, whom it is about."""
    address = f"/dossiers/{dossier.slug}/{made.part_of.address}"
    page = json_ld.collection(paper, dossier.name, address, teasers)
    page["description"] = made.part_of.summary or dossier.summary
    if made.overview is not None:
        page |= story_over_time(paper, dossier.name, made.overview, made.measure)
    return page
