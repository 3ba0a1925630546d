import contextlib
import resource
import selectors
import signal
import socket
import time

import pytest

from depesche.server.live import WAITING, Line, Listener, Live
from depesche.server.tests.running import start_echo, wait_until

MANY = 5000
NOW = 1_800_000_000.0
WORDS = b'data: {"number":'


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    (folder / "static").mkdir()
    with start_echo(folder) as running:
        yield running


class Page:
    """An open page that listens."""

    def __init__(self, server, channel="front:1", last=""):
        self.line = socket.create_connection(("127.0.0.1", server.port), timeout=30)
        head = f"GET /live/{channel} HTTP/1.1\r\nHost: localhost\r\nLast-Event-ID: {last}\r\n\r\n"
        self.line.sendall(head.encode())
        self.file = self.line.makefile("rb")

    def numbers(self, count):
        """Return the numbers of the next lines."""
        found: list[int] = []
        while len(found) < count:
            line = self.file.readline()
            assert line, "hung up"
            if line.startswith(WORDS):
                found.append(int(line.removeprefix(WORDS).strip(b"}\n")))
        return found

    def __enter__(self):
        return self

    def __exit__(self, *fault):
        self.file.close()
        self.line.close()


def test_an_open_page_hears_each_line_once_and_in_order(server):
    with Page(server) as page:
        first, *others = page.numbers(20)
    assert others == list(range(first + 1, first + 20))


def test_a_page_hears_of_its_own_section_only(server):
    with Page(server, "section:3") as page:
        assert {number % 5 for number in page.numbers(5)} == {3}


@pytest.mark.parametrize("path", ["/live/", "/live/person:9", "/live/front:x", "/live/article:1"])
def test_there_is_nothing_else_to_listen_to(server, path):
    assert server.ask("GET", path)[0] == 404
    assert server.ask("POST", "/live/front:1")[0] == 404


def test_who_comes_back_gets_what_they_missed_and_nothing_twice():
    live = Live(most=1)
    for number in range(1, 8):
        live.tell(Line.of(number, ["front:1"], {"number": number}, about=f"article:{number % 3}"))
    missed = live._missed("front:1", "3", now=NOW).decode()
    assert [line for line in missed.splitlines() if line.startswith("id")] == [
        "id: 5",
        "id: 6",
        "id: 7",
    ]
    assert live._missed("front:2", "3", now=NOW) == b""


def test_a_fresh_page_gets_what_was_said_while_it_was_on_its_way():
    live = Live(most=1)
    for number, at in ((1, NOW - 3600), (2, NOW - 20), (3, NOW - 5)):
        live.tell(Line.of(number, ["front:1"], {}, about=f"article:{number}", at=at))
    assert numbers(live._missed("front:1", "", now=NOW)) == [2, 3]
    assert numbers(live._missed("front:1", "x", now=NOW)) == [2, 3]  # no number: as a fresh one


def test_a_fresh_page_of_a_quiet_paper_learns_from_where_to_go_on():
    live = Live(most=1)
    live.tell(Line.of(7, ["front:1"], {}, about="article:7", at=NOW - 3600))
    assert live._missed("front:1", "", now=NOW) == b"id: 7\ndata: {}\n\n"
    assert live._missed("front:2", "", now=NOW) == b"id: 0\ndata: {}\n\n"


def numbers(events):
    return [int(line[4:]) for line in events.decode().splitlines() if line.startswith("id: ")]


def test_a_page_that_comes_back_goes_on_where_it_was(server):
    with Page(server) as page:
        last = page.numbers(1)[0]
    for _ in range(20):  # two workers talk, each by itself; one of them has told more
        with Page(server, last=str(last)) as page:
            if page.numbers(1) == [last + 1]:
                return
    pytest.fail("nobody remembered")


def test_one_who_does_not_listen_is_hung_up_and_holds_nobody():
    listener = Listener()
    for _ in range(WAITING + 1):
        listener.give(b"x")
    assert listener.is_over


def test_a_reload_hangs_up_and_the_page_comes_back_to_a_fresh_worker(server):
    with Page(server) as page:
        page.numbers(1)
        server.process.send_signal(signal.SIGHUP)
        with pytest.raises(AssertionError, match="hung up"):
            page.numbers(100_000)
    with Page(server) as page:
        assert page.numbers(2)


def test_five_thousand_open_pages_all_hear(tmp_path):
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < 2 * MANY:
        pytest.skip(f"only {hard} files may be open here: 5,000 pages are NOT tried")
    resource.setrlimit(resource.RLIMIT_NOFILE, (2 * MANY, hard))
    (tmp_path / "static").mkdir()
    with start_echo(tmp_path, ECHO_WORKERS="1", ECHO_TALKS="2") as server:
        with contextlib.ExitStack() as pages:
            lines = [pages.enter_context(Page(server)).line for _ in range(MANY)]
            assert heard_within(lines, seconds=30) == MANY
            assert server.ask("GET", "/page")[0] == 200
        begun = time.monotonic()
    assert time.monotonic() - begun < 10  # 5,000 open pages do not hold up the end


def heard_within(lines, *, seconds):
    """Return how many of the lines have got an event."""
    heard: set[int] = set()
    with selectors.DefaultSelector() as eyes:
        for line in lines:
            line.settimeout(0)
            eyes.register(line, selectors.EVENT_READ)
        last = time.monotonic() + seconds
        while len(heard) < len(lines) and time.monotonic() < last:
            for key, _what in eyes.select(1):
                if WORDS in key.fileobj.recv(65536):  # type: ignore[union-attr]
                    heard.add(key.fd)
                    eyes.unregister(key.fileobj)
    return len(heard)


def test_a_listener_who_left_is_forgotten(server):
    for _ in range(50):
        Page(server).line.close()
    wait_until(lambda: server.ask("GET", "/page")[0] == 200, "it does not answer")
