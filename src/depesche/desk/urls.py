"""Addresses of the desk: Wagtail's admin, and what it lacks."""

from django.http import Http404
from django.urls import include, path, re_path
from django.views.defaults import page_not_found
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access

from depesche.desk.choose import ChoosePage

urlpatterns = [
    # Wagtail's own sign-in would pass the second factor by: its addresses lead to ours
    path("login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("logout/", RedirectView.as_view(pattern_name="account_logout")),
    path("password_reset/<path:rest>", RedirectView.as_view(url="/desk/password/forgotten/")),
    path("password_reset/", RedirectView.as_view(url="/desk/password/forgotten/")),
    path("", include("depesche.readers.urls")),
    # accounts are changed one by one, by acts that tell the wire
    re_path("^bulk/readers/reader/", page_not_found, {"exception": Http404()}),
    path(
        "choose-page/",
        require_admin_access(ChoosePage.as_view()),
        name="wagtailadmin_choose_page",
    ),
    path("", include(wagtailadmin_urls)),
]
