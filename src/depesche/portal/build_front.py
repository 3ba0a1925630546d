"""Build the front: the editors' choice first, then the newest, then each section's own."""

from collections.abc import Sequence

from depesche.articles.keyset import Window
from depesche.articles.models import Article
from depesche.articles.queries import curated_on_front, latest_by_section, latest_in_edition
from depesche.dossiers.queries import dossiers_in
from depesche.portal import json_ld
from depesche.portal.contracts import FrontPage, Link
from depesche.portal.dossier_links import dossier_links
from depesche.portal.frame import Head, build_frame, feeds_of
from depesche.portal.most_read import most_read_list
from depesche.portal.paper import Paper
from depesche.portal.teasers import teasers_of

CURATED = 9
LATEST = 12
A_SECTION = 4
DOSSIERS = 8


def build_front(paper: Paper, chosen: Sequence[Article] | None = None) -> FrontPage:
    """Build the front of the edition: at most twenty queries, whatever the number of stories.

    Without a slot the newest story leads. What stands above does not stand again below. An
    advertisement leads nothing by itself and is no news. A preview hands in as `chosen` the listed
    stories in the slots of the form.
    """
    found = latest_in_edition(paper.edition, Window(LATEST + CURATED)).articles
    newest = [story for story in found if not story.is_advertisement]
    curated = curated_on_front(paper.edition) if chosen is None else list(chosen)
    slots = curated[:CURATED] or list(newest[:1])
    above = {story.pk for story in slots}
    bands = latest_by_section(
        paper.all_sections, limit=A_SECTION, among=A_SECTION + CURATED, without=above
    )
    latest = [story for story in newest if story.pk not in above][:LATEST]
    shown = [*slots, *latest, *(story for _section, stories in bands for story in stories)]
    teasers = teasers_of(paper, shown)
    above_the_fold = [teasers[story.pk] for story in slots]
    return FrontPage(
        frame=build_frame(paper, _head(paper, newest)),
        lead=above_the_fold[0] if above_the_fold else None,
        curated=tuple(above_the_fold[1:]),
        latest=tuple(teasers[story.pk] for story in latest),
        by_section=tuple(
            (
                Link(section.title, paper.path(f"/{section.slug}/")),
                tuple(teasers[story.pk] for story in stories),
            )
            for section, stories in bands
            if stories
        ),
        dossiers=dossier_links(paper, dossiers_in(paper.edition, limit=DOSSIERS)),
        most_read=most_read_list(paper),
    )


def _head(paper: Paper, newest: Sequence[Article]) -> Head:
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
        news_of=f"front:{edition.home_id}",
        news_since=newest[0].published_at if newest else None,
    )
