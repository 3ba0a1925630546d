import os
import signal
import socket
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from depesche.server import slate
from depesche.server.figures import figures
from depesche.server.listen import PortTaken
from depesche.server.report import Report, report
from depesche.server.tests.running import Running, children, free_port, start_echo, wait_until
from depesche.wire.follow import followers
from depesche.wire.models import Beat, Dispatch

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "static").mkdir()
    return tmp_path


def figures_at(port):
    asking = Running.__new__(Running)
    asking.port, asking.tls = port, None
    text = asking.ask("GET", "/metrics")[2].decode()
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def test_prometheus_hears_what_all_processes_did_together(folder):
    port = free_port()
    server = start_echo(folder, ECHO_METRICS=str(port))
    wait_until(lambda: figures_at(port)[("depesche_processes", "web")] == 2, "no web workers")
    before = figures_at(port).get(("depesche_requests_total", "page", "200"), 0)
    for _ in range(30):
        server.ask("GET", "/page")
    server.ask("GET", "/desk/page")
    server.ask("GET", "/static/none.css")
    server.ask("GET", "/broken")
    told = figures_at(port)
    assert told["depesche_requests_total", "page", "200"] == before + 30
    assert told["depesche_requests_total", "desk", "200"] == 1
    assert told["depesche_requests_total", "file", "404"] == 1
    assert told["depesche_requests_total", "page", "500"] == 1
    assert told["depesche_resident_bytes", "web"] > 1_000_000

    killed = next(pid for pid in children(server.pid) if pid != hand(folder, server))
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: killed not in children(server.pid), "alive")
    wait_until(lambda: figures_at(port)[("depesche_processes", "web")] == 2, "not replaced")
    after = figures_at(port)
    assert after["depesche_requests_total", "page", "200"] == before + 30
    server.stop()


def hand(folder, server):
    path = folder / f"hand-{server.port}.pid"
    return int(wait_until(lambda: path.is_file() and path.read_text(), "no hand"))


def test_metrics_are_for_this_machine_alone(folder):
    port = free_port()
    server = start_echo(folder, ECHO_METRICS=str(port))
    listening = [
        line.split()[1]
        for line in Path("/proc/net/tcp").read_text().splitlines()[1:]
        if line.split()[3] == "0A"
    ]
    assert f"0100007F:{port:04X}" in listening
    assert f"00000000:{port:04X}" not in listening
    assert b"depesche_requests" not in server.ask("GET", "/metrics")[2]
    server.stop()


def test_a_port_for_metrics_that_is_taken_is_told(monkeypatch):
    monkeypatch.setenv(slate.FILE, "")
    with socket.create_server(("127.0.0.1", 0)) as taken:
        board = slate.make_slate()
        with pytest.raises(PortTaken, match="for metrics"):
            report(board, taken.getsockname()[1])
        os.close(board.file)


@pytest.mark.django_db
def test_what_stands_in_the_database_is_told_too(monkeypatch):
    monkeypatch.setenv(slate.FILE, "")
    board = slate.make_slate()
    Beat.objects.create(name="scheduler", at=NOW - timedelta(seconds=3))
    old = Dispatch.objects.order_by("pk").first()
    sent = Dispatch.objects.create(kind="article.published", at=NOW - timedelta(seconds=40))
    board.pin(figures(NOW))
    told = {
        (sample.name, *sample.labels.values()): sample.value
        for family in Report(board).collect()
        for sample in family.samples
    }
    os.close(board.file)
    waits = (NOW - (old or sent).at).total_seconds()
    assert told["depesche_wire_lag_seconds",] == pytest.approx(waits)
    assert told["depesche_wire_newest",] == sent.pk
    assert {key[1] for key in told if key[0] == "depesche_follower_behind"} == set(followers)
    assert ("depesche_beat_age_seconds", "scheduler") in told
    assert told["depesche_tasks_failed",] == told["depesche_stories_overdue",] == 0
