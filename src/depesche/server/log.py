"""One line an event: time, level, room, event, and what is known about it as name=value."""

import json
import logging
from datetime import UTC, datetime

STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class EventLine(logging.Formatter):
    """Write `2026-11-22T14:49:01+00:00 warning depesche.wire follower.failed dispatch=3`.

    Values from outside cannot start a line of their own: what is no plain word is quoted as JSON.
    Objects (a request, a reader) are left out, for they would tell more than the event.
    """

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and below it the traceback of a fault."""
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        words = [at, record.levelname.lower(), record.name, _plain(record.getMessage())]
        for name, value in sorted(vars(record).items()):
            if name not in STANDARD and isinstance(value, (str, int, float)):
                words.append(f"{name}={value if isinstance(value, (int, float)) else _word(value)}")
        line = " ".join(words)
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return line


def _plain(text: str) -> str:
    return "".join(
        sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text
    )


def _word(text: str) -> str:
    if text and text.isascii() and text.isprintable() and not set(text) & set(' "='):
        return text
    return json.dumps(text)
