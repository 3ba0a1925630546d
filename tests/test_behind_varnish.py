"""Behind Varnish, with the file of docs/examples: pages are kept there, and go when they must."""

import re
import subprocess
import sys
import threading

import pytest
from django.utils import timezone

from depesche.press.edge import Badge, Keys, for_the_edge
from depesche.press.follow import Purger
from depesche.press.purge import EdgeCache, PurgeRefused
from depesche.press.tests.make_store import make_page
from depesche.server.tests.running import free_port, wait_until
from depesche.wire.models import Dispatch
from tests.proxies import program
from tests.street import depesche, environment, found, served
from tests.varnish import Origin, Varnish

KEYS = Keys("a secret", "http://localhost")


@pytest.fixture(scope="module", autouse=True)
def varnish_is_there():
    if not program("varnishd"):
        pytest.skip("varnishd is not installed: docs/examples/varnish.vcl is NOT tried here")


# --- a page that was on its way -------------------------------------------------------------------
class Clock:
    """A clock that somebody turns."""

    now = 1000.0

    def __call__(self):
        return self.now


def headers_of(*subjects):
    page = make_page("/de/", *subjects)
    page.headers.append(("cache-control", "public, max-age=0, must-revalidate"))
    bearing = Badge(KEYS, ("surrogate-key",)).put_on(page)
    return lambda: for_the_edge(
        bearing.headers, until=float("inf"), now=timezone.now().timestamp(), most_seconds=3600
    )


def test_a_page_that_was_on_its_way_past_the_purge_goes_with_the_repeat(tmp_path):
    clock = Clock()
    with Origin(headers_of("article:1")) as origin, Varnish(tmp_path, origin.port) as varnish:
        purger = Purger(EdgeCache("varnish", varnish.url), KEYS, (2, 30), clock)
        purger.repeat(timezone.now())
        change = [Dispatch(pk=1, kind="article.published", subjects=["article:1"])]

        for turn, wait in enumerate((2, 30)):
            purger.cache.purge([KEYS.everything])
            origin.wording = b"old %d" % turn
            origin.has_read.clear()
            origin.may_send.clear()
            reader = threading.Thread(target=varnish.ask, args=["/de/"])
            reader.start()
            assert origin.has_read.wait(60)  # it has read the old wording, and does not send yet
            origin.wording = b"new %d" % turn
            purger.hear(change)
            if turn:  # this one was on its way for longer than two seconds
                clock.now += 2
                purger.repeat(timezone.now())
            origin.may_send.set()
            reader.join(60)
            assert varnish.ask("/de/")[2] == b"old %d" % turn  # the race is real
            clock.now += wait
            purger.repeat(timezone.now())
            assert varnish.ask("/de/")[2] == b"new %d" % turn


def test_only_what_a_change_concerns_is_fetched_anew(tmp_path):
    with Origin(headers_of("article:1", "tag:5/name")) as origin:  # noqa: SIM117 one after another
        with Varnish(tmp_path, origin.port) as varnish:
            cache = EdgeCache("varnish", varnish.url)
            for _ in range(3):
                assert varnish.ask("/de/")[0] == 200
            assert varnish.ask("/de/?utm_source=x")[0] == 200
            assert varnish.ask("/de/", "HEAD")[0] == 200
            assert varnish.ask("/de/", Cookie="desk=secret", Cache_Control="no-cache")[0] == 200
            assert origin.asked == 1
            cache.purge([KEYS.of("article:11"), KEYS.of("tag:5")])
            assert (varnish.ask("/de/")[0], origin.asked) == (200, 1)
            cache.purge([KEYS.of("article:7"), KEYS.of("tag:5/name"), KEYS.of("tag:9")])
            assert (varnish.ask("/de/")[0], origin.asked) == (200, 2)
            cache.purge([KEYS.everything])
            assert (varnish.ask("/de/")[0], origin.asked) == (200, 3)
            assert varnish.ask("/de/?before=abc")[0] == 200
            assert origin.asked == 4


def test_strangers_purge_nothing(tmp_path):
    with Origin(headers_of("article:1")) as origin, Varnish(tmp_path, origin.port) as varnish:
        assert varnish.ask("/de/")[0] == 200
        key = {"Surrogate_Key": KEYS.everything}
        by_the_proxy = varnish.ask("/", "BAN", X_Forwarded_For="203.0.113.9", **key)
        assert by_the_proxy[0] == 403
        assert varnish.ask("/", "BAN", Surrogate_Key=".*")[0] == 400
        assert varnish.ask("/", "BAN")[0] == 400
        with pytest.raises(PurgeRefused):
            EdgeCache("varnish", varnish.url).purge(["a)|(b"])
        assert (varnish.ask("/de/")[0], origin.asked) == (200, 1)


# --- a newspaper ----------------------------------------------------------------------------------
ACTS = """
import django, sys, time; django.setup()
from datetime import timedelta
from django.utils import timezone
from depesche.articles.models import Article, Section
from depesche.search.models import Compared
from depesche.articles.publish import publish_article, schedule_article, unpublish_article
from depesche.articles.tests.make import make_article
from depesche.articles.write import revise_article
from depesche.readers.models import Reader
chief = Reader.objects.get()
section = Section.objects.get(slug="politik")
for line in sys.stdin:
    act, _blank, words = line.rstrip().partition(" ")
    at = timezone.now()
    if act == "publish":
        story = make_article(section, title=words, publish_at=at, by=chief)
        last = time.monotonic() + 60
        while not Compared.objects.filter(pk=story.pk, is_due=False) and time.monotonic() < last:
            time.sleep(0.1)  # the worker looks for stories like it, and the page changes once more
    elif act == "plan":
        story = make_article(section, title=words, by=chief)
        schedule_article(story, by=chief, at=at, go_live_at=at + timedelta(hours=1))
    elif act == "hasten":
        planned = Article.objects.get(pk=story.pk)
        schedule_article(planned, by=chief, at=at, go_live_at=at + timedelta(seconds=1))
    elif act == "rewrite":
        note = {"change_note": "Der Pegel ist neu abgelesen."}
        revise_article(story, by=chief, at=at, title=words, **note)
        publish_article(Article.objects.get(pk=story.pk), by=chief, at=at)
    elif act == "withdraw":
        unpublish_article(Article.objects.get(pk=story.pk), by=chief, at=at)
    story = Article.objects.get(pk=story.pk)
    print(story.edition.path(story.reader_path()), flush=True)
"""


class Street:
    """A newspaper that is served behind Varnish, and a desk that acts in it."""

    def __init__(self, home, server, varnish, desk):
        self.home, self.server, self.varnish, self.desk = home, server, varnish, desk
        self.marks = 0

    def act(self, words):
        """Do something at the desk; return the story's address."""
        self.desk.stdin.write(f"{words}\n")
        self.desk.stdin.flush()
        path = self.desk.stdout.readline().strip()
        assert path, words
        return path

    def fetched(self, path):
        """Return how often Varnish has fetched a page from us.

        A line is written when its answer has been sent: one web worker writes them in order.
        """
        self.marks += 1
        mark = f"/health/{self.marks}"
        self.server.ask("GET", mark)
        wait_until(lambda: f"path={mark} " in self.server.log.read_text(), "no line is written")
        return len(re.findall(rf"request.answered .*path={path} ", self.server.log.read_text()))

    def is_kept(self, path):
        """Tell whether Varnish answers by itself; right after an act it is told more than once."""
        before = self.fetched(path)
        self.varnish.ask(path)
        return self.fetched(path) == before

    def shows(self, path, words):
        """Tell whether a reader finds these words on a page."""
        return words.encode() in self.varnish.ask(path)[2]


@pytest.fixture(scope="module")
def street(tmp_path_factory):
    home = tmp_path_factory.mktemp("street") / "hafenpost"
    found(home, stories=1)
    port = free_port()
    with (home / "depesche.env").open("a") as settings:
        settings.write(f"DEPESCHE_EDGE=varnish=http://127.0.0.1:{port}\n")
        settings.write("DEPESCHE_VIEWS_BY_REPORT=yes\nDEPESCHE_LOG_REQUESTS=yes\n")
        settings.write("DEPESCHE_TRUSTED_PROXIES=127.0.0.1\n")
    folder = tmp_path_factory.mktemp("varnish")
    own = environment(DEPESCHE_HOME=str(home), DJANGO_SETTINGS_MODULE="depesche.settings")
    desk = subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", ACTS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=own,
    )
    with served(home, "--workers", "1") as server, Varnish(folder, server.port, port) as varnish:
        wait_until(lambda: "edge.emptied" in server.log.read_text(), "never purged")
        yield Street(home, server, varnish, desk)
        desk.communicate(timeout=60)


def test_a_second_reader_is_answered_by_varnish_and_told_what_has_not_changed(street):
    path = street.act("publish Ruhige See")
    whole = street.varnish.ask(path, Accept_Encoding="br, gzip")
    assert (whole[0], whole[1]["content-encoding"]) == (200, "br")
    wait_until(lambda: street.is_kept(path), "Varnish does not keep it")
    again = street.varnish.ask(path, Accept_Encoding="gzip, br", Cookie="desk=secret")
    assert again[2] == whole[2]
    same = street.varnish.ask(path, Accept_Encoding="br", If_None_Match=whole[1]["etag"])
    assert (same[0], same[2]) == (304, b"")
    for _status, headers, _body in (whole, again, same):
        assert "surrogate-key" not in headers  # keys are for the cache
        assert headers["cache-control"].startswith("public, max-age=0, must-revalidate")
    direct = street.server.ask("GET", path)[1]
    assert len(direct["surrogate-key"]) < 3000


def test_what_is_published_rewritten_and_withdrawn_is_so_behind_varnish(street):
    shows = street.shows
    assert not shows("/de/", "Sturm")
    path = street.act("publish Sturm auf See")
    wait_until(lambda: shows("/de/", "Sturm auf See"), "the front page stays old")
    wait_until(lambda: shows("/de/politik/", "Sturm auf See"), "the section stays old")
    assert shows(path, "Sturm auf See")
    path = street.act("rewrite Sturm vor Anker")
    wait_until(lambda: shows(path, "Sturm vor Anker"), "the story stays old")
    wait_until(lambda: shows("/de/feed.rss", "Sturm vor Anker"), "the feed stays old")
    assert street.act("withdraw") == path
    wait_until(lambda: street.varnish.ask(path)[0] == 410, "it stays readable")
    wait_until(lambda: not shows("/de/", "Sturm"), "it stays on the front page")
    wait_until(lambda: street.is_kept(path), "what is gone is not kept")
    assert street.varnish.ask(path)[0] == 410


def test_what_is_planned_comes_at_its_time_and_not_before(street):
    shows = street.shows
    path = street.act("plan Flaute am Abend")
    assert street.varnish.ask(path)[0] == 404
    assert not shows("/de/", "Flaute am Abend")
    assert street.act("hasten") == path
    wait_until(lambda: street.varnish.ask(path)[0] == 200, "it does not come")
    wait_until(lambda: shows("/de/", "Flaute am Abend"), "the front page stays old")


def test_pages_for_nobody_and_the_desk_are_never_kept(street):
    for path in ("/de/nirgends/", "/desk/sign-in/", "/health"):
        before = street.fetched(path)
        for _ in range(2):
            street.varnish.ask(path)
        assert street.fetched(path) == before + 2, path


def test_the_doctor_asks_the_cache(street):
    told = depesche("doctor", home=street.home).stdout
    assert re.search(r"ok +edge 1 varnish 127.0.0.1 +takes our purges", told), told
    assert re.search(r"ok +follower edge 1 varnish", told), told
