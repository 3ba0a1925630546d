"""Write `docs/reference/addresses.md`: every public address, from the patterns that answer it."""

import inspect
import os
import re
from collections.abc import Iterator

import django
from django.urls import URLPattern
from django.urls.resolvers import RoutePattern

HEAD = """# Addresses

Written by `make docs` from the patterns and the views behind them. An address stands within an
edition: before it comes the edition's own beginning (`/de/` at the usual settings), for feeds and
sitemaps too; `/media/`, `/static/`, `/desk/` and the server's own belong to no edition.

Only GET and HEAD are answered. No reader's page sets a cookie. What readers may not see answers as
what never existed (404); a story that was taken back says so (410); a former address, other
letters, or a missing slash at the end lead to today's (301). Where the database is away and a page
is not kept, the answer is 503 with `Retry-After`.

"""
TAIL = """
## Paging and order

Lists are paged by key, twenty stories a page: `?before=CODE` are the stories older than the one
with this code, `?after=CODE` the newer ones; a dossier takes `?order=oldest` as well.
`corrections/` takes `?before=KEY`, thirty notices a page. Other parameters are ignored. A code that
is no place is 404.

## Formats

| at | is |
|---|---|
| an address that ends in `/` | HTML |
| `….json` of a story | a ninjs 3.1 item |
| `feed.rss`, `feed.atom`, `feed.json` | RSS 2.0, Atom (RFC 4287), JSON Feed 1.1 |
| `sitemap.xml`, `sitemaps/…` | sitemaps.org's XML, and the news sitemap |

## The server's own

| address | answers with |
|---|---|
| `/health` | 200 while the process lives |
| `/ready` | 200 where it can answer readers, else 503 and why |
| `/static/…` | styles, type and scripts; with their version (`?v=`) for a year |
| `/live/front:KEY` | server-sent events: what is new; `Last-Event-ID` or `?last=` goes on |
| `/live/section:KEY`, `/live/dossier:KEY` | the same of one section, of one dossier |
| `/count` | takes what pages report of themselves, where that is set |
| `/desk/…` | the newsroom, for those who sign in |
"""
ROOMS = ("portal", "feeds", "pictures")
COLUMNS = "| address | answers | name |\n|---|---|---|\n"


def addresses_page() -> str:
    """Return the reference of all public addresses."""
    parts = [HEAD]
    for room in ROOMS:
        parts.append(f"## {room.capitalize()}\n\n{COLUMNS}")
        parts += [f"| `{place}` | {says} | `{name}` |\n" for place, says, name in _rows(room)]
        parts.append("\n")
    return "".join(parts).rstrip("\n") + "\n" + TAIL


def _rows(room: str) -> Iterator[tuple[str, str, str]]:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
    django.setup()
    from django.contrib.admindocs.views import simplify_regex  # noqa: PLC0415 after setup
    from django.utils.module_loading import import_string  # noqa: PLC0415 as above

    for pattern in import_string(f"depesche.{room}.urls.urlpatterns"):
        assert isinstance(pattern, URLPattern)
        route = str(pattern.pattern)
        is_plain = isinstance(pattern.pattern, RoutePattern)
        place = simplify_regex(route) if not is_plain else "/" + route
        says = (inspect.getdoc(pattern.callback) or "").split("\n")[0]
        kind = pattern.default_args.get("kind", "")
        place = re.sub(r"<\w+:", "<", place.replace("\\", ""))
        yield place, says, f"{room}:{pattern.name or kind}"
