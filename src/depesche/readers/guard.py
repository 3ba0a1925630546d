"""Nobody works at the desk without the mark of staff, and none without a second factor."""

import time
from collections.abc import Callable, Iterable
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

DESK = "/desk/"
DOORS = ("/desk/sign-in/", "/desk/sign-out/", "/desk/password/", "/desk/second-factor/")
IDLE_SECONDS = 3 * 3600
NOTED_EVERY_SECONDS = 300


class DeskGuardMiddleware:
    """Before anything under `/desk/`: staff only, no stale session, no skipped second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, or send its maker to the door that is missing."""
        path = request.path_info
        if not path.startswith(DESK) or not request.user.is_authenticated:
            return self.get_response(request)
        if not request.user.is_staff or session_has_ended(request, now=time.time()):
            logout(request)
            return _send_to(request, reverse("account_login"))
        if settings.SECOND_FACTOR and not path.startswith(DOORS):
            missing = missing_door(request)
            if missing:
                return _send_to(request, missing)
        return self.get_response(request)


def session_has_ended(request: HttpRequest, *, now: float) -> bool:
    """Tell whether the session is too old, or has slept too long; notes that it is awake.

    `now` is in seconds since the epoch.
    """
    session = request.session
    began = session.setdefault("began_at", now)
    seen = session.get("seen_at", began)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > IDLE_SECONDS:
        return True
    if now - seen > NOTED_EVERY_SECONDS or "seen_at" not in session:
        session["seen_at"] = now
    return False


def missing_door(request: HttpRequest) -> str:
    """Return where the second factor is set up or asked for, empty if it was shown."""
    records = get_authentication_records(request, request.user)
    began = _password_at(records)
    factors = list(
        Authenticator.objects.filter(user=request.user)
        .exclude(type=Authenticator.Type.RECOVERY_CODES)
        .values_list("created_at", flat=True)
    )
    if not factors:
        return reverse("mfa_activate_totp")
    was_shown = any(record.get("method") == "mfa" for record in records)
    was_set_up_here = began is not None and min(factors).timestamp() >= began
    if was_shown or was_set_up_here:
        return ""
    logout(request)
    return reverse("account_login")


def _password_at(records: Iterable[dict[str, object]]) -> float | None:
    times = [float(str(record["at"])) for record in records if "at" in record]
    return min(times, default=None)


def _send_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect a page, but answer a script of the editor with 403: it keeps the text then."""
    if request.headers.get("x-requested-with") == "XMLHttpRequest":
        return JsonResponse({"success": False, "error": "signed_out"}, status=403)
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
