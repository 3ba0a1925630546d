"""Show an unsaved page of the desk as readers would see it: same contract, same template.

Only what the form holds is different from the reader's page, and Wagtail's userbar at its end.
"""

from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from wagtail.admin.userbar import Userbar

from depesche.articles.models import Article, Front, Section
from depesche.articles.tree import PaperPage
from depesche.dossiers.queries import CountedDossier, extent_of
from depesche.masthead.models import Edition
from depesche.masthead.queries import all_editions
from depesche.portal.build_absent import build_missing
from depesche.portal.build_article import build_article
from depesche.portal.build_front import build_front
from depesche.portal.build_list import build_list, section_listing
from depesche.portal.contracts import Page
from depesche.portal.paging import Place
from depesche.portal.paper import Paper, open_paper
from depesche.portal.queries import Named, stories_by_key
from depesche.portal.render import page_text
from depesche.portal.story import Draft

ROWS = (
    ("bylines", "author", "person"),
    ("taggings", "tag", "tag"),
    ("person_mentions", "person", "person"),
    ("organisation_mentions", "organisation", "organisation"),
    ("place_mentions", "place", "place"),
)


def render_preview(page: PaperPage, request: HttpRequest) -> HttpResponse:
    """Answer with the page as it stands in the form; Wagtail has checked who may see it."""
    edition = page.paper_edition()
    editions = all_editions()
    shown = edition or editions[0]
    paper = open_paper(shown, editions, at=timezone.now(), is_preview=True)
    text = page_text(_built(paper, page))
    userbar = Userbar(object=page).render_html({"request": request}) or ""
    start, end, rest = text.rpartition("</body>")
    return HttpResponse(f"{start}{userbar}{end}{rest}", headers=preview_headers(shown))


def preview_headers(edition: Edition) -> dict[str, str]:
    """Return the headers of a preview: for one person, in the desk's frame, telling nobody."""
    own = f"'self' {edition.base_url}"
    policy = (
        f"default-src 'none'; script-src {own}; style-src {own} 'unsafe-inline'; "
        f"img-src {own} data:; font-src {own}; media-src {own}; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
    )
    return {
        "Cache-Control": "private, no-store",
        "Content-Security-Policy": policy,
        "Referrer-Policy": "no-referrer",
    }


def _built(paper: Paper, page: PaperPage) -> Page:
    if isinstance(page, Article):
        return build_article(paper, page, _draft(page))
    if isinstance(page, Section):
        return build_list(paper, section_listing(paper, page), Place())
    if isinstance(page, Front):
        shown = replace(paper, breaking=page.breaking)
        keys = [slot.article_id for slot in page.slots.all()]
        stories = stories_by_key(keys)
        return build_front(shown, [stories[key] for key in keys if key in stories])
    return build_missing(paper)


def _draft(article: Article) -> Draft:
    """Read what hangs on the story in the form: a query a name, which a preview may cost."""
    names = []
    for relation, kind, column in ROWS:
        for order, row in enumerate(getattr(article, relation).all()):
            entry = getattr(row, column)
            names.append(Named(kind, 0, order, entry.pk, entry.name, entry.slug))
    for order, row in enumerate(article.related_stories.all()):
        names.append(Named("related", 0, order, row.other_id, row.other.title, row.other.code))
    dossiers = [row.dossier for row in article.dossier_entries.all()]
    counted = [CountedDossier(each, extent_of(each).article_count) for each in dossiers]
    unchecked = article.edition.shows_unchecked_quotes
    quotes = [row for row in article.quotes.all() if row.is_confirmed or unchecked]
    return Draft(names=names, dossiers=counted, quotes=quotes)
