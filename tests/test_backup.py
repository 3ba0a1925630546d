"""A newspaper comes back from its backup, byte for byte; nothing half is ever left."""

import gzip
import hashlib
import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import time

import pytest

from depesche.cli.house import Said
from depesche.cli.restore import restore
from depesche.server.tests.running import environment, wait_until
from tests.engines import IS_POSTGRESQL, once, postgresql_only, query, sqlite_only
from tests.street import (
    DATABASES,
    a_database_for,
    command,
    copy_of,
    crawl,
    depesche,
    found,
    run_in,
    served,
    wait_for_file,
)

PUBLISH = """
import django, sys; django.setup()
import time
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from django.core.files.base import ContentFile
from PIL import Image
from depesche.articles.models import Section
from depesche.articles.tests.make import make_article
from depesche.pictures.accept import accept_picture
from depesche.pictures.models import Picture
from depesche.readers.models import Reader
section, chief = Section.objects.get(slug="politik"), Reader.objects.get()
said = Path(sys.argv[1])
kept = []
for count in range(10000):
    drawing = BytesIO()
    Image.effect_noise((320, 240), 60).save(drawing, "JPEG")
    picture = accept_picture(ContentFile(drawing.getvalue(), name="welle.jpg"), title="Welle",
        description="Welle", creator="Jo Kern", by="test", at=datetime.now(UTC))
    make_article(section, title=f"Flut {count}", picture=picture,
        publish_at=datetime.now(UTC), by=chief)
    unused = accept_picture(ContentFile(drawing.getvalue(), name="weg.jpg"), title="Weg",
        description="Weg", creator="Jo Kern", by="test", at=datetime.now(UTC))
    kept.append(unused.pk)
    if len(kept) > 2:
        Picture.objects.get(pk=kept.pop(0)).delete()
    with said.open("a") as out:
        out.write(f"{count}\\n")
"""
WHOLE = """
import django, sys; django.setup()
from django.apps import apps
from pathlib import Path
from depesche.archive.copied import files_named_now
from depesche.articles.models import Article
from django.conf import settings
gone = [name for name in files_named_now() if not (Path(settings.MEDIA_ROOT) / name).is_file()]
assert not gone, gone
print(Article.objects.filter(title__startswith="Flut", listed=True).count())
"""


@pytest.fixture(scope="module")
def paper(tmp_path_factory):
    home = found(tmp_path_factory.mktemp("street") / "hafenpost")
    (home / "theme" / "static" / "theme.css").write_text(":root { --ink: navy }\n")
    return home


@pytest.fixture(scope="module")
def backup(paper, tmp_path_factory):
    file = tmp_path_factory.mktemp("backups") / "paper.tar.gz"
    made = depesche("backup", file, home=paper)
    assert made.returncode == 0, made.stderr
    assert "keep it as you keep a password" in made.stdout
    return file


def test_every_public_page_comes_back_byte_for_byte(paper, backup, tmp_path):
    with served(paper) as running:
        before = crawl(running)
    assert len(before) > 60
    assert {status for status, *_ in before.values()} <= {200, 301, 302}
    home = tmp_path / "back"
    back = depesche("restore", backup, home, *a_database_for(home))
    assert back.returncode == 0, back.stderr
    with served(home) as running:
        after = crawl(running)
    assert after.keys() == before.keys()
    assert [path for path in before if after[path] != before[path]] == []


def test_everything_of_the_paper_is_in_the_folder_and_the_wire_has_a_new_name(
    paper, backup, tmp_path
):
    home = tmp_path / "back"
    home.mkdir()  # an empty folder will do
    back = depesche("restore", backup, *a_database_for(home), home=home)
    assert back.returncode == 0, back.stderr
    if not IS_POSTGRESQL:  # else it names the other database
        assert (home / "depesche.env").read_bytes() == (paper / "depesche.env").read_bytes()
    assert stat.S_IMODE((home / "depesche.env").stat().st_mode) == 0o600
    assert (home / "theme" / "static" / "theme.css").is_file()
    names = [query(folder, "SELECT word FROM wire_identity") for folder in (paper, home)]
    assert names[0] != names[1]
    assert len(names[1]) == 1
    assert sorted(path.name for path in tmp_path.iterdir()) == ["back"]


def test_a_backup_can_be_read_by_its_owner_only_and_is_never_overwritten(paper, backup):
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    before = backup.read_bytes()
    again = depesche("backup", backup, home=paper)
    assert again.returncode == 1
    assert "is there already" in again.stderr
    assert backup.read_bytes() == before


def test_a_folder_keeps_the_newest_backups_of_this_paper_only(paper, tmp_path):
    for name in ("hafenpost-20200101T000000Z.tar.gz", "hafenpost-20210101T000000Z.tar.gz"):
        (tmp_path / name).touch()
    (tmp_path / "other-20200101T000000Z.tar.gz").touch()
    assert depesche("backup", tmp_path, "--keep", 2, home=paper).returncode == 0
    left = {path.name for path in tmp_path.iterdir()}
    assert len(left) == 3
    assert left > {"hafenpost-20210101T000000Z.tar.gz", "other-20200101T000000Z.tar.gz"}


def test_the_doctor_knows_the_last_backup(paper, tmp_path):
    assert depesche("backup", tmp_path / "last.tar.gz", home=paper).returncode == 0
    told = depesche("doctor", home=paper).stdout
    assert f"{tmp_path / 'last.tar.gz'}, 0 days old." in told


def test_a_folder_with_something_in_it_is_left_alone(paper, backup):
    refused = depesche("restore", backup, paper)
    assert refused.returncode == 2
    assert refused.stderr.strip().endswith("name a folder that does not exist yet.")


def test_a_check_writes_nothing(backup, tmp_path):
    looked = depesche("restore", backup, tmp_path / "back", "--check")
    assert looked.returncode == 0, looked.stderr
    assert "whole. Hafenpost · Harbour Post, 9 stories" in looked.stdout
    assert not list(tmp_path.iterdir())


def test_a_backup_taken_while_stories_go_out_has_a_picture_for_each(paper, tmp_path):
    said = tmp_path / "said"
    busy = copy_of(paper, tmp_path / "busy")  # the other tests' paper stays as it is
    writer = subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", PUBLISH, str(said)],
        env=environment(DEPESCHE_HOME=str(busy), DJANGO_SETTINGS_MODULE="depesche.settings"),
    )
    try:
        wait_for_file("said", tmp_path)
        for number in range(1 if IS_POSTGRESQL else 3):  # every restore makes all tables there
            before = len(said.read_text().splitlines())
            made = depesche("backup", tmp_path / f"{number}.tar.gz", home=busy)
            assert made.returncode == 0, made.stderr
            assert "lost" not in made.stdout
            assert writer.poll() is None
            assert len(said.read_text().splitlines()) > before  # nobody waited for the backup
            home = tmp_path / str(number)
            back = depesche("restore", tmp_path / f"{number}.tar.gz", home, *a_database_for(home))
            assert back.returncode == 0, back.stderr
            whole = run_in(home, WHOLE)
            assert whole.returncode == 0, whole.stderr
            assert int(whole.stdout) >= before  # what was out before is in it
    finally:
        writer.kill()
        writer.wait()


def kill_midway(words, home, folder, pattern, pause):
    """Start a command and kill it `pause` seconds after its workbench is there."""
    process = subprocess.Popen(  # noqa: S603 our own program
        command(*words, home=home),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    wait_for_file(pattern, folder)
    time.sleep(pause)
    process.kill()
    process.wait()


@pytest.mark.parametrize("pause", [0.0, 0.05, 0.15])
def test_a_killed_backup_leaves_no_half_file(paper, tmp_path, pause):
    file = tmp_path / "paper.tar.gz"
    kill_midway(["backup", file], paper, tmp_path, ".paper.tar.gz.*.unfinished", pause)
    if not file.exists():  # else it was whole before it was killed
        assert depesche("backup", file, home=paper).returncode == 0
    assert depesche("restore", file, "--check").returncode == 0
    assert [path.name for path in tmp_path.iterdir()] == ["paper.tar.gz"]


@sqlite_only("test_a_restore_that_was_killed_between_tables_is_begun_anew is this on PostgreSQL")
@pytest.mark.parametrize("pause", [0.0, 0.3, 1.0, 1.6])
def test_a_killed_restore_leaves_no_half_newspaper(backup, tmp_path, pause):
    home = tmp_path / "back"
    words = ["restore", backup, home]
    kill_midway(words, None, tmp_path, ".back.*.unfinished", pause)
    if not home.exists():  # else it was whole before it was killed
        back = depesche(*words)
        assert back.returncode == 0, back.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["back"]
    assert run_in(home, WHOLE).returncode == 0


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 8 MB."""
    place = tmp_path / "small"
    place.mkdir()
    mounted = subprocess.run(  # noqa: S603 the system's own
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", str(place)],  # noqa: S607 as above
        capture_output=True,
        check=False,
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here: that needs root")
    yield place
    subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S603, S607 as above


def test_a_full_disk_is_one_sentence_and_nothing_half(paper, backup, small_disk):
    left_bytes = backup.stat().st_size // 3
    free_bytes = shutil.disk_usage(small_disk).free
    (small_disk / "ballast").write_bytes(os.urandom(free_bytes - left_bytes))
    refused = depesche("backup", small_disk / "paper.tar.gz", home=paper)
    assert refused.returncode == 1
    assert "not enough room" in refused.stderr.splitlines()[-1]
    assert "Traceback" not in refused.stderr
    home = small_disk / "back"
    refused = depesche("restore", backup, home, *a_database_for(home))
    assert refused.returncode == 2
    assert "not enough room" in refused.stderr.splitlines()[-1]
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def forge(place, entries, **options):
    """Write a tar as somebody would who means harm; a manifest that fits comes last."""
    members = {}
    with tarfile.open(place, "w:gz", format=options.pop("format", tarfile.GNU_FORMAT)) as tar:
        for entry, data in entries:
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
            members[entry.name] = (len(data), hashlib.sha256(data).hexdigest())
        told = {
            "made_at": "",
            "version": "",
            "engine": "sqlite",
            "papers": [],
            "counts": {},
            "migrations": [],
            "members": members,
            "depesche_backup": 1,
            **options,
        }
        data = json.dumps(told).encode()
        last = tarfile.TarInfo("manifest.json")
        last.size = len(data)
        tar.addfile(last, io.BytesIO(data))
    return place


def entry(name, kind=tarfile.REGTYPE, link=""):
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, link
    return made


def see_it_refused(file, folder):
    """Restore in this process: who restores from a shell reads what is raised, as one sentence."""
    with pytest.raises(Said, match="is not a whole backup"):
        restore.callback(file=file, folder=folder, check=False, database="")


@once("it is refused before any database is opened")
@pytest.mark.parametrize(
    "hostile",
    [
        entry("../escaped"),
        entry("/etc/escaped"),
        entry("media/../../escaped"),
        entry("media/a\\b"),
        entry("media/."),
        entry("theme/"),
        entry("static/x.js"),
        entry("data/cache/x"),
        entry("database/../x.copy"),
        entry("media/" + "a" * 2000),
        entry("media/link", tarfile.SYMTYPE, "/etc/passwd"),
        entry("media/link", tarfile.LNKTYPE, "depesche.env"),
        entry("media/device", tarfile.CHRTYPE),
        entry("media/pipe", tarfile.FIFOTYPE),
        entry("media/folder", tarfile.DIRTYPE),
        entry("media/sparse", tarfile.GNUTYPE_SPARSE),
    ],
    ids=lambda one: f"{one.type!r} {one.name[:20]}",
)
def test_a_hostile_backup_is_refused_before_anything_is_written(tmp_path, hostile):
    file = forge(tmp_path / "bad.tar.gz", [(hostile, b"")])
    see_it_refused(file, tmp_path / "back")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.tar.gz"]


def damaged_backups(backup):
    data = backup.read_bytes()
    plain = gzip.decompress(data)
    yield "half", data[: len(data) // 2]
    yield "without its end", data[:-9]
    yield "no tar", gzip.compress(b"hello" * 1000)
    yield "no gzip", b"hello" * 1000
    yield "empty", b""
    middle = len(data) // 2
    yield "another byte", data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :]
    changed = bytearray(plain)
    changed[plain.index(b"Welle 0 im" if IS_POSTGRESQL else b"SQLite format 3") + 60] ^= (
        1  # inside a file
    )
    yield "another content", gzip.compress(bytes(changed), 1)
    bomb = entry("media/bomb")
    bomb.size = 5 * 1024**3
    yield "a bomb", gzip.compress(bomb.tobuf(tarfile.GNU_FORMAT) + bytes(10 * 1024**2), 9)
    long = entry("media/x" * 30)
    header = bytearray(long.tobuf(tarfile.GNU_FORMAT))
    yield "a long name of the wrong kind", gzip.compress(bytes(header)[:512].replace(b"L", b"x"))
    pax = entry("media/x", tarfile.XHDTYPE)
    pax.size = 4 * 1024**3
    yield "a header without end", gzip.compress(pax.tobuf(tarfile.USTAR_FORMAT) + bytes(1024**2))


def test_a_damaged_backup_is_refused_in_one_sentence(backup, tmp_path):
    for name, data in damaged_backups(backup):
        file = tmp_path / "bad.tar.gz"
        file.write_bytes(data)
        see_it_refused(file, tmp_path / "back")
        assert [path.name for path in tmp_path.iterdir()] == ["bad.tar.gz"], name
    refused = depesche("restore", file, tmp_path / "back")
    assert refused.returncode == 2
    assert "is not a whole backup" in refused.stderr
    assert "Traceback" not in refused.stderr


@sqlite_only("a server's own checksums find what lies on its disk")
def test_a_backup_of_a_damaged_database_is_refused(paper, tmp_path):
    copy = copy_of(paper, tmp_path / "hafenpost")
    place = copy / "data" / "depesche.sqlite3"
    with place.open("r+b") as database:
        for page in range(20, 400):
            database.seek(page * 4096)
            database.write(b"\xff" * 64)
    refused = depesche("backup", tmp_path / "paper.tar.gz", home=copy)
    assert refused.returncode == 1
    assert "restore an older backup" in refused.stderr or "cannot be copied" in refused.stderr
    assert not (tmp_path / "paper.tar.gz").exists()


@sqlite_only("a file in the newspaper's folder is no address")
def test_a_paper_on_sqlite_does_not_go_to_postgresql(backup, tmp_path):
    refused = depesche("restore", backup, tmp_path / "back", "--database", "postgresql:///paper")
    assert refused.returncode == 2
    assert "depesche export" in refused.stderr
    assert not list(tmp_path.iterdir())


@postgresql_only("a database is named, not carried in the newspaper's folder")
def test_a_paper_on_postgresql_goes_into_an_empty_database_only(backup, tmp_path):
    taken = depesche("restore", backup, tmp_path / "back")
    assert taken.returncode == 2
    assert "already holds tables" in taken.stderr  # the living paper's own
    other = depesche("restore", backup, tmp_path / "back", "--database", "data/paper.sqlite3")
    assert other.returncode == 2
    assert "--database postgresql://" in other.stderr
    assert not list(tmp_path.iterdir())


@postgresql_only("its tables are made and filled one after the other")
def test_a_restore_that_was_killed_between_tables_is_begun_anew(backup, tmp_path):
    home = tmp_path / "back"
    address = DATABASES.make(home)
    words = ["restore", backup, home, "--database", address]
    process = subprocess.Popen(command(*words), env=environment())  # noqa: S603 our own program
    there = "SELECT 1 FROM pg_tables WHERE tablename = 'articles_article'"
    wait_until(lambda: query(address, there), "no table was made")
    process.kill()
    process.wait()
    assert not home.exists()
    back = depesche(*words)
    assert back.returncode == 0, back.stderr
    assert not list(home.glob("database"))
    more = run_in(home, ADD)
    assert more.returncode == 0, more.stderr
    assert query(home, "SELECT count(*) FROM articles_article") == [(10,)]


ADD = """
import django; django.setup()
from datetime import UTC, datetime
from depesche.articles.models import Section
from depesche.articles.tests.make import make_article
make_article(Section.objects.get(slug="politik"), publish_at=datetime.now(UTC))
"""
