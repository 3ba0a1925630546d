"""Newspapers on the street: founded, filled, served and asked as an operator and readers do."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest

from depesche.server.tests.running import Running, environment, free_port, wait_until
from tests.engines import IS_POSTGRESQL, Databases, give_address

CHARTER = [
    *("--no-input", "--name", "Hafenpost", "--publisher", "Hafenpost GmbH"),
    *("--language", "de", "--language", "en", "--name-of", "en=Harbour Post"),
    *("--chief", "Ada Aden", "--chief-email", "ada@hafenpost.example"),
]
FILL = """
import django, sys; django.setup()
from datetime import UTC, datetime, timedelta
from io import BytesIO
from django.core.files.base import ContentFile
from PIL import Image
from depesche.articles.models import Section
from depesche.articles.tests.make import make_article, make_person, make_tag
from depesche.pictures.accept import accept_picture
from depesche.pictures.renditions import make_renditions
from depesche.readers.models import Reader
at = datetime(2026, 1, 5, 8, tzinfo=UTC)
chief = Reader.objects.get()
chief.set_password("correct-horse-42"); chief.save()
for number, section in enumerate(Section.objects.filter(slug__in=["politik", "news", "kultur"])):
    for count in range(int(sys.argv[1])):
        drawing = BytesIO()
        Image.new("RGB", (640, 480), (number * 60, count * 20 % 255, 90)).save(drawing, "JPEG")
        picture = accept_picture(
            ContentFile(drawing.getvalue(), name="hafen.jpg"), title=f"Hafen {count}",
            description="Der Hafen", creator="Jo Kern", by="test", at=at)
        make_renditions(picture, at=at)
        make_article(section, title=f"Welle {count} im {section.title}", picture=picture,
            publish_at=at + timedelta(hours=count), by=chief,
            tags=[make_tag(section.edition, "Hochwasser")])
make_person()
from depesche.search.compare import compare_some
from depesche.search.rebuild import rebuild_index
rebuild_index()
while compare_some(at=datetime.now(UTC)):  # else pages change by themselves, a moment later
    pass
"""


DATABASES = Databases()


def command(*words, home=None):
    named = ["--home", str(home)] if home else []
    return [sys.executable, "-P", "-m", "depesche.cli", *named, *map(str, words)]


def depesche(*words, home=None, **more):
    return subprocess.run(  # noqa: S603 our own program
        command(*words, home=home),
        capture_output=True,
        text=True,
        check=False,
        env=environment(**more),
    )


def run_in(home, program, *words):
    """Run a program of a few lines with the settings of a newspaper."""
    return subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", program, *map(str, words)],
        capture_output=True,
        text=True,
        check=False,
        env=environment(DEPESCHE_HOME=str(home), DJANGO_SETTINGS_MODULE="depesche.settings"),
    )


@cache
def workshop():
    """Return the folder of what this process's tests share."""
    return Path(tempfile.mkdtemp(prefix="depesche-street-"))


@cache
def bare():
    """Found a newspaper, once in this process; return its folder and what was said.

    Nobody changes or serves it: the others are copies of it, which is quicker than founding them.
    """
    home = workshop() / "hafenpost"
    made = depesche("new", home, *CHARTER, *a_database_for(home))
    assert made.returncode == 0, made.stderr
    return home, made.stdout


def a_database_for(home):
    """Return the words that give a newspaper a database of the engine under test."""
    return ["--database", DATABASES.make(home)] if IS_POSTGRESQL else []


def copy_of(paper, home, *without):
    """Copy a newspaper that is not being served, its database too; return the copy's folder."""
    shutil.copytree(paper, home, ignore=shutil.ignore_patterns("serve.log", *without))
    if IS_POSTGRESQL:
        give_address(home, DATABASES.make(home, like=paper))
    return home


def found(home, *words, stories=3):
    """Found a newspaper on the engine under test and fill it; `words` may name another one."""
    if words:
        made = depesche("new", home, *CHARTER, *words)
        assert made.returncode == 0, made.stderr
    else:
        copy_of(bare()[0], home)
    filled = run_in(home, FILL, stories)
    assert filled.returncode == 0, filled.stderr
    return home


def served(home, *words, port=None, **more):
    """Serve a newspaper as `depesche serve` does; `with` stops it.

    `more` are settings, or what `Running` takes.
    """
    port = port or free_port()
    running = Running(
        command("serve", "--port", port, *words, home=home), port, home / "serve.log", **more
    )
    try:
        wait_until(running.is_ready, running.log.read_text)
    except BaseException:
        running.stop()
        raise
    return running


LINK = re.compile(rb'(?:href|src|content|srcset)="([^"]+)"|<loc>([^<]+)</loc>')
OWN = re.compile(r"^(?:http://localhost:8000)?(/[^\s#]*)")
STARTS = ["/", "/de/", "/en/", "/de/sitemap.xml", "/sitemap.xml", "/robots.txt", "/de/feed.rss"]


def crawl(running):
    """Return status, type and body of every public address that can be reached."""
    waiting, pages = list(STARTS), {}
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        status, headers, body = running.ask("GET", path)
        pages[path] = status, headers.get("content-type", ""), headers.get("location", ""), body
        if headers.get("content-type", "").startswith(("text/html", "application/", "text/xml")):
            waiting += sorted(links_in(body) - pages.keys())
        waiting += [path for path in [own_path(headers.get("location", ""))] if path]
    return pages


def links_in(body):
    found = set()
    for href, location in LINK.findall(body):
        for word in (href or location).decode().replace("&amp;", "&").split(", "):
            path = own_path(word.split(" ")[0])
            if path and not path.startswith(("/desk/", "/static/")):
                found.add(path)
    return found


def own_path(address):
    own = OWN.match(address)
    return own[1] if own and not own[1].startswith("//") else ""


def postgres_programs():
    """Return the folder of PostgreSQL's programs, None where they are not installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


class Cluster:
    """A PostgreSQL of the test's own, at a socket in a folder of its own."""

    def __init__(self, programs):
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="depesche-pg-"))
        self.account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self.account:
            shutil.chown(self.folder, "postgres")
        self.run("initdb", "-D", self.data, "-A", "trust", "-U", "paper", "--no-sync", "-E", "UTF8")
        self.start()

    @property
    def data(self):
        return str(self.folder / "data")

    def run(self, program, *words, check=True):
        return subprocess.run(  # noqa: S603 PostgreSQL's own program
            [*self.account, str(self.programs / program), *words],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd="/",
            check=check,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )

    def start(self):
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off -c max_connections=120"
        log = str(self.folder / "log")
        self.run("pg_ctl", "-D", self.data, "-w", "-l", log, "-o", options, "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop", check=False)

    def make(self, name):
        self.run("createdb", "-h", str(self.folder), "-U", "paper", name)
        return f"postgresql://paper:@/{name}?host={self.folder}"

    def close(self):
        self.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def cluster():
    """A PostgreSQL of this module's own; the tests are skipped where there is none."""
    programs = postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL's programs are not installed")
    own = Cluster(programs)
    yield own
    own.close()


def mount_small_disk(place, megabytes):
    """Mount a small disk at a folder, and tell whether that could be done: it needs root."""
    mounted = subprocess.run(  # noqa: S603 the system's own
        ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(place)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    return mounted.returncode == 0


def fill_up(disk):
    """Leave no byte of room: `ballast` takes it all."""
    with (disk / "ballast").open("wb", buffering=0) as ballast:
        for size in (1024**2, 4096):
            try:
                while True:
                    ballast.write(os.urandom(size))
            except OSError:
                continue


def wait_for_file(pattern, folder, seconds=30):
    """Wait until a file of that pattern is in `folder`; return it."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        with suppress(OSError):
            for path in folder.glob(pattern):
                return path
        time.sleep(0.002)
    raise AssertionError(pattern)
