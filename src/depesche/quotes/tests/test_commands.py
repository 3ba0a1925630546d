"""`depesche quotes find --json`: at the command line, without a newspaper."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import depesche


@pytest.fixture(scope="module")
def answer(tmp_path_factory):
    folder = tmp_path_factory.mktemp("nowhere")
    lines = [
        json.dumps({"id": 7, "text": "„Das Haus steht leer“, sagte Eva Lang."}).encode(),
        b"",
        b"{not json",
        b"[1]",
        b'{"id": 1}',
        b'{"text": "ok"}',
        b'{"id": 2, "text": "ok", "language": 5}',
        b"\xff\xfe",
        json.dumps(
            {
                "id": "b",
                "text": "\ud83d\ude00 The road is closed, police said. \ud800",
                "language": "en",
            }
        ).encode(),
    ]
    settings = {**os.environ, "DEPESCHE_HOME": str(folder / "none")}
    settings["PYTHONPATH"] = str(Path(depesche.__file__).parent.parent)
    settings.pop("DEPESCHE_SECRET_KEY", None)
    return subprocess.run(
        [sys.executable, "-m", "depesche.cli", "quotes", "find", "--json", "-"],
        input=b"\n".join(lines),
        capture_output=True,
        cwd=folder,
        env=settings,
        check=False,
        timeout=120,
    )


def test_each_good_line_gets_its_line(answer):
    first, second = [json.loads(line) for line in answer.stdout.splitlines()]
    assert first == {
        "id": 7,
        "quotes": [
            {
                "start": 0,
                "end": 21,
                "kind": "direct",
                "speaker": "Eva Lang",
                "speaker_start": 29,
                "speaker_end": 37,
                "cue": "sagte",
            }
        ],
    }
    assert second["id"] == "b"
    assert [(one["start"], one["end"]) for one in second["quotes"]] == [(2, 20)]


def test_each_bad_line_gets_a_sentence_with_its_number(answer):
    assert answer.stderr.decode().splitlines() == [
        "line 3: it is no JSON.",
        "line 4: it is no JSON object.",
        "line 5: it has no “text”.",
        "line 6: it has no “id”.",
        "line 7: its “language” is no word; say de or en, or leave it out.",
        "line 8: it is not UTF-8.",
    ]
    assert answer.returncode == 1
