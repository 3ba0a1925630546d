"""Writers, readers and kills at once: nobody reads a stale page, nothing is wrong at rest."""

import json
import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection

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


def database(tmp_path):
    """Return DEPESCHE_DATABASE: a file, or the very database of this test."""
    if connection.vendor == "sqlite":
        return str(tmp_path / "depesche.sqlite3")
    told = connection.settings_dict
    who = f"{quote(told['USER'])}:{quote(told['PASSWORD'] or '')}@" if told["USER"] else ""
    host, port = told["HOST"], f":{told['PORT']}" if told["PORT"] else ""
    if host.startswith("/"):
        return f"postgresql://{who}{port}/{told['NAME']}?host={quote(host)}"
    return f"postgresql://{who}{host}{port}/{told['NAME']}"


@pytest.mark.django_db(transaction=True)
def test_nobody_reads_a_stale_page_while_anybody_may_be_killed(tmp_path):
    kept = {key: word for key, word in os.environ.items() if not key.startswith("DEPESCHE_")}
    told = {
        **kept,
        "DEPESCHE_HOME": str(tmp_path),
        "DEPESCHE_DATABASE": database(tmp_path),
        "DEPESCHE_PRESS_MB": "16",
        "DJANGO_SETTINGS_MODULE": "depesche.settings",
    }

    def run(*command):
        return subprocess.run(  # noqa: S603 our own program
            [sys.executable, *command],
            env=told,
            capture_output=True,
            text=True,
            timeout=90,
            check=False,
        )

    if connection.vendor == "sqlite":
        assert run("-c", LAY_OUT).returncode == 0
    assert run("-c", BEGIN).returncode == 0
    raced = run("-m", "depesche.press.tests.race", SECONDS)
    assert raced.returncode == 0, raced.stderr
    sums = json.loads(raced.stdout)
    assert (sums["stale"], sums["wrong"], sums["hangs"]) == (0, 0, 0), (sums, raced.stderr)
    assert sums["kept"] > 0, sums
    assert sums["hits"] > 100, sums
    assert sums["killed"] > 10, sums
