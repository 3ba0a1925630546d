"""Nobody works at the desk without the mark of staff, and none without a second factor."""

import time
from collections.abc import Callable, Iterable
from datetime import datetime
from urllib.parse import urlencode

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse

from depesche.readers.keep_text import AGAIN, hand_back, has_text

DESK = "/desk/"
DOORS = (
    *("/desk/sign-in/", "/desk/sign-out/", "/desk/password/", "/desk/second-factor/"),
    "/desk/address/",
)
# an open editor's heartbeat, and the start page that keeps itself fresh
BY_THEMSELVES = ("/desk/editing-sessions/", "/desk/newsroom/board/")
IDLE_SECONDS = 3 * 3600
NOTED_EVERY_SECONDS = 300


class DeskGuardMiddleware:
    """Before anything under `/desk/`: staff only, no stale session, no skipped second factor."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, or send its maker to the door that is missing."""
        path = request.path_info
        if not path.startswith(DESK):
            return self.get_response(request)
        if not request.user.is_authenticated:
            is_shut = not path.startswith(DOORS) and has_text(request)
            return (
                _send_to(request, reverse("account_login"))
                if is_shut
                else self.get_response(request)
            )
        by_itself = path.startswith(BY_THEMSELVES)
        if not request.user.is_staff or session_has_ended(
            request, now=time.time(), by_itself=by_itself
        ):
            logout(request)
            return _send_to(request, reverse("account_login"))
        if settings.SECOND_FACTOR and not path.startswith(DOORS):
            missing = missing_door(request)
            if missing:
                return _send_to(request, missing)
        if AGAIN in request.POST and has_text(request):
            return hand_back(request, door="")
        return self.get_response(request)


def session_has_ended(request: HttpRequest, *, now: float, by_itself: bool = False) -> bool:
    """Tell whether the session is too old, or has slept too long; notes that it is awake.

    What an open page asks `by_itself` says nothing of whether anybody sits before it. `now` is in
    seconds since the epoch.
    """
    session = request.session
    began = session.setdefault("began_at", now)
    seen = session.get("seen_at", began)
    if now - began > settings.SESSION_COOKIE_AGE or now - seen > IDLE_SECONDS:
        return True
    if by_itself:
        return False
    if now - seen > NOTED_EVERY_SECONDS or "seen_at" not in session:
        session["seen_at"] = now
    return False


def is_at_desk(request: HttpRequest, *, now: float) -> bool:
    """Tell whether the asker may see what only the newsroom sees, at an address beside `/desk/`.

    Asks what the desk asks: the mark of staff, a session that is awake, the second factor. Sends
    nobody away. `now` is in seconds since the epoch.
    """
    user = request.user
    if not (user.is_authenticated and user.is_active and user.is_staff):
        return False
    if session_has_ended(request, now=now):
        return False
    return not settings.SECOND_FACTOR or _factor_was_shown(request, _factors_since(request))


def missing_door(request: HttpRequest) -> str:
    """Return where the second factor is set up or asked for, empty if it was shown."""
    factors = _factors_since(request)
    if not factors:
        return reverse("mfa_activate_totp")
    if _factor_was_shown(request, factors):
        return ""
    logout(request)
    return reverse("account_login")


def _factors_since(request: HttpRequest) -> list[datetime]:
    """Return when each second factor of the account was set up."""
    factors = Authenticator.objects.filter(user=request.user)
    factors = factors.exclude(type=Authenticator.Type.RECOVERY_CODES)
    return list(factors.values_list("created_at", flat=True))


def _factor_was_shown(request: HttpRequest, factors: list[datetime]) -> bool:
    """Tell whether this session showed a second factor, or set its first one up."""
    records = get_authentication_records(request, request.user)
    if not factors:
        return False
    began = _password_at(records)
    was_set_up_here = began is not None and min(factors).timestamp() >= began
    return was_set_up_here or any(record.get("method") == "mfa" for record in records)


def _password_at(records: Iterable[dict[str, object]]) -> float | None:
    times = [float(str(record["at"])) for record in records if "at" in record]
    return min(times, default=None)


def _send_to(request: HttpRequest, address: str) -> HttpResponse:
    """Redirect a page, hand a form its text back; a script of the editor keeps it after a 403."""
    is_script = request.headers.get("x-requested-with") == "XMLHttpRequest"
    if is_script or not request.accepts("text/html"):
        return JsonResponse({"success": False, "error": "signed_out"}, status=403)
    if has_text(request):
        return hand_back(request, door=address)
    query = urlencode({"next": request.get_full_path()}) if request.method == "GET" else ""
    return HttpResponseRedirect(f"{address}?{query}" if query else address)
