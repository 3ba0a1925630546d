"""Addresses of feeds: a list's own address and `feed.rss`, `feed.atom` or `feed.json`."""

from django.urls import path, re_path

from depesche.feeds import views

app_name = "feeds"
FORM = r"feed\.(?P<form>rss|atom|json)$"
SLUG = r"(?P<slug>[-a-zA-Z0-9_]+)"
KINDS = r"(?P<kind>tags|dossiers|people|authors|organisations|places)"
MONTH = r"(?P<year>\d{4})-(?P<month>\d{2})\.xml$"

urlpatterns = [
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemaps/pages.xml", views.pages_sitemap, name="sitemap_pages"),
    path("sitemaps/news.xml", views.news_sitemap, name="sitemap_news"),
    re_path(
        r"^sitemaps/(?P<year>\d{4})-(?P<month>\d{2})\.xml$",
        views.month_sitemap,
        name="sitemap_month",
    ),
    re_path(f"^{FORM}", views.front_feed, name="front"),
    re_path(f"^corrections/{FORM}", views.corrections_feed, name="corrections"),
    re_path(f"^{KINDS}/{SLUG}/{FORM}", views.list_feed, name="list"),
    re_path(
        f"^(?P<kind>people|organisations)/{SLUG}/quotes/{FORM}", views.quotes_feed, name="quotes"
    ),
    re_path(f"^(?!search/){SLUG}/{FORM}", views.section_feed, name="section"),
]
