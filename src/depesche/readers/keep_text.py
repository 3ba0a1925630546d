"""Keep what was typed when a session ended meanwhile: the page hands it back, to be sent again.

Nothing is stored. The fields go into the page that says so; once its reader has signed in, in
another tab, they come back, get the new session's token, and go where they were sent first.
"""

from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AGAIN = "depesche-again"  # the field that says: these words were handed back by this page
LEFT_OUT = {AGAIN, "csrfmiddlewaretoken"}
LONG_WORDS = 3


def has_text(request: HttpRequest) -> bool:
    """Tell whether `request` is a form of our own pages that somebody filled in.

    A form of another site gets nothing handed back: nobody shall be led to send it on.
    """
    if request.method != "POST" or not (request.POST.keys() - LEFT_OUT):
        return False
    came_from = request.headers.get("origin") or request.headers.get("referer") or ""
    return urlsplit(came_from).netloc == request.get_host()


def hand_back(request: HttpRequest, *, door: str) -> HttpResponse:
    """Answer with the fields that were sent; `door` is where one signs in, empty if one has."""
    fields = [
        (name, value)
        for name in request.POST
        if name not in LEFT_OUT
        for value in request.POST.getlist(name)
    ]
    page = {
        "action": request.get_full_path(),
        "again": AGAIN,
        "door": door,
        "fields": fields,
        "words": [value for _name, value in fields if len(value.split()) >= LONG_WORDS],
        "had_files": bool(request.FILES),
    }
    return render(request, "readers/kept.html", page, status=200 if not door else 403)
