"""Kill a newspaper's process at every statement of an act, and look what stands afterwards.

`python -m depesche.articles.tests.crash` works on the empty database of its environment and prints
one JSON line; `test_crash.py` runs it. Each act runs in a forked process of its own.
"""

import json
import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
django.setup()

from django.core.management import call_command  # noqa: E402 after django.setup()
from django.db import connection, connections, transaction  # noqa: E402
from wagtail.models import PageLogEntry  # noqa: E402

from depesche.articles.correct import retract_article  # noqa: E402
from depesche.articles.models import Article, PictureUse, Tagging  # noqa: E402
from depesche.articles.publish import (  # noqa: E402
    publish_article,
    schedule_article,
    unpublish_article,
)
from depesche.articles.schedule import FenceLost, Scheduler, claim, release_due  # noqa: E402
from depesche.articles.tests.make import (  # noqa: E402
    NOON,
    Paper,
    make_article,
    make_paper,
    make_picture,
    make_tag,
)
from depesche.wire.models import Dispatch  # noqa: E402

NOW = datetime(2026, 1, 1, tzinfo=UTC)
Act = Callable[[Article], Any]


def hang_up() -> None:
    """Close every connection: a forked process must not share one with its parent."""
    connections.close_all()
    if connection.vendor == "postgresql":
        cast(Any, connection).close_pool()


def in_a_process(act: Callable[[], Any]) -> int:
    """Run `act` in a process of its own; return how it ended (0, an exit code, or -signal)."""
    hang_up()
    child = os.fork()
    if child == 0:
        try:
            act()
        except FenceLost:
            os._exit(3)
        except BaseException as fault:  # noqa: BLE001 the parent must hear of anything
            sys.stderr.write(f"{fault!r}\n")
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


class Killer:
    """Lets `count` statements pass, then kills the process without a word."""

    def __init__(self, count: int) -> None:
        self.left = count

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return result


def stands(article: Article) -> tuple[Any, ...]:
    """Return everything that an act writes: text, dates, rows, versions, audit, dispatches."""
    row = Article.objects.get(pk=article.pk)
    return (
        (row.live, row.listed, row.title),
        [each is not None for each in (row.published_at, row.retracted_at, row.live_revision_id)],
        tuple(Tagging.objects.filter(article=article).values_list("listed")),
        tuple(PictureUse.objects.filter(article=article).values_list("picture__is_public")),
        article.versions.count(),
        article.corrections.count(),
        article.revisions.filter(approved_go_live_at__isnull=False).count(),
        PageLogEntry.objects.filter(page=article.pk).count(),
        Dispatch.objects.filter(payload__code=article.code).count(),
    )


def kill_at_each_statement(make: Callable[[], Article], act: Act) -> int:
    """Kill `act` after its first, second, … statement; return how many kills it took to pass.

    The last statement may come after the commit (PostgreSQL's NOTIFY): then all of it stands.
    """
    control = make()
    act(control)
    complete = stands(control)
    article = make()
    before = stands(article)
    for count in range(1, 500):

        def doomed(count: int = count) -> None:
            with connections["default"].execute_wrapper(Killer(count)):
                act(article)

        ended = in_a_process(doomed)
        now = stands(article)
        if ended not in {0, -signal.SIGKILL} or now not in [before, complete] or before == complete:
            message = f"After statement {count} ({ended}): {before} became {now}"
            raise AssertionError(message)
        if now == complete:
            return count - 1
    raise AssertionError


def scenes(paper: Paper) -> dict[str, tuple[Callable[[], Article], Act]]:
    """Return the acts by name, each with what must be there before."""
    tag = make_tag(paper.de, "Hochwasser")

    def draft() -> Article:
        return make_article(paper.politik, tags=[tag], picture=make_picture())

    def out() -> Article:
        return make_article(
            paper.politik, tags=[tag], picture=make_picture(), publish_at=NOON, by=paper.chief
        )

    def scheduled() -> Article:
        article = draft()
        return schedule_article(article, go_live_at=NOW, by=paper.chief, at=NOON)

    def release(_article: Article) -> None:
        fence = claim("child", at=NOW)
        for _due, fault in release_due(NOW, "child", fence or 0):
            if fault:
                raise AssertionError(fault)

    def stock(article: Article) -> None:
        with transaction.atomic():
            article.get_latest_revision().publish(user=paper.chief)

    return {
        "publish": (draft, lambda article: publish_article(article, by=paper.chief, at=NOW)),
        "stock": (draft, stock),
        "unpublish": (out, lambda article: unpublish_article(article, by=None, at=NOW)),
        "retract": (
            out,
            lambda article: retract_article(article, reason="Falsch.", by=None, at=NOW),
        ),
        "release": (scheduled, release),
    }


def two_schedulers(paper: Paper) -> dict[str, int]:
    """Let two processes release the same ten stories; then stop one past its lease."""
    articles = [make_article(paper.politik, title=f"Welle {number}") for number in range(10)]
    for article in articles:
        schedule_article(article, go_live_at=NOW, by=None, at=NOON)
    hang_up()
    children = []
    for name in ["one", "two"]:
        child = os.fork()
        if child == 0:
            scheduler = Scheduler(name)
            for tick in range(20):
                scheduler.step(NOW + timedelta(seconds=tick + 60), float(tick))
            os._exit(0)
        children.append(child)
    ends = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    told = Dispatch.objects.filter(
        kind="article.published", payload__code__in=[article.code for article in articles]
    )
    return {"ends": sum(ends), "stories": len(articles), "published": told.count()}


def paused_scheduler(paper: Paper) -> dict[str, int]:
    """Stop a scheduler between two releases, and wake it when another has taken on."""
    later = NOW + timedelta(days=1)
    articles = [make_article(paper.politik, title=f"Ebbe {number}") for number in range(2)]
    for article in articles:
        schedule_article(article, go_live_at=later, by=None, at=NOON)
    hang_up()
    child = os.fork()
    if child == 0:
        releases = release_due(later, "paused", claim("paused", at=later) or 0)
        next(releases)
        hang_up()
        os.kill(os.getpid(), signal.SIGSTOP)
        try:
            next(releases)
        except FenceLost:
            os._exit(3)
        os._exit(0)
    os.waitpid(child, os.WUNTRACED)
    after = later + timedelta(seconds=20)
    list(release_due(after, "other", claim("other", at=after) or 0))
    os.kill(child, signal.SIGCONT)
    end = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    told = Dispatch.objects.filter(
        kind="article.published", payload__code__in=[article.code for article in articles]
    )
    return {"end": end, "published": told.count()}


def main() -> None:
    call_command("migrate", verbosity=0)
    paper = make_paper()
    found: dict[str, Any] = {
        name: kill_at_each_statement(make, act) for name, (make, act) in scenes(paper).items()
    }
    found["two"] = two_schedulers(paper)
    found["paused"] = paused_scheduler(paper)
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
