"""What the doctor asks of the press: are kept pages sound, do caches in front take our purges."""

from collections.abc import Iterable

from django.conf import settings

from depesche.courier.refusals import CourierFailed
from depesche.press import tend
from depesche.press.findings import Check, Finding
from depesche.press.in_front import edge_caches, the_keys
from depesche.press.purge import PurgeRefused


def check_edges() -> Iterable[Finding]:
    """Send each cache a purge that concerns no page."""
    for cache in edge_caches():
        try:
            cache.purge([the_keys().of("the doctor")])
        except PurgeRefused as refused:
            advice = "Look at its list of who may purge, and at DEPESCHE_EDGE_HEADER."
            yield Finding("fail", cache.name, f"refuses our purges: {refused}", advice)
        except CourierFailed as failed:
            advice = f"Start it, or mend DEPESCHE_EDGE ({cache.url}); its readers see old pages."
            yield Finding("fail", cache.name, f"cannot be reached: {failed}", advice)
        else:
            yield Finding("ok", cache.name, "takes our purges")
    if settings.EDGE and not settings.VIEWS_BY_REPORT:
        advice = "Set DEPESCHE_VIEWS_BY_REPORT=yes."
        yield Finding("warn", "views", "are not counted where the cache answers", advice)
    if settings.EDGE and not settings.PRESS:
        advice = "Take DEPESCHE_PRESS=off out of depesche.env."
        yield Finding("warn", "edge", "may keep nothing, since no page is kept here", advice)


checks: list[Check] = [*tend.checks, check_edges]
