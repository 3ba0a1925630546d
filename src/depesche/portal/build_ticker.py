"""Build the ticker: the newest headlines by day and minute. It grows by itself while it is open."""

from itertools import groupby

from django.utils.translation import gettext as _

from depesche.articles.keyset import Window
from depesche.articles.queries import latest_in_edition
from depesche.portal import json_ld
from depesche.portal.contracts import TickerPage
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.images import Images
from depesche.portal.paper import Paper
from depesche.portal.teasers import teaser

LINES = 60


def build_ticker(paper: Paper) -> TickerPage:
    """List the newest stories of the edition, without pictures; an advertisement is no news."""
    found = latest_in_edition(paper.edition, Window(LINES)).articles
    newest = [story for story in found if not story.is_advertisement]
    lines = [teaser(paper, story, (), Images()) for story in newest]
    head = Head(
        title=_("Ticker"),
        address="/ticker/",
        description=_("The newest headlines of %(paper)s, minute by minute.")
        % {"paper": paper.edition.name},
        json_ld=json_ld.script(json_ld.collection(paper, _("Ticker"), "/ticker/", lines)),
        breadcrumbs=crumbs(paper),
        feeds=feeds_of(paper, "/", paper.edition.name),
        news_of=f"front:{paper.edition.home_id}",
        news_since=newest[0].published_at if newest else None,
    )
    days = groupby(lines, key=lambda line: line.published_at.date())
    return TickerPage(
        frame=build_frame(paper, head), days=tuple((day, tuple(each)) for day, each in days)
    )
