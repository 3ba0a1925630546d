"""Addresses of the desk: Wagtail's admin, and what it lacks."""

from django.urls import include, path
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

urlpatterns = [
    path("audio/", include(wagtaildocs_urls)),
    path("", include(wagtailadmin_urls)),
]
