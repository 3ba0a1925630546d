"""In front: which caches the settings name, and what pages are to bear for them."""

from django.conf import settings

from depesche.press.edge import Badge, Keys
from depesche.press.purge import EdgeCache

HEADER_OF = {"varnish": "surrogate-key", "fastly": "surrogate-key", "cloudflare": "cache-tag"}


def edge_caches() -> list[EdgeCache]:
    """Return the caches that the settings name."""
    told = enumerate(settings.EDGE, start=1)
    return [EdgeCache(kind, url, settings.EDGE_HEADER, place) for place, (kind, url) in told]


def the_keys() -> Keys:
    """Return the keys of this newspaper."""
    return Keys(settings.SECRET_KEY, settings.BASE_URL)


def the_badge() -> Badge | None:
    """Return what pages are to bear; None where no cache stands in front."""
    headers = sorted({HEADER_OF[kind] for kind, _url in settings.EDGE})
    return Badge(the_keys(), tuple(headers)) if headers else None
