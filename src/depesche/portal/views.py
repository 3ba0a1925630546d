"""Readers' pages: address in, page out. Only GET and HEAD, no session, no cookie, no transaction.

What readers may not see answers exactly as what never existed: `missing`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponsePermanentRedirect,
    HttpResponseRedirect,
    JsonResponse,
)
from django.utils import timezone, translation
from django.views.decorators.http import require_safe
from django.views.defaults import page_not_found

from depesche.articles.former import path_today
from depesche.articles.models import Article
from depesche.articles.queries import story_of_short_link
from depesche.masthead.models import Edition
from depesche.masthead.queries import NOT_THE_PORTALS
from depesche.portal.build_absent import build_gone, build_missing
from depesche.portal.build_article import build_article
from depesche.portal.build_corrections import build_corrections, build_versions
from depesche.portal.build_dossier import build_dossiers
from depesche.portal.build_feeds import build_feeds
from depesche.portal.build_front import build_front
from depesche.portal.build_list import LISTINGS, build_list, section_listing
from depesche.portal.build_quotes import SPEAKERS, build_quotes
from depesche.portal.build_standing import build_standing
from depesche.portal.build_ticker import build_ticker
from depesche.portal.environment import static
from depesche.portal.headers import seal
from depesche.portal.images import images_of
from depesche.portal.ninjs import ninjs_item
from depesche.portal.paging import NoSuchPlace, Place, StartsOver
from depesche.portal.paper import Paper, open_paper
from depesche.portal.queries import article_by_code
from depesche.portal.render import render
from depesche.portal.request import PaperRequest
from depesche.portal.share_image import Busy, share_address, share_image
from depesche.press.asked import FOR_ALL, MISSING, MISSING_IN
from depesche.press.note import note_one_off, note_signpost

View = Callable[..., HttpResponse]
DAY_SECONDS = 86_400


def reader_page(view: View) -> View:
    """Open the paper for a view; without an edition there is nothing at the address but `/`.

    `NoSuchPlace` is the edition's 404, `StartsOver` the list's own address.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, **parts: Any) -> HttpResponse:
        paper_request = cast("PaperRequest", request)
        if paper_request.edition is None:
            return missing(request)
        paper = _open(paper_request, paper_request.edition)
        try:
            return view(request, paper, **parts)
        except NoSuchPlace:
            return missing(request)
        except StartsOver:
            order = "?order=oldest" if request.GET.get("order") == "oldest" else ""
            return HttpResponseRedirect(paper.path(request.path_info) + order)

    return cast("View", answer)


def _open(request: PaperRequest, edition: Edition) -> Paper:
    return open_paper(edition, request.editions, at=timezone.now())


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Answer with the edition's front; at a root without an edition, lead to the default one."""
    paper_request = cast("PaperRequest", request)
    if paper_request.edition is None:
        default = _default_edition(paper_request)
        return HttpResponseRedirect(default.url("/")) if default else missing(request)
    return render(request, build_front(_open(paper_request, paper_request.edition)))


def _default_edition(request: PaperRequest) -> Edition | None:
    return next(iter(request.editions), None)


def missing(request: HttpRequest) -> HttpResponse:
    """Answer 404 with the edition's one page for it, whatever the address was."""
    paper_request = cast("PaperRequest", request)
    edition = getattr(request, "edition", None) or _default_edition(paper_request)
    if edition is None:
        text = "There is no newspaper here yet: run 'depesche new'.\n"
        return HttpResponse(text, status=404, content_type="text/plain; charset=utf-8")
    if FOR_ALL in request.META and not request.path.endswith(MISSING):  # it has that page already
        return HttpResponse(status=404, headers={MISSING_IN: edition.root_path})
    with translation.override(edition.language), timezone.override(edition.zone):
        paper = _open(paper_request, edition)
        return seal(render(request, build_missing(paper)), language=edition.language)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer 404 where no address matches; the desk and files have a plain answer of their own."""
    if request.path.startswith(NOT_THE_PORTALS):
        return page_not_found(request, exception)
    return missing(request)


def place_of(request: HttpRequest) -> Place:
    """Read where in a list the reader stands; every other parameter is ignored."""
    return Place(
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
        is_oldest_first=request.GET.get("order") == "oldest",
    )


def _listed(code: str) -> Article:
    """Return the story of a code that readers may see now. Raises NoSuchPlace."""
    article = article_by_code(code)
    if article is None or not article.listed:
        raise NoSuchPlace
    return article


def _is_gone(article: Article) -> bool:
    """Say whether readers could once read it: retracted, or taken out of sight."""
    return not article.listed and article.published_at is not None


def _canonical(paper: Paper, article: Article) -> str:
    """Return the story's whole address, in its own edition."""
    return paper.edition_of(article).url(paper.story_address(article))


@reader_page
def article(request: HttpRequest, paper: Paper, **asked: str) -> HttpResponse:
    """Answer with a story; 301 from an old section or slug, 410 for one that was taken back."""
    return _story(
        request, paper, asked, "", lambda found: render(request, build_article(paper, found))
    )


@reader_page
def article_json(request: HttpRequest, paper: Paper, **asked: str) -> HttpResponse:
    """Answer with the story as a ninjs 3.1 item."""
    readable = {"ensure_ascii": False}
    return _story(
        request,
        paper,
        asked,
        ".json",
        lambda found: JsonResponse(ninjs_item(paper, found), json_dumps_params=readable),
    )


@reader_page
def versions(request: HttpRequest, paper: Paper, **asked: str) -> HttpResponse:
    """Answer with the story's public versions."""
    return _story(
        request,
        paper,
        asked,
        "versions/",
        lambda found: render(request, build_versions(paper, found)),
    )


def _story(
    request: HttpRequest,
    paper: Paper,
    asked: dict[str, str],
    ending: str,
    show: Callable[[Article], HttpResponse],
) -> HttpResponse:
    """Show a listed story at its one address, redirect from its others, say what is gone."""
    found = article_by_code(asked["code"])
    if found is not None and _is_gone(found) and found.edition_id == paper.edition.pk:
        if asked["slug"] != found.slug or asked["section"] != paper.section_of(found).slug:
            note_one_off()
        return render(request, build_gone(paper, found))
    if found is None or not found.listed:
        raise NoSuchPlace
    own = {"section": paper.section_of(found).slug, "slug": found.slug, "code": found.code}
    if own != asked or found.edition_id != paper.edition.pk:
        return HttpResponsePermanentRedirect(_with_ending(_canonical(paper, found), ending))
    return show(found)


def _with_ending(address: str, ending: str) -> str:
    return address.rstrip("/") + ending if ending.startswith(".") else address + ending


@require_safe
def short_link(request: HttpRequest, *, code: str) -> HttpResponse:
    """Lead from `/k/CODE` to the story, in its own edition; a gone story's address says 410."""
    found = story_of_short_link(code)
    if found is None:
        return missing(request)
    note_signpost()
    target = found.edition.url(found.reader_path())
    return seal(HttpResponsePermanentRedirect(target))


@reader_page
def section(request: HttpRequest, paper: Paper, *, section: str) -> HttpResponse:
    """Answer with a section's stories; 301 from its address in other letters."""
    found = next((one for one in paper.all_sections if one.slug == section), None)
    if found is None:
        return _section_by_another_name(paper, section)
    return render(request, build_list(paper, section_listing(paper, found), place_of(request)))


def _section_by_another_name(paper: Paper, slug: str) -> HttpResponse:
    meant = next((one for one in paper.all_sections if one.slug.lower() == slug.lower()), None)
    if meant is None:
        return moved(paper, "sections", slug)
    return HttpResponsePermanentRedirect(paper.path(meant.reader_path()))


def moved(paper: Paper, kind: str, slug: str, ending: str = "") -> HttpResponse:
    """Lead from a list's former address to today's. Raises NoSuchPlace."""
    path = path_today(paper.edition, kind, slug)
    if path is None:
        raise NoSuchPlace
    return HttpResponsePermanentRedirect(paper.path(path + ending))


@reader_page
def listing(request: HttpRequest, paper: Paper, *, kind: str, slug: str) -> HttpResponse:
    """Answer with the stories of a tag, a person, an organisation, a place or an author."""
    found = LISTINGS[kind](paper, slug)
    if found is None:
        return moved(paper, kind, slug)
    return render(request, build_list(paper, found, place_of(request)))


@reader_page
def quotes(
    request: HttpRequest, paper: Paper, *, kind: str, slug: str, dossier: str = ""
) -> HttpResponse:
    """Answer with what a person or an organisation has said, in all or within one dossier."""
    found = SPEAKERS[kind](slug)
    if found is None:
        return moved(paper, kind, slug, f"quotes/{dossier}/" if dossier else "quotes/")
    return render(request, build_quotes(paper, found, place_of(request), dossier=dossier))


@reader_page
def dossiers(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Answer with all dossiers."""
    return render(request, build_dossiers(paper))


@reader_page
def corrections(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Answer with the notices of the edition."""
    return render(request, build_corrections(paper, before=request.GET.get("before", "")))


@reader_page
def ticker(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Answer with the newest headlines."""
    return render(request, build_ticker(paper))


@reader_page
def feeds(request: HttpRequest, paper: Paper) -> HttpResponse:
    """Answer with what can be subscribed to."""
    return render(request, build_feeds(paper))


@reader_page
def standing(request: HttpRequest, paper: Paper, *, kind: str) -> HttpResponse:
    """Answer with imprint, privacy, contact or accessibility."""
    return render(request, build_standing(paper, kind))


@require_safe
def icon(_request: HttpRequest) -> HttpResponse:
    """Lead to the paper's icon: browsers and phones ask for it unbidden, the desk by this name."""
    kept_a_day = {"Cache-Control": f"public, max-age={DAY_SECONDS}"}
    return HttpResponseRedirect(static("portal/touch-icon.png"), headers=kept_a_day)


@reader_page
def share_picture(_request: HttpRequest, paper: Paper, *, code: str, version: str) -> HttpResponse:
    """Answer with the picture under which a story is shared; an old version leads to today's."""
    found = _listed(code)
    if found.edition_id != paper.edition.pk:
        raise NoSuchPlace
    images = images_of([found.picture_id], at=paper.now)
    address = share_address(paper, found, images)
    if address != f"/share/{code}-{version}.jpg":
        return HttpResponseRedirect(paper.path(address))
    try:
        jpeg = share_image(paper, found, images)
    except Busy:
        return HttpResponse(status=503, headers={"Retry-After": "5", "Cache-Control": "no-store"})
    headers = {"Cache-Control": f"public, max-age={DAY_SECONDS}"}
    return HttpResponse(jpeg, content_type="image/jpeg", headers=headers)
