"""Find the edition by host and first path part; the rest of the portal never sees the prefix."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from depesche.masthead.queries import edition_at


class EditionMiddleware:
    """Set `request.edition`, take the edition's prefix off `path_info` and choose its language."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        edition, rest = edition_at(request.get_host(), request.path_info)
        request.edition = edition
        if edition is not None:
            request.path_info = rest
        return self.get_response(request)
