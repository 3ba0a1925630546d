"""Which edition answers at an address."""

from collections.abc import Iterable

from depesche.masthead.models import Edition

EDITIONS = "editions"  # the subject of names and addresses of all editions: every page links them
NOT_THE_PORTALS = ("/desk/", "/static/", "/media/")


def all_editions() -> tuple[Edition, ...]:
    """Return every edition of the house, the default one first: they are few, one query."""
    return tuple(Edition.objects.order_by("-is_default", "key"))


def edition_among(editions: Iterable[Edition], host: str, path: str) -> tuple[Edition | None, str]:
    """Return which of `editions` answers at `host` and `path`, and the path within it.

    None where the address belongs to no edition: a root that only names them.
    """
    name = host.partition(":")[0].lower()
    first = path.split("/")[1] if path.startswith("/") else ""
    candidates = [e for e in editions if e.host in {"", name} and e.prefix in {"", first}]
    candidates.sort(key=lambda edition: (bool(edition.host), bool(edition.prefix)), reverse=True)
    for edition in candidates:
        if not edition.prefix:
            return edition, path
        rest = path.removeprefix(f"/{edition.prefix}")
        if rest.startswith("/"):
            return edition, rest
    return None, path
