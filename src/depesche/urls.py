"""Which room answers which address: wiring only. The edition's prefix is already taken off."""

from django.urls import include, path, re_path

from depesche.pictures.views import recording

handler404 = "depesche.portal.views.not_found"
handler500 = "depesche.portal.views.broken"

urlpatterns = [
    path("desk/", include("depesche.desk.urls")),
    # under the name by which Wagtail looks for it, so that nothing else hands out sound files
    re_path(r"^media/audio/(\d+)/([^/]*)$", recording, name="wagtaildocs_serve"),
    path("", include("depesche.pictures.urls")),
    path("", include("depesche.feeds.urls")),
    path("", include("depesche.portal.urls")),
]
