"""Wake: sleep until something may have happened. The poll is the truth, NOTIFY only hurries it."""

import threading
from typing import Any

import psycopg
from django.db import connection

CHANNEL = "depesche_wire"


class Wake:
    """Wait for the next round: a short sleep, cut shorter by PostgreSQL's NOTIFY."""

    def __init__(self, *, listens: bool = False) -> None:
        self._listens = listens and connection.vendor == "postgresql"
        self._line: psycopg.Connection[Any] | None = None

    def wait(self, seconds: float, stop: threading.Event) -> None:
        """Return after `seconds`, on a notice, or as soon as somebody asks to stop."""
        if not self._listens:
            stop.wait(seconds)
            return
        try:
            line = self._line or self._connect()
            for _notice in line.notifies(timeout=seconds, stop_after=1):
                pass
        except psycopg.Error:  # the database is away: the rounds will say so, here we only sleep
            self.close()
            stop.wait(seconds)

    def close(self) -> None:
        """Hang up."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _connect(self) -> psycopg.Connection[Any]:
        wanted = connection.settings_dict
        line = psycopg.connect(
            dbname=wanted["NAME"],
            user=wanted["USER"] or None,
            password=wanted["PASSWORD"] or None,
            host=wanted["HOST"] or None,
            port=wanted["PORT"] or None,
            autocommit=True,
            connect_timeout=5,
        )
        line.execute(f"LISTEN {CHANNEL}")
        self._line = line
        return line
