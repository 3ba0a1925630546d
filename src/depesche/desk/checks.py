"""What the doctor asks of the desk: whether its letters arrive."""

from collections.abc import Iterable
from datetime import timedelta

from django.utils import timezone

from depesche.desk.models import Notice
from depesche.press.findings import Check, Finding

LOOKS_BACK = timedelta(days=14)


def check_letters() -> Iterable[Finding]:
    """Look for letters that were given up: refused, or the mail server was away for two days."""
    since = timezone.now() - LOOKS_BACK
    lost = Notice.objects.filter(kind=Notice.Kind.UNDELIVERED, at__gte=since)
    count = lost.values("comment", "at").distinct().count()
    if count:
        message = f"{count} did not arrive in the last two weeks; the notices at the desk say which"
        advice = "Check DEPESCHE_MAIL and the mail server; read 'letter' in the log."
        yield Finding("warn", "letters", message, advice)


checks: list[Check] = [check_letters]
