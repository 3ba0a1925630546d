"""A newspaper behind nginx and behind Caddy, with the files that the docs give."""

import contextlib
import hashlib
import io
import json
import os
import re
import shutil
import socket
import subprocess
from pathlib import Path
from typing import NamedTuple

import numpy
import pytest
from PIL import Image

from depesche.server.tests.echo import MB
from depesche.server.tests.running import start_echo
from tests.engines import once
from tests.proxies import EXAMPLES, HOST, Browser, Line, Proxy, program
from tests.street import bare, copy_of, served

pytestmark = once("a proxy knows nothing of the database behind the newspaper")
PASSWORD = "quiet-harbour-at-dawn-7"


@pytest.fixture(scope="module", params=["nginx", "caddy"])
def kind(request):
    if not program(request.param):
        pytest.skip(f"{request.param} is not installed: its example is NOT tried here")
    return request.param


@pytest.fixture(scope="module")
def echo(kind, tmp_path_factory):
    """A browser before a proxy before a server that tells what it hears."""
    folder = tmp_path_factory.mktemp(f"echo-behind-{kind}")
    (folder / "static").mkdir()
    (folder / "letters.mp3").write_bytes(b"abcdefghijklmnopqrstuvwxyz")
    (folder / "proxy").mkdir()
    with (
        start_echo(folder, ECHO_TRUSTS="127.0.0.1") as server,
        Proxy(kind, folder / "proxy", server.port) as proxy,
    ):
        yield Browser(proxy)


def test_the_reader_and_not_the_proxy_is_seen(echo):
    heard = json.loads(echo.ask("GET", "/echo")[2])
    assert (heard["REMOTE_ADDR"], heard["wsgi.url_scheme"]) == ("127.0.0.9", "https")
    assert heard["HTTP_HOST"] == HOST


def test_what_a_reader_says_of_others_is_dropped(echo):
    lies = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Proto": "http",
        "Forwarded": "for=1.2.3.4",
    }
    heard = json.loads(echo.ask("GET", "/echo", **lies)[2])
    assert (heard["REMOTE_ADDR"], heard["wsgi.url_scheme"]) == ("127.0.0.9", "https")
    assert "203.0.113.9" not in json.dumps(heard)


def test_thirty_megabytes_come_through_whole(echo):
    body = os.urandom(MB) * 30
    heard = json.loads(echo.ask("POST", "/desk/x", body=body)[2])
    assert (heard["size"], heard["body"]) == (30 * MB, hashlib.sha256(body).hexdigest())


def test_what_is_too_large_is_refused(echo):
    with contextlib.suppress(OSError):  # the proxy may hang up while we still send
        assert echo.ask("POST", "/desk/x", body=bytes(65 * MB))[0] == 413
    assert echo.ask("GET", "/page")[0] == 200


def test_a_long_answer_and_a_part_of_one_come_through(echo):
    assert len(echo.ask("GET", "/large")[2]) == 9 * MB
    part = echo.ask("GET", "/file", Range="bytes=2-4")
    assert (part[0], part[2]) == (206, b"cde")


def test_pages_are_squeezed_once_and_the_desk_never(echo):
    page = echo.ask("GET", "/page", **{"Accept-Encoding": "br, gzip"})[1]
    assert page["content-encoding"] == "br"
    assert "content-encoding" not in echo.ask("GET", "/desk/page", **{"Accept-Encoding": "gzip"})[1]


def test_news_of_open_pages_arrive_line_by_line(echo):
    with contextlib.closing(Line(echo.proxy)) as line:
        line.request("GET", "/live/front:1", headers={"Host": HOST})
        answer = line.getresponse()
        assert answer.getheader("content-type") == "text/event-stream"
        told = [answer.readline() for _ in range(20)]
    assert sum(words.startswith(b"id: ") for words in told) >= 4


def test_slow_lines_keep_no_reader_waiting(echo):
    with contextlib.ExitStack() as lines:
        for _ in range(200):
            line = lines.enter_context(socket.create_connection(("127.0.0.1", echo.proxy.port)))
            line.sendall(b"\x16\x03\x01")  # a handshake that goes no further
        for _ in range(20):
            assert echo.ask("GET", "/page")[0] == 200


class Paper(NamedTuple):
    """A newspaper behind a proxy: who reads it, the chief's first link, what the server wrote."""

    browser: Browser
    link: str
    log: Path


@pytest.fixture(scope="module")
def paper(kind, tmp_path_factory):
    """A newspaper at https://paper.example; nobody has a second factor yet."""
    founded, said = bare()
    home = copy_of(founded, tmp_path_factory.mktemp(f"paper-{kind}") / "hafenpost")
    with (home / "depesche.env").open("a") as settings:
        settings.write(f"DEPESCHE_BASE_URL=https://{HOST}\nDEPESCHE_TRUSTED_PROXIES=127.0.0.1\n")
        settings.write("DEPESCHE_SECOND_FACTOR=no\nDEPESCHE_LOG_REQUESTS=yes\n")
    folder = home.parent / "proxy"
    folder.mkdir()
    with served(home) as server, Proxy(kind, folder, server.port) as proxy:
        (link,) = re.findall(r"/desk/password/\S+", said)
        yield Paper(Browser(proxy), link, server.log)


def test_the_portal_is_read_through_the_proxy(paper):
    status, headers, page = paper.browser.ask("GET", "/de/", **{"Accept-Encoding": "br"})
    assert (status, headers["content-encoding"]) == (200, "br")
    assert "max-age=" in headers["strict-transport-security"]
    assert "set-cookie" not in headers
    assert page
    assert b"Hafenpost" not in paper.browser.ask("GET", "/de/", Host="evil.example")[2]


def test_a_chief_signs_in_and_uploads_thirty_megabytes(paper):
    link = paper.browser.ask("GET", paper.link)[1].get("location", paper.link)
    chosen = paper.browser.fill(link, password1=PASSWORD, password2=PASSWORD)
    assert chosen[0] == 302, chosen[2][:2000]
    signed = paper.browser.fill("/desk/sign-in/", login="ada@hafenpost.example", password=PASSWORD)
    assert (signed[0], signed[1]["location"]) == (302, "/desk/")
    assert all(
        one["secure"] for name, one in paper.browser.cookies.items() if name.startswith("__Host-")
    )

    picture = a_picture_of(29 * MB)
    sent = paper.browser.fill(
        "/desk/images/add/", [("file", "quay.png", picture)], title="The quay", collection="1"
    )
    assert sent[0] == 302, sent[2][:2000]

    said = paper.log.read_text().partition("Ctrl-C")[2]
    assert "request.answered" in said
    assert "127.0.0.9" not in said  # nobody's address is written down
    assert "ada@" not in said


def a_picture_of(size_bytes):
    """Return a PNG of noise, which no format makes smaller."""
    side = int((size_bytes / 3) ** 0.5)
    noise = numpy.random.default_rng(7).integers(0, 256, (side, side, 3), dtype=numpy.uint8)
    file = io.BytesIO()
    Image.fromarray(noise).save(file, "png", compress_level=0)
    return file.getvalue()


def test_systemd_understands_the_units(tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd-analyze is not installed: the units are NOT tried here")
    text = (EXAMPLES / "depesche.service").read_text(encoding="utf-8")
    text = text.replace("/srv/depesche/venv/bin/depesche", shutil.which("true") or "/bin/true")
    (tmp_path / "depesche.service").write_text(text, encoding="utf-8")
    shutil.copy(EXAMPLES / "depesche.socket", tmp_path)
    for words in (["verify"], ["security", "--offline=true", "--threshold=20"]):
        units = [str(tmp_path / "depesche.service")]
        units += [str(tmp_path / "depesche.socket")] if words == ["verify"] else []
        told = subprocess.run(  # noqa: S603 a tool of this machine
            [verify, *words, *units], capture_output=True, text=True, check=False
        )
        assert told.returncode == 0, told.stdout + told.stderr
        assert words != ["verify"] or not told.stderr


def test_who_connects_while_the_server_is_restarted_waits_for_it(tmp_path):
    (tmp_path / "static").mkdir()
    with socket.create_server(("127.0.0.1", 0)) as held:  # as systemd does for depesche.socket
        with start_echo(tmp_path, held=held) as server:
            assert server.ask("GET", "/page")[0] == 200
        with socket.create_connection(held.getsockname()) as waiting:
            waiting.sendall(b"GET /page HTTP/1.1\r\nHost: localhost\r\n\r\n")
            with start_echo(tmp_path, held=held):
                assert waiting.recv(100).startswith(b"HTTP/1.1 200")
