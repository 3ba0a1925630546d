"""Feeds, sitemaps and robots.txt at their addresses."""

from datetime import MAXYEAR, UTC, datetime, timedelta

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.utils import timezone
from django.utils.http import http_date

from depesche.articles.former import path_today
from depesche.feeds import gather
from depesche.feeds.entries import Feed
from depesche.feeds.queries import (
    DECEMBER,
    NEWS_DAYS,
    fresh_stories,
    lists_of_edition,
    month_of,
    months_with_stories,
    stories_of_month,
)
from depesche.feeds.sitemap import STANDING, news_map, page_map, sitemap_index
from depesche.feeds.write import FORMATS
from depesche.masthead.models import Edition
from depesche.masthead.queries import EDITIONS
from depesche.press.note import note, note_until

NEWS_AGE = timedelta(days=NEWS_DAYS)


def _edition(request: HttpRequest) -> Edition:
    edition: Edition | None = getattr(request, "edition", None)
    if edition is None:
        raise Http404
    note(edition.subject)
    return edition


def _answer(body: bytes, media_type: str, changed_at: datetime | None = None) -> HttpResponse:
    answer = HttpResponse(body, content_type=f"{media_type}; charset=utf-8")
    answer.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    if changed_at is not None:
        answer.headers["Last-Modified"] = http_date(changed_at.timestamp())
    return answer


def _written(feed: Feed, form: str) -> HttpResponse:
    media_type, write = FORMATS[form]
    return _answer(write(feed), media_type, feed.updated_at)


def front_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the feed of the edition."""
    edition = _edition(request)
    return _written(gather.feed_of_front(edition, request.path_info, now=timezone.now()), form)


def section_feed(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Answer with the feed of a section."""
    edition, now = _edition(request), timezone.now()
    try:
        feed = gather.feed_of_section(edition, slug, request.path_info, now=now)
    except Http404:
        return _moved(edition, "sections", slug, form)
    return _written(feed, form)


def list_feed(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponse:
    """Answer with the feed of a tag, dossier, person, author, organisation or place."""
    edition, now = _edition(request), timezone.now()
    try:
        feed = gather.feed_of_list(edition, kind, slug, request.path_info, now=now)
    except Http404:
        return _moved(edition, kind, slug, form)
    return _written(feed, form)


def quotes_feed(request: HttpRequest, kind: str, slug: str, form: str) -> HttpResponse:
    """Answer with the feed of what a person or an organisation has said."""
    edition = _edition(request)
    try:
        feed = gather.feed_of_quotes(edition, kind, slug, request.path_info)
    except Http404:
        return _moved(edition, kind, slug, form, "quotes/")
    return _written(feed, form)


def _moved(edition: Edition, kind: str, slug: str, form: str, ending: str = "") -> HttpResponse:
    """Lead from the feed at a list's former address to today's. Raises Http404."""
    path = path_today(edition, kind, slug)
    if path is None or path in {f"/{slug}/", f"/{kind}/{slug}/"}:
        raise Http404
    return HttpResponsePermanentRedirect(edition.path(f"{path}{ending}feed.{form}"))


def corrections_feed(request: HttpRequest, form: str) -> HttpResponse:
    """Answer with the feed of corrections."""
    return _written(gather.feed_of_corrections(_edition(request), request.path_info), form)


def sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the index of all sitemaps of this host, or of the edition asked for."""
    edition: Edition | None = getattr(request, "edition", None)
    editions = [edition] if edition is not None else list(_editions_of(request))
    if not editions:
        raise Http404
    note(EDITIONS)
    rows: list[tuple[str, datetime | None]] = []
    now = timezone.now()
    for each in editions:
        rows.append((each.url("/sitemaps/pages.xml"), None))
        freshest = fresh_stories(each, now=now).first()
        if freshest is not None:
            note_until(freshest.published_at + NEWS_AGE)
            rows.append((each.url("/sitemaps/news.xml"), None))
        rows += [
            (each.url(f"/sitemaps/{month:%Y-%m}.xml"), changed)
            for month, changed in months_with_stories(each)
        ]
    return _answer(sitemap_index(rows), "application/xml")


def month_sitemap(request: HttpRequest, year: str, month: str) -> HttpResponse:
    """Answer with the stories of a month (of the edition). 404 where there are none."""
    edition = _edition(request)
    number = int(month)
    if not (1 <= number <= DECEMBER and 1 <= int(year) < MAXYEAR):
        raise Http404
    start, end = month_of(datetime(int(year), number, 2, tzinfo=UTC), edition)
    rows = [
        (edition.url(path), changed_at)
        for path, changed_at in stories_of_month(edition, start, end)
    ]
    if not rows:
        raise Http404
    return _answer(page_map(rows), "application/xml")


def pages_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with everything that is no story: front, lists, standing pages."""
    edition = _edition(request)
    paths = ["/", *STANDING, *lists_of_edition(edition)]
    return _answer(page_map([(edition.url(path), None) for path in paths]), "application/xml")


def news_sitemap(request: HttpRequest) -> HttpResponse:
    """Answer with the stories of the last two days. 404 where there are none: the index says so."""
    edition = _edition(request)
    stories = list(fresh_stories(edition, now=timezone.now()))
    if not stories:
        raise Http404
    note_until(min(story.published_at for story in stories) + NEWS_AGE)
    return _answer(news_map(edition, stories), "application/xml")


def robots(request: HttpRequest) -> HttpResponse:
    """Answer with what machines may read: everything but the desk."""
    edition: Edition | None = getattr(request, "edition", None)
    note(EDITIONS)
    base = edition.base_url if edition is not None else settings.BASE_URL
    path = edition.path("/sitemap.xml") if edition is not None else "/sitemap.xml"
    text = f"User-agent: *\nDisallow: /desk/\n\nSitemap: {base}{path}\n"
    return _answer(text.encode(), "text/plain")


def _editions_of(request: HttpRequest) -> list[Edition]:
    name = request.get_host().partition(":")[0].lower()
    return list(Edition.objects.filter(host__in=["", name]).order_by("pk"))
