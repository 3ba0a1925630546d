"""What an editor sees when nothing can be saved: why, and the text, ready to be sent again.

Nothing is read for it: neither session nor database, which may be what is broken.
"""

import logging
import sys
from typing import Any

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException, UnreadablePostError
from django.template import Context, Engine
from django.utils.translation import gettext as _

from depesche.readers.keep_text import legible, names_of_files
from depesche.server.outage import Outage, outage_of

log = logging.getLogger("depesche.desk")

READING = frozenset({"GET", "HEAD", "OPTIONS"})
UNREADABLE = (
    BadRequest,
    MultiPartParserError,
    RawPostDataException,
    RequestDataTooBig,
    SuspiciousOperation,
    UnreadablePostError,
)


def sentence_for(outage: Outage) -> str:
    """Return why nothing can be done, and what to do, for people."""
    return {
        "busy": _("The database is busy with something long. Please try again in a moment."),
        "full": _("The disk of the server is full. Please tell the technicians, then try again."),
        "reading": _("The newspaper can only be read just now. The technicians know why."),
        "away": _("The database does not answer. It is being asked again all the time."),
        "damaged": _("The database is damaged. Please tell the technicians at once."),
    }[outage.kind]


def answer_outage(request: HttpRequest) -> HttpResponse | None:
    """Answer the fault under way with 503 and what was sent; None where it is no outage."""
    outage = outage_of(sys.exc_info()[1])
    if outage is None:
        return None
    log.error("desk.outage", extra={"kind": outage.kind})
    sentence = sentence_for(outage)
    answer: HttpResponse
    if wants_json(request):
        told = {"success": False, "error_message": sentence, "error_code": "outage"}
        answer = JsonResponse(told, status=503)
    else:
        template = Engine.get_default().get_template("desk/outage.html")
        answer = HttpResponse(template.render(Context(page(request, sentence))), status=503)
    answer.headers["Retry-After"] = str(outage.retry_seconds)
    return answer


def page(request: HttpRequest, sentence: str) -> dict[str, Any]:
    """Return what the page says and hands back; the token of the form is not text."""
    sent = sent_fields(request)
    texts = [value for name, value in sent if name != "csrfmiddlewaretoken"]
    return {
        "sentence": sentence,
        "sent": sent,
        "words": legible(texts),
        "files": names_of_files(request) if sent else "",
        "again": again(request),
    }


def again(request: HttpRequest) -> str:
    """Return the address to ask again, as the browser knows it."""
    return f"{request.path}?{request.META['QUERY_STRING']}".rstrip("?")


def wants_json(request: HttpRequest) -> bool:
    """Tell whether a script asked, and not a person's browser."""
    return (
        request.headers.get("x-requested-with") == "XMLHttpRequest"
        or request.headers.get("accept", "").partition(",")[0].strip() == "application/json"
    )


def sent_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of the form that was sent, in order; files cannot be given back."""
    if request.method in READING:
        return []
    try:
        return [(name, value) for name, values in request.POST.lists() for value in values]
    except UNREADABLE:
        return []
