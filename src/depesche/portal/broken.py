"""Broken: what a reader sees where no page can be made. Reads nothing but the fault under way.

The style sheet is a file that is handed out without Django, so it is there in an outage as well.
"""

import sys

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from depesche.server.outage import outage_of

PAGE = """<!DOCTYPE html>
<html lang="de">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>{title}</title>
<link rel="stylesheet" href="{static}portal/paper.css">
</head>
<body>
<main class="sheet broken">
<div class="masthead-mark" aria-hidden="true"></div>
<h1 class="page-name">{german}</h1>
<p class="page-about">{german_way}</p>
<div lang="en">
<h2>{english}</h2>
<p class="page-about">{english_way}</p>
</div>
</main>
</body>
</html>
"""
OF_OURS = {
    "title": "Fehler / Fault",
    "german": "Bei uns ist etwas schiefgegangen.",
    "german_way": "Der Fehler ist aufgezeichnet. "
    "Bitte versuchen Sie es in ein paar Minuten noch einmal.",
    "english": "Something went wrong on our side.",
    "english_way": "The fault is on record. Please try again in a few minutes.",
}
OUTAGE = {
    "title": "Einen Moment bitte / One moment please",
    "german": "Diese Seite kann gerade nicht gezeigt werden.",
    "german_way": "Sie ist nicht verloren. Bitte laden Sie sie in einer Minute noch einmal.",
    "english": "This page cannot be shown just now.",
    "english_way": "It is not lost. Please load it again in a minute.",
}


def broken(_request: HttpRequest) -> HttpResponse:
    """Answer 503 where the database is away, 500 for a fault of ours; in both languages."""
    outage = outage_of(sys.exc_info()[1])
    headers = {"Cache-Control": "no-store"}
    if outage is not None:
        headers["Retry-After"] = str(outage.retry_seconds)
    text = PAGE.format(static=settings.STATIC_URL, **(OUTAGE if outage else OF_OURS))
    return HttpResponse(text, status=503 if outage else 500, headers=headers)
