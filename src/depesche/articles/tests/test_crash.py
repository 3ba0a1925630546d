import json
import os
import secrets
import subprocess
import sys

import pytest
from django.db import connection


@pytest.fixture
def database_of_its_own(tmp_path, django_db_setup, django_db_blocker):
    """Yield an empty database that several processes can open, of the engine under test."""
    if connection.vendor == "sqlite":
        yield str(tmp_path / "crash.sqlite3")
        return
    wanted, name = connection.settings_dict, f"crash_{secrets.token_hex(4)}"
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(f"CREATE DATABASE {name}")
        who = f"{wanted['USER']}:{wanted['PASSWORD']}@{wanted['HOST']}:{wanted['PORT']}"
        socket_folder = wanted["HOST"] if wanted["HOST"].startswith("/") else ""
        if socket_folder:
            who = f"{wanted['USER']}:{wanted['PASSWORD']}@"
        yield f"postgresql://{who}/{name}" + (f"?host={socket_folder}" if socket_folder else "")
        cursor.execute(f"DROP DATABASE {name} WITH (FORCE)")


def test_a_process_killed_at_any_statement_leaves_all_of_an_act_or_nothing(
    database_of_its_own, tmp_path
):
    """And two schedulers release a story once, even if one of them was stopped in between."""
    done = subprocess.run(
        [sys.executable, "-m", "depesche.articles.tests.crash"],
        env={
            **os.environ,
            "DEPESCHE_DATABASE": database_of_its_own,
            "DEPESCHE_HOME": str(tmp_path),
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found = json.loads(done.stdout.splitlines()[-1])
    for act in ["publish", "stock", "unpublish", "retract", "release"]:
        assert found[act] > 20, "an act of that few statements was not the act"
    assert found["two"] == {"ends": 0, "stories": 10, "published": 10}
    assert found["paused"] == {"end": 3, "published": 2}
