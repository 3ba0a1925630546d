"""`depesche doctor`: what is wrong with this installation, and what to do about it."""

import importlib
import logging
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from smtplib import SMTPException

import click

from depesche.cli.house import open_house, require_newspaper
from depesche.press.findings import Check, Finding

PACKAGE = Path(__file__).resolve().parent.parent
SIGNS = {"ok": ("ok", "green"), "warn": ("warn", "yellow"), "fail": ("FAIL", "red")}
FAR_BEHIND = 1000
LONG_BEHIND_SECONDS = 60
MAIL_SECONDS = 5
log = logging.getLogger("depesche.cli")


@click.command()
@click.option("--quiet", is_flag=True, help="Tell only what is wrong.")
def doctor(*, quiet: bool) -> None:
    """Say what is wrong with this newspaper, and what to do about it.

    Ends with 0 when the paper can go out (warnings may wait), with 1 when something must be
    mended first.
    """
    require_newspaper()
    open_house()
    findings = list(examine([*room_checks(), check_names, check_mail, check_staff, check_worker]))
    told = [finding for finding in findings if not (quiet and finding.level == "ok")]
    click.echo(as_table(told), nl=bool(told))
    failures = sum(not finding.is_healthy for finding in findings)
    if failures:
        click.echo(f"\nThe paper is not ready: {failures} to be mended.")
        raise SystemExit(1)
    if not quiet:
        click.echo("\nThe paper can go out.")


def room_checks() -> list[Check]:
    """Return the checks of every room that has a `checks.py`; the server looks first."""
    rooms = sorted(path.parent.name for path in PACKAGE.glob("*/checks.py"))
    rooms.sort(key=lambda room: room != "server")
    found: list[Check] = []
    for room in rooms:
        found.extend(importlib.import_module(f"depesche.{room}.checks").checks)
    return found


def examine(checks: Iterable[Check]) -> Iterator[Finding]:
    """Run the checks; one that breaks is a finding itself."""
    for check in checks:
        try:
            yield from check()
        except Exception as fault:
            log.debug("check.failed", exc_info=True)
            name = getattr(check, "__name__", "check").removeprefix("check_")
            advice = "Mend what stands above first; else tell the makers of Depesche."
            yield Finding("fail", name, f"could not look ({type(fault).__name__})", advice)


def as_table(findings: list[Finding]) -> str:
    """Return one line a finding, its advice below it."""
    width = max((len(finding.name) for finding in findings), default=0)
    lines = []
    for finding in findings:
        word, colour = SIGNS[finding.level]
        lines.append(
            f"{click.style(f'{word:<4}', fg=colour)}  {finding.name:<{width}}  {finding.message}"
        )
        if finding.advice and finding.level != "ok":
            lines.append(f"{'':<{6 + width}}  → {finding.advice}")
    return "\n".join(lines)


def check_names() -> Iterable[Finding]:
    """Look for names in `depesche.env` that no setting has: what they were to change stays so."""
    from depesche.environment import names_nobody_reads  # noqa: PLC0415 --home is known by now

    for sentence in names_nobody_reads():
        advice = "Correct its name, or take the line out: docs/reference/settings.md has them all."
        yield Finding("warn", "settings", sentence, advice)


def check_mail() -> Iterable[Finding]:
    """Look whether letters can leave."""
    from django.conf import settings  # noqa: PLC0415 Django is loaded by now
    from django.core.mail import get_connection  # noqa: PLC0415, TID251 nothing is sent

    if not settings.HAS_MAIL:
        advice = "Set DEPESCHE_MAIL; until then links for colleagues are shown at the desk."
        yield Finding("warn", "mail", "is not set", advice)
        return
    at = f"{settings.EMAIL_HOST}:{settings.EMAIL_PORT}"
    line = get_connection(settings.SMTP_BACKEND, timeout=MAIL_SECONDS)
    try:
        line.open()
        line.close()
    except (OSError, SMTPException) as fault:
        advice = "Look at DEPESCHE_MAIL: host, port, TLS, name and password. Letters wait."
        yield Finding("warn", "mail", f"{at}: {type(fault).__name__}", advice)
    else:
        yield Finding("ok", "mail", f"{at} answers")


def check_staff() -> Iterable[Finding]:
    """Look whether somebody can sign in, and with how many factors."""
    from django.conf import settings  # noqa: PLC0415 Django is loaded by now

    from depesche.readers.models import Reader  # noqa: PLC0415 as above

    chiefs = Reader.objects.filter(is_superuser=True, is_active=True).count()
    if not chiefs:
        advice = "Make one: 'depesche manage createsuperuser'."
        yield Finding("fail", "chiefs", "nobody has every right", advice)
    if settings.DEMO:
        advice = "Never put it on the internet: its passwords are known."
        yield Finding("warn", "demo", "this is the demo newspaper", advice)
    elif not settings.SECOND_FACTOR:
        advice = "Take DEPESCHE_SECOND_FACTOR=no out of depesche.env."
        yield Finding("warn", "second factor", "staff sign in with a password alone", advice)


def check_worker() -> Iterable[Finding]:
    """Look whether the worker process is awake, and whether every follower keeps up."""
    from django.utils import timezone  # noqa: PLC0415 Django is loaded by now

    from depesche.wire.follow import followers  # noqa: PLC0415 as above
    from depesche.wire.work import steps  # noqa: PLC0415 as above

    yield from _beats([*steps, "tasks"], timezone.now())
    yield from _cursors(list(followers))
    yield from _tasks()


def _beats(names: list[str], now: datetime) -> Iterator[Finding]:
    from depesche.wire.beat import LATE_SECONDS  # noqa: PLC0415 Django is loaded by now
    from depesche.wire.models import Beat  # noqa: PLC0415 as above

    known = {beat.name: beat for beat in Beat.objects.all()}
    advice = "Start 'depesche serve'; nothing is published on time without it."
    if not known:
        yield Finding("warn", "worker process", "has never run", advice)
        return
    for name in names:
        beat = known.get(name)
        seconds = (now - beat.at).total_seconds() if beat else None
        if beat is None or seconds is None or seconds > LATE_SECONDS:
            words = "has never run" if seconds is None else f"last ran {seconds:.0f} s ago"
            yield Finding("warn", name, words, advice)
        elif beat.fault:
            look = "Look for round.failed in the log of 'depesche serve'."
            yield Finding("fail", name, f"fails: {beat.fault}", look)
        else:
            yield Finding("ok", name, f"ran {max(seconds, 0):.0f} s ago")


def _cursors(names: list[str]) -> Iterator[Finding]:
    from django.db.models import Max  # noqa: PLC0415 Django is loaded by now
    from django.utils import timezone  # noqa: PLC0415 as above

    from depesche.server.figures import lag_seconds  # noqa: PLC0415 as above
    from depesche.wire.models import Cursor, Dispatch  # noqa: PLC0415 as above

    newest = Dispatch.objects.aggregate(newest=Max("pk"))["newest"] or 0
    known = {cursor.name: cursor for cursor in Cursor.objects.filter(name__in=names)}
    for name in names:
        cursor = known.get(name)
        place = cursor.position if cursor else 0
        behind, late = newest - place, lag_seconds(place, timezone.now())
        if cursor and cursor.fault:
            advice = "Look for follower.failed in the log; it is tried again by itself."
            yield Finding("fail", f"follower {name}", f"stands still: {cursor.fault}", advice)
        elif behind > FAR_BEHIND or late > LONG_BEHIND_SECONDS:
            advice = "Leave 'depesche serve' running; it catches up."
            words = f"{behind} dispatches and {late:.0f} s behind"
            yield Finding("warn", f"follower {name}", words, advice)
        else:
            yield Finding("ok", f"follower {name}", f"{behind} dispatches behind")


def _tasks() -> Iterator[Finding]:
    from django_tasks_db.models import DBTaskResult  # noqa: PLC0415 Django is loaded by now

    failed = DBTaskResult.objects.failed().count()
    if failed:
        advice = "Look for the traceback: 'depesche manage shell', DBTaskResult.objects.failed()."
        yield Finding("warn", "failed tasks", str(failed), advice)
