"""Whoever keeps the newsroom from saving is named."""

import sqlite3
import subprocess
import sys

import pytest
from django.db import connection, connections

from depesche.server.checks import check_database
from depesche.server.holders import held_file, long_transactions

HOLD = """
import sqlite3, sys
own = sqlite3.connect(sys.argv[1], isolation_level=None)
own.execute(sys.argv[2])
print("held", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def place(tmp_path):
    place = tmp_path / "paper.sqlite3"
    own = sqlite3.connect(place)
    own.execute("PRAGMA journal_mode=WAL")
    own.execute("CREATE TABLE story (title)")
    own.commit()
    own.close()
    return place


@pytest.mark.parametrize("act", ["BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"])
def test_who_holds_the_file_is_named(place, act):
    command = [sys.executable, "-c", HOLD, str(place), act]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:  # noqa: S603 our own
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        (finding,) = held_file(place, seconds=0.2)
        holder.communicate()
    assert (finding.level, finding.name) == ("fail", "lock")
    assert f"{holder.pid} ({sys.executable}" in finding.message
    assert not list(held_file(place))


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_is_left_open_is_named():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite knows one writer at a time only")
    other = connections.create_connection("default")
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute("SELECT 1")
        found = list(long_transactions(seconds=0))
    finally:
        other.close()
    assert any("idle in transaction" in finding.message for finding in found)
    assert {finding.name for finding in found} == {"transaction"}
    (told,) = [one for one in check_database() if one.name == "database"]
    assert "running since" in told.message
