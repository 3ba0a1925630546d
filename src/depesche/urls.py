"""Which room answers which address: wiring only. The edition's prefix is already taken off."""

from django.urls import include, path

handler404 = "depesche.portal.views.not_found"
handler500 = "depesche.portal.views.broken"

urlpatterns = [
    path("desk/", include("depesche.desk.urls")),
    path("", include("depesche.pictures.urls")),
    path("", include("depesche.feeds.urls")),
    path("", include("depesche.portal.urls")),
]
