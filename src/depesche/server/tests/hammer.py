"""Readers who never stop asking, and what became of each question."""

import contextlib
import http.client
import threading
from collections import Counter

from depesche.server.tests.running import PATIENCE_SECONDS


class Readers:
    """Ask for a page over and over: some on lines that are kept alive, some on a new one each."""

    def __init__(self, port, path="/page", kept=6, fresh=3):
        self.port, self.path = port, path
        self.answers: Counter[str] = Counter()
        self.faults: list[str] = []
        self._over = threading.Event()
        asks = [self._ask_on] * kept + [self._ask_anew] * fresh
        self._threads = [threading.Thread(target=ask) for ask in asks]

    def __enter__(self):
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_fault):
        self._over.set()
        for thread in self._threads:
            thread.join()

    def _ask_on(self):
        line = self._line()
        while not self._over.is_set():
            if self._ask(line) == "close":
                line.close()
                line = self._line()
        line.close()

    def _ask_anew(self):
        while not self._over.is_set():
            with contextlib.closing(self._line()) as line:
                self._ask(line, {"Connection": "close"})

    def _line(self):
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_SECONDS)

    def _ask(self, line, headers=None):
        try:
            line.request("GET", self.path, headers={"Host": "localhost", **(headers or {})})
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException) as fault:
            self.faults.append(repr(fault))
            return "close"
        if answer.status != 200:
            self.faults.append(str(answer.status))
        told = answer.getheader("connection", "")
        self.answers["told to close" if told == "close" else "kept"] += 1
        return told
