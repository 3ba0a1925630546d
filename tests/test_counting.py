"""Readers of a newspaper that is being served are counted, kept pages and revalidations too."""

import os
import signal

from depesche.server.tests.running import children, wait_until
from tests.engines import query
from tests.street import bare, copy_of, run_in, served

STORY = """
import django
django.setup()
from django.utils import timezone
from depesche.articles.models import Section
from depesche.articles.tests.make import make_article
story = make_article(Section.objects.order_by("path").first(), publish_at=timezone.now())
print("/" + story.edition.key + story.reader_path())
"""
COUNT = "select referrer, count from readership_dailyview"
READER = {"User-Agent": "Mozilla/5.0 (X11)", "Referer": "https://www.news.example/today"}


def tell(home, program):
    done = run_in(home, program)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def kill_all_below(server):
    """Kill the web workers and the worker; wait until others are there in their place."""
    killed = children(server.pid)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(children(server.pid)) - set(killed)) >= len(killed), "none came")
    wait_until(server.is_ready, "never back")


def test_every_reader_is_counted_once_whoever_is_killed(tmp_path):
    home = copy_of(bare()[0], tmp_path / "hafenpost")
    path = tell(home, STORY)
    with served(home) as server:
        first = server.ask("GET", path, headers=READER)
        assert first[0] == 200
        seen = 1
        for number in range(60):
            known = {"If-None-Match": first[1]["etag"]} if number % 3 == 0 else {}
            seen += server.ask("GET", path, headers={**READER, **known})[0] in {200, 304}
            server.ask("HEAD", path, headers=READER)
            server.ask("GET", path, headers={"User-Agent": "curl/8.5"})
            server.ask("GET", path, headers={**READER, "Sec-Purpose": "prefetch"})
            if number == 30:
                kill_all_below(server)
        assert seen == 61
        wanted = [("news.example", seen)]
        wait_until(lambda: query(home, COUNT) == wanted, "not all were counted")
