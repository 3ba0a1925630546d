"""The doors of the desk: allauth's views, those that a newsroom needs and no others."""

from allauth.account import views
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from depesche.readers import views as own

ADDRESS = [
    path("<str:token>/", own.confirm, name="confirm_address"),
    path("back/<str:token>/", own.undo, name="undo_address"),
]

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-in/inactive/", views.account_inactive, name="account_inactive"),
    path("sign-in/again/", views.reauthenticate, name="account_reauthenticate"),
    path("sign-out/", views.logout, name="account_logout"),
    path(
        "sign-in/new/",
        RedirectView.as_view(pattern_name="account_login"),
        name="account_signup",
    ),
    path("password/", views.password_change, name="account_change_password"),
    path(
        "password/set/",
        RedirectView.as_view(pattern_name="account_reset_password"),
        name="account_set_password",
    ),
    path("password/forgotten/", views.password_reset, name="account_reset_password"),
    path("password/sent/", views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/chosen/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("address/", include((ADDRESS, "readers"))),
    path("second-factor/", include("allauth.mfa.urls")),
]
