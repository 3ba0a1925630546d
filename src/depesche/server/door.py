"""Door: the RSGI application. Files at once, everything else by Django in a few threads.

A request is read whole before it takes a thread, and answered from memory, so that a slow line
holds no thread. Django is loaded in the background: files are handed out while it wakes.
"""

import asyncio
import gc
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http import HTTPStatus
from time import perf_counter
from typing import IO, Any

from depesche.press.asked import Asked
from depesche.server import leave, metrics, slate
from depesche.server.answer import Answer, Application, ask, say
from depesche.server.intake import Left, Limits, Refused, announced_bytes, take_in
from depesche.server.kiosk import Flight, Kiosk
from depesche.server.leash import leave_with_parent
from depesche.server.live import ADDRESS, Live
from depesche.server.order import Scope, environ_of
from depesche.server.peers import Trust
from depesche.server.shelf import Shelf
from depesche.server.spool import REPORT_BYTES, REPORTS, Spool
from depesche.server.squeeze import squeeze

log = logging.getLogger("depesche.server")

WAITING_FOR_A_THREAD = 64  # requests for each thread; who comes later is asked to come again
READING = frozenset({"GET", "HEAD", "OPTIONS"})
PIECE_BYTES = 256 * 1024
SETTLED_SECONDS = 0.5  # Granian's worker must not be asked to stop while it begins to listen
MOST_DIGITS = 18  # of a place in a file; fits 64 bits
TOO_BUSY = 503
TOO_MANY = Refused(TOO_BUSY, "Too many are asking at once. Please try again.")
SHOWN = {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}  # what a reader who asks with GET gets to see


@dataclass(slots=True)
class Door:
    """One web worker's door. `load` returns Django's callable, `why_not_ready` a sentence or ''."""

    shelf: Shelf
    load: Callable[[], Application]
    why_not_ready: Callable[[], str]
    trust: Trust = field(default_factory=Trust)
    limits: Limits = field(default_factory=Limits)
    spool: Spool | None = None
    kiosk: Kiosk | None = None
    live: Live | None = None
    threads: int = 4
    logs_requests: bool = False
    _pool: ThreadPoolExecutor | None = None
    _writers: ThreadPoolExecutor | None = None
    _application: "asyncio.Future[Application] | None" = None
    _waiting: int = 0

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """Begin to load Django; called by the server once in each worker."""
        leave_with_parent()
        leave.leave_when_told(loop)
        metrics.begin_to_count()
        if self.live is not None:
            self.live.begin(loop)
        loop.call_later(SETTLED_SECONDS, metrics.say_state, slate.LISTENING)
        self._pool = ThreadPoolExecutor(self.threads, thread_name_prefix="django")
        self._writers = ThreadPoolExecutor((self.threads + 1) // 2, thread_name_prefix="writer")
        self._application = loop.run_in_executor(self._pool, self._load)

    def __rsgi_del__(self, _loop: asyncio.AbstractEventLoop) -> None:
        """Let the threads finish what they are at."""
        for pool in (self._pool, self._writers):
            if pool is not None:
                pool.shutdown(wait=True, cancel_futures=True)
        if self.spool is not None:
            self.spool.close()

    async def __rsgi__(self, scope: Scope, proto: Any) -> None:
        """Answer one request."""
        if scope.proto != "http":
            proto.close(None)
            return
        begun = perf_counter()
        try:
            answer = await self._answer(scope, proto)
        except Left:
            return
        except Refused as refused:
            more = ("retry-after", "2") if refused.status == TOO_BUSY else ("connection", "close")
            answer = say(refused.status, refused.sentence, more)
        kind = "kept" if answer.is_kept else metrics.kind_of(scope.path, answer.status)
        metrics.count_request(kind, answer.status)
        await send(answer, scope, proto)
        spool = self.spool
        if spool and not spool.by_report and scope.method == "GET" and answer.status in SHOWN:
            spool.view(scope.path, scope.headers)
        if self.logs_requests:
            took = round((perf_counter() - begun) * 1000)
            what = {"method": scope.method, "path": scope.path, "status": answer.status, "ms": took}
            log.info("request.answered", extra=what)

    async def _answer(self, scope: Scope, proto: Any) -> Answer:
        path, get = scope.path, scope.headers.get
        if path.startswith(self.shelf.address):
            accepted, tag = get("accept-encoding", ""), get("if-none-match", "")
            return self.shelf.hand_out(
                scope.method, path, scope.query_string, accepted=accepted, known_tag=tag
            )
        if path in {"/health", "/ready"}:
            return say(200, "alive") if path == "/health" else await self._readiness()
        if path.startswith(ADDRESS):
            return await self._go_live(scope, proto)
        return await self._page(scope, proto)

    async def _page(self, scope: Scope, proto: Any) -> Answer:
        size = announced_bytes(scope, self.limits)
        if self.kiosk is not None and not size:
            asked = self.kiosk.asked(scope)
            if asked is not None:
                kept = self.kiosk.hand_out(asked, scope)
                if kept is not None:
                    metrics.count_hit()
                    kept.is_kept = True
                return kept or await self._fetch(self.kiosk, asked, scope)
        body = await take_in(proto, size)
        if self.spool and self.spool.by_report and scope.path == REPORTS and scope.method == "POST":
            self.spool.report(body.read(REPORT_BYTES), scope.headers)
            return Answer(HTTPStatus.NO_CONTENT, [("cache-control", "no-store")])
        return await self._ask_django(scope, body, size)

    async def _go_live(self, scope: Scope, proto: Any) -> Answer:
        channel = self.live.channel_of(scope.path) if self.live is not None else None
        if self.live is None or channel is None or scope.method != "GET":
            return say(404, "There is nothing to listen to.")
        if self.live.count >= self.live.most:
            raise TOO_MANY
        metrics.count_request("live", HTTPStatus.OK)
        last = scope.headers.get("last-event-id") or scope.query_string.removeprefix("last=")
        await self.live.serve(channel, last, proto)
        raise Left

    async def _fetch(self, kiosk: Kiosk, asked: Asked, scope: Scope) -> Answer:
        await self._loaded()

        async def run(work: Callable[[], Flight | None]) -> Flight | None:
            if self._is_full:
                raise TOO_MANY
            self._waiting += 1
            try:
                return await asyncio.get_running_loop().run_in_executor(self._pool, work)
            finally:
                self._waiting -= 1

        return await kiosk.fetch(asked, scope, run)

    @property
    def _is_full(self) -> bool:
        return self._waiting >= WAITING_FOR_A_THREAD * self.threads

    async def _ask_django(self, scope: Scope, body: IO[bytes], size_bytes: int) -> Answer:
        if self._is_full:
            body.close()
            raise TOO_MANY
        self._waiting += 1
        try:
            application = await self._loaded()
            environ = environ_of(scope, body=body, size_bytes=size_bytes, trust=self.trust)
            accepted = scope.headers.get("accept-encoding", "")
            # a locked database holds up those who write, never those who read
            pool = self._pool if scope.method in READING else self._writers
            work = asyncio.get_running_loop().run_in_executor(
                pool, lambda: squeeze(ask(application, environ), accepted=accepted)
            )
            return await work
        finally:
            self._waiting -= 1

    async def _readiness(self) -> Answer:
        if self._application is None or not self._application.done():
            return say(503, "starting", ("retry-after", "2"))
        asked = asyncio.get_running_loop().run_in_executor(self._pool, self.why_not_ready)
        reason = await asked
        return say(503, reason, ("retry-after", "5")) if reason else say(200, "ready")

    async def _loaded(self) -> Application:
        if self._application is None:
            raise Refused(503, "The server is starting.")
        return await asyncio.shield(self._application)

    def _load(self) -> Application:
        gc.disable()  # what is loaded stays: nothing in it is worth looking for
        try:
            application = self.load()
            metrics.say_state(slate.READY)
        except BaseException:
            log.critical("server.cannot_load", exc_info=True)
            os._exit(1)  # a worker without Django is none; the supervisor sees it and says so
        gc.freeze()  # else each full collection would go through all of it, and readers wait
        gc.enable()
        return application


async def send(answer: Answer, scope: Scope, proto: Any) -> None:
    """Send an answer; one who hangs up meanwhile is no fault."""
    headers = [pair for pair in answer.headers if pair[0] != "content-length"]
    headers += leave.headers
    if answer.status in {HTTPStatus.NO_CONTENT, HTTPStatus.NOT_MODIFIED}:
        proto.response_empty(answer.status, headers)
        return
    if answer.path and scope.method == "GET" and answer.status == HTTPStatus.OK:
        _send_file(answer, headers, scope, proto)
        return
    headers.append(("content-length", str(answer.size_bytes)))
    if scope.method == "HEAD":
        proto.response_empty(answer.status, headers)
    elif answer.path:
        proto.response_file(answer.status, headers, answer.path)
    elif answer.spool is not None:
        await _send_spool(answer, headers, proto)
    else:
        proto.response_bytes(answer.status, headers, answer.body)


def _send_file(answer: Answer, headers: list[tuple[str, str]], scope: Scope, proto: Any) -> None:
    headers.append(("accept-ranges", "bytes"))
    asked = scope.headers.get("range", "")
    span = span_of(asked, answer.size_bytes) if not scope.headers.get("if-range") else None
    if span is None:
        headers.append(("content-length", str(answer.size_bytes)))
        proto.response_file(200, headers, answer.path)
        return
    first, after = span
    size = answer.size_bytes
    if first >= after:
        headers.append(("content-range", f"bytes */{size}"))
        proto.response_empty(416, headers)
        return
    headers.append(("content-range", f"bytes {first}-{after - 1}/{size}"))
    headers.append(("content-length", str(after - first)))
    proto.response_file_range(206, headers, answer.path, first, after)


def span_of(asked: str, size_bytes: int) -> tuple[int, int] | None:
    """Return first byte and the one after the last of a Range header (RFC 9110, section 14).

    None: send the whole (no range, several, or none that can be read). An empty span: there is
    nothing at that place.
    """
    unit, _equals, span = asked.partition("=")
    first, dash, last = span.strip().partition("-")
    if unit != "bytes" or not dash or not all(_is_number(word) for word in (first, last)):
        return None
    if not first:
        return (max(0, size_bytes - int(last)), size_bytes) if last else None
    begin = int(first)
    if last and int(last) < begin:
        return None
    return begin, min(size_bytes, int(last) + 1) if last else size_bytes


def _is_number(word: str) -> bool:
    return not word or (word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS)


async def _send_spool(answer: Answer, headers: list[tuple[str, str]], proto: Any) -> None:
    spool = answer.spool
    if spool is None:
        return
    with spool:
        line = proto.response_stream(answer.status, headers)
        try:
            while piece := spool.read(PIECE_BYTES):
                await line.send_bytes(piece)
        except RuntimeError:  # what Granian raises when the line is cut
            log.debug("reader.left")
