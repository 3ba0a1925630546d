"""Turn a page contract into an answer: the class names the template, nothing else gets in."""

import logging

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.template.backends.jinja2 import Jinja2
from jinja2 import Environment

from depesche.portal import contracts
from depesche.portal.mark import with_marks

log = logging.getLogger("depesche.portal")

TEMPLATES: dict[type, str] = {
    contracts.FrontPage: "portal/front.html",
    contracts.ListPage: "portal/list.html",
    contracts.QuotesPage: "portal/quotes.html",
    contracts.DossierPage: "portal/dossier.html",
    contracts.DossierTextPage: "portal/dossier_text.html",
    contracts.DossiersPage: "portal/dossiers.html",
    contracts.ArticlePage: "portal/article.html",
    contracts.VersionsPage: "portal/versions.html",
    contracts.CorrectionsPage: "portal/corrections.html",
    contracts.TickerPage: "portal/ticker.html",
    contracts.FeedsPage: "portal/feeds.html",
    contracts.StandingPage: "portal/standing.html",
    contracts.SearchPage: "portal/search.html",
    contracts.GonePage: "portal/gone.html",
    contracts.MissingPage: "portal/missing.html",
}
STATUS: dict[type, int] = {contracts.GonePage: 410, contracts.MissingPage: 404}


def page_text(page: contracts.Page) -> str:
    """Return the HTML of a page contract, in the active language, each paid story marked."""
    name = TEMPLATES[type(page)]
    marked = with_marks(page_environment().get_template(name).render(page=page), page)
    if marked.put_in:
        log.warning("portal.mark_put_in", extra={"template": name, "marks": marked.put_in})
    return marked.text


def page_environment() -> Environment:
    """Return the environment of the paper's templates, the theme's among them."""
    engine = engines["portal"]
    assert isinstance(engine, Jinja2)  # noqa: S101 settings say so
    return engine.env


def render(_request: HttpRequest, page: contracts.Page) -> HttpResponse:
    """Answer with a page: 410 for what was taken back, 404 for what is not there, else 200."""
    return HttpResponse(
        page_text(page),
        status=STATUS.get(type(page), 200),
        headers={"Content-Language": page.frame.language},
    )
