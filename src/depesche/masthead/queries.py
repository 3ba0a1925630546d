"""Which edition answers at an address."""

from depesche.masthead.models import Edition

NOT_THE_PORTALS = ("/desk/", "/static/", "/media/")


def edition_at(host: str, path: str) -> tuple[Edition | None, str]:
    """Return the edition at `host` and `path`, and the path within it (starting with `/`).

    None where the address belongs to no edition: the desk, files, or a root that only names them.
    """
    if path.startswith(NOT_THE_PORTALS):
        return None, path
    name = host.partition(":")[0].lower()
    first = path.split("/")[1] if path.startswith("/") else ""
    candidates = list(Edition.objects.filter(host__in=["", name], prefix__in=["", first]))
    candidates.sort(key=lambda edition: (bool(edition.host), bool(edition.prefix)), reverse=True)
    for edition in candidates:
        if not edition.prefix:
            return edition, path
        rest = path.removeprefix(f"/{edition.prefix}")
        if rest.startswith("/"):
            return edition, rest
    return None, path
