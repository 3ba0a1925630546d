"""Many processes write on SQLite's file at once, one follows: nothing is lost or out of order."""

import subprocess
import sys

from depesche.server.tests.running import environment
from tests.engines import sqlite_only

WRITERS, ACTS = 4, 25
LAY_OUT = """
import django; django.setup()
from django.db import connection
from depesche.wire.models import Cursor, Dispatch
with connection.schema_editor() as editor:
    for model in (Dispatch, Cursor):
        editor.create_model(model)
"""
WRITE = f"""
import django; django.setup()
import sys
from datetime import UTC, datetime
from django.db import transaction
from depesche.wire.send import send
for number in range({ACTS}):
    with transaction.atomic():
        send("article.published", [f"article:{{sys.argv[1]}}-{{number}}"], at=datetime.now(UTC))
"""
FOLLOW = f"""
import django; django.setup()
import sys, time
from datetime import UTC, datetime
from pathlib import Path
from depesche.wire.follow import follower, take_steps
heard = Path(sys.argv[1])
@follower("index")
def index(dispatch):
    with heard.open("a") as out:
        out.write(f"{{dispatch.pk}} {{dispatch.subjects[0]}}\\n")
last = time.monotonic() + 120
while time.monotonic() < last:
    take_steps("index", at=datetime.now(UTC))
    if heard.is_file() and len(heard.read_text().splitlines()) >= {WRITERS * ACTS}:
        break
    time.sleep(0.02)
"""


@sqlite_only("src/depesche/wire/tests/test_work.py lets many write on PostgreSQL")
def test_nothing_is_lost_while_many_write_and_one_follows(tmp_path):
    told = environment(
        DEPESCHE_HOME=str(tmp_path),
        DEPESCHE_DATABASE=str(tmp_path / "depesche.sqlite3"),
        DJANGO_SETTINGS_MODULE="depesche.settings",
    )

    def start(program, word=""):
        return subprocess.Popen([sys.executable, "-c", program, word], env=told)  # noqa: S603

    assert start(LAY_OUT).wait() == 0
    started = [start(WRITE, str(number)) for number in range(WRITERS)]
    heard = tmp_path / "heard"
    started.append(start(FOLLOW, str(heard)))
    assert [process.wait() for process in started] == [0] * (WRITERS + 1)
    lines = [line.split() for line in heard.read_text().splitlines()]
    ids = [int(number) for number, _subject in lines]
    assert ids == sorted(set(ids))
    by_writer = [subject.partition("-")[0] for _number, subject in lines]
    assert all(by_writer.count(f"article:{number}") == ACTS for number in range(WRITERS))
    for number in range(WRITERS):
        own = [subject for _id, subject in lines if subject.startswith(f"article:{number}-")]
        assert own == [f"article:{number}-{act}" for act in range(ACTS)]
