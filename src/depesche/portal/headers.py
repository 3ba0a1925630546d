"""The headers of everything that a reader gets: asked for anew, own files only, no cookie."""

from django.http import HttpResponse

POLICY = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "media-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)
FEATURES = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer",
        "browsing-topics",
        "camera",
        "display-capture",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
    )
)
HEADERS = {
    "Cache-Control": "public, max-age=0, must-revalidate",
    "Content-Security-Policy": POLICY,
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": FEATURES,
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "X-Content-Type-Options": "nosniff",
}


def seal(response: HttpResponse, *, language: str = "") -> HttpResponse:
    """Put the reader's headers on an answer; what its view has set stays (a preview's own)."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if language:
        response.headers.setdefault("Content-Language", language)
    return response
