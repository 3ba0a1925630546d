"""Every act at the desk is one transaction: text, audit row and dispatch, or nothing."""

from collections.abc import Callable
from urllib.parse import urlsplit

from django.contrib import messages
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from depesche.articles.check import NotReady, StillRead
from depesche.pictures.accept import examine_early
from depesche.readers.guard import DOORS

SERVER_FAULT = 500
READING = frozenset({"GET", "HEAD", "OPTIONS"})
DESK = "/desk/"
PICTURES = "/desk/images/"
PREVIEW = "/preview/"


class AtomicDeskMiddleware:
    """Run what changes something under `/desk/` in one transaction; a refusal (≥ 500) undoes it.

    On SQLite a transaction holds the one lock for writing. What takes its time and changes nothing
    is therefore done without or before it, or whoever hammers at the door could make stories late:
    the doors (a password's hash takes half a second), previews, reading and decoding an upload.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer `request`, all or nothing."""
        if request.method in READING or not is_act(request.path_info):
            return self.get_response(request)
        take_in_uploads(request)
        with transaction.atomic():
            response = self.get_response(request)
            if response.status_code >= SERVER_FAULT:
                transaction.set_rollback(True)
        return response

    def process_exception(self, request: HttpRequest, fault: Exception) -> HttpResponse | None:
        """Undo what cannot go out, or cannot be deleted, wherever Wagtail tried it; say why."""
        if not request.path_info.startswith(DESK):
            return None
        if isinstance(fault, StillRead):
            sentence = str(fault)
        elif isinstance(fault, NotReady):
            sentence = _("It has not gone out yet. %(what)s") % {
                "what": " ".join(map(str, fault.faults))
            }
        elif isinstance(fault, ProtectedError):
            sentence = _("A story still uses it. Take it out of the story first.")
        else:
            return None
        undo()
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            return JsonResponse({"success": False, "error_message": sentence}, status=400)
        messages.error(request, sentence)
        return HttpResponseRedirect(_way_back(request))


def is_act(path: str) -> bool:
    """Tell whether what is sent to `path` is an act of the newsroom."""
    return path.startswith(DESK) and not path.startswith(DOORS) and not path.endswith(PREVIEW)


def take_in_uploads(request: HttpRequest) -> None:
    """Read what was sent to its end, and decode the pictures in it."""
    files = request.FILES
    if request.path_info.startswith(PICTURES) and request.user.is_authenticated:
        for name in files:
            for file in files.getlist(name):
                examine_early(file)


def undo() -> None:
    """Let nothing of this request's act stand."""
    if connection.in_atomic_block:
        transaction.set_rollback(True)


def undo_what_is_refused(
    refuse: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Wrap Wagtail's answer to a missing right: it is a redirect, and would keep half an act."""

    def refuse_and_undo(request: HttpRequest) -> HttpResponse:
        if request.method not in READING and is_act(request.path_info):
            undo()
        return refuse(request)

    return refuse_and_undo


def _way_back(request: HttpRequest) -> str:
    came_from = urlsplit(request.headers.get("referer", ""))
    is_ours = came_from.netloc == request.get_host() and came_from.path.startswith(DESK)
    return came_from.path if is_ours else reverse("wagtailadmin_home")
