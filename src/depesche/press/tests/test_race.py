"""Writers, readers and kills at once: nobody reads a stale page, nothing is wrong at rest."""

import json
import os
import subprocess
import sys

LAY_OUT = """
import django; django.setup()
from django.db import connection
from depesche.wire.models import Dispatch, Identity
with connection.schema_editor() as editor:
    for model in (Dispatch, Identity):
        editor.create_model(model)
"""
BEGIN = """
import django; django.setup()
from depesche.press.apply import adopt
adopt("race")
"""
SECONDS = "8"


def race(home, database):
    """Let them race on a database of their own, and return the sums."""
    kept = {key: word for key, word in os.environ.items() if not key.startswith("DEPESCHE_")}
    told = {
        **kept,
        "DEPESCHE_HOME": str(home),
        "DEPESCHE_DATABASE": database,
        "DEPESCHE_PRESS_MB": "16",
        "DJANGO_SETTINGS_MODULE": "depesche.settings",
    }

    def run(*command):
        done = subprocess.run(  # noqa: S603 our own program
            [sys.executable, *command],
            env=told,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return done

    run("-c", LAY_OUT)
    run("-c", BEGIN)
    raced = run("-m", "depesche.press.tests.race", SECONDS)
    sums = json.loads(raced.stdout)
    assert (sums["stale"], sums["wrong"], sums["hangs"]) == (0, 0, 0), (sums, raced.stderr)
    assert sums["kept"] > 0, sums
    assert sums["hits"] > 100, sums
    assert sums["killed"] > 10, sums


def test_nobody_reads_a_stale_page_while_anybody_may_be_killed(tmp_path):
    race(tmp_path, str(tmp_path / "depesche.sqlite3"))
