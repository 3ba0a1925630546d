"""Readers of a newspaper that is being served are counted, kept pages and revalidations too."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys

import pytest

from depesche.server.tests.running import Running, children, free_port, wait_until
from tests.test_serving import CHARTER, depesche, environment

STORY = """
import django
django.setup()
from django.utils import timezone
from depesche.articles.models import Section
from depesche.articles.tests.make import make_article
story = make_article(Section.objects.order_by("path").first(), publish_at=timezone.now())
print("/" + story.edition.key + story.reader_path())
"""
COUNT = """
import django
django.setup()
from depesche.readership.models import DailyView
print(sorted(DailyView.objects.values_list("referrer", "count")))
"""
READER = {"User-Agent": "Mozilla/5.0 (X11)", "Referer": "https://www.news.example/today"}


@pytest.fixture
def home(tmp_path):
    home = tmp_path / "hafenpost"
    made = depesche("new", home, *CHARTER)
    assert made.returncode == 0, made.stderr
    return home


def tell(home, program):
    told = {"DEPESCHE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "depesche.settings"}
    done = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=False,
        env={**environment(), **told},
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def is_ready(server):
    with contextlib.suppress(OSError, http.client.HTTPException):
        return server.ask("GET", "/ready")[0] == 200
    return False


def kill_all_below(server):
    """Kill the web workers and the worker; wait until others are there in their place."""
    killed = children(server.pid)
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: len(set(children(server.pid)) - set(killed)) >= len(killed), "none came")
    wait_until(lambda: is_ready(server), "never back")


def test_every_reader_is_counted_once_whoever_is_killed(home):
    path = tell(home, STORY)
    port = free_port()
    command = [sys.executable, "-m", "depesche.cli", "--home", str(home)]
    server = Running([*command, "serve", "--port", str(port)], port, home / "serve.log")
    try:
        wait_until(lambda: is_ready(server), "never ready")
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
        wanted = f"[('news.example', {seen})]"
        wait_until(lambda: tell(home, COUNT) == wanted, "not all were counted")
    finally:
        server.stop()
