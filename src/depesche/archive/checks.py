"""What `depesche doctor` asks this room: whether the paper could be brought back."""

from collections.abc import Iterable

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from depesche.archive.back_up import last_backup
from depesche.press.findings import Check, Finding

OLD_DAYS = 8


def check_backup() -> Iterable[Finding]:
    """Say when the last backup was made, and where it is."""
    name = _("Backup")
    last = last_backup()
    if last is None:
        if settings.DEMO:
            return
        advice = _("Put 'depesche backup FOLDER --keep 14' into a timer: docs/howto/operate.md.")
        yield Finding("warn", name, _("There is none."), advice)
        return
    at, file = last
    days = (timezone.now() - at).days
    words = _("%(file)s, %(days)d days old.") % {"file": file, "days": days}
    if days > OLD_DAYS:
        advice = _("Look why the timer does not run: 'systemctl list-timers'.")
        yield Finding("warn", name, words, advice)
    else:
        yield Finding("ok", name, words)


checks: list[Check] = [check_backup]
