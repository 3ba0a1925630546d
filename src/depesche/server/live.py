"""Live: tell open pages what is new, by server-sent events (WHATWG HTML, section 9.2).

A web worker reads the wire twice a second and sends each line to those who listen on one of its
subjects (`/live/front:3`, `/live/section:7`, `/live/dossier:2`). A line is made by the rooms above
from what readers may see at that moment; what press knows of it is its subjects. Whoever comes
back with `Last-Event-ID` gets what they missed; whoever comes for the first time what was said in
the last minute, while their page was on its way, and the number from which to go on.
"""

import asyncio
import json
import logging
import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from time import time
from typing import Any

from depesche.server import leave

log = logging.getLogger("depesche.server")

ADDRESS = "/live/"
CHANNEL = re.compile(r"(?:front|section|dossier):[0-9]{1,18}", re.ASCII)
REMEMBERED = 500  # lines, for those who come back
WAITING = 50  # lines that a slow listener may be behind; then it is hung up, and comes back
PING_SECONDS = 15.0
ON_THE_WAY_SECONDS = 60.0  # a page may have been on its way for so long, through a CDN
COME_BACK = b"retry: 3000\n\n"
PING = b":\n\n"
HEADERS = [
    ("content-type", "text/event-stream"),
    ("cache-control", "no-store"),
    ("x-accel-buffering", "no"),  # nginx holds nothing back
    ("x-content-type-options", "nosniff"),
]


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that readers are told; `about` names what it is about (`article:42`).

    `at`: when it happened, in seconds of the epoch.
    """

    number: int
    about: str
    channels: frozenset[str]
    event: bytes
    at: float = 0.0

    @classmethod
    def of(
        cls,
        number: int,
        subjects: Iterable[str],
        told: dict[str, Any],
        *,
        about: str,
        at: float = 0.0,
    ) -> "Line":
        """Return the line of a dispatch; `told` is what the page gets, as JSON."""
        channels = frozenset(word for word in subjects if CHANNEL.fullmatch(word))
        text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
        return cls(number, about, channels, f"id: {number}\ndata: {text}\n\n".encode(), at)


@dataclass(slots=True, eq=False)
class Listener:
    """One open page: what it has yet to be sent."""

    waiting: asyncio.Queue[bytes] = field(default_factory=lambda: asyncio.Queue(WAITING))
    is_over: bool = False

    def give(self, event: bytes) -> None:
        """Put an event into its queue; one who is too far behind is hung up."""
        try:
            self.waiting.put_nowait(event)
        except asyncio.QueueFull:
            self.is_over = True


class Live:
    """The listeners of one web worker. All but `heard` belongs to the server's loop."""

    def __init__(self, *, most: int) -> None:
        self.most = most
        self.listeners: defaultdict[str, set[Listener]] = defaultdict(set)
        self.count = 0
        self.lines: deque[Line] = deque(maxlen=REMEMBERED)
        self._pinging: asyncio.TimerHandle | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Send signs of life from now on, and end when the worker is told to leave."""
        self._loop = loop
        self._pinging = loop.call_later(PING_SECONDS, self._ping, loop)
        leave.then.append(self.end)

    def call(self, act: Callable[..., None], *words: Any) -> None:
        """Run something in the server's loop; from any thread."""
        if self._loop is not None:
            self._loop.call_soon_threadsafe(act, *words)

    def channel_of(self, path: str) -> str | None:
        """Return what somebody wants to listen to, None where there is no such thing."""
        channel = path.removeprefix(ADDRESS)
        return channel if CHANNEL.fullmatch(channel) else None

    def tell(self, line: Line) -> None:
        """Send a line to all who listen to it, and remember it in place of what it makes old."""
        self.forget(line.about)
        self.lines.append(line)
        for channel in line.channels:
            for listener in self.listeners.get(channel, ()):
                listener.give(line.event)

    def forget(self, about: str) -> None:
        """Forget what was told of something: it has changed, or readers may not see it now."""
        if any(line.about == about for line in self.lines):
            kept = [line for line in self.lines if line.about != about]
            self.lines = deque(kept, maxlen=REMEMBERED)

    async def serve(self, channel: str, last_number: str, proto: Any) -> None:
        """Send what was missed and what comes, until somebody hangs up."""
        line = proto.response_stream(200, [*HEADERS, *leave.headers])
        listener = Listener()
        self.listeners[channel].add(listener)
        self.count += 1
        try:
            await line.send_bytes(COME_BACK + self._missed(channel, last_number, now=time()))
            while not (listener.is_over or leave.is_leaving()):
                await line.send_bytes(await listener.waiting.get())
        except RuntimeError:  # what Granian raises when the line is cut
            log.debug("listener.left")
        finally:
            self.count -= 1
            self.listeners[channel].discard(listener)
            if not self.listeners[channel]:
                del self.listeners[channel]

    def end(self) -> None:
        """Hang up on everybody; they come back by themselves, to another worker."""
        if self._pinging is not None:
            self._pinging.cancel()
        self._give_all(PING)

    def _missed(self, channel: str, last_number: str, *, now: float) -> bytes:
        found = [line for line in self.lines if channel in line.channels]
        if last_number.isascii() and last_number.isdigit():
            return b"".join(line.event for line in found if line.number > int(last_number))
        recent = [line.event for line in found if line.at > now - ON_THE_WAY_SECONDS]
        newest = max((line.number for line in found), default=0)
        return b"".join(recent) or b"id: %d\ndata: {}\n\n" % newest

    def _ping(self, loop: asyncio.AbstractEventLoop) -> None:
        self._give_all(PING)
        self._pinging = loop.call_later(PING_SECONDS, self._ping, loop)

    def _give_all(self, event: bytes) -> None:
        for listeners in self.listeners.values():
            for listener in listeners:
                listener.give(event)


Told = tuple[str, dict[str, Any] | None]
Teller = Callable[[Any], Told | None]
tellers: list[Teller] = []


def register_teller(teller: Teller) -> None:
    """Let a room say what a dispatch means to readers.

    It returns what it is about and what they are told, None for nothing: it is no longer for
    them, or never was. It returns None altogether for a dispatch that it does not know.
    """
    if teller not in tellers:
        tellers.append(teller)
