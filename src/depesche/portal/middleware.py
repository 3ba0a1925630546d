"""Find the edition by host and first path part; the rest of the portal never sees the prefix.

One query a request, nothing remembered between requests: an edition is never stale.
"""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import timezone, translation

from depesche.masthead.models import Edition
from depesche.masthead.queries import NOT_THE_PORTALS, all_editions, edition_among
from depesche.portal.headers import seal
from depesche.portal.request import PaperRequest


class EditionMiddleware:
    """Set `request.edition`, take its prefix off `path_info`, speak its language, seal the answer.

    A host that is not the house's is refused (400) by `get_host` before anything is looked up.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer within the edition of the address, or without one (the desk, files, `/`)."""
        host, path = request.get_host(), request.path_info
        paper = cast("PaperRequest", request)
        if path.startswith(NOT_THE_PORTALS):
            return self._answer_without(paper)
        _forget_who_asks(paper)
        editions = all_editions()
        edition, rest = edition_among(editions, host, path)
        if edition is None:
            bare, _rest = edition_among(editions, host, f"{path}/")
            if bare is not None:
                return HttpResponsePermanentRedirect(bare.root_path)
            return self._answer_without(paper, editions)
        paper.edition, paper.editions, paper.path_info = edition, editions, rest
        with translation.override(edition.language), timezone.override(edition.zone):
            return seal(self.get_response(paper), language=edition.language)

    def _answer_without(
        self, request: PaperRequest, editions: tuple[Edition, ...] = ()
    ) -> HttpResponse:
        request.edition, request.editions = None, editions
        return self.get_response(request)


def _forget_who_asks(request: PaperRequest) -> None:
    """Take the cookies away: a page is for everybody, no session is opened, none is set.

    A preview keeps them (Wagtail's dummy request): its bar is for the one who looks at it.
    """
    if not getattr(request, "is_dummy", False):
        request.COOKIES = {}
        request.META.pop("HTTP_COOKIE", None)


class DeskLocaleMiddleware(LocaleMiddleware):
    """Ask the browser for its language at the desk only: a reader's page has its edition's."""

    def process_request(self, request: HttpRequest) -> None:
        """Choose the language at the desk."""
        if not self._is_readers(request):
            super().process_request(request)

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        """Name the language at the desk."""
        if not self._is_readers(request):
            return super().process_response(request, response)
        return response

    @staticmethod
    def _is_readers(request: HttpRequest) -> bool:
        return not request.path_info.startswith("/desk/")
