from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from depesche.server import machine
from depesche.wire.beat import beat

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("newest", "is_kept", "level"),
    [
        (None, True, "ok"),
        (NOW, None, "ok"),
        (NOW - timedelta(days=3), True, "ok"),
        (NOW, False, "warn"),
        (NOW + timedelta(minutes=5), True, "fail"),
    ],
)
def test_a_clock_that_runs_behind_must_be_mended(newest, is_kept, level):
    assert machine.clock(NOW, newest=newest, is_kept=is_kept).level == level


@pytest.mark.parametrize(("seconds", "level"), [(0, "ok"), (-1, "ok"), (90, "fail"), (-90, "fail")])
def test_two_clocks_that_differ_must_be_mended(seconds, level):
    other = NOW + timedelta(seconds=seconds)
    assert machine.clock(NOW, newest=None, is_kept=True, other=other).level == level


@pytest.mark.django_db
def test_a_clock_that_went_back_shows_by_the_worker_s_last_beat():
    beat("scheduler", at=timezone.now())
    assert {finding.level for finding in machine.check_clock()} <= {"ok", "warn"}
    beat("scheduler", at=timezone.now() + timedelta(hours=1))
    (finding,) = machine.check_clock()
    assert (finding.level, "behind what was last noted" in finding.message) == ("fail", True)


def test_the_kernel_tells_whether_its_clock_is_kept():
    assert machine.is_clock_kept() in {True, False, None}


@pytest.fixture
def home(settings, tmp_path):
    settings.HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    for name in ("data", "media", "static"):
        (tmp_path / name).mkdir()
    (tmp_path / "data" / "paper.sqlite3").touch(mode=0o640)
    return tmp_path


def rights(home):
    database = [home / "data" / "paper.sqlite3"]
    return machine.rights(home, static=home / "static", database=database)


def test_a_folder_of_one_account_is_sound(home):
    assert rights(home).level == "ok"


def test_a_database_that_others_can_read_is_told(home):
    for path in (home, home / "data"):
        path.chmod(0o755)
    (home / "data" / "paper.sqlite3").chmod(0o644)
    assert (rights(home).level, rights(home).name) == ("warn", "rights")
    home.chmod(0o750)
    assert rights(home).level == "ok"


def test_too_few_open_files_are_told_with_the_line_that_mends_it(settings):
    settings.CONNECTIONS = 10**9
    (finding,) = machine.check_files()
    assert "LimitNOFILE" in finding.advice
    settings.CONNECTIONS = 64
    assert not list(machine.check_files())


def test_fonts_that_are_not_collected_are_told(home):
    found = {finding.name: finding.level for finding in machine.check_tools()}
    assert found == {"fonts": "warn", "ffmpeg": "ok"}
    (home / "static" / "serif.woff2").touch()
    assert {finding.level for finding in machine.check_tools()} == {"ok"}
