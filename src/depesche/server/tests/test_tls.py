import json
import signal
import ssl
from datetime import UTC, datetime, timedelta

import pytest

from depesche.server.tests.certify import certify
from depesche.server.tests.running import start_echo, wait_until
from depesche.server.tls import Tls, TlsUnusable, look_at

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def levels(findings):
    return {finding.name: finding.level for finding in findings}


def test_the_server_speaks_tls_by_itself(tmp_path):
    (tmp_path / "static").mkdir()
    pem, _key = certify(tmp_path)
    context = ssl.create_default_context(cafile=str(pem))
    with start_echo(tmp_path, tls=context) as server:
        got = json.loads(server.ask("GET", "/echo")[2])
        assert got["wsgi.url_scheme"] == "https"
        assert not server.raw(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").startswith(b"HTTP")


def test_a_reload_takes_up_the_new_certificate(tmp_path):
    (tmp_path / "static").mkdir()
    pem, _key = certify(tmp_path)
    context = ssl.create_default_context(cafile=str(pem))
    with start_echo(tmp_path, tls=context) as server:
        certify(tmp_path)
        server.tls = ssl.create_default_context(cafile=str(pem))
        server.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "server.reloaded" in server.log.read_text(), "no reload")
        for _ in range(10):
            assert server.ask("GET", "/page")[0] == 200


@pytest.mark.parametrize(("days", "level"), [(90, "ok"), (13, "warn"), (-1, "fail")])
def test_the_doctor_knows_when_a_certificate_ends(tmp_path, days, level):
    pem, key = certify(tmp_path, days=days, at=NOW)
    assert levels(look_at(str(pem), str(key), at=NOW + timedelta(minutes=1))) == {
        "certificate": level
    }


def test_a_key_that_others_can_read_is_told(tmp_path):
    pem, key = certify(tmp_path, at=NOW)
    key.chmod(0o640)
    assert levels(look_at(str(pem), str(key), at=NOW))["key of the certificate"] == "warn"


def test_without_tls_there_is_nothing_to_say():
    assert Tls.of("", "") is None
    assert not list(look_at("", "", at=NOW))


def test_a_pair_that_does_not_fit_is_one_sentence(tmp_path):
    pem, key = certify(tmp_path)
    (tmp_path / "other").mkdir()
    _pem, other = certify(tmp_path / "other")
    for certificate, secret, words in [
        (pem, other, "no pair"),
        (pem, tmp_path / "none", "cannot be read"),
        (key, pem, "no pair"),
    ]:
        with pytest.raises(TlsUnusable, match=words):
            Tls.of(str(certificate), str(secret))
    with pytest.raises(TlsUnusable, match="both"):
        Tls.of(str(pem), "")
