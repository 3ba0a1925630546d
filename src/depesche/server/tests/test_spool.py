"""A view is written down once, at once, and nothing of the reader with it."""

import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.server.spool import Spool
from depesche.server.unwind import is_left, put_away, read_piece, segments, sweep
from depesche.server.visitors import host_of, is_person

FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
HOUR = 480_000
STORY = "/de/politik/der-fluss-steigt-AbCdEf12/"


def at_noon():
    return HOUR * 3600.0 + 60


def held(folder):
    """Return all records of the spool, in the order of segments."""
    return [
        record.decode() for segment in segments(folder) for record in read_piece(segment, 0).records
    ]


def visit(folder, path=STORY, **headers):
    spool = Spool(folder, own_hosts={"bote.example"}, staff_cookie="__Host-desk", clock=at_noon)
    spool.view(path, {"user-agent": FIREFOX} | {k.replace("_", "-"): v for k, v in headers.items()})
    spool.close()
    return held(folder)


def test_a_view_holds_the_code_and_the_host_that_led_there(tmp_path):
    came_from = "https://www.News.example:8443/page?who=me"
    assert visit(tmp_path, referer=came_from) == ["AbCdEf12 news.example"]
    assert [segment.hour for segment in segments(tmp_path)] == [HOUR]


def test_nothing_of_the_reader_is_written_down(tmp_path):
    headers = {"referer": "https://jo:secret@mail.example/inbox/7?id=9", "cookie": "a=b"}
    visit(tmp_path, **headers)
    written = next(tmp_path.iterdir()).read_bytes().rstrip(b"\0")
    assert written == b"AbCdEf12 mail.example\n"


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_purpose": "prefetch"},
        {"sec_purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x_moz": "prefetch"},
        {"user_agent": "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"},
        {"user_agent": "curl/8.5"},
        {"user_agent": ""},
        {"cookie": "theme=dark; __Host-desk=0a1b"},
    ],
)
def test_machines_prefetches_and_colleagues_are_not_counted(tmp_path, headers):
    assert visit(tmp_path, **headers) == []


@pytest.mark.parametrize(
    "path",
    [
        "/de/politik/der-fluss-steigt-AbCdEf12.json",
        "/de/politik/",
        "/feed.rss",
        "/",
        "",
        "/k/AbCdEf12",
        "/de/politik/der-fluss-steigt-AbCdEf12/versions/",
        "/de/politik/x-AbCd\udc80\udc81/",
    ],
)
def test_only_the_page_of_a_story_is_a_view(tmp_path, path):
    assert visit(tmp_path, path=path) == []


@pytest.mark.parametrize(
    ("agent", "verdict"),
    [
        (FIREFOX, True),
        ("Mozilla/5.0 (Linux; Android 13; CUBOT NOTE 50) AppleWebKit/537.36 Mobile", True),
        ("Opera/9.80 (Android; Opera Mini/36.2) Presto/2.12.423", True),
        ("Lynx/2.9.0 libwww-FM/2.14 SSL-MM/1.4.1", True),
        ("Mozilla/5.0 (compatible; archive.org_bot; Wayback)", False),
        ("Mozilla/5.0 (X11) AppleWebKit/537.36 HeadlessChrome/140.0 Safari/537.36", False),
        ("facebookexternalhit/1.1", False),
        ("Feedly/1.0", False),
    ],
)
def test_a_program_that_says_so_is_no_reader(agent, verdict):
    assert is_person(agent) is verdict


@pytest.mark.parametrize(
    ("authority", "host"),
    [
        ("WWW.Zeitung.Example", "zeitung.example"),
        ("a.b.c.letters.mail.example:443", "letters.mail.example"),
        ("bote.example", ""),
        ("192.168.1.7", ""),
        ("[2001:db8::1]:80", ""),
        ("intranet", ""),
        ("x" * 300 + ".example", ""),
        ("evil host.example", ""),
    ],
)
def test_a_foreign_host_is_cut_and_no_machine_of_a_house_is_named(authority, host):
    assert host_of(authority, {"bote.example"}) == host


@given(referer=st.text(), path=st.text(alphabet="/-aZ9.ß\n\0 ", max_size=30))
def test_whatever_is_asked_the_spool_stays_readable(tmp_path_factory, referer, path):
    folder = tmp_path_factory.mktemp("views")
    spool = Spool(folder, clock=at_noon)
    for where in (path, STORY):
        spool.view(where, {"user-agent": FIREFOX, "referer": referer})
    spool.close()
    records = held(folder)
    assert records[-1].startswith("AbCdEf12 ")
    assert all(record.partition(" ")[0].isalnum() for record in records)


def test_a_page_reports_that_it_is_read(tmp_path):
    spool = Spool(tmp_path, by_report=True, clock=at_noon)
    page = {"user-agent": FIREFOX, "referer": "https://bote.example" + STORY}
    told = f"{STORY}\nhttps://www.news.example".encode()
    spool.report(told, page)  # a page of somebody else's
    spool.report(told, page | {"sec-fetch-site": "cross-site"})
    spool.report(told, page | {"sec-fetch-site": "same-origin", "user-agent": "curl/8.5"})
    spool.report(b"\xff\n\n\xfe", page | {"sec-fetch-site": "same-origin"})
    spool.report(told, page | {"sec-fetch-site": "same-origin"})
    spool.report(f"{STORY}\n".encode(), page | {"sec-fetch-site": "same-origin"})
    spool.close()
    assert held(tmp_path) == ["AbCdEf12 news.example", "AbCdEf12 "]


def test_a_full_segment_and_a_new_hour_begin_another(tmp_path):
    seconds = [at_noon()]
    spool = Spool(tmp_path, segment_bytes=100, clock=lambda: seconds[0])
    for _ in range(25):
        spool.view(STORY, {"user-agent": FIREFOX})
    seconds[0] += 3600
    spool.view(STORY, {"user-agent": FIREFOX})
    found = list(segments(tmp_path))
    assert [is_left(segment) for segment in found].count(False) == 1
    assert {segment.hour for segment in found} == {HOUR, HOUR + 1}
    spool.close()
    assert len(held(tmp_path)) == 26
    assert all(is_left(segment) for segment in found)


def test_what_is_read_goes_on_where_the_last_reading_ended(tmp_path):
    spool = Spool(tmp_path, clock=at_noon)
    spool.view(STORY, {"user-agent": FIREFOX})
    (segment,) = segments(tmp_path)
    first = read_piece(segment, 0)
    spool.view(STORY, {"user-agent": FIREFOX})
    second = read_piece(segment, first.end)
    assert (len(first.records), len(second.records)) == (1, 1)
    assert read_piece(segment, second.end).records == []
    cut = read_piece(segment, 0, most_bytes=second.end - 1)
    assert cut == first
    spool.close()
    put_away(segment)
    put_away(segment)
    assert read_piece(segment, 0).records == []
    assert not is_left(segment)


def test_without_room_the_page_goes_out_and_the_loss_is_known(tmp_path):
    (tmp_path / "views").write_text("a file where the folder should be", encoding="utf-8")
    spool = Spool(tmp_path / "views", clock=at_noon)
    spool.view(STORY, {"user-agent": FIREFOX})
    assert spool.lost == 1


def test_what_a_killed_opening_left_is_swept(tmp_path):
    old, young = tmp_path / "1-aa.new", tmp_path / "2-bb.new"
    for path in (old, young):
        path.touch()
    os.utime(old, (time.time() - 7200, time.time() - 7200))
    sweep(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["2-bb.new"]


WRITER = """
import sys
from pathlib import Path
from depesche.server.spool import Spool
spool = Spool(Path(sys.argv[1]), segment_bytes=4096)
number = 0
while True:
    spool.view("/a/b-AbCdEf12/", {"user-agent": "Mozilla/5.0"})
    number += 1
    sys.stdout.write("x")
    sys.stdout.flush()
"""


def test_kill_9_takes_no_view_away(tmp_path):
    writer = subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", WRITER, str(tmp_path)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    line = writer.stdout
    assert line is not None
    told = len(line.read(700))
    writer.send_signal(signal.SIGKILL)
    told += len(line.read())
    writer.wait()
    line.close()
    assert all(is_left(segment) for segment in segments(tmp_path))
    assert len(held(tmp_path)) in {told, told + 1}
