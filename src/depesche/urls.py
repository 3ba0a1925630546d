"""Which room answers which address: wiring only. The edition's prefix is already taken off."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path, re_path

from depesche.desk.outage import answer_outage
from depesche.pictures.views import recording
from depesche.portal.broken import broken

handler404 = "depesche.portal.views.not_found"


def handler500(request: HttpRequest) -> HttpResponse:
    """Let the room that was asked say what is wrong."""
    at_desk = request.path_info.startswith("/desk/")
    return (answer_outage(request) if at_desk else None) or broken(request)


urlpatterns = [
    path("desk/", include("depesche.desk.urls")),
    # under the name by which Wagtail looks for it, so that nothing else hands out sound files
    re_path(r"^media/audio/(\d+)/([^/]*)$", recording, name="wagtaildocs_serve"),
    path("", include("depesche.pictures.urls")),
    path("", include("depesche.feeds.urls")),
    path("", include("depesche.portal.urls")),
]
