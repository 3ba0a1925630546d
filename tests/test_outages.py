"""Database locked, disk full, database damaged or restarted: readers read on, no text is lost."""

import html
import http.cookiejar
import re
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from depesche.desk.tests.newsroom import typed
from depesche.server.tests.running import PATIENCE_SECONDS, wait_until
from tests.engines import postgresql_only, query, sqlite_only
from tests.street import (
    cluster,  # noqa: F401 a fixture
    copy_of,
    depesche,
    fill_up,
    found,
    mount_small_disk,
    run_in,
    served,
)

LOCK = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=10)
database.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""
FIELD = re.compile(r'<input type="hidden" name="([^"]*)" value="([^"]*)">')
BUSY_SECONDS = 6  # whoever waits for a writer waits longer than any reader on a busy machine
NO_SECOND_FACTOR = {
    "DEPESCHE_SECOND_FACTOR": "no",
    "DEPESCHE_SQLITE_BUSY_SECONDS": str(BUSY_SECONDS),
}


class Stays(urllib.request.HTTPRedirectHandler):
    """Goes nowhere: what was taken is told apart from what is shown afterwards."""

    def redirect_request(self, *_words):
        return None


class Editor:
    """A browser in which a colleague is signed in."""

    def __init__(self, running):
        self.base = f"http://localhost:{running.port}"
        self.jar = http.cookiejar.CookieJar()
        cookies = urllib.request.HTTPCookieProcessor(self.jar)
        self.way = urllib.request.build_opener(cookies)
        self.no_further = urllib.request.build_opener(cookies, Stays)
        chief = {"login": "ada@hafenpost.example", "password": "correct-horse-42"}
        signed = come_again(lambda: self.post("/desk/sign-in/", chief))
        assert signed[0] == 200, running.log.read_text()[-3000:]

    def ask(self, path, data=None, headers=(), way=None):
        request = urllib.request.Request(self.base + path, data=data, headers=dict(headers))  # noqa: S310 our own
        try:
            with (way or self.way).open(request, timeout=180) as answer:
                return answer.status, answer.headers, answer.read().decode()
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code, refused.headers, refused.read().decode()

    def token(self):
        found = [cookie.value for cookie in self.jar if "csrf" in cookie.name]
        if not found:
            self.ask("/desk/sign-in/")
            found = [cookie.value for cookie in self.jar if "csrf" in cookie.name]
        return found[0]

    def post(self, path, fields, **headers):
        told = {"csrfmiddlewaretoken": self.token(), **fields}
        return self.ask(path, urllib.parse.urlencode(told).encode(), headers.items())


def come_again(send):
    """Send until it is taken: on a busy machine others may hold the file for two seconds too."""
    last = time.monotonic() + PATIENCE_SECONDS
    while (answer := send())[0] == 503 and time.monotonic() < last:
        time.sleep(0.5)
    return answer


TEXT = "Ein neuer Vorspann, der nicht verloren gehen darf: „Äpfel & Birnen“ <b>"


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    return found(tmp_path_factory.mktemp("street") / "hafenpost", stories=1)


def story_of(paper):
    """Return key and code of the German story."""
    return query(paper, "SELECT page_ptr_id, code FROM articles_article ORDER BY page_ptr_id")[0]


def hold(holder):
    assert holder.stdout.readline() == b"held\n"


@sqlite_only("one writer at a time, who may hold all others up")
def test_a_locked_database_costs_no_text_and_no_reader_waits(paper):  # noqa: PLR0915 one story
    key, _code = story_of(paper)
    edit = f"/desk/pages/{key}/edit/"
    with served(paper, "--workers", "1", **NO_SECOND_FACTOR) as running:
        editor = Editor(running)
        fields = typed(lead=TEXT)
        place = str(paper / "data" / "depesche.sqlite3")
        holder = subprocess.Popen(  # noqa: S603 our own program
            [sys.executable, "-c", LOCK, place], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        try:
            hold(holder)
            with ThreadPoolExecutor(12) as many:
                sent = [many.submit(editor.post, edit, fields) for _ in range(12)]
                time.sleep(0.3)
                for number in range(20):
                    begun = time.monotonic()
                    assert running.ask("GET", f"/de/?{number}")[0] in {200, 301, 302}
                    assert time.monotonic() - begun < BUSY_SECONDS, "a reader waited for a writer"
                answers = [each.result() for each in sent]
            assert {status for status, _headers, _page in answers} == {503}
            status, headers, page = answers[0]
            assert headers["Retry-After"] == "10"
            kept = {name: html.unescape(value) for name, value in FIELD.findall(page)}
            assert kept["lead"] == TEXT
            assert kept.keys() >= fields.keys()
            status, headers, page = editor.post(
                edit, fields, **{"X-Requested-With": "XMLHttpRequest"}
            )
            assert (status, headers["Content-Type"]) == (503, "application/json")
            told = depesche("doctor", home=paper, **NO_SECOND_FACTOR)
            assert re.search(rf"FAIL\s+lock\s+process {holder.pid} \(", told.stdout), told.stdout
            assert told.returncode == 1
        finally:
            holder.communicate()
        again = urllib.parse.urlencode(kept).encode()
        taken = come_again(lambda: editor.ask(edit, again, way=editor.no_further))
        assert taken[0] == 302, running.log.read_text()[-3000:]
        again = come_again(lambda: editor.ask(edit))
        assert again[0] == 200, running.log.read_text()[-3000:]
        assert html.escape(TEXT) in again[2] or TEXT in html.unescape(again[2])
        assert "desk.outage" in running.log.read_text()
    drafts = query(
        paper, "SELECT count(*) FROM wagtailcore_revision WHERE content LIKE '%verloren gehen%'"
    )
    assert drafts == [(1,)], "sent again once, saved once"


def small_disk(place, megabytes):
    place.mkdir()
    if not mount_small_disk(place, megabytes):
        pytest.skip("a small disk cannot be mounted here: that needs root")


@sqlite_only("its file lies on the disk that is full")
def test_a_full_disk_stops_writers_only_and_says_so(paper, tmp_path):  # noqa: PLR0915 one story
    key, code = story_of(paper)
    edit = f"/desk/pages/{key}/edit/"
    disk = tmp_path / "disk"
    small_disk(disk, 40)
    home = disk / "hafenpost"
    try:
        copy_of(paper, home, "static")
        with served(home, "--workers", "1", **NO_SECOND_FACTOR) as running:
            editor = Editor(running)
            assert running.ask("GET", f"/de/politik/x-{code}/")[0] in {200, 301}
            fields = typed(lead=TEXT)
            fill_up(disk)
            refused = [editor.post(edit, fields | {"lead": TEXT * 200}) for _ in range(6)]
            last = refused[-1]
            assert last[0] == 503, running.log.read_text()[-3000:]
            assert last[1]["Retry-After"] == "120"
            assert "disk" in last[2] or "Platte" in last[2]
            picture = upload(editor)
            assert picture[0] == 503, picture[2][:500]
            for path in ("/de/", "/en/", "/de/politik/", f"/k/{code}", "/de/feed.rss"):
                assert running.ask("GET", path)[0] in {200, 301, 302}, path
            assert running.ask("GET", "/ready")[0] == 200
            assert not list((home / "media").rglob("*.tmp"))
            told = depesche("doctor", home=home, DEPESCHE_SECOND_FACTOR="no").stdout
            assert re.search(r"FAIL\s+disk", told), told
            (disk / "ballast").unlink()
            assert come_again(lambda: editor.post(edit, fields))[0] == 200
        whole = run_in(home, SOUND)
        assert whole.returncode == 0, whole.stderr
    finally:
        subprocess.run(["umount", "-l", str(disk)], check=True)  # noqa: S603, S607 the system's own


SOUND = """
import django; django.setup()
from django.db import connection
from django.conf import settings
from pathlib import Path
from depesche.archive.copied import files_named_now
with connection.cursor() as cursor:
    assert cursor.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
named = files_named_now()
there = {p.relative_to(settings.MEDIA_ROOT).as_posix()
         for p in Path(settings.MEDIA_ROOT).rglob("*") if p.is_file()}
assert named == there, (named - there, there - named)
"""


def upload(editor):
    from io import BytesIO  # noqa: PLC0415 one use

    from PIL import Image  # noqa: PLC0415 one use

    drawing = BytesIO()
    Image.effect_noise((1200, 900), 80).save(drawing, "JPEG", quality=95)
    border = "----grenze"
    parts = [
        ("csrfmiddlewaretoken", None, editor.token().encode()),
        ("title", None, b"Flut"),
        ("files[]", "flut.jpg", drawing.getvalue()),
    ]
    body = b""
    for name, filename, data in parts:
        named = f'; filename="{filename}"' if filename else ""
        kind = "Content-Type: image/jpeg\r\n" if filename else ""
        head = f'--{border}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n{kind}\r\n'
        body += head.encode() + data + b"\r\n"
    body += f"--{border}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={border}",
        "X-Requested-With": "XMLHttpRequest",
    }
    return editor.ask("/desk/images/multiple/add/", body, headers.items())


@pytest.fixture
def copy(paper, tmp_path):
    return copy_of(paper, tmp_path / "hafenpost")


@sqlite_only("its file is what gets damaged")
def test_a_damaged_database_is_read_on_and_not_written(copy):
    backup = copy.parent / "paper.tar.gz"
    assert depesche("backup", backup, home=copy).returncode == 0
    with sqlite3.connect(copy / "data" / "depesche.sqlite3") as database:
        root = database.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'wire_dispatch'"
        ).fetchone()[0]
        size = database.execute("PRAGMA page_size").fetchone()[0]
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    with (copy / "data" / "depesche.sqlite3").open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with served(copy, "--workers", "1", **NO_SECOND_FACTOR) as running:
        log = running.log.read_text()
        assert "damaged" in log
        assert f"depesche restore {backup}" in log
        assert running.ask("GET", "/de/")[0] == 200
        assert running.ask("POST", "/desk/sign-in/", body=b"x=1")[0] in {403, 503}
    told = depesche("doctor", home=copy)
    assert told.returncode == 1
    assert "damaged" in told.stdout
    assert f"depesche restore {backup}" in told.stdout


@sqlite_only("the journal beside its file")
def test_a_torn_journal_costs_the_last_moments_and_not_the_paper(copy):
    """A power cut in the middle of a commit: what was whole before is there."""
    place = copy / "data" / "depesche.sqlite3"
    database = sqlite3.connect(place, isolation_level=None)
    database.execute("PRAGMA wal_autocheckpoint=0")
    for number in range(40):
        database.execute(
            "INSERT INTO wire_beat (name, at, fault) VALUES (?, '2026-01-01', ?)",
            [f"x{number}", "y" * 2000],
        )
    torn = copy.parent / "torn"
    shutil.copytree(copy, torn)  # as it lies on the disk while it is open
    database.close()
    journal = torn / "data" / "depesche.sqlite3-wal"
    data = bytearray(journal.read_bytes())
    assert len(data) > 100_000
    data[len(data) // 2 + 100] ^= 0xFF
    journal.write_bytes(data[:-2000])
    (torn / "data" / "depesche.sqlite3-shm").unlink(missing_ok=True)
    with served(torn, "--workers", "1") as running:
        assert running.ask("GET", "/de/")[0] == 200
        assert "damaged" not in running.log.read_text()
    with sqlite3.connect(torn / "data" / "depesche.sqlite3") as database:
        kept = database.execute("SELECT count(*) FROM wire_beat WHERE name LIKE 'x%'").fetchone()[0]
        assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    database.close()
    assert 0 < kept < 40


# --- PostgreSQL ----------------------------------------------------------------------------------


@postgresql_only("a server that can be restarted")
def test_postgresql_may_restart_at_any_time(cluster, tmp_path):  # noqa: F811 a fixture
    home = found(tmp_path / "hafenpost", "--database", cluster.make("restart"), stories=1)
    with served(home, "--workers", "1", **NO_SECOND_FACTOR) as running:
        editor = Editor(running)
        answers, stop = [], threading.Event()

        def read():
            number = 0
            while not stop.wait(0.05):
                number += 1
                answers.append((time.monotonic(), running.ask("GET", f"/de/kultur/?{number}")[0]))

        reader = threading.Thread(target=read)
        reader.start()
        for pause in (0.5, 8.0):
            cluster.stop()
            down = running.ask("GET", "/en/")
            assert down[0] in {200, 503}
            status, headers, _page = editor.post("/desk/account/", {"name": TEXT})
            assert (status, headers["Retry-After"]) == (503, "5")
            if pause > 1:
                told = depesche("doctor", home=home)
                assert (told.returncode, "does not answer" in told.stdout) == (1, True), told
            time.sleep(pause)
            cluster.start()
            back, wall = time.monotonic(), time.time()
            wait_until(lambda: running.ask("GET", "/ready")[0] == 200, "it never came back")
            wait_until(lambda: editor.ask("/desk/")[0] == 200, "the desk never came back")
            assert time.monotonic() - back < 30  # within five on a quiet machine
            awake = wait_until(lambda since=wall: awake_since(home, since), "no scheduler")
            assert float(awake) < 60  # it says so every five seconds
        stop.set()
        reader.join()
        assert {status for _at, status in answers} <= {200, 301, 503}


AWAKE = """
import django; django.setup()
from depesche.wire.models import Beat
import sys
beat = Beat.objects.get(pk="scheduler")
after = beat.at.timestamp() - float(sys.argv[1])
print(after if after > 0 and not beat.fault else "")
"""


def awake_since(home, moment):
    """Return how many seconds after `moment` the scheduler came round, empty where it did not."""
    return run_in(home, AWAKE, moment).stdout.strip()
