"""Letters of the desk leave later: the act that causes one never waits for a mail server.

Django's `EMAIL_BACKEND`. Each letter becomes a background task in the transaction of its act, so
that no letter tells of what was undone, and is tried again for two days while the server is away.
It waits sealed: a letter may hold a link with which a password is chosen, and tasks are kept for
two weeks. A letter that is given up becomes a notice for whoever can reach the person otherwise.
"""

import json
import logging
from datetime import datetime, timedelta
from email.utils import make_msgid
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection  # noqa: TID251 the desk's own
from django.core.mail.backends.base import BaseEmailBackend  # noqa: TID251
from django.db.models import Q
from django.utils import timezone
from django_tasks import task

from depesche.readers.models import Reader
from depesche.readers.seal import InvalidToken, seal, unseal

log = logging.getLogger("depesche.desk")

PAUSES_MINUTES = (1, 5, 15, 60, 180, 360, 720, 720, 720)  # two days, then the letter is given up


class LaterBackend(BaseEmailBackend):
    """Hand letters to the worker."""

    def send_messages(self, email_messages: Any) -> int:
        """Queue each letter that has somebody to go to; return how many."""
        letters = [letter for letter in email_messages if letter.recipients()]
        for letter in letters:
            deliver.enqueue(seal(json.dumps(written(letter)), purpose="letters"), 0)
        return len(letters)


def written(letter: Any) -> dict[str, Any]:
    """Return `letter` as data for the task; its Message-ID stays the same at every attempt."""
    domain = urlsplit(settings.BASE_URL).hostname
    return {
        "subject": str(letter.subject),
        "body": str(letter.body),
        "from_email": letter.from_email,
        "to": list(letter.to),
        "cc": list(letter.cc),
        "bcc": list(letter.bcc),
        "reply_to": list(letter.reply_to),
        "headers": {"Message-ID": make_msgid(domain=domain), **letter.extra_headers},
        "alternatives": [list(each) for each in getattr(letter, "alternatives", [])],
    }


@task()
def deliver(sealed: str | dict[str, Any], attempt: int) -> None:
    """Send one letter by SMTP; on a fault, try again later. A crash may send it a second time."""
    letter = opened(sealed)
    if letter is None:
        log.warning("letter.unreadable")  # the secret key is another one now
        return
    connection = get_connection(settings.SMTP_BACKEND)
    try:
        EmailMultiAlternatives(**letter, connection=connection).send()
    except OSError as fault:  # what SMTP says is one of these too
        if hasattr(fault, "recipients"):  # each of them is refused for good
            log.warning("letter.refused")
            tell_undelivered(letter, at=timezone.now())
            return
        log.warning("letter.deferred", extra={"attempt": attempt, "fault": type(fault).__name__})
        if attempt < len(PAUSES_MINUTES):
            run_after = timezone.now() + timedelta(minutes=PAUSES_MINUTES[attempt])
            deliver.using(run_after=run_after).enqueue(sealed, attempt + 1)
        else:
            log.warning("letter.given_up")
            tell_undelivered(letter, at=timezone.now())


def opened(sealed: str | dict[str, Any]) -> dict[str, Any] | None:
    """Return the letter, None if its seal cannot be opened (earlier releases used none)."""
    if isinstance(sealed, dict):
        return sealed
    try:
        letter: dict[str, Any] = json.loads(unseal(sealed, purpose="letters"))
    except InvalidToken:
        return None
    return letter


def tell_undelivered(letter: dict[str, Any], *, at: datetime) -> None:
    """Write a notice for owners, and for the chiefs of whom the letter did not reach."""
    from depesche.desk.models import Notice  # noqa: PLC0415 the settings name this file's backend

    addresses = [*letter["to"], *letter["cc"], *letter["bcc"]]
    missed = Reader.objects.filter(email__in=addresses)
    chiefs = Q(groups__role__kind="chief", groups__role__edition__roles__group__user__in=missed)
    told = Reader.objects.filter(is_active=True, is_staff=True)
    told = told.filter(chiefs | Q(is_superuser=True)).distinct()
    comment = f"{letter['subject']} – {', '.join(addresses)}"
    Notice.objects.bulk_create(
        Notice(reader=reader, kind=Notice.Kind.UNDELIVERED, comment=comment, at=at)
        for reader in told
    )
