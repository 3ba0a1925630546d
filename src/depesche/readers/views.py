"""The two links of a change of address: confirm it at the new one, take it back at the old one.

Whoever follows one need not be signed in; a look at the page changes nothing.
"""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from depesche.readers.change_address import (
    NotToBeDone,
    change_to_confirm,
    change_to_undo,
    confirm_address,
    undo_address,
)
from depesche.readers.models import AddressChange

View = Callable[..., HttpResponse]


def link(view: View) -> View:
    """Answer a link that leads nowhere with a sentence, and tell no other page of the link."""

    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def answer(request: HttpRequest, token: str) -> HttpResponse:
        try:
            response = view(request, token)
        except (NotToBeDone, ValidationError):
            response = show(request, "nowhere", status=410)
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return answer


@link
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the account shall have this address, and let it have it."""
    now = timezone.now()
    if request.method != "POST":
        return show(request, "confirm", change_to_confirm(token, at=now))
    own = change_to_confirm(token, at=now).reader == request.user
    change = confirm_address(token, at=now, but=request.session.session_key if own else None)
    return show(request, "confirmed", change)


@link
def undo(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether the change shall be taken back; then lead to a new password."""
    now = timezone.now()
    if request.method != "POST":
        return show(request, "undo", change_to_undo(token, at=now))
    return HttpResponseRedirect(undo_address(token, at=now))


def show(
    request: HttpRequest, step: str, change: AddressChange | None = None, *, status: int = 200
) -> HttpResponse:
    """Answer with the page of one step."""
    page = {"step": step, "change": change}
    return render(request, "readers/address.html", page, status=status)
