"""Pages of a dossier: itself, its months and chapters, its text, its e-book."""

from datetime import date

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from depesche.dossiers.models import Dossier
from depesche.dossiers.queries import dossier_at
from depesche.dossiers.tally import Month
from depesche.portal.build_book import build_book
from depesche.portal.build_dossier import (
    WHOLE,
    Elsewhere,
    PartOf,
    build_dossier,
    chapter_of,
    month_of,
)
from depesche.portal.build_dossier_text import build_text
from depesche.portal.paging import NoSuchPlace
from depesche.portal.paper import Paper
from depesche.portal.render import render
from depesche.portal.views import moved, place_of, reader_page

EPUB = "application/epub+zip"
DECEMBER = 12


@reader_page
def dossier(request: HttpRequest, paper: Paper, *, slug: str) -> HttpResponse:
    """Answer with a running story."""
    found = dossier_at(paper.edition, slug)
    return _part(request, paper, found, WHOLE) if found else moved(paper, "dossiers", slug)


@reader_page
def month(request: HttpRequest, paper: Paper, *, slug: str, year: str, month: str) -> HttpResponse:
    """Answer with what came out in a month of a running story."""
    if not (1 <= int(month) <= DECEMBER and int(year)):
        raise NoSuchPlace
    found = dossier_at(paper.edition, slug)
    if found is None:
        return _moved_part(paper, slug, f"{year}-{month}/")
    return _part(request, paper, found, month_of(paper, Month(int(year), int(month))))


@reader_page
def chapter(request: HttpRequest, paper: Paper, *, slug: str, day: str) -> HttpResponse:
    """Answer with a chapter; from a day in the middle of one, lead to its first day."""
    try:
        first = date.fromisoformat(day)
    except ValueError as no_day:
        raise NoSuchPlace from no_day
    found = dossier_at(paper.edition, slug)
    if found is None:
        return _moved_part(paper, slug, f"{day}/")
    try:
        part_of = chapter_of(paper, found, first)
    except Elsewhere as elsewhere:
        return HttpResponseRedirect(paper.path(f"/dossiers/{found.slug}/{elsewhere}"))
    return _part(request, paper, found, part_of)


@reader_page
def text(request: HttpRequest, paper: Paper, *, slug: str) -> HttpResponse:
    """Answer with a running story as one text, in parts."""
    found = dossier_at(paper.edition, slug)
    if found is None:
        return _moved_part(paper, slug, "text/")
    return render(request, build_text(paper, found, place_of(request)))


@reader_page
def book(
    _request: HttpRequest, paper: Paper, *, slug: str, volume: str | None = None
) -> HttpResponse:
    """Answer with a volume of the e-book."""
    found = dossier_at(paper.edition, slug)
    if found is None:
        ending = f"book-{volume}.epub" if volume else "book.epub"
        return _moved_part(paper, slug, ending)
    content = build_book(paper, found, int(volume) if volume else None)
    name = f"{found.slug}-{volume}" if volume else found.slug
    headers = {"Content-Disposition": f'attachment; filename="{name}.epub"'}
    return HttpResponse(content, content_type=EPUB, headers=headers)


def _part(request: HttpRequest, paper: Paper, found: Dossier, part_of: PartOf) -> HttpResponse:
    return render(request, build_dossier(paper, found, place_of(request), part_of))


def _moved_part(paper: Paper, slug: str, rest: str) -> HttpResponse:
    """Lead from a former address to the same part of today's. Raises NoSuchPlace."""
    answer = moved(paper, "dossiers", slug)
    answer.headers["Location"] += rest
    return answer
