import hashlib
import os
import re
import signal
import socket
import threading
import time

import pytest

from depesche.server.tests.echo import MB
from depesche.server.tests.hammer import Readers
from depesche.server.tests.running import children, is_running, start_echo, wait_until


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "static").mkdir()
    return tmp_path


def reload(server):
    """Ask for a reload and wait until the old workers are gone."""
    before = set(children(server.pid))
    done = server.log.read_text().count("server.reloaded")
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: server.log.read_text().count("server.reloaded") > done, "no reload")
    wait_until(lambda: not before & set(children(server.pid)), "the old workers stay")
    wait_until(lambda: len(children(server.pid)) == 3, "not all are there again")


def upload_slowly(port, told):
    """Send 4 MB over six seconds, and note what the server says it got."""
    body = os.urandom(MB) * 4
    with socket.create_connection(("127.0.0.1", port), timeout=60) as line:
        head = f"POST /desk/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n"
        line.sendall(f"{head}Connection: close\r\n\r\n".encode())
        for start in range(0, len(body), MB // 4):
            line.sendall(body[start : start + MB // 4])
            time.sleep(6 / 16)
        answer = b""
        while piece := line.recv(65536):
            answer += piece
    told.append(hashlib.sha256(body).hexdigest().encode() in answer)


def test_no_reader_notices_a_reload(folder):
    server = start_echo(folder)
    uploaded: list[bool] = []
    waited: list[int] = []
    uploading = threading.Thread(target=upload_slowly, args=(server.port, uploaded))
    waiting = threading.Thread(target=lambda: waited.append(server.ask("GET", "/slow?6")[0]))
    with Readers(server.port) as readers:
        uploading.start()
        waiting.start()
        time.sleep(0.5)
        reload(server)
        reload(server)
    uploading.join()
    waiting.join()
    server.stop()
    assert not readers.faults, (len(readers.faults), readers.faults[:5])
    assert readers.answers["told to close"] > 0
    assert sum(readers.answers.values()) > 1000
    assert (uploaded, waited) == ([True], [200])


def test_a_reload_starts_a_fresh_worker_process(folder):
    server = start_echo(folder)
    hand = folder / f"hand-{server.port}.pid"
    first = wait_until(lambda: hand.is_file() and hand.read_text(), "no hand")
    reload(server)
    assert wait_until(lambda: hand.read_text() not in {"", first} and hand.read_text(), "no hand")
    assert not is_running(int(first))
    server.stop()


def test_a_reload_that_cannot_be_prepared_changes_nothing(folder):
    server = start_echo(folder, ECHO_PREPARES="raise SystemExit(1)")
    wait_until(lambda: len(children(server.pid)) == 3, "3")
    before = set(children(server.pid))
    server.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "reload.refused" in server.log.read_text(), "not refused")
    assert set(children(server.pid)) == before
    assert server.ask("GET", "/page")[0] == 200
    server.stop()


def test_a_reload_into_a_broken_program_changes_nothing(folder):
    server = start_echo(folder)
    wait_until(lambda: len(children(server.pid)) == 3, "3")
    wait_until(lambda: len(list(folder.glob("loaded-*"))) == 2, "not both are ready")
    before = set(children(server.pid))
    (folder / "broken").touch()
    server.process.send_signal(signal.SIGHUP)
    with Readers(server.port) as readers:
        wait_until(lambda: "reload.refused" in server.log.read_text(), "not refused")
    wait_until(lambda: set(children(server.pid)) == before, "something is left behind")
    assert not readers.faults
    (folder / "broken").unlink()
    reload(server)
    server.stop()


def test_a_web_worker_that_is_killed_is_replaced_and_the_other_serves_on(folder):
    server = start_echo(folder)
    webs = wait_until(lambda: web_workers(server), "no web workers")
    for _ in range(2):
        webs = kill_one(server, webs[0])
    assert re.search(r"web.died again_in_seconds=1.0 code=-9", server.log.read_text())
    server.stop()


def kill_one(server, web):
    os.kill(web, signal.SIGKILL)
    wait_until(lambda: not is_running(web), "alive")
    assert server.ask("GET", "/page")[0] == 200
    return wait_until(lambda: web not in (now := web_workers(server)) and now, "not replaced")


def web_workers(server):
    hand = server.log.parent / f"hand-{server.port}.pid"
    number = int(hand.read_text() or 0) if hand.is_file() else 0
    found = [pid for pid in children(server.pid) if pid != number]
    return found if len(found) == 2 and number else []


def test_a_stop_right_after_the_start_leaves_nobody(folder):
    for number in range(6):
        server = start_echo(folder)
        time.sleep(number / 10)
        started = server.stop(seconds=10)
        wait_until(lambda started=started: not any(map(is_running, started)), "an orphan is left")


def test_a_stop_in_the_middle_of_a_reload_leaves_nobody(folder):
    for number in range(4):
        server = start_echo(folder)
        wait_until(lambda server=server: len(children(server.pid)) == 3, "3")
        server.process.send_signal(signal.SIGHUP)
        time.sleep(number / 2)
        started = server.stop(seconds=10)
        wait_until(lambda started=started: not any(map(is_running, started)), "an orphan is left")
