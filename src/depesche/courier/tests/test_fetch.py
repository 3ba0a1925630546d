import gzip
import ipaddress
import ssl
import threading
import zlib
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from depesche.courier.fetch import Parcel, fetch
from depesche.courier.refusals import (
    CourierBrokenReply,
    CourierRefused,
    CourierTimeout,
    CourierTooLarge,
    CourierTooManyRedirects,
    CourierUnreachable,
    CourierWrongKind,
)
from depesche.courier.tests.far_end import always, far_end, reply

LOOPBACK = ipaddress.ip_network("127.0.0.1/32")


@pytest.fixture
def open_house(settings):
    settings.COURIER_ALLOW = [LOOPBACK]


def at_home(_host, _port):
    return ["127.0.0.1"]


def test_a_reply_comes_back_whole(open_house):
    with far_end(always(reply(b"<p>Moin</p>", Content_Type="text/html; charset=utf-8"))) as (
        port,
        asked,
    ):
        got = fetch(f"http://paper.example:{port}/a?b=c#d", resolve=at_home)
    assert (got.status, got.is_ok, got.body) == (200, True, b"<p>Moin</p>")
    assert got.media_type == "text/html"
    head = asked[0].decode()
    assert head.startswith("GET /a?b=c HTTP/1.1\r\n")
    assert f"Host: paper.example:{port}\r\n" in head
    assert "Depesche/" in head


def test_without_leave_loopback_is_closed():
    with far_end(always(reply(b"secret"))) as (port, asked):
        with pytest.raises(CourierRefused):
            fetch(f"http://127.0.0.1:{port}/")
        with pytest.raises(CourierRefused):
            fetch(f"http://paper.example:{port}/", resolve=at_home)
    assert asked == []


def test_a_machine_that_the_operator_named_is_reached_and_sends_us_nowhere():
    moved = reply(status="302 Found", Location="http://127.0.0.1:1/")
    with far_end(always(moved)) as (port, asked):
        got = fetch(f"http://127.0.0.1:{port}/", parcel=Parcel("BAN", to_own=True))
    assert (got.status, len(asked)) == (302, 1)
    assert asked[0].startswith(b"BAN / HTTP/1.1\r\n")


def test_a_no_is_an_answer_too(open_house):
    with far_end(always(reply(b"gone", status="410 Gone"))) as (port, _asked):
        got = fetch(f"http://127.0.0.1:{port}/")
    assert (got.status, got.is_ok, got.body) == (410, False, b"gone")


def test_a_name_is_resolved_once_and_that_number_is_used(open_house):
    answers = iter([["127.0.0.1"], ["169.254.169.254"]])
    with far_end(always(reply(b"first"))) as (port, _asked):
        got = fetch(f"http://paper.example:{port}/", resolve=lambda _h, _p: next(answers))
    assert got.body == b"first"
    assert next(answers) == ["169.254.169.254"], "nobody asked a second time"


def test_a_name_that_turns_inside_between_two_steps_is_refused(open_house):
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    onward = reply(status="302 Found", Location="/next")
    with far_end(always(onward)) as (port, asked), pytest.raises(CourierRefused):
        fetch(f"http://paper.example:{port}/", resolve=lambda _h, _p: next(answers))
    assert len(asked) == 1


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2/",
        "http://[::1]/",
        "http://169.254.169.254/latest/",
        "http://10.0.0.1/",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://0x7f.1/",
        "http://[/",
        "//10.0.0.1/",
        "http://a:b@127.0.0.1/",
    ],
)
def test_a_redirect_inside_is_refused(open_house, location):
    with (
        far_end(always(reply(status="302 Found", Location=location))) as (port, _asked),
        pytest.raises(CourierRefused),
    ):
        fetch(f"http://127.0.0.1:{port}/")


def test_three_redirects_are_followed_and_a_fourth_is_not(open_house):
    def answer(connection, request):
        step = int(request.split(b" ")[1].strip(b"/") or 0)
        if step == 3:
            connection.sendall(reply(b"there"))
        else:
            connection.sendall(reply(status="301 Moved", Location=f"/{step + 1}"))

    with far_end(answer) as (port, asked):
        got = fetch(f"http://127.0.0.1:{port}/0")
    assert (got.body, got.url, len(asked)) == (b"there", f"http://127.0.0.1:{port}/3", 4)

    with far_end(always(reply(status="302 Found", Location="/on"))) as (port, asked):
        with pytest.raises(CourierTooManyRedirects):
            fetch(f"http://127.0.0.1:{port}/")
        assert len(asked) == 4


def test_a_secret_is_not_carried_to_a_stranger(open_house):
    with far_end(always(reply(b"ok"))) as (stranger, at_stranger):
        onward = reply(status="302 Found", Location=f"http://127.0.0.1:{stranger}/")
        with far_end(always(onward)) as (port, at_home_asked):
            fetch(f"http://127.0.0.1:{port}/", parcel=Parcel(headers={"Authorization": "key"}))
    assert b"Authorization: key" in at_home_asked[0]
    assert b"Authorization" not in at_stranger[0]


def test_a_letter_is_not_carried_to_a_stranger(open_house):
    onward = reply(status="307 Temporary Redirect", Location="http://127.0.0.1:1/")
    with far_end(always(onward)) as (port, asked), pytest.raises(CourierRefused):
        fetch(f"http://127.0.0.1:{port}/", parcel=Parcel("POST", {}, b"letter"))
    assert asked[0].startswith(b"POST / ")


def test_a_header_with_a_line_break_is_refused(open_house):
    with pytest.raises(CourierRefused):
        fetch("http://127.0.0.1:9/", parcel=Parcel(headers={"X-A": "b\r\nX-C: d"}))


def dribble(head):
    """Answer with `head`, then one byte at a time until the courier hangs up."""

    def answer(connection, _request):
        connection.sendall(head)
        pause = threading.Event()
        while True:
            connection.sendall(b"x")
            pause.wait(0.02)

    return answer


@pytest.mark.parametrize(
    "head",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nX-Long: ",
        b"",
    ],
    ids=["body", "body without end", "header", "status line"],
)
def test_a_far_end_that_dribbles_meets_the_clock(open_house, head):
    with far_end(dribble(head)) as (port, _asked), pytest.raises(CourierTimeout):
        fetch(f"http://127.0.0.1:{port}/", timeout_seconds=0.3)


def test_a_far_end_that_says_nothing_meets_the_clock(open_house):
    released = threading.Event()
    with far_end(lambda _connection, _request: released.wait(5)) as (port, _asked):
        with pytest.raises(CourierTimeout):
            fetch(f"http://127.0.0.1:{port}/", timeout_seconds=0.2)
        released.set()


def test_a_resolver_that_says_nothing_meets_the_clock():
    released = threading.Event()

    def slow(_host, _port):
        released.wait(5)
        return []

    with pytest.raises(CourierTimeout):
        fetch("http://paper.example/", timeout_seconds=0.2, resolve=slow)
    released.set()


def test_a_reply_that_declares_too_much_is_not_read(open_house):
    with (
        far_end(always(reply(b"", length=5_000))) as (port, _asked),
        pytest.raises(CourierTooLarge),
    ):
        fetch(f"http://127.0.0.1:{port}/", limit_bytes=4_999)


def test_a_reply_without_a_length_is_cut_off(open_house):
    def pour(connection, _request):
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with far_end(pour) as (port, _asked), pytest.raises(CourierTooLarge):
        fetch(f"http://127.0.0.1:{port}/", limit_bytes=100_000)


def test_a_reply_of_exactly_the_limit_is_taken(open_house):
    with far_end(always(reply(b"x" * 1000))) as (port, _asked):
        assert len(fetch(f"http://127.0.0.1:{port}/", limit_bytes=1000).body) == 1000


def test_a_gzip_bomb_is_stopped_at_the_limit(open_house):
    bomb = gzip.compress(b"\0" * 50_000_000)
    assert len(bomb) < 60_000
    with (
        far_end(always(reply(bomb, Content_Encoding="gzip"))) as (port, _asked),
        pytest.raises(CourierTooLarge),
    ):
        fetch(f"http://127.0.0.1:{port}/", limit_bytes=1_000_000)


def test_a_packed_reply_is_unpacked(open_house):
    text = b"Moin " * 1000
    packed = gzip.compress(text[:2000]) + gzip.compress(text[2000:])
    with far_end(always(reply(packed, Content_Encoding="gzip"))) as (port, _asked):
        assert fetch(f"http://127.0.0.1:{port}/").body == text
    with far_end(always(reply(zlib.compress(text), Content_Encoding="deflate"))) as (port, _asked):
        assert fetch(f"http://127.0.0.1:{port}/").body == text


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(b"Moin" * 99)[:-9], "gzip"),
        (b"not packed at all", "gzip"),
        (b"x", "br"),
        (gzip.compress(gzip.compress(b"x")), "gzip, gzip"),
    ],
    ids=["cut", "not packed", "brotli", "twice"],
)
def test_a_badly_packed_reply_is_named_so(open_house, body, encoding):
    with (
        far_end(always(reply(body, Content_Encoding=encoding))) as (port, _asked),
        pytest.raises(CourierBrokenReply),
    ):
        fetch(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "answer",
    [
        reply(b"short", length=500),
        reply(b"x", length="minus one"),
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"no web server\r\n\r\n",
        b"",
    ],
    ids=["promises more", "no number", "bad chunk", "no HTTP", "nothing"],
)
def test_a_far_end_that_lies_is_named_so(open_house, answer):
    with far_end(always(answer)) as (port, _asked), pytest.raises(CourierBrokenReply):
        fetch(f"http://127.0.0.1:{port}/")


def test_more_than_the_declared_length_is_not_read(open_house):
    with far_end(always(reply(b"short and then much more", length=5))) as (port, _asked):
        assert fetch(f"http://127.0.0.1:{port}/").body == b"short"


def test_only_what_the_caller_accepts_is_taken(open_house):
    with far_end(always(reply(b"{}", Content_Type="application/json"))) as (port, asked):
        with pytest.raises(CourierWrongKind):
            fetch(f"http://127.0.0.1:{port}/", accept=["image/*", "text/html"])
        assert fetch(f"http://127.0.0.1:{port}/", accept=["application/json"]).body == b"{}"
    assert b"Accept: image/*, text/html\r\n" in asked[0]


def test_nobody_there_is_named_so(open_house):
    with far_end(always(b"")) as (port, _asked):
        pass
    with pytest.raises(CourierUnreachable):
        fetch(f"http://127.0.0.1:{port}/")

    def no_such_name(_host, _port):
        raise OSError

    with pytest.raises(CourierUnreachable) as failed:
        fetch("http://paper.example/", resolve=no_such_name)
    assert failed.value.url == "http://paper.example/"


@pytest.fixture
def certificate(tmp_path):
    """A certificate for paper.example, signed by itself: chain and key in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "paper.example")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("paper.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    file = tmp_path / "paper.pem"
    file.write_bytes(
        signed.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return file


def test_the_certificate_is_checked_under_the_name_not_the_number(
    open_house, certificate, monkeypatch
):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    with far_end(always(reply(b"sealed")), context=context) as (port, asked):
        with pytest.raises(CourierUnreachable):
            fetch(f"https://paper.example:{port}/", resolve=at_home)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        assert fetch(f"https://paper.example:{port}/", resolve=at_home).body == b"sealed"
        with pytest.raises(CourierUnreachable):
            fetch(f"https://other.example:{port}/", resolve=at_home)
    assert len(asked) == 1
