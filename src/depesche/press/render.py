"""Render a page for nobody in particular: a request made anew, with nothing of any reader's.

Only what comes from here may be kept. A reader's own request and its answer never come near the
store: what the page is told of them is the address.
"""

import hashlib
import logging
from functools import cached_property
from http import HTTPStatus
from io import BytesIO
from time import monotonic, time
from typing import Any, cast

from django.core import signals
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.http import HttpResponse, QueryDict
from django.urls import set_script_prefix

from depesche.press.asked import FOR_ALL, MISSING, MISSING_IN, Asked, Rendered
from depesche.press.codings import is_text, squeezed
from depesche.press.kept import Headers, KeptPage
from depesche.press.note import Notes, collecting

log = logging.getLogger("depesche.press")

KEPT_STATUS = frozenset(
    {HTTPStatus.OK, HTTPStatus.GONE, HTTPStatus.NOT_FOUND, HTTPStatus.MOVED_PERMANENTLY}
)
KNOWS_NO_QUERY = frozenset({HTTPStatus.OK, HTTPStatus.MOVED_PERMANENTLY})
OF_ONE_ANSWER = frozenset({"set-cookie", "content-length", "etag", "last-modified", "vary", "date"})
TAG_BYTES = 8


class RequestForAll(WSGIRequest):
    """The request of the press; it remembers whether the page looked at its parameters."""

    looked_at_query = False

    @cached_property
    def GET(self) -> QueryDict:  # type: ignore[override]  # noqa: N802 Django's name
        """Return the parameters, and remember that somebody looked."""
        self.looked_at_query = True
        return QueryDict(self.META["QUERY_STRING"], encoding=self.encoding)


class Renderer:
    """Django's own views, asked for everybody; loaded once in a process."""

    def __init__(self, *, scheme: str) -> None:
        self._scheme = scheme
        self._handler = WSGIHandler()

    def render(self, asked: Asked) -> Rendered:
        """Return the page at an address as everybody gets it, made now."""
        begun = monotonic()
        request = RequestForAll(self._environ(asked))
        set_script_prefix("/")
        signals.request_started.send(sender=type(self), environ=request.META)
        with collecting() as notes:
            response = cast("HttpResponse", self._handler.get_response(request))
        try:
            return self._made(asked, request, response, notes, begun)
        finally:
            response.close()  # tells Django that the request is over

    def _made(
        self,
        asked: Asked,
        request: RequestForAll,
        response: HttpResponse,
        notes: Notes,
        begun: float,
    ) -> Rendered:
        body = b"".join(response) if response.streaming else response.content
        place = response.headers.pop(MISSING_IN, None)
        headers: Headers = [
            (name.lower(), value)
            for name, value in response.items()
            if name.lower() not in OF_ONE_ANSWER
        ]
        kind = response.headers.get("Content-Type", "")
        page = KeptPage(
            key=asked.key,
            status=response.status_code,
            headers=headers,
            bodies=squeezed(body, content_type=kind),
            tag=hashlib.blake2b(body, digest_size=TAG_BYTES).hexdigest(),
            kept_at=time() - (monotonic() - begun),
            until=notes.until,
            takes_no_query=not request.looked_at_query and response.status_code in KNOWS_NO_QUERY,
            ingredients=frozenset(notes.ingredients),
        )
        may_keep = is_for_all(request, response) and notes.is_for_keeps and is_text(kind)
        if response.status_code == HTTPStatus.NOT_FOUND:  # strangers could fill the store
            may_keep = may_keep and asked.path.endswith(MISSING)
        if response.status_code == HTTPStatus.MOVED_PERMANENTLY:
            may_keep = may_keep and notes.is_signpost
        missing = Asked(asked.host, f"{place}{MISSING}") if place is not None else None
        return Rendered(page, begun, may_keep and missing is None, missing)

    def _environ(self, asked: Asked) -> dict[str, Any]:
        return {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": asked.path,
            "QUERY_STRING": asked.query,
            "HTTP_HOST": asked.host,
            "REMOTE_ADDR": "",
            "SERVER_NAME": asked.host.partition(":")[0],
            "SERVER_PORT": "443" if self._scheme == "https" else "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.url_scheme": self._scheme,
            "wsgi.input": BytesIO(),
            FOR_ALL: True,
        }


def is_for_all(request: WSGIRequest, response: HttpResponse) -> bool:
    """Tell whether an answer may be kept: nothing in it was made for one person.

    No cookie is set, no session was opened, no form's secret was drawn, nothing varies by who
    asks; the answer calls itself public and is one of the few kinds that are kept.
    """
    told = response.headers.get("Cache-Control", "").lower()
    session = getattr(request, "session", None)
    return (
        response.status_code in KEPT_STATUS
        and not response.streaming
        and not response.cookies
        and not response.has_header("Set-Cookie")
        and "public" in told
        and "no-store" not in told
        and "cookie" not in response.headers.get("Vary", "").lower()
        and "'nonce-" not in response.headers.get("Content-Security-Policy", "")
        and not (session is not None and (session.accessed or session.modified))
        and not request.META.get("CSRF_COOKIE_NEEDS_UPDATE")
        and "CSRF_COOKIE" not in request.META
    )
