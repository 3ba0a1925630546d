"""Build the page of what can be subscribed to."""

from django.utils.translation import gettext as _

from depesche.dossiers.queries import dossiers_in
from depesche.portal.contracts import FeedsPage
from depesche.portal.frame import Head, build_frame, crumbs, feeds_of
from depesche.portal.paper import Paper


def build_feeds(paper: Paper) -> FeedsPage:
    """List the feeds of the edition: all of it, its sections, its running dossiers, corrections."""
    counted = dossiers_in(paper.edition)
    running = [each.dossier for each in counted if not each.dossier.is_closed]
    groups = (
        (paper.edition.name, feeds_of(paper, "/", paper.edition.name)),
        (_("Corrections"), feeds_of(paper, "/corrections/", _("Corrections"))),
        *((s.title, feeds_of(paper, f"/{s.slug}/", s.title)) for s in paper.all_sections),
        *((d.name, feeds_of(paper, f"/dossiers/{d.slug}/", d.name)) for d in running),
    )
    head = Head(
        title=_("Feeds"),
        address="/feeds/",
        description=_("Every section and every dossier of %(paper)s as a feed.")
        % {"paper": paper.edition.name},
        breadcrumbs=crumbs(paper),
        feeds=feeds_of(paper, "/", paper.edition.name),
    )
    return FeedsPage(frame=build_frame(paper, head), groups=groups)
