"""Nemesis: what is broken on purpose while a newspaper is written and read."""

import os
import shutil
import signal
import sqlite3
import struct
import subprocess
import threading
import time
from contextlib import closing, suppress
from pathlib import Path

from depesche.server.tests.running import children, wait_until
from tests.history.trial import MOST_STORIES
from tests.street import fill_up, run_in

LEASE_SECONDS = 15  # of the scheduler; who sleeps longer has lost it
HOUR = 3600
HOLDER = """
import django; django.setup()
from depesche.articles.models import Lease
print(Lease.objects.get().holder.rpartition("/")[2].partition(".")[0])
"""


def kill_web_worker(trial):
    """Kill -9 one of the web workers."""
    found = [pid for pid in children(trial.running.pid) if not words_of(pid).endswith("work")]
    os.kill(found[0], signal.SIGKILL) if found else None
    return bool(found)


def kill_worker(trial):
    """Kill -9 the worker process: scheduler, followers, tasks."""
    found = worker_of(trial)
    os.kill(found, signal.SIGKILL) if found else None
    return bool(found)


def kill_writer(trial):
    """Kill -9 a writer in the middle of what it does; another takes its place."""
    if len(trial.codes) + 2 > MOST_STORIES:
        return False
    old = trial.writers.pop(0)
    old.kill()
    old.wait()
    trial.hire()
    return True


def kill_supervisor(trial):
    """Kill -9 the main process; start the newspaper again once nobody of it is left."""
    trial.leave_nobody()
    trial.start_server()


def stop_scheduler(trial):
    """Stop whoever holds the lease until it is another's, and wake it; others break meanwhile."""
    told = run_in(trial.home, HOLDER).stdout.strip()
    pid = int(told) if told.isdigit() else 0
    if not words_of(pid).endswith("work"):  # it was killed while we asked
        pid = worker_of(trial) or trial.second.pid
    os.kill(pid, signal.SIGSTOP)

    def wake():
        trial.calm.wait(LEASE_SECONDS + 2)
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)

    threading.Thread(target=wake).start()
    return True


def lock_database(trial):
    """Hold SQLite's file against every writer for three seconds."""
    place = trial.home / "data" / "depesche.sqlite3"
    with closing(sqlite3.connect(place, isolation_level=None, timeout=30)) as database:
        try:
            database.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            return False
        time.sleep(3)
        database.execute("ROLLBACK")
    return True


def fill_disk(trial):
    """Leave no byte of room under database, pictures and kept pages for three seconds."""
    disk = trial.home.parent
    fill_up(disk)
    time.sleep(3)
    (disk / "ballast").unlink()


def jump_ahead(trial):
    """Set the clock two hours ahead, kill both workers, and set it right when one is back.

    It is back for less than the ten seconds in which it may not believe what it reads.
    """
    shift_clock(trial, 2 * HOUR)
    time.sleep(1)
    kill_worker(trial)
    trial.second.kill()
    trial.second.wait()
    before = workers_begun(trial)
    trial.start_second()
    wait_until(lambda: workers_begun(trial) > before, "no worker came back")
    time.sleep(1.5)
    shift_clock(trial, 0)


def jump_back(trial):
    """Set the clock an hour back for a while."""
    shift_clock(trial, -HOUR)
    time.sleep(4)
    shift_clock(trial, 0)


def shift_clock(trial, seconds):
    with Path(trial.clock["CLOCK_SHIFT_FILE"]).open("r+b", buffering=0) as file:
        file.write(struct.pack("q", seconds))


def workers_begun(trial):
    """Return how often a worker process has gone to work."""
    return sum(log.read_text().count("worker.started") for log in trial.folder.glob("*.log"))


def worker_of(trial):
    found = [pid for pid in children(trial.running.pid) if words_of(pid).endswith("work")]
    return found[0] if found else None


def words_of(pid):
    with suppress(OSError):
        line = Path(f"/proc/{pid}/cmdline").read_bytes()
        return line.replace(b"\0", b" ").decode().strip()
    return ""


def clock_that_jumps(folder):
    """Return the environment of programs whose clock can be shifted; empty without a compiler."""
    compiler = shutil.which("cc")
    if compiler is None:
        return {}
    shim, shift = folder / "clock.so", folder / "shift"
    source = Path(__file__).with_name("clock.c")
    done = subprocess.run(  # noqa: S603 the machine's compiler, our own file
        [compiler, "-shared", "-fPIC", "-O2", "-o", str(shim), str(source), "-ldl"],
        capture_output=True,
        check=False,
    )
    shift.write_bytes(struct.pack("q", 0))
    told = {"LD_PRELOAD": str(shim), "CLOCK_SHIFT_FILE": str(shift)}
    return told if done.returncode == 0 else {}


EVERYWHERE = [kill_worker, kill_web_worker, kill_writer, kill_supervisor, stop_scheduler]
