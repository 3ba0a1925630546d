import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import OperationalError, connection, connections, transaction
from django_tasks import task
from django_tasks_db.models import DBTaskResult

from depesche.wire import follow as wire_follow
from depesche.wire import tasks as wire_tasks
from depesche.wire import work as wire_work
from depesche.wire.beat import is_awake
from depesche.wire.follow import Follower, NameTaken, follower
from depesche.wire.models import Beat, Cursor, Dispatch
from depesche.wire.send import send
from depesche.wire.tasks import HOST, run_waiting_tasks, take_back_tasks, throw_away_old_tasks
from depesche.wire.wake import Wake
from depesche.wire.work import Round, pause_seconds, register_step, shifts, work

NOON = datetime(2026, 5, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def the_list(monkeypatch):
    followers: dict[str, Follower] = {}
    for room in (wire_follow, wire_work):
        monkeypatch.setattr(room, "followers", followers)
    monkeypatch.setattr(wire_work, "steps", {})
    return followers


@task()
def note_down(name):
    Cursor.objects.create(pk=name)


@task()
def stumble():
    raise RuntimeError


def test_the_pause_after_a_failure_grows_up_to_a_minute():
    assert [pause_seconds(attempt) for attempt in (1, 2, 3, 9, 1000)] == [0.5, 1, 2, 60, 60]


@pytest.mark.django_db
def test_the_scheduler_is_back_a_second_after_a_fault_however_long_that_went_on():
    moment = [0.0]

    def act(_at):
        if moment[0] < 130.0:
            raise OperationalError
        return 1.0

    rounds = shifts(threading.Event())[0][1].rounds
    part = next(each for each in rounds if each.name == "scheduler")
    part.act = act
    while part.attempt or not moment[0]:
        moment[0] += 0.25
        part.go(at=NOON + timedelta(seconds=moment[0]), tick=moment[0])
    assert moment[0] <= 131.0


@pytest.mark.django_db
def test_a_round_that_fails_is_tried_again_later_and_says_so():
    failing = [RuntimeError(), RuntimeError()]

    def act(_at):
        if failing:
            raise failing.pop()
        return 2.0

    part = Round("scheduler", act)
    part.go(at=NOON, tick=100.0)
    assert (part.attempt, part.due) == (1, 100.5)
    assert Beat.objects.get(pk="scheduler").fault == "RuntimeError"
    part.go(at=NOON, tick=100.4)
    assert part.attempt == 1
    part.go(at=NOON, tick=100.5)
    assert (part.attempt, part.due) == (2, 101.5)
    part.go(at=NOON + timedelta(seconds=9), tick=109.0)
    assert (part.attempt, part.due) == (0, 111.0)
    assert not Beat.objects.get(pk="scheduler").fault


@pytest.mark.django_db
def test_silence_is_heard():
    Round("scheduler", lambda _at: 0.0).go(at=NOON, tick=100.0)
    assert is_awake("scheduler", at=NOON + timedelta(seconds=20))
    assert not is_awake("scheduler", at=NOON + timedelta(seconds=40))
    assert not is_awake("nobody", at=NOON)


def test_two_steps_of_one_name_are_refused(the_list):
    register_step("scheduler", lambda _at: 1.0)
    with pytest.raises(NameTaken):
        register_step("scheduler", lambda _at: 1.0)


@pytest.mark.django_db
def test_a_waiting_task_is_run_and_a_failing_one_does_not_stop_it():
    stumble.enqueue()
    note_down.enqueue("written by a task")
    run_waiting_tasks()
    assert Cursor.objects.filter(pk="written by a task").exists()
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == [
        "FAILED",
        "SUCCESSFUL",
    ]


@pytest.mark.django_db
def test_a_task_whose_worker_died_is_run_by_the_next_one():
    note_down.enqueue("after the crash")
    DBTaskResult.objects.get().claim(f"{HOST}:dead")
    run_waiting_tasks()
    assert not Cursor.objects.filter(pk="after the crash").exists()
    assert take_back_tasks() == 1
    run_waiting_tasks()
    assert Cursor.objects.filter(pk="after the crash").exists()


@pytest.mark.django_db
def test_a_task_of_another_machine_is_left_to_it():
    note_down.enqueue("elsewhere")
    DBTaskResult.objects.get().claim("another-machine:1")
    assert take_back_tasks() == 0


@pytest.mark.django_db
def test_finished_tasks_are_thrown_away_in_the_end():
    note_down.enqueue("done")
    run_waiting_tasks()
    done_at = DBTaskResult.objects.get().finished_at
    assert done_at is not None
    assert throw_away_old_tasks(before=done_at) == 0
    assert throw_away_old_tasks(before=done_at + timedelta(days=14)) == 1


@pytest.mark.django_db(transaction=True)
def test_the_worker_leaves_when_its_supervisor_is_gone(the_list):
    stop = threading.Event()
    work(stop, is_wanted=lambda: False)
    assert stop.is_set()
    assert not [thread for thread in threading.enumerate() if thread.name == "followers"]


@pytest.mark.django_db(transaction=True)
def test_a_notice_wakes_the_worker_before_its_time():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no NOTIFY: the poll does it all")
    wake = Wake(listens=True)
    wake.wait(0.01, threading.Event())
    with transaction.atomic():
        send("article.published", ["article:1"], at=NOON)
    wake.wait(3600.0, threading.Event())
    wake.close()


@pytest.mark.django_db(transaction=True)
def test_ids_are_read_in_the_order_of_commits_while_two_write_at_once(the_list):
    """On PostgreSQL the advisory lock sees to it, on SQLite the one writer."""
    if connection.vendor != "postgresql":
        pytest.skip("threads on SQLite's file are tried in tests/test_writing_at_once.py")
    heard: list[int] = []
    follower("index")(lambda dispatch: heard.append(dispatch.pk))
    first_has_sent, first_may_commit = threading.Event(), threading.Event()

    def first_writer():
        with transaction.atomic():
            send("article.published", ["article:1"], at=NOON)
            first_has_sent.set()
            first_may_commit.wait(20)
        connections.close_all()

    def second_writer():
        first_has_sent.wait(20)
        with transaction.atomic():
            send("article.published", ["article:2"], at=NOON)
        connections.close_all()

    writers = [threading.Thread(target=first_writer), threading.Thread(target=second_writer)]
    for writer in writers:
        writer.start()
    first_has_sent.wait(20)
    wire_follow.take_steps("index", at=NOON)
    assert heard == []
    first_may_commit.set()
    for writer in writers:
        writer.join(20)
    wire_follow.take_steps("index", at=NOON)
    assert [Dispatch.objects.get(pk=pk).subjects for pk in heard] == [["article:1"], ["article:2"]]


@pytest.mark.django_db
def test_the_worker_tidies_up_once_an_hour():
    note_down.enqueue("done")
    run_waiting_tasks()
    assert wire_tasks.tidy(datetime.now(UTC)) == 3600
    assert DBTaskResult.objects.exists()
    wire_tasks.tidy(datetime.now(UTC) + timedelta(days=15))
    assert not DBTaskResult.objects.exists()
