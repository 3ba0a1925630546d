"""The engine that this run of the suite is about: each newspaper has a database of its own there.

`DEPESCHE_DATABASE` names it, as it does for the tests without a newspaper. A newspaper on SQLite
has a file in its folder; on PostgreSQL it gets a database that goes when its folder does.
"""

import os
import re
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

UNDER_TEST = os.environ.get("DEPESCHE_DATABASE", "")
IS_POSTGRESQL = UNDER_TEST.startswith(("postgres://", "postgresql://"))
SETTING = re.compile(r"^#?DEPESCHE_DATABASE=(.*)$", re.MULTILINE)


def sqlite_only(reason):
    """Mark what is about SQLite's files."""
    return pytest.mark.skipif(IS_POSTGRESQL, reason=f"SQLite only: {reason}")


def postgresql_only(reason):
    """Mark what is about a server of databases."""
    return pytest.mark.skipif(not IS_POSTGRESQL, reason=f"PostgreSQL only: {reason}")


def once(reason):
    """Mark what no database has a part in: the run on SQLite tries it, the other need not."""
    return pytest.mark.skipif(IS_POSTGRESQL, reason=f"tried on SQLite: {reason}")


class Databases:
    """The databases that newspapers of these tests were given, each with its folder."""

    def __init__(self):
        self.made: dict[str, Path] = {}
        self.count = 0

    def make(self, home, like=None):
        """Make a database for the newspaper in `home`, a copy of `like`'s; return its address."""
        self.count += 1
        name = f"paper_{os.getpid()}_{self.count}"
        self.made[name] = Path(home)
        pattern = urlsplit(address_of(like)).path.lstrip("/") if like else "template1"
        words = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
        tell_cluster(words.format(sql.Identifier(name), sql.Identifier(pattern)))
        return urlsplit(UNDER_TEST)._replace(path=f"/{name}").geturl()

    def drop(self, folder=None):
        """Drop those whose newspapers lie in `folder`, all where none is named."""
        for name, home in [*self.made.items()]:
            if folder is None or home.is_relative_to(folder):
                words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
                tell_cluster(words.format(sql.Identifier(name)))
                del self.made[name]


def tell_cluster(words):
    with psycopg.connect(UNDER_TEST, autocommit=True) as line:
        line.execute(words)


def address_of(home):
    """Return where a newspaper's database is: an address, or the path of its file."""
    named = SETTING.search((home / "depesche.env").read_text(encoding="utf-8"))
    return named[1] if named and named[1] else str(home / "data" / "depesche.sqlite3")


def give_address(home, address):
    """Let a newspaper use another database."""
    settings = home / "depesche.env"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(SETTING.sub(f"DEPESCHE_DATABASE={address}", text), encoding="utf-8")


def query(place, words):
    """Run one statement on a database, named by its newspaper or its address; return the rows."""
    address = place if isinstance(place, str) else address_of(place)
    opened = psycopg if address.startswith("postgres") else sqlite3
    with closing(opened.connect(address)) as line, line:
        cursor = line.execute(words)
        return cursor.fetchall() if cursor.description else []
