"""Build a dossier as one text to read on: the oldest story first, fifty in each part."""

from django.utils.translation import gettext as _

from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import stories_in_dossier
from depesche.dossiers.tally import measure
from depesche.portal.contracts import DossierTextPage, Link
from depesche.portal.dossier_overview import book_links
from depesche.portal.frame import Head, build_frame, crumbs
from depesche.portal.paging import Place, check_part, pager_of
from depesche.portal.paper import Paper
from depesche.portal.whole_stories import whole_stories

PART_STORIES = 50  # about 400 kB of text: what a phone opens at once, and the press keeps


def build_text(paper: Paper, dossier: Dossier, asked: Place) -> DossierTextPage:
    """Build one part of the text; each costs the same. Raises NoSuchPlace and as lists do."""
    place = Place(asked.before, asked.after, is_oldest_first=True, size=PART_STORIES)
    part = stories_in_dossier(dossier, place.window)
    check_part(part, place)
    measured = measure(dossier)
    stories = whole_stories(paper, part.articles)
    address = f"/dossiers/{dossier.slug}/"
    path = paper.path(address)
    parents = (Link(_("Dossiers"), paper.path("/dossiers/")), Link(dossier.name, path))
    count = measured.article_count
    head = Head(
        title=_("%(dossier)s as one text") % {"dossier": dossier.name},
        address=f"{address}text/",
        description=dossier.summary or dossier.name,
        robots="noindex, follow",
        breadcrumbs=crumbs(paper, *parents),
    )
    return DossierTextPage(
        frame=build_frame(paper, head),
        name=dossier.name,
        path=path,
        article_count=count,
        number=measured.count_before(part.articles[0].published_at) // PART_STORIES + 1,
        part_count=-(-count // PART_STORIES),
        stories=stories,
        pager=pager_of(f"{path}text/", part, place, says_order=False),
        books=book_links(path, count),
    )
