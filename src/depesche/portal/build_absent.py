"""Build what stands where no story is: 404 for what never was, 410 for what was taken back."""

from django.utils.translation import gettext as _

from depesche.articles.keyset import Window
from depesche.articles.models import Article
from depesche.articles.queries import latest_in_edition
from depesche.portal.contracts import GonePage, MissingPage
from depesche.portal.frame import Head, build_frame
from depesche.portal.paper import Paper
from depesche.portal.teasers import teasers_of

LATEST = 8


def build_missing(paper: Paper) -> MissingPage:
    """Build the one 404 page of the edition: nothing of the address asked for enters it."""
    newest = latest_in_edition(paper.edition, Window(LATEST))
    teasers = teasers_of(paper, newest.articles)
    head = Head(title=_("Not found"), address="/", robots="noindex")
    return MissingPage(frame=build_frame(paper, head), latest=tuple(teasers.values()))


def build_gone(paper: Paper, article: Article) -> GonePage:
    """Build the page of a story that readers could once read: retracted with its reason."""
    is_retracted = article.retracted_at is not None
    heading = (
        _("We have taken this story back.")
        if is_retracted
        else _("This story is no longer available.")
    )
    head = Head(title=heading, address="/", robots="noindex")
    return GonePage(
        frame=build_frame(paper, head),
        heading=heading,
        reason=article.retraction_reason if is_retracted else "",
        taken_back_at=paper.local(article.retracted_at) if article.retracted_at else None,
    )
