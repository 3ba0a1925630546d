"""Leave: a web worker that others have replaced takes no new readers, and tells those it has.

Told to leave (SIGUSR1), it goes on answering, and each answer says `Connection: close`: whoever
asks again comes by a new connection, to a new worker. Only lines that said nothing all the while
are hung up in the end.
"""

import asyncio
import logging
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress

log = logging.getLogger("depesche.server")

LISTENER = "DEPESCHE_LISTENER"  # set by the supervisor: the number of the open socket
TOLD_BY = signal.SIGUSR1

headers: list[tuple[str, str]] = []  # to be added to every answer; empty until told to leave
then: list[Callable[[], None]] = []  # what else is to be done: whatever goes on for ever ends


def leave_when_told(loop: asyncio.AbstractEventLoop) -> None:
    """Heed the supervisor's word; called once in each web worker."""
    loop.add_signal_handler(TOLD_BY, _leave)


def is_leaving() -> bool:
    """Tell whether this worker has been replaced: what goes on for ever should end."""
    return bool(headers)


def _leave() -> None:
    headers[:] = [("connection", "close")]
    listener = os.environ.get(LISTENER, "")
    if listener.isdigit():
        with suppress(OSError):
            _stop_listening(int(listener))
    for end in then:
        end()
    log.info("web.leaving", extra={"worker": os.getpid()})


def _stop_listening(listener: int) -> None:
    """Put a socket that nobody can reach in the place of the one that all workers share.

    Granian cannot be asked to stop accepting and go on answering. Closing the shared socket, or
    shutting it down, would shut it for all; this leaves it to the others, and what is waiting in
    its queue with it.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as deaf:
        deaf.bind("")  # Linux draws a name
        deaf.listen(1)
        deaf.settimeout(0)
        os.dup2(deaf.fileno(), listener, inheritable=False)
