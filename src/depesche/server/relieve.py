"""Relieve: put fresh web workers in the place of those that serve, and of those that died.

A reload (SIGHUP) cuts nobody off: fresh workers are started and waited for, then the old ones
are told to take no new readers (server/leave.py), and end when their last answer is out.
"""

import logging
import os
import signal
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Any
from weakref import WeakKeyDictionary

from granian.server.mp import MPServer, WorkerProcess

from depesche.press.blame import blame_store
from depesche.server import leave, slate
from depesche.server.hand import LONGEST_PAUSE_SECONDS, SHORT_LIFE_SECONDS, Hand, spawn

log = logging.getLogger("depesche.server")

LOOK_SECONDS = 0.05
PREPARED_SECONDS = 600  # a long migration
READY_SECONDS = 180  # a busy machine
WEB_LEAVES_SECONDS = 6
LONGEST_ANSWER_SECONDS = 900.0  # as long as a body may take to come in (server/intake.py)


class Relief(MPServer):
    """Granian's main process, with our own way of replacing web workers."""

    hand: Hand
    board: slate.Slate
    prepare_command: Sequence[str] = ()
    drain_seconds: float
    press_folder: Path | None = None

    def __init__(self, *words: Any, **named: Any) -> None:
        super().__init__(*words, **named)
        self.lines: WeakKeyDictionary[WorkerProcess, int] = WeakKeyDictionary()
        self.leaving: list[WorkerProcess] = []
        self.pauses: dict[int, float] = {}  # by place: how long it was waited the last time
        self.due: dict[int, float] = {}  # by place: when a dead worker is replaced

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Wait for what happens: a worker dies, a reload, the end."""
        while not self.interrupt_signal:
            next_due = min(self.due.values(), default=None)
            wait = None if next_due is None else max(0.0, next_due - monotonic())
            self.main_loop_interrupt.wait(wait)
            self.main_loop_interrupt.clear()
            if bool(self.interrupt_signal):  # set meanwhile by a signal
                return
            self._note_the_dead()
            self._replace_the_dead(spawn_target, target_loader)
            if self.reload_signal:
                self.reload_signal = False
                self.relieve(spawn_target, target_loader)

    def _note_the_dead(self) -> None:
        while self.interrupt_children:
            place = self.interrupt_children.pop()
            worker = self.wrks[place]
            if worker.is_alive() or place in self.due:
                continue
            short = monotonic() - worker.birth < SHORT_LIFE_SECONDS
            pause = min(LONGEST_PAUSE_SECONDS, 2 * self.pauses.get(place, 0.5)) if short else 0.0
            self.pauses[place], self.due[place] = pause or 0.5, monotonic() + pause
            code = worker.inner.exitcode
            log.error("web.died", extra={"code": code or 0, "again_in_seconds": pause})
            blame_store(code or 0, self.press_folder)

    def _replace_the_dead(self, spawn_target: Any, target_loader: Any) -> None:
        for place in [place for place, at in self.due.items() if at <= monotonic()]:
            del self.due[place]
            self.wrks[place] = self._begun(place, spawn_target, target_loader)

    def relieve(self, spawn_target: Any, target_loader: Any) -> None:
        """Replace all web workers, and the worker process; stay as it is where that fails."""
        begun = monotonic()
        log.info("server.reloading")
        if not self._is_prepared():
            log.error("reload.refused", extra={"why": "preparing failed"})
            return
        places = range(self.workers)
        fresh = [self._begun(place, spawn_target, target_loader, on_trial=True) for place in places]
        if not self._are_ready(fresh):
            self._end(fresh, 0.0)
            log.error("reload.refused", extra={"why": "the new workers do not come up"})
            return
        old, self.wrks[:] = list(self.wrks), fresh
        self.due.clear()
        for worker in fresh:
            worker.interrupt_by_parent = False
        self.interrupt_children[:] = places  # whoever has died since is found again
        self._see_off(old)
        self.hand.renew()
        log.info("server.reloaded", extra={"seconds": round(monotonic() - begun, 1)})

    def _spawn_worker(
        self,
        idx: int,
        target: Any,
        callback_loader: Any,
        socket_loader: Any = None,  # noqa: ARG002 Granian's order of words
    ) -> WorkerProcess:
        line = self.board.give(slate.WEB)
        os.environ[slate.LINE] = str(line)  # for the fork that follows at once
        worker = super()._spawn_worker(idx=idx, target=target, callback_loader=callback_loader)
        self.lines[worker] = line
        return worker

    def _begun(
        self, place: int, spawn_target: Any, target_loader: Any, *, on_trial: bool = False
    ) -> WorkerProcess:
        worker = self._spawn_worker(idx=place, target=spawn_target, callback_loader=target_loader)
        worker.interrupt_by_parent = on_trial  # its death does not count yet
        worker.start()
        return worker

    def _is_prepared(self) -> bool:
        if not self.prepare_command:
            return True
        number, last = spawn(self.prepare_command), monotonic() + PREPARED_SECONDS
        while True:
            done, status = os.waitpid(number, os.WNOHANG)
            if done:
                return os.waitstatus_to_exitcode(status) == 0
            if self.interrupt_signal or monotonic() > last:
                os.kill(number, signal.SIGKILL)
                os.waitpid(number, 0)
                return False
            sleep(LOOK_SECONDS)

    def _are_ready(self, fresh: list[WorkerProcess]) -> bool:
        last, wanted = monotonic() + READY_SECONDS, slate.LISTENING | slate.READY
        while any(self._state(worker) & wanted != wanted for worker in fresh):
            dead = not all(worker.is_alive() for worker in fresh)
            if dead or self.interrupt_signal or monotonic() > last:
                return False
            sleep(LOOK_SECONDS)
        return True

    def _state(self, worker: WorkerProcess) -> int:
        return self.board.line(self.lines[worker])[slate.STATE]

    def _see_off(self, old: list[WorkerProcess]) -> None:
        self.leaving = [worker for worker in self.leaving if worker.is_alive()] + old
        for worker in old:
            worker.interrupt_by_parent = True
            if self._state(worker) & slate.LISTENING:
                with suppress(ProcessLookupError):
                    os.kill(worker.inner.pid, leave.TOLD_BY)
        threading.Thread(target=self._end_later, args=(old,), daemon=True).start()

    def _end_later(self, old: list[WorkerProcess]) -> None:
        sleep(self.drain_seconds)
        if not self.interrupt_signal:
            self._end(old, LONGEST_ANSWER_SECONDS)

    def _stop_workers(self) -> None:
        """End all at once, those on their way out too."""
        self._end([*self.wrks, *self.leaving], WEB_LEAVES_SECONDS)
        self.wrks.clear()

    def _end(self, ending: list[WorkerProcess], seconds: float) -> None:
        for worker in ending:
            worker.interrupt_by_parent = True
            if self._state(worker) & slate.LISTENING and seconds:
                with suppress(ProcessLookupError):
                    os.kill(worker.inner.pid, leave.TOLD_BY)  # what goes on for ever ends first
                worker.terminate()
            else:  # Granian's worker hangs where it is told to stop while it begins to listen
                worker.kill()
        last = monotonic() + seconds
        while any(worker.is_alive() for worker in ending) and monotonic() < last:
            sleep(LOOK_SECONDS)
        for worker in ending:
            if worker.is_alive():
                if seconds:
                    log.warning("web.killed", extra={"worker": worker.inner.pid})
                worker.kill()
