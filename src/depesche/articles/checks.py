"""What `depesche doctor` asks this room."""

from collections.abc import Iterable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from depesche.articles.schedule import scheduler_standing
from depesche.articles.statistics import has_misleading_statistics
from depesche.press.findings import Check, Finding


def check_scheduler() -> Iterable[Finding]:
    """Say whether stories go out at their time, and what keeps one from it."""
    now = timezone.now()
    standing = scheduler_standing(now)
    name, count = _("Schedule"), standing.overdue_count
    if count and not standing.is_running(now):
        yield Finding(
            "fail",
            name,
            ngettext("%(count)d story is overdue.", "%(count)d stories are overdue.", count)
            % {"count": count},
            _("Start the paper with `depesche serve`: it sends them out at once."),
        )
    elif standing.fault:
        yield Finding(
            "warn",
            name,
            standing.fault,
            _("Open the story at the desk; it is tried again every minute."),
        )
    else:
        yield Finding("ok", name, _("Nothing is overdue."))


def check_statistics() -> Iterable[Finding]:
    """Say whether ANALYZE has made publishing slow."""
    if has_misleading_statistics():
        yield Finding(
            "warn",
            _("Statistics of the database"),
            _("ANALYZE was run on this database; every publishing now reads the whole tree."),
            _("Run `depesche statistics`."),
        )


checks: list[Check] = [check_scheduler, check_statistics]
