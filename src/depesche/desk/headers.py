"""The headers of the desk: own files only, scripts with a nonce, nothing kept by anybody.

Django 5.2 has no content security policy of its own; ours is this middleware. The nonce reaches
Wagtail's widgets, which know no request, through a context variable.
"""

import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse
from django.utils.safestring import mark_safe

DESK = "/desk/"
_nonce: ContextVar[str] = ContextVar("desk_nonce", default="")


def current_nonce() -> str:
    """Return the nonce of the answer under way; empty outside the desk."""
    return _nonce.get()


def policy(nonce: str) -> str:
    """Return the content security policy of a page with `nonce`.

    Styles may be inline: Wagtail's text and table editors write style elements as they draw.
    """
    return "; ".join(
        [
            "default-src 'none'",
            f"script-src 'self' 'nonce-{nonce}'",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self'",
            "media-src 'self'",
            "connect-src 'self'",
            "frame-src 'self'",
            "form-action 'self'",
            "object-src 'none'",
            "base-uri 'none'",
            "frame-ancestors 'self'",
        ]
    )


def with_nonce(render: Callable[..., str]) -> Callable[..., str]:
    """Wrap the rendering of Wagtail's choosers: the script at their end gets the page's nonce."""

    def rendered(*arguments: object, **options: object) -> str:
        html = render(*arguments, **options)
        before, script, after = html.rpartition("<script>")
        if not script:
            return html
        return mark_safe(f'{before}<script nonce="{current_nonce()}">{after}')  # noqa: S308 theirs

    return rendered


class DeskHeadersMiddleware:
    """Seal every answer of the desk; what a view has set itself (a preview) stays."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Draw a nonce, answer, seal."""
        if not request.path_info.startswith(DESK):
            return self.get_response(request)
        nonce = secrets.token_urlsafe(16)
        token = _nonce.set(nonce)
        try:
            response = self.get_response(request)
        finally:
            _nonce.reset(token)
        headers = response.headers
        headers.setdefault("Content-Security-Policy", policy(nonce))
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if "no-store" not in headers.get("Cache-Control", ""):
            headers["Cache-Control"] = "private, no-store"
        return response
