"""Hand: the worker process. Started with the server, and again when it dies; stopped with it."""

import logging
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic

from depesche.press.blame import blame_store
from depesche.server import slate

log = logging.getLogger("depesche.server")

WORKER_LEAVES_SECONDS = 8.0
SHORT_LIFE_SECONDS = 10.0
LONGEST_PAUSE_SECONDS = 30.0


def spawn(command: Sequence[str], **environment: str) -> int:
    """Start a process that has no input, and return its number.

    Not by `subprocess`: a web worker that is forked in the same moment would hold the pipe on
    which `subprocess` waits, and whoever waits would sleep for ever.
    """
    no_input = (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0)
    everything = {**os.environ, **environment}
    return os.posix_spawn(command[0], list(command), everything, file_actions=[no_input])


class Hand:
    """The worker process, and a thread that waits for its end."""

    def __init__(
        self,
        command: Sequence[str],
        board: slate.Slate | None = None,
        press_folder: Path | None = None,
    ) -> None:
        self._command = list(command)
        self._press_folder = press_folder
        self._board = board
        self._number = 0
        self._asked_at = 0.0
        self._gone = threading.Event()
        self._stopping = threading.Event()
        self._renewing = threading.Event()
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)

    def start(self) -> None:
        """Start it, and a thread that waits for its end."""
        self._spawn()
        self._keeper.start()

    def renew(self) -> None:
        """Let it finish what it is at and start a fresh one, with the program as it is now.

        Never two at once: a fresh one takes back the tasks that a dead one had begun.
        """
        if not self._stopping.is_set():
            self._renewing.set()
            self._send(signal.SIGTERM)
            threading.Thread(target=self._see_off, args=(self._number,), daemon=True).start()

    def ask_to_stop(self) -> None:
        """Ask it to finish what it is at; safe in a signal handler."""
        self._asked_at = self._asked_at or monotonic()
        self._stopping.set()
        self._send(signal.SIGTERM)

    def stop(self) -> None:
        """Ask, wait until eight seconds after it was first asked, and kill it in the end."""
        self.ask_to_stop()
        left = max(0.1, self._asked_at + WORKER_LEAVES_SECONDS - monotonic())
        if self._number and not self._gone.wait(left):
            log.warning("worker.killed", extra={"worker": self._number})
            self._send(signal.SIGKILL)
            self._gone.wait()

    def _see_off(self, number: int) -> None:
        if not self._stopping.wait(WORKER_LEAVES_SECONDS) and self._number == number:
            log.warning("worker.killed", extra={"worker": number})
            self._send(signal.SIGKILL)

    def _send(self, number: signal.Signals) -> None:
        if self._number and not self._gone.is_set():
            with suppress(ProcessLookupError):
                os.kill(self._number, number)

    def _spawn(self) -> None:
        line = str(self._board.give(slate.WORKER)) if self._board else ""
        self._gone.clear()
        self._number = spawn(self._command, **{slate.LINE: line})
        log.info("worker.begun", extra={"worker": self._number})
        if self._stopping.is_set():  # asked to stop while it was being started
            self._send(signal.SIGTERM)

    def _keep(self) -> None:
        pause, begun = 1.0, monotonic()
        while True:
            _number, status = os.waitpid(self._number, 0)
            self._gone.set()
            if self._stopping.is_set():
                return
            if not self._renewing.is_set():
                short = monotonic() - begun < SHORT_LIFE_SECONDS
                pause = min(LONGEST_PAUSE_SECONDS, pause * 2) if short else 1.0
                code = os.waitstatus_to_exitcode(status)
                log.error("worker.died", extra={"code": code, "again_in_seconds": pause})
                blame_store(code, self._press_folder)
                if self._stopping.wait(pause):
                    return
            begun = monotonic()
            self._renewing.clear()
            self._spawn()
