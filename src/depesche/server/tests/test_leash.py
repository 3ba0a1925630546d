"""A web worker never outlives its parent, even one that does not heed."""

import os
import subprocess
import sys

from depesche.server.tests.running import is_running, wait_until

DEAF = """
import signal, time
from depesche.server.leash import leave_with_parent
signal.signal(signal.SIGTERM, signal.SIG_IGN)
leave_with_parent()
print("begun", flush=True)
time.sleep(600)
"""
PARENT = f"""
import os, subprocess, sys
from depesche.server.leash import name_parent
name_parent()
child = subprocess.Popen([sys.executable, "-c", {DEAF!r}], stdout=subprocess.PIPE)
child.stdout.readline()
print(child.pid, flush=True)
child.wait()
"""


def test_a_worker_that_does_not_heed_ends_after_its_parent():
    with subprocess.Popen(  # noqa: S603 our own program
        [sys.executable, "-c", PARENT], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.kill()
    wait_until(lambda: not is_running(child), "it outlived its parent")


def test_a_worker_whose_parent_is_gone_already_does_not_begin():
    begun = subprocess.run(  # noqa: S603 our own program
        [sys.executable, "-c", DEAF],
        env={**os.environ, "DEPESCHE_SUPERVISOR_PID": "1" if os.getpid() != 1 else "2"},
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    assert begun.returncode == 1
    assert begun.stdout == b""
