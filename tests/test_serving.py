"""A newspaper of one's own, founded and served by the commands that its operator types."""

import contextlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest

import depesche as depesche_package
from depesche.server.tests.hammer import Readers
from depesche.server.tests.running import (
    Running,
    children,
    environment,
    free_port,
    is_running,
    wait_until,
)
from tests.engines import IS_POSTGRESQL, query
from tests.street import CHARTER, a_database_for, bare, command, copy_of, depesche
from tests.street import served as serve


@pytest.fixture(scope="module")
def founded():
    """A newspaper, made once; tests that change it take a copy."""
    return bare()


@pytest.fixture
def newspaper(founded, tmp_path):
    return copy_of(founded[0], tmp_path / "hafenpost")


@pytest.fixture(scope="module")
def served(founded, tmp_path_factory):
    home = copy_of(founded[0], tmp_path_factory.mktemp("served") / "hafenpost")
    with serve(home, DEPESCHE_METRICS_PORT=str(free_port())) as running:
        yield running


def worker_of(running):
    """Return the number of the worker process: the one whose command says so."""
    for pid in children(running.pid):
        with open(f"/proc/{pid}/cmdline", "rb") as line:  # noqa: PTH123 no file of ours
            if line.read().endswith(b"\0work\0"):
                return pid
    return None


def test_a_paper_is_served_from_any_folder_whatever_lies_in_it(newspaper, tmp_path):
    crowded = tmp_path / "depesche"
    crowded.mkdir()
    for name in ("__init__.py", "depesche.py", "django.py"):
        (crowded / name).write_text("raise RuntimeError('a stranger')\n")
    (crowded / "granian").mkdir()
    source = str(Path(depesche_package.__file__).resolve().parent.parent)
    running = serve(newspaper, cwd=crowded, PYTHONPATH=source)
    try:
        assert running.ask("GET", "/de/")[0] == 200
        wait_until(lambda: worker_of(running), running.log.read_text())
        assert "a stranger" not in running.log.read_text()
    finally:
        running.stop()


def test_a_new_newspaper_is_whole_and_its_secrets_are_its_own(founded):
    home, said = founded
    assert stat.S_IMODE((home / "depesche.env").stat().st_mode) == 0o600
    for place in ("data", "media", "static/portal", "theme/templates", "theme/static"):
        assert (home / place).is_dir()
    assert (home / "theme" / "README.md").is_file()
    assert "/desk/password/" in said
    assert not [path for path in home.parent.iterdir() if path != home]
    editions = query(home, "select name, prefix from masthead_edition order by id")
    assert editions == [("Hafenpost", "de"), ("Harbour Post", "en")]


def test_a_folder_with_something_in_it_is_left_alone(founded):
    home, _said = founded
    before = sorted(home.rglob("*"))
    refused = depesche("new", home, *CHARTER)
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "is not empty" in refused.stderr
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--time-zone", "Holmsiel/Harbour"], "is no time zone"),
        (["--chief-email", "ada"], "is no e-mail address"),
        (["--address", "paper.example"], "DEPESCHE_BASE_URL"),
    ],
)
def test_a_wrong_word_leaves_nothing_half_written(tmp_path, words, sentence):
    home = tmp_path / "paper"
    refused = depesche("new", home, *CHARTER, *a_database_for(home), *words)
    assert refused.returncode == 2
    assert sentence in refused.stderr
    assert "Traceback" not in refused.stderr
    assert not list(tmp_path.iterdir())


def test_the_doctor_refuses_a_paper_without_an_imprint(newspaper):
    examined = depesche("doctor", home=newspaper)
    assert examined.returncode == 1
    assert "not ready" in examined.stdout
    query(
        newspaper,
        "update masthead_imprint set street = 'Kai 1', postcode = '00001',"
        " city = 'Holmsiel', responsible_address = 'Kai 1, Holmsiel'",
    )
    examined = depesche("doctor", home=newspaper)
    assert examined.returncode == 0, examined.stdout
    assert "The paper can go out." in examined.stdout


@pytest.mark.parametrize(
    "words", [["serve"], ["doctor"], ["migrate"], ["manage"], ["export", "--edition", "de", "out"]]
)
def test_no_newspaper_there_is_one_sentence(tmp_path, words):
    asked = depesche(*words, home=tmp_path / "nowhere")
    assert asked.returncode == 2
    assert asked.stderr.count("\n") == 1
    assert "depesche new" in asked.stderr


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("WORKERS=many", "DEPESCHE_WORKERS=many: write a whole number, 1 or more."),
        ("WORKERS=²", "DEPESCHE_WORKERS=²: write a whole number, 1 or more."),
        ("METRICS_PORT=99999", "DEPESCHE_METRICS_PORT=99999: write a whole number, 0 to 65535."),
        ("LISTEN=127.0.0.1:99999", "write ADDRESS:PORT, like 127.0.0.1:8000."),
        ("TIME_ZONE=Europe/Berln", "write a time zone like Europe/Berlin."),
        ("BASE_URL=http://[paper", "write an address like https://paper.example, no path."),
        ("BASE_URL=https://paper.example:port", "write an address like https://paper.example"),
        ("HOSTS=https://www.paper.example", "Write it like www.paper.example."),
        ("MAIL=smtp://desk:se#cret@mail.example:25", "in a password write / ? # [ ] % as"),
        ("DATABASE=postgresql://desk:se/cret@db/paper", "in a password write / ? # [ ] % as"),
        ("DATABASE=mysql://desk@db/paper", "write a path, or postgresql://"),
        ("SECOND_FACTOR=perhaps", "DEPESCHE_SECOND_FACTOR=perhaps: write yes or no."),
    ],
)
def test_a_wrong_setting_is_one_sentence(founded, tmp_path, line, sentence):
    shutil.copy(founded[0] / "depesche.env", tmp_path)
    with (tmp_path / "depesche.env").open("a") as settings:
        settings.write(f"DEPESCHE_{line}\n")
    asked = depesche("serve", home=tmp_path)
    assert asked.returncode == 2
    assert asked.stderr.count("\n") == 1
    assert asked.stderr.startswith("depesche: DEPESCHE_")
    assert sentence in asked.stderr
    assert "cret@" not in asked.stderr


def test_settings_in_another_coding_are_one_sentence(newspaper):
    with (newspaper / "depesche.env").open("ab") as settings:
        settings.write("# Größe\n".encode("latin-1"))
    asked = depesche("serve", home=newspaper)
    assert asked.returncode == 2
    assert asked.stderr == (
        "depesche: depesche.env is not written in UTF-8: save it so in your editor.\n"
    )


def test_a_misspelt_setting_is_named_with_what_was_meant(newspaper):
    with (newspaper / "depesche.env").open("a") as settings:
        settings.write("DEPESCHE_SECONDFACTOR=no\nWORKERS=4\n")
    told = depesche("doctor", home=newspaper).stdout
    assert (
        "DEPESCHE_SECONDFACTOR in depesche.env is no setting; DEPESCHE_SECOND_FACTOR is one."
        in told
    )
    assert "WORKERS in depesche.env is no setting; DEPESCHE_WORKERS is one." in told


def test_a_newspaper_without_a_secret_is_not_served(newspaper):
    settings = newspaper / "depesche.env"
    lines = settings.read_text().splitlines()
    settings.write_text("\n".join(line for line in lines if "SECRET_KEY" not in line))
    asked = depesche("serve", home=newspaper)
    assert asked.returncode == 2
    assert "DEPESCHE_SECRET_KEY" in asked.stderr


def test_readers_and_editors_are_answered(served):
    front = served.ask("GET", "/de/", headers={"Accept-Encoding": "br"})
    assert (front[0], front[1].get("content-encoding")) == (200, "br")
    assert "set-cookie" not in front[1]
    desk = served.ask("GET", "/desk/sign-in/", headers={"Accept-Encoding": "br"})
    assert (desk[0], desk[1].get("content-encoding")) == (200, None)
    assert b"csrfmiddlewaretoken" in desk[2]
    assert served.ask("GET", "/static/portal/paper.css")[0] == 200


CORRECT = """
import django; django.setup()
from django.utils import timezone
from depesche.articles.models import Section
from depesche.articles.publish import publish_article
from depesche.articles.tests.make import make_article
from depesche.articles.write import revise_article
section = Section.objects.get(slug="politik")
story = make_article(section, title="Fassung 0 des Abends", publish_at=timezone.now())
for number in range(8):
    print(number, flush=True)
    revise_article(story, title=f"Fassung {number + 1} des Abends", change_note="Neue Lage",
        by=None, at=timezone.now())
    publish_article(story, by=None, at=timezone.now())
print(8, flush=True)
"""


def renders(running):
    """Return how many pages the server has rendered so far."""
    port = int(running.environment["DEPESCHE_METRICS_PORT"])
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        told = re.search(
            r"^depesche_page_renders_total (\d+)", answer.read().decode(), re.MULTILINE
        )
    return int(told[1])


def test_a_rush_on_a_page_that_is_corrected_renders_it_once_a_wording(served):
    """Sixteen readers ask without a pause; nobody sees a wording older than the last confirmed."""
    home = str(served.log.parent)
    kept = environment(DEPESCHE_HOME=home, DJANGO_SETTINGS_MODULE="depesche.settings")
    confirmed, over, wrong, seen = {"last": -1}, threading.Event(), [], set()

    def read():
        while not over.is_set():
            least = confirmed["last"]
            status, _headers, body = served.ask("GET", "/de/politik/")
            told = re.search(rb"Fassung (\d) des Abends", body)
            number = int(told[1]) if told else -1
            seen.add(number)
            if status != 200 or number < least:
                wrong.append((status, number, least))

    served.ask("GET", "/de/politik/")
    before = renders(served)
    readers = [threading.Thread(target=read) for _ in range(16)]
    for reader in readers:
        reader.start()
    writer = subprocess.Popen([sys.executable, "-c", CORRECT], stdout=subprocess.PIPE, env=kept)  # noqa: S603 our own
    with writer:
        for line in writer.stdout:
            confirmed["last"] = int(line)
    over.set()
    for reader in readers:
        reader.join()
    assert (writer.returncode, wrong[:5]) == (0, [])
    assert confirmed["last"] == 8
    assert {-1, 8} <= seen
    # one render a wording, and one that was not kept because the next wording came meanwhile
    assert renders(served) - before <= 2 * 9


def test_a_stranger_host_is_refused(served):
    assert served.ask("GET", "/de/", host="evil.example")[0] == 400
    assert "evil.example" not in served.log.read_text()


def test_a_large_body_is_read_whole_before_the_desk_says_no(served):
    refused = served.ask(
        "POST",
        "/desk/sign-in/",
        body=b"x" * 5_000_000,
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )
    assert refused[0] == 403


def test_the_same_newspaper_is_not_served_twice(served):
    home = served.log.parent
    twice = depesche("serve", "--port", free_port(), home=home)
    assert twice.returncode == 2
    assert "already being served" in twice.stderr
    taken = depesche("serve", "--port", served.port, home=home)
    assert taken.returncode == 2
    assert "already being served" in taken.stderr


def test_the_demo_is_found_where_it_is_served_and_a_taken_port_is_told_at_once(newspaper, tmp_path):
    with (newspaper / "depesche.env").open("a") as settings:
        settings.write("DEPESCHE_DEMO=yes\n")
    (newspaper / "data" / "demo.staged").write_text("as if\n")
    port = free_port()
    words = command("demo", "--port", port, home=newspaper)
    with Running(words, port, newspaper / "serve.log") as running:
        wait_until(lambda: running.ask("GET", "/ready")[0] == 200, running.log.read_text())
        assert running.ask("GET", "/")[1]["location"] == f"http://localhost:{port}/de/"
        assert f"Portal  http://localhost:{port}/\n" in running.log.read_text()
        refused = depesche("demo", "--port", port, home=tmp_path / "another")
    assert (refused.returncode, refused.stdout) == (2, "")
    assert refused.stderr.count("\n") == 1
    assert "Choose another port" in refused.stderr
    assert not (tmp_path / "another").exists()


def test_a_worker_process_that_is_killed_is_started_again(served):
    killed = wait_until(lambda: worker_of(served), "no worker process")
    os.kill(killed, signal.SIGKILL)
    wait_until(lambda: worker_of(served) not in {None, killed}, "it was not started again")
    assert served.ask("GET", "/de/")[0] == 200


def test_who_dies_of_memory_takes_the_kept_pages_along_and_the_paper_keeps_new_ones(served):
    """Damage in the store's file ends whoever meets it; the next one would meet it too."""
    home = served.log.parent
    worker = wait_until(lambda: worker_of(served), "no worker process")
    web = next(pid for pid in children(served.pid) if pid != worker)
    os.kill(web, signal.SIGSEGV)
    wait_until(lambda: "press.store_thrown_away" in served.log.read_text(), "the store was left")

    def is_kept():
        assert served.ask("GET", "/de/")[0] == 200
        return "status       200" in depesche("press", "why", "/de/", home=home).stdout

    wait_until(is_kept, "no page is kept any more")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
def test_a_served_newspaper_stops_without_an_orphan(newspaper, number):
    running = serve(newspaper)
    assert wait_until(lambda: worker_of(running), "no worker process")
    started = running.stop(number)
    assert len(started) == 3
    wait_until(lambda: not any(is_running(pid) for pid in started), "an orphan is left")


def test_a_newspaper_that_was_served_before_starts_without_ado(newspaper):
    left = newspaper / "data" / "left.json"
    serve(newspaper).stop()
    assert left.is_file() is not IS_POSTGRESQL  # a server may have changed meanwhile: it is asked
    again = serve(newspaper)
    assert not left.exists()
    assert again.ask("GET", "/de/")[0] == 200
    assert "bringing the database up to date" not in again.log.read_text()
    assert "collecting" not in again.log.read_text()
    again.stop()


def test_a_local_socket_is_served_for_a_proxy(newspaper):
    place = newspaper / "data" / "paper.socket"
    words = command("serve", "--socket", place, "--workers", "1", home=newspaper)
    with (newspaper / "log").open("wb") as log:
        process = subprocess.Popen(words, stdout=log, stderr=log, env=environment())  # noqa: S603

        def answer():
            assert process.poll() is None, (newspaper / "log").read_text()
            with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
                line.connect(str(place))
                line.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
                return line.recv(4096)
            return b""

        assert wait_until(answer, "nothing answers").startswith(b"HTTP/1.1 200 OK")
        process.terminate()
        process.wait(10)
    assert not place.exists()


def test_a_newspaper_is_reloaded_while_it_is_read(newspaper):
    running = serve(newspaper)
    before = wait_until(lambda: worker_of(running), "no worker process")
    with (newspaper / "depesche.env").open("a") as settings:
        settings.write("DEPESCHE_LOG_REQUESTS=yes\n")
    with Readers(running.port, "/de/", kept=3, fresh=2) as readers:
        running.process.send_signal(signal.SIGHUP)
        wait_until(lambda: "server.reloaded" in running.log.read_text(), "no reload")
        wait_until(lambda: worker_of(running) not in {None, before}, "the same worker process")
    assert not readers.faults, readers.faults[:5]
    assert "request.answered" in running.log.read_text()  # the new setting is taken up
    running.stop()
    assert "127.0.0.1" not in running.log.read_text().partition("server.reloading")[2]


def test_a_reload_with_a_wrong_setting_changes_nothing(newspaper):
    running = serve(newspaper)
    with (newspaper / "depesche.env").open("a") as settings:
        settings.write("DEPESCHE_THREADS=many\n")
    running.process.send_signal(signal.SIGHUP)
    wait_until(lambda: "reload.refused" in running.log.read_text(), "not refused")
    assert "DEPESCHE_THREADS=many: write a whole number" in running.log.read_text()
    assert running.ask("GET", "/de/")[0] == 200
    running.stop()
