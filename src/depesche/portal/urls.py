"""Addresses of the room `portal`; the edition's prefix is already taken off."""

from django.urls import path, re_path

from depesche.portal import dossier_views, views, views_search
from depesche.portal.build_list import LISTINGS
from depesche.portal.build_quotes import SPEAKERS
from depesche.portal.build_standing import KINDS

app_name = "portal"

ICONS = ("favicon.ico", "apple-touch-icon.png", "apple-touch-icon-precomposed.png")
STORY = (
    r"^(?P<section>[-a-zA-Z0-9_]+)/(?P<slug>[-a-zA-Z0-9_]+)-(?P<code>[1-9A-HJ-NP-Za-km-z]{6,16})"
)
DOSSIER = r"^dossiers/(?P<slug>[-a-zA-Z0-9_]+)/"

urlpatterns = [
    path("", views.front, name="front"),
    re_path(r"^k/(?P<code>[A-Za-z0-9-]{3,40})/?$", views.short_link, name="short-link"),
    re_path(
        r"^share/(?P<code>[A-Za-z0-9]{6,16})-(?P<version>[0-9a-f]{8})\.jpg$",
        views.share_picture,
        name="share-picture",
    ),
    *(path(f"{kind}/<slug:slug>/", views.listing, {"kind": kind}, name=kind) for kind in LISTINGS),
    *(
        path(f"{kind}/<slug:slug>/quotes/", views.quotes, {"kind": kind}, name=f"quotes-{kind}")
        for kind in SPEAKERS
    ),
    *(
        path(
            f"{kind}/<slug:slug>/quotes/<slug:dossier>/",
            views.quotes,
            {"kind": kind},
            name=f"quotes-{kind}-in",
        )
        for kind in SPEAKERS
    ),
    *(path(name, views.icon, name=name.partition(".")[0]) for name in ICONS),
    path("dossiers/", views.dossiers, name="dossiers"),
    path("dossiers/<slug:slug>/", dossier_views.dossier, name="dossier"),
    path("dossiers/<slug:slug>/text/", dossier_views.text, name="dossier-text"),
    re_path(
        DOSSIER + r"book(?:-(?P<volume>[1-9][0-9]{0,2}))?\.epub$", dossier_views.book, name="book"
    ),
    re_path(
        DOSSIER + r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})/$",
        dossier_views.month,
        name="dossier-month",
    ),
    re_path(
        DOSSIER + r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})/$",
        dossier_views.chapter,
        name="dossier-chapter",
    ),
    path("corrections/", views.corrections, name="corrections"),
    path("ticker/", views.ticker, name="ticker"),
    path("feeds/", views.feeds, name="feeds"),
    path("search/", views_search.search, name="search"),
    path("search/suggest.json", views_search.suggest, name="suggest"),
    re_path(
        r"^search/feed\.(?P<form>rss|atom|json)$", views_search.search_feed, name="search-feed"
    ),
    *(path(f"{kind}/", views.standing, {"kind": kind}, name=kind) for kind in KINDS),
    re_path(STORY + r"/$", views.article, name="article"),
    re_path(STORY + r"\.json$", views.article_json, name="article-json"),
    re_path(STORY + r"/versions/$", views.versions, name="versions"),
    path("<slug:section>/", views.section, name="section"),
]
