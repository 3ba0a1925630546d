import contextlib
import gzip
import hashlib
import json
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from itertools import chain

import brotli  # type: ignore[import-untyped]
import pytest

from depesche.server.listen import PortTaken, check_address
from depesche.server.supervise import Plan
from depesche.server.tests.echo import MB, PAGE
from depesche.server.tests.running import children, is_running, start_echo, wait_until
from depesche.server.unwind import read_piece, segments

STYLE = b"body { color: var(--ink); }\n" * 50


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("echo")
    static = folder / "static" / "portal"
    static.mkdir(parents=True)
    (static / "paper.css").write_bytes(STYLE)
    (static / "paper.css.br").write_bytes(brotli.compress(STYLE))
    (static / "paper.css.gz").write_bytes(gzip.compress(STYLE))
    (static / "serif.0123456789ab.woff2").write_bytes(b"wOF2 and more")
    (folder / "letters.mp3").write_bytes(b"abcdefghijklmnopqrstuvwxyz")
    (folder / "secret.txt").write_text("not on the shelf")
    (static / "way-out.txt").symlink_to(folder / "secret.txt")
    return folder


@pytest.fixture(scope="module")
def server(folder):
    running = start_echo(folder)
    yield running
    running.stop()


def told(server, path="/echo", method="GET", **rest):
    return json.loads(server.ask(method, path, **rest)[2])


def test_a_file_is_handed_out_in_the_form_that_the_browser_can_read(server):
    for accepted, coding, open_up in [
        ("gzip, br", "br", brotli.decompress),
        ("gzip;q=0.5, br;q=0", "gzip", gzip.decompress),
        ("", None, bytes),
    ]:
        status, headers, body = server.ask(
            "GET", "/static/portal/paper.css", headers={"Accept-Encoding": accepted}
        )
        assert (status, headers.get("content-encoding")) == (200, coding)
        assert open_up(body) == STYLE
        assert headers["content-type"] == "text/css; charset=utf-8"
        assert headers["vary"] == "Accept-Encoding"
        assert headers["content-length"] == str(len(body))
        assert headers["cache-control"] == "public, max-age=300"


@pytest.mark.parametrize(
    "path", ["/static/portal/paper.css?v=a1b2", "/static/portal/serif.0123456789ab.woff2"]
)
def test_a_file_whose_address_changes_with_it_is_kept_for_ever(server, path):
    assert server.ask("GET", path)[1]["cache-control"].endswith("immutable")


def test_a_file_that_the_browser_has_is_not_sent_again(server):
    _status, headers, _body = server.ask("GET", "/static/portal/paper.css")
    again = server.ask(
        "GET", "/static/portal/paper.css", headers={"If-None-Match": headers["etag"]}
    )
    assert (again[0], again[2]) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/static/../secret.txt",
        "/static/%2e%2e/secret.txt",
        "/static/portal/..%2f..%2f..%2fsecret.txt",
        "/static//etc/passwd",
        "/static/portal/way-out.txt",
        "/static/portal/paper.css.br",
        "/static/portal/",
        "/static/",
        "/static/portal/%00.css",
        "/static/portal/none.css",
    ],
)
def test_nothing_outside_the_shelf_is_handed_out(server, path):
    status, _headers, body = server.ask("GET", path)
    assert status == 404
    assert b"not on the shelf" not in body


def test_files_cannot_be_written(server):
    assert server.ask("POST", "/static/portal/paper.css", body=b"x")[0] == 405


def test_a_request_arrives_as_it_was_sent(server):
    body = os.urandom(100_000)
    got = told(
        server,
        "/k%C3%BCste/%2F?a=%20b&c",
        "POST",
        body=body,
        headers={"Content-Type": "image/png", "X-Desk": "1", "Cookie": "a=1"},
    )
    assert got["PATH_INFO"].encode("latin-1").decode() == "/küste//"
    assert got["QUERY_STRING"] == "a=%20b&c"
    assert (got["REQUEST_METHOD"], got["CONTENT_TYPE"]) == ("POST", "image/png")
    assert (got["HTTP_X_DESK"], got["HTTP_COOKIE"]) == ("1", "a=1")
    assert (got["HTTP_HOST"], got["REMOTE_ADDR"]) == ("localhost", "127.0.0.1")
    assert got["size"] == int(got["CONTENT_LENGTH"]) == len(body)
    assert got["body"] == hashlib.sha256(body).hexdigest()


def test_a_large_picture_arrives_whole_at_the_desk(server):
    body = os.urandom(MB) * 24
    got = told(server, "/desk/pictures/add/", "POST", body=body)
    assert got["body"] == hashlib.sha256(body).hexdigest()


@pytest.mark.parametrize(("path", "size"), [("/desk/pictures/add/", 33 * MB), ("/echo", 2 * MB)])
def test_what_is_too_large_is_refused_before_it_is_sent(server, path, size):
    answer = server.raw(
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {size}\r\n\r\n".encode()
    )
    assert b" 413 " in answer.partition(b"\r\n")[0]
    assert b"at most" in answer


def test_a_body_without_a_length_is_refused(server):
    answer = server.raw(
        b"POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
        b"3\r\nabc\r\n0\r\n\r\n"
    )
    assert b" 411 " in answer.partition(b"\r\n")[0]


def test_one_who_hangs_up_half_way_is_forgotten(server):
    for _ in range(20):
        with socket.create_connection(("127.0.0.1", server.port)) as line:
            line.sendall(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\nabc")
    assert told(server)["size"] == 0


def test_what_only_a_proxy_may_say_counts_for_nothing_from_a_reader(server):
    got = told(
        server,
        headers={
            "X-Forwarded-For": "203.0.113.9",
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": "evil.example",
            "X_Forwarded_For": "203.0.113.9",
            "Proxy": "http://evil.example",
        },
    )
    assert (got["REMOTE_ADDR"], got["wsgi.url_scheme"]) == ("127.0.0.1", "http")
    assert "evil.example" not in json.dumps(got)
    assert "203.0.113.9" not in json.dumps(got)


def test_a_trusted_proxy_tells_who_asked(folder):
    trusting = start_echo(folder, ECHO_TRUSTS="127.0.0.0/8")
    got = told(
        trusting,
        headers={"X-Forwarded-For": "6.6.6.6, 203.0.113.9", "X-Forwarded-Proto": "https"},
    )
    trusting.stop()
    assert (got["REMOTE_ADDR"], got["wsgi.url_scheme"]) == ("203.0.113.9", "https")


@pytest.mark.parametrize(("accepted", "coding"), [("br", "br"), ("gzip", "gzip"), ("", None)])
def test_a_page_is_squeezed_for_those_who_can_read_it(server, accepted, coding):
    headers = server.ask("GET", "/page", headers={"Accept-Encoding": accepted})[1]
    assert headers.get("content-encoding") == coding
    assert headers["vary"] == "Accept-Encoding"
    assert headers["etag"] == ('W/"abc"' if coding else '"abc"')


@pytest.mark.parametrize("path", ["/desk/page", "/private"])
def test_what_is_made_for_one_person_is_never_squeezed(server, path):
    _status, headers, body = server.ask("GET", path, headers={"Accept-Encoding": "br, gzip"})
    assert "content-encoding" not in headers
    assert body == PAGE


@pytest.mark.parametrize("path", ["/page", "/file", "/large", "/static/portal/paper.css"])
def test_head_tells_the_length_and_sends_nothing(server, path):
    status, headers, body = server.ask("HEAD", path)
    assert (status, body) == (200, b"")
    assert headers["content-length"] == server.ask("GET", path)[1]["content-length"]


def test_a_long_answer_comes_whole(server):
    _status, headers, body = server.ask("GET", "/large")
    assert len(body) == int(headers["content-length"]) == 9 * MB
    assert body[::MB] == bytes(range(9))


@pytest.mark.parametrize(
    ("asked", "status", "body", "place"),
    [
        (None, 200, b"abcdefghijklmnopqrstuvwxyz", None),
        ("bytes=0-2", 206, b"abc", "bytes 0-2/26"),
        ("bytes=24-", 206, b"yz", "bytes 24-25/26"),
        ("bytes=-1", 206, b"z", "bytes 25-25/26"),
        ("bytes=20-99", 206, b"uvwxyz", "bytes 20-25/26"),
        ("bytes=26-", 416, b"", "bytes */26"),
        ("bytes=2-1", 200, b"abcdefghijklmnopqrstuvwxyz", None),
        ("bytes=0-1,3-4", 200, b"abcdefghijklmnopqrstuvwxyz", None),
        ("pages=1-2", 200, b"abcdefghijklmnopqrstuvwxyz", None),
    ],
)
def test_a_listener_can_begin_anywhere_in_a_recording(server, asked, status, body, place):
    got = server.ask("GET", "/file", headers={"Range": asked} if asked else {})
    assert (got[0], got[2], got[1].get("content-range")) == (status, body, place)


def test_a_fault_is_told_to_the_log_and_not_to_the_reader(server):
    status, _headers, body = server.ask("GET", "/broken")
    assert status == 500
    assert b"secret" not in body
    assert b"Traceback" not in body
    assert "a secret that belongs in the log alone" in server.log.read_text()


def test_alive_and_ready_for_whoever_watches_the_server(server):
    assert server.ask("GET", "/health", host="10.0.0.1")[2] == b"alive\n"
    assert server.ask("GET", "/ready", host="10.0.0.1")[:1] == (200,)


HEAD = b"POST /desk/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nabc"
LARGE = b"GET /large HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
SLOW_READERS = 20  # the rest never ends its headers, or its body


def slow_line(port, number):
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.settimeout(60)
    line.connect(("127.0.0.1", port))
    line.sendall(LARGE if number < SLOW_READERS else HEAD if number % 2 else HEAD[:40])
    return line


def test_four_hundred_slow_lines_keep_no_quick_reader_waiting(server):
    """Of three kinds: who dribbles headers, who dribbles a body, who does not read."""
    with contextlib.ExitStack() as stack:
        lines = [stack.enter_context(slow_line(server.port, number)) for number in range(400)]
        for _ in range(20):
            assert server.ask("GET", "/page")[0] == 200
        got = 0
        while piece := lines[0].recv(MB):
            got += len(piece)
        assert got > 9 * MB, "who reads slowly gets all of it"
        assert server.ask("GET", "/page")[0] == 200


def test_many_readers_at_once_are_all_answered(server):
    with ThreadPoolExecutor(24) as readers:
        answers = list(readers.map(lambda _: server.ask("GET", "/slow")[0], range(48)))
    assert set(answers) == {200}


def test_a_dead_worker_process_is_started_again(folder, server):
    hand = folder / f"hand-{server.port}.pid"
    number = int(wait_until(lambda: hand.is_file() and hand.read_text(), "no hand"))
    os.kill(number, signal.SIGKILL)

    def another():
        now = hand.read_text()
        return now and int(now) != number and is_running(int(now))

    assert wait_until(another, "the worker process was not started again")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_nothing_outlives_the_server(folder, number):
    stopping = start_echo(folder)
    assert len(wait_until(lambda: len(children(stopping.pid)) == 3 and children(stopping.pid), "3"))
    started = stopping.stop(number)
    wait_until(lambda: not any(is_running(pid) for pid in started), "an orphan is left")


def test_a_taken_port_is_told_at_once(folder, server):
    with pytest.raises(PortTaken, match=f"127.0.0.1:{server.port}"):
        check_address(Plan("", [], port=server.port))


def test_every_story_that_a_reader_gets_to_see_is_a_view_and_nothing_else_is(folder, server):
    reader = {"User-Agent": "Mozilla/5.0 (X11)", "Referer": "https://news.example/today"}
    for method, path in [
        ("GET", "/politik/a-AbCdEf12/"),
        ("GET", "/politik/a-AbCdEf12/"),
        ("HEAD", "/politik/a-AbCdEf12/"),
        ("GET", "/politik/a-AbCdEf12.json"),
        ("GET", "/static/portal/paper.css"),
        ("GET", "/politik/"),
    ]:
        server.ask(method, path, headers=reader)
    server.ask("GET", "/politik/b-AbCdEf12/", headers={"User-Agent": "curl/8.5"})

    def counted():
        found = (read_piece(segment, 0).records for segment in segments(folder / "views"))
        return [*chain.from_iterable(found)] == [b"AbCdEf12 news.example"] * 2

    wait_until(counted, "the views were not written down")
