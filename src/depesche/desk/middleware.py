"""Every act at the desk is one transaction: text, audit row and dispatch, or nothing."""

from collections.abc import Callable

from django.db import transaction
from django.http import HttpRequest, HttpResponse

SERVER_FAULT = 500
READING = frozenset({"GET", "HEAD", "OPTIONS"})


class AtomicDeskMiddleware:
    """Run what changes something under `/desk/` in one transaction; a refusal (≥ 500) undoes it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`, all or nothing."""
        if request.method in READING or not request.path_info.startswith("/desk/"):
            return self.get_response(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= SERVER_FAULT:
                transaction.set_rollback(True)
        return response
