"""Keep what was typed when a session ended meanwhile: the page hands it back, to be sent again.

Nothing is stored. The fields go into the page that says so; once its reader has signed in, in
another tab, they come back, get the new session's token, and go where they were sent first.
"""

import json
from collections.abc import Iterable
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AGAIN = "depesche-again"  # the field that says: these words were handed back by this page
FILES = "depesche-files"  # names of files that came with them, which no page can hand back
LEFT_OUT = {AGAIN, FILES, "csrfmiddlewaretoken"}
LONG_WORDS = 3


def has_text(request: HttpRequest) -> bool:
    """Tell whether `request` is a form of our own pages that somebody filled in.

    A form of another site gets nothing handed back: nobody shall be led to send it on.
    """
    if request.method != "POST" or not (request.POST.keys() - LEFT_OUT):
        return False
    came_from = request.headers.get("origin") or request.headers.get("referer") or ""
    return urlsplit(came_from).netloc == request.get_host()


def names_of_files(request: HttpRequest) -> str:
    """Return the names of the files that were sent, for the sentence that they must come again."""
    return ", ".join(
        file.name or "?" for name in request.FILES for file in request.FILES.getlist(name)
    )


def legible(values: Iterable[str]) -> list[str]:
    """Return of what was sent the texts that a person would know again."""
    texts = (_text_of(value) for value in values)
    return [text for text in texts if len(text.split()) >= LONG_WORDS]


def _text_of(value: str) -> str:
    """Return a field's text; a paragraph of Wagtail's editor comes as JSON with its words in it."""
    if not value.startswith("{"):
        return value
    try:
        return "\n".join(block["text"] for block in json.loads(value)["blocks"])
    except (KeyError, TypeError, ValueError):
        return ""


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
        "words": legible(value for _name, value in fields),
        "files_field": FILES,
        "files": request.POST.get(FILES, "") or names_of_files(request),
    }
    return render(request, "readers/kept.html", page, status=200 if not door else 403)
