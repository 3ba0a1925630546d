"""Each view is counted once, whatever is killed and whenever."""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.db.models import Sum
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesche.articles.tests.make import NOON, make_article
from depesche.readership import fold
from depesche.readership.fold import Seen, Taken, add_views, fold_views, sums_of
from depesche.readership.models import DailyView, Tally, View
from depesche.server.spool import Spool
from depesche.server.unwind import Piece, segments
from depesche.server.unwind import Segment as File

BROWSER = {"user-agent": "Mozilla/5.0"}


def read_pages(folder, stories, *, at=NOON, referer=""):
    """Let readers open the stories, in one web worker that ends then."""
    spool = Spool(folder, clock=at.timestamp)
    for story in stories:
        spool.view(f"/politik/x-{story.code}/", BROWSER | {"referer": referer})
    spool.close()


def counted(model=View):
    return model.objects.aggregate(sum=Sum("count"))["sum"] or 0


def test_what_readers_opened_stands_in_hours_days_and_tallies(paper, article, tmp_path):
    other = make_article(paper.politics, publish_at=NOON, by=paper.chief)
    read_pages(tmp_path, [article, article, other], referer="https://news.example/")
    read_pages(tmp_path, [article], at=NOON + timedelta(hours=1))
    assert fold_views(tmp_path, at=NOON).views == 4
    rows = set(View.objects.values_list("article", "hour", "count"))
    assert rows == {
        (article.pk, NOON, 2),
        (article.pk, NOON + timedelta(hours=1), 1),
        (other.pk, NOON, 1),
    }
    days = set(DailyView.objects.filter(article=article).values_list("day", "referrer", "count"))
    assert days == {(NOON.date(), "news.example", 2), (NOON.date(), "", 1)}
    assert dict(Tally.objects.values_list("pk", "count")) == {article.pk: 3, other.pk: 1}


def test_a_day_is_the_editions_own(paper, article, tmp_path):
    english = make_article(paper.politics, publish_at=NOON, by=paper.chief)
    late = datetime(2025, 3, 14, 23, 30, tzinfo=UTC)  # half past midnight in Berlin
    read_pages(tmp_path, [article, english], at=late)
    fold_views(tmp_path, at=NOON)
    days = dict(DailyView.objects.values_list("article", "day"))
    assert days == {article.pk: date(2025, 3, 15), english.pk: date(2025, 3, 14)}


def test_a_file_goes_once_it_is_counted_and_has_no_writer(article, tmp_path):
    spool = Spool(tmp_path, clock=NOON.timestamp)
    spool.view(f"/a/b-{article.code}/", BROWSER)
    for _ in range(3):
        fold_views(tmp_path, at=NOON)
    assert (counted(), len(list(segments(tmp_path)))) == (1, 1)
    spool.view(f"/a/b-{article.code}/", BROWSER)
    spool.close()
    for _ in range(3):
        fold_views(tmp_path, at=NOON)
    assert (counted(), list(tmp_path.iterdir())) == (2, [])


def test_words_that_are_no_storys_code_are_dropped(article, tmp_path):
    spool = Spool(tmp_path, clock=NOON.timestamp)
    for path in ("/people/ida-schneider/", f"/a/b-{article.code}/", "/tags/x-gibtesnicht/"):
        spool.view(path, BROWSER)
    spool.close()
    assert fold_views(tmp_path, at=NOON).views == 1
    assert Tally.objects.get().pk == article.pk


def test_a_long_queue_is_taken_in_pieces(article, tmp_path):
    read_pages(tmp_path, [article] * 2000)
    rounds = [fold_views(tmp_path, at=NOON, most_bytes=5000) for _ in range(9)]
    assert sum(done.views for done in rounds) == counted() == 2000
    assert rounds[0].has_more
    assert not rounds[-1].has_more


def test_two_that_fold_the_same_piece_count_it_once(article, tmp_path):
    read_pages(tmp_path, [article] * 3)
    (segment,) = segments(tmp_path)
    piece = Piece([f"{article.code} ".encode()] * 3, 30)
    taken = [Taken(segment, 0, piece.end, piece.records, is_last=False)]
    assert fold._keep(taken, at=NOON) == 3
    assert fold._keep(taken, at=NOON) is None
    assert counted() == counted(Tally) == 3


def test_invented_referrers_fill_no_table(article, monkeypatch):
    monkeypatch.setattr(fold, "MOST_HOSTS_A_DAY", 3)
    spam = Counter({Seen(article.code, NOON, f"spam{n}.example"): 1 for n in range(50)})
    spam[Seen(article.code, NOON, "news.example")] = 7
    add_views(spam)
    add_views(Counter({Seen(article.code, NOON, "news.example"): 1}))
    hosts = dict(DailyView.objects.values_list("referrer", "count"))
    assert len(hosts) == 4
    assert (hosts["news.example"], hosts["*"], sum(hosts.values())) == (8, 48, 58)


CODES = ["AbCdEf12", "ZyXwVu98"]
RECORDS = st.lists(
    st.tuples(st.sampled_from(CODES), st.sampled_from(["", "a.example"])).map(
        lambda pair: f"{pair[0]} {pair[1]}".encode()
    ),
    max_size=30,
)


@given(pieces=st.lists(st.tuples(st.integers(480_000, 480_002), RECORDS), max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
def test_sums_lose_no_record_and_invent_none(pieces):
    taken = [Taken(File(Path("x"), hour), 0, 1, records, is_last=False) for hour, records in pieces]
    sums = sums_of(taken)
    assert sums.total() == sum(len(records) for _hour, records in pieces)
    for code in CODES:
        wanted = sum(record.startswith(code.encode()) for _h, found in pieces for record in found)
        assert sum(count for seen, count in sums.items() if seen.code == code) == wanted


def test_a_folding_costs_the_same_however_many_stories_it_meets(
    paper, article, tmp_path, django_assert_max_num_queries
):
    stories = [article, *(make_article(paper.kultur, publish_at=NOON) for _ in range(9))]
    read_pages(tmp_path, stories * 20, referer="https://news.example/")
    with django_assert_max_num_queries(17):  # two of them are the transaction's
        assert fold_views(tmp_path, at=NOON).views == 200


# --- under kills ---------------------------------------------------------------------------------
FORK = """
import os, signal, sys
from pathlib import Path
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
spool = Path(sys.argv[1])
def fork(act):
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            act()
        print(child, file=sys.stderr, flush=True)
"""
WRITER = f"""{FORK}
from depesche.server.spool import Spool
def write():
    out = Spool(spool, segment_bytes=8192)
    while True:
        for _ in range(20):
            out.view(f"/a/b-{{sys.argv[2]}}/", {{"user-agent": "Mozilla/5.0"}})
        os.write(1, b"x" * 20)
fork(write)
"""
FOLDER = f"""{FORK}
from datetime import UTC, datetime
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[3]
django.setup()
from django.db.models import Sum
from depesche.readership.fold import fold_views
from depesche.readership.models import DailyView, Tally, View
def take():
    return fold_views(spool, at=datetime.now(UTC), most_bytes=20_000)
def fold():
    while True: take()
fork(fold)
while take().views or list(spool.glob("*.views")): pass
for model in (View, DailyView, Tally): print(model.objects.aggregate(sum=Sum("count"))["sum"])
"""


class Forked:
    """A process that forks at each word from here; its child can be killed and begun again."""

    def __init__(self, program, *words):
        pipe = subprocess.PIPE
        self.process = subprocess.Popen(  # noqa: S603 our own program
            [sys.executable, "-c", program, *map(str, words)],
            stdin=pipe,
            stdout=pipe,
            stderr=pipe,
            bufsize=0,  # what stood in a buffer here would be missing at the end
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )

    def begin(self):
        assert self.process.stdin
        assert self.process.stderr
        self.process.stdin.write(b"go\n")
        self.process.stdin.flush()
        self.child = int(self.process.stderr.readline())

    def read(self, count):
        """Return some of what the children said, `count` bytes at most."""
        assert self.process.stdout
        return self.process.stdout.read(count)

    def kill(self):
        os.kill(self.child, signal.SIGKILL)

    def end(self):
        """Return what is still to be read once it ended by itself."""
        return self.process.communicate()[0]


def counted_in(tmp_path):
    """Return a database that other processes can open: SQLite's is copied out of memory."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        name = str(tmp_path / "copy.sqlite3")
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [name])
    return name


@pytest.mark.django_db(transaction=True)
def test_fifty_kills_of_web_workers_and_worker_lose_and_double_nothing(paper, tmp_path):
    code = make_article(paper.politik, publish_at=NOON).code
    words, chance = (tmp_path / "views", code, counted_in(tmp_path)), random.Random(7)
    writer, folder = Forked(WRITER, *words), Forked(FOLDER, *words)
    told = 0
    folder.begin()
    for number in range(50):
        writer.begin()
        told += len(writer.read(chance.randrange(20, 4000)))
        writer.kill()
        if number % 2:
            folder.kill()
            folder.begin()
            time.sleep(chance.random() / 20)
    folder.kill()
    told += len(writer.end())
    views, days, tallies = (int(word) for word in folder.end().split())
    assert views == days == tallies
    # what was written in the moment of a kill, before the writer could say so
    assert told <= views <= told + 50 * 20
