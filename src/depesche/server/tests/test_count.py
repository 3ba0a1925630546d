import json
import os
import subprocess
import sys

import pytest

from depesche.server import metrics, slate

COUNTS = """
from depesche.server import metrics
metrics.begin_to_count()
for _ in range(3):
    metrics.count_hit()
    metrics.count_request("kept", 200)
metrics.count_request("page", 418)
metrics.count_render(0.25)
"""


@pytest.fixture
def board(monkeypatch):
    monkeypatch.setenv(slate.FILE, "")
    board = slate.make_slate()
    yield board
    os.close(board.file)


def run_counting(board, kind=slate.WEB):
    line = board.give(kind)
    subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", COUNTS],
        check=True,
        pass_fds=[board.file],
        env={**os.environ, slate.FILE: str(board.file), slate.LINE: str(line)},
    )
    return line


def test_what_every_process_counts_is_one_sum_that_never_falls(board):
    first = run_counting(board)
    assert board.sums()[metrics.HITS] == 3
    assert run_counting(board) == first  # the line of one that has ended is given again
    sums = board.sums()
    assert (sums[metrics.HITS], sums[metrics.RENDERS]) == (6, 2)
    assert sums[metrics.RENDER_MICROSECONDS] == 500_000
    assert metrics.requests_of(sums) == {("kept", "200"): 6, ("page", "other"): 2}


def test_only_processes_that_run_are_named(board):
    run_counting(board)
    assert board.processes() == []
    board.line(board.give(slate.WORKER))[slate.PROCESS] = os.getpid()
    assert board.processes() == [(slate.WORKER, os.getpid())]


def test_more_processes_than_lines_is_no_fault(board):
    given = [board.give(slate.WEB) for _ in range(slate.LINES + 5)]
    assert given[-1] == slate.LINES - 1


def test_the_newest_note_is_read(board):
    assert board.note() == {}
    board.pin({"behind": {"index": 3}})
    board.pin({"behind": {}})
    assert board.note() == {"behind": {}}
    board.pin({"too long": "x" * slate.NOTE_BYTES})
    assert json.dumps(board.note()) == '{"behind": {}}'


@pytest.mark.parametrize(
    ("path", "status", "kind"),
    [
        ("/", 200, "page"),
        ("/de/politik/", 404, "page"),
        ("/desk/", 302, "desk"),
        ("/desk", 301, "desk"),
        ("/desktop/", 404, "page"),
        ("/static/portal/paper.css", 200, "file"),
        ("/media/a.jpg", 200, "media"),
        ("/ready", 503, "watch"),
        ("/desk/pictures/", 413, "refused"),
    ],
)
def test_every_answer_has_a_kind(path, status, kind):
    assert metrics.kind_of(path, status) == kind


def test_without_a_server_counting_does_no_harm(monkeypatch):
    monkeypatch.setenv(slate.FILE, "999")
    monkeypatch.setenv(slate.LINE, "1")
    assert slate.take_line() is None
    metrics.count_request("page", 200)


def test_there_is_room_for_all_that_is_counted():
    assert metrics.REQUESTS + len(metrics.KINDS) * len(metrics.STATUSES) <= slate.FIELDS
    assert metrics.WAITS < metrics.REQUESTS
