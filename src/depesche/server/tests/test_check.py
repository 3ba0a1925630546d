import sqlite3
from pathlib import Path

import pytest
from django.db import connection

from depesche.server.checks import (
    check_addresses,
    check_database,
    check_folders,
    check_keys,
    check_sqlite,
    is_mended,
    rooms,
)


def levels(findings):
    return {finding.name: finding.level for finding in findings}


@pytest.mark.parametrize(
    ("version", "mended"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 1), False),
        ((3, 51, 3), True),
        ((3, 53, 4), True),
    ],
)
def test_the_doctor_knows_which_sqlite_loses_commits(version, mended):
    assert is_mended(version) is mended


@pytest.mark.django_db
def test_an_old_sqlite_is_a_warning_with_advice():
    if connection.vendor != "sqlite":
        pytest.skip("the house runs on PostgreSQL today")
    found = {finding.name: finding for finding in check_sqlite((3, 40, 1))}
    assert found["database"].level == "warn"
    assert "pysqlite3" in found["database"].advice


@pytest.mark.django_db
def test_the_database_of_this_house_is_sound():
    assert is_mended(sqlite3.sqlite_version_info)
    found = levels(check_database())
    assert found["migrations"] == "ok"
    assert found["database"] == "ok"


def test_folders_that_are_missing_are_named(settings, tmp_path):
    settings.HOME, settings.STATIC_ROOT = tmp_path, tmp_path / "static"
    (finding,) = check_folders()
    assert finding.level == "fail"
    assert "data, media, static" in finding.message
    for name in ("data", "media", "static"):
        (tmp_path / name).mkdir()
    assert levels(check_folders())["folders"] == "ok"


def test_each_disk_of_the_newspaper_is_looked_at(tmp_path):
    shared = Path("/dev/shm")  # noqa: S108 another disk than that of the tests
    if not shared.is_dir() or shared.stat().st_dev == tmp_path.stat().st_dev:
        pytest.skip("there is no second disk here")
    free = {tmp_path: 5 * 1024**3, shared: 1024**2}
    found = list(rooms([tmp_path, tmp_path, shared], free_at=lambda place: free[place]))
    assert [(one.level, one.name) for one in found] == [("ok", "disk"), ("fail", "disk")]
    assert "under shm" in found[1].message


@pytest.mark.parametrize(
    ("is_set", "key", "mode", "level"),
    [
        (False, "", 0o600, "fail"),
        (True, "short", 0o600, "warn"),
        (True, "k" * 60, 0o644, "warn"),
        (True, "k" * 60, 0o600, "ok"),
    ],
)
def test_a_secret_key_is_there_long_and_nobody_elses(settings, tmp_path, is_set, key, mode, level):
    settings.HOME, settings.SECRET_KEY_IS_SET = tmp_path, is_set
    settings.SECRET_KEY = key or "fallback"
    (tmp_path / "depesche.env").touch(mode=mode)
    (tmp_path / "depesche.env").chmod(mode)
    assert levels(check_keys()) == {"secret key": level}


def test_a_paper_that_answers_any_host_must_be_mended(settings):
    settings.ALLOWED_HOSTS = ["paper.example", "*"]
    assert levels(check_addresses())["hosts"] == "fail"


def test_a_paper_on_the_street_without_tls_is_warned(settings):
    settings.BASE_URL, settings.IS_SECURE = "http://paper.example", False
    settings.ALLOWED_HOSTS = ["paper.example"]
    assert levels(check_addresses())["address"] == "warn"


def test_a_wrong_proxy_must_be_mended(settings):
    settings.TRUSTED_PROXIES = ["nginx"]
    assert levels(check_addresses())["proxies"] == "fail"
