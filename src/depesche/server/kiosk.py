"""Kiosk: hand out a kept page, or have it rendered once for all who ask for it meanwhile.

A render may be given to whoever asked before it began; to those who came later only where nothing
it was made of has changed since (`settle`). Nobody waits longer than two seconds for another
process: they render for themselves then, and keep nothing.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from time import monotonic, time
from typing import Any, Protocol, TypeVar

from depesche.press.asked import Asked, Rendered, page_asked
from depesche.press.codings import choose_coding
from depesche.press.edge import Badge, for_the_edge
from depesche.press.keep import find_head, find_page, headers_of, settle
from depesche.press.kept import Headers, KeptPage
from depesche.press.lease import Taken, is_leased, take_lease
from depesche.press.store import NoStore, Store
from depesche.server import metrics
from depesche.server.answer import Answer
from depesche.server.order import Scope

READING = frozenset({"GET", "HEAD"})
WAIT_SECONDS = 2.0
LOOK_SECONDS = 0.005
REMEMBERED = 4096  # headers of pages, and forms of Accept-Encoding, that are at hand

Result = TypeVar("Result")
Run = Callable[[Callable[[], Result]], Awaitable[Result]]


class Renders(Protocol):
    """What makes pages (`render.Renderer`)."""

    def render(self, asked: Asked) -> Rendered:
        """Return the page at an address as everybody gets it, made now."""


@dataclass(frozen=True, slots=True)
class Press:
    """What is there once Django is loaded: the renderer, the store, the mark of this program."""

    renderer: Renders
    store: Store | None
    mark: str
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Flight:
    """A render that several may have: `holds` where it is still today's for who came later."""

    rendered: Rendered
    holds: bool


@dataclass(slots=True)
class Kiosk:
    """One web worker's kiosk; `store` may be there before Django is."""

    names: Collection[str]
    press: Press | None = None
    store: Store | None = None
    edge_seconds: int = 0  # how long a cache in front may have a page; 0: none stands there
    _flights: dict[str, "asyncio.Task[Flight | None]"] = field(default_factory=dict)
    _headers: dict[bytes, Headers] = field(default_factory=dict)
    _codings: dict[str, str] = field(default_factory=dict)

    def asked(self, scope: Scope) -> Asked | None:
        """Return whose page is asked for; None for what is no page for everyone."""
        if scope.method not in READING:
            return None
        host = scope.authority or scope.headers.get("host", "")
        return page_asked(host, scope.path, scope.query_string, names=self.names)

    def hand_out(self, asked: Asked, scope: Scope) -> Answer | None:
        """Return the kept page, None where there is none."""
        store = self.store
        if store is None:
            return None
        coding = self._coding(scope)
        try:
            answer = self._kept(store, asked, coding, scope)
            if answer is None and asked.query:
                bare = replace(asked, query="")
                head = find_head(store, bare.key.encode(), now=time())
                if head is not None and head.takes_no_query:
                    answer = self._kept(store, bare, coding, scope)
        except NoStore:
            return None
        return answer

    def _kept(self, store: Store, asked: Asked, coding: str, scope: Scope) -> Answer | None:
        found = find_page(store, asked.key.encode(), coding, now=time())
        if found is not None and found[1] is None and coding:
            found = find_page(store, asked.key.encode(), "", now=time())
            coding = ""
        if found is None or found[1] is None:
            return None
        head, body = found
        headers = self._headers.get(head.blob)  # the same for most pages
        if headers is None:
            if len(self._headers) >= REMEMBERED:
                self._headers.clear()
            headers = self._headers[head.blob] = headers_of(store, head)
        if self.edge_seconds:
            headers = self._lasting(headers, head.until)
        page = (head.status, headers, head.tag, head.modified)
        return answered(page, coding, body or b"", scope)

    def _lasting(self, headers: Headers, until: float) -> Headers:
        return for_the_edge(headers, until=until, now=time(), most_seconds=self.edge_seconds)

    def _coding(self, scope: Scope) -> str:
        accepted = scope.headers.get("accept-encoding", "")
        coding = self._codings.get(accepted)
        if coding is None:
            if len(self._codings) >= REMEMBERED:
                self._codings.clear()
            coding = self._codings[accepted] = choose_coding(accepted)
        return coding

    async def fetch(self, asked: Asked, scope: Scope, run: Run[Flight | None]) -> Answer:
        """Return the page, rendered once for all who ask; `run` does work in a thread.

        A page with parameters waits for the one without: most of them know none, so that nobody
        can have one page rendered under a thousand addresses.
        """
        if asked.query:
            bare = await self._fetch(replace(asked, query=""), run)
            knows_none = bare is not None and bare.page.takes_no_query
            found = self._fresh(bare, scope) if bare and knows_none else self.hand_out(asked, scope)
            if found is not None:
                return found
        rendered = await self._fetch(asked, run)
        if rendered is not None and rendered.missing is not None and not asked.is_missing:
            asked = rendered.missing
            rendered = await self._fetch(asked, run)
        if rendered is not None:
            return self._fresh(rendered, scope)
        return self.hand_out(asked, scope) or await self.fetch(asked, scope, run)

    async def _fetch(self, asked: Asked, run: Run[Flight | None]) -> Rendered | None:
        """Return a render that whoever asks now may have; None: look into the store."""
        arrived = monotonic()
        while True:
            if self._is_kept(asked):
                return None
            task = self._flights.get(asked.key)
            # one that has landed gives way to nobody: waiting for it again and again is no wait
            if task is not None and not task.done():
                metrics.count_wait()
            else:
                task = asyncio.get_running_loop().create_task(self._fly(asked, run))
                self._flights[asked.key] = task
                task.add_done_callback(lambda done: self._land(asked.key, done))
            flight = await asyncio.shield(task)
            if flight is not None and (flight.holds or flight.rendered.begun >= arrived):
                return flight.rendered

    def _land(self, key: str, done: "asyncio.Task[Flight | None]") -> None:
        if self._flights.get(key) is done:  # and not the one that was begun after it
            del self._flights[key]

    def _is_kept(self, asked: Asked) -> bool:
        if self.store is None:
            return False
        try:
            return find_head(self.store, asked.key.encode(), now=time()) is not None
        except NoStore:
            return False

    async def _fly(self, asked: Asked, run: Run[Flight | None]) -> Flight | None:
        """Render, or wait for the process that does; None: it is kept now."""
        last = monotonic() + WAIT_SECONDS
        while monotonic() < last:
            flight = await run(lambda: self._render_for_keeps(asked))
            if flight is not None:
                return flight
            while monotonic() < last and self._is_rendered_elsewhere(asked):  # noqa: ASYNC110
                await asyncio.sleep(LOOK_SECONDS)
            if self._is_kept(asked):
                return None
        return await run(lambda: self._render_alone(asked))

    def _is_rendered_elsewhere(self, asked: Asked) -> bool:
        if self.store is None:
            return False
        try:
            return is_leased(self.store, asked.key.encode())
        except NoStore:
            return False

    def _render_alone(self, asked: Asked) -> Flight:
        return Flight(self._render(asked), holds=False)

    def _render(self, asked: Asked) -> Rendered:
        rendered = self._press().renderer.render(asked)
        metrics.count_render(monotonic() - rendered.begun)
        return rendered

    def _render_for_keeps(self, asked: Asked) -> Flight | None:
        """Render and keep; None where another process is at it. Runs in a thread."""
        press = self._press()
        if press.store is None:
            return self._render_alone(asked)
        try:
            lease = take_lease(press.store, asked.key.encode(), mark=press.mark)
            if lease is not None and self._is_kept(asked):  # by whoever held it a moment ago
                settle(press.store, lease, (), None)
                return None
        except Taken:
            return None
        except NoStore:
            lease = None
        if lease is None:
            return self._render_alone(asked)
        rendered: Rendered | None = None
        holds = False
        try:
            rendered = self._render(asked)
        finally:
            try:
                page = rendered.page if rendered is not None and rendered.may_keep else None
                page = press.badge.put_on(page) if page is not None and press.badge else page
                ingredients = page.ingredients if page is not None else ()
                holds = settle(press.store, lease, ingredients, page) and page is not None
            except NoStore:
                holds = False
        if holds and page is not None:  # else it bears no badge: nobody in front may have it
            rendered = replace(rendered, page=page)
        return Flight(rendered, holds)

    def _press(self) -> Press:
        assert self.press is not None  # noqa: S101 the door waits until Django is loaded
        return self.press

    def _fresh(self, rendered: Rendered, scope: Scope) -> Answer:
        page: KeptPage = rendered.page
        coding = self._coding(scope)
        coding = coding if coding in page.bodies else ""
        tag = page.tag if rendered.may_keep else ""
        headers = self._lasting(page.headers, page.until) if self.edge_seconds else page.headers
        told = (page.status, headers, tag, page.modified)
        return answered(told, coding, page.bodies[coding], scope)


def answered(page: tuple[int, Headers, str, str], coding: str, body: bytes, scope: Scope) -> Answer:
    """Return a page as an answer: whole, or 304 where the reader has it already.

    The tag of a page in a coding ends with the coding's name, since its bytes are others; a
    reader who has any of them has the page (RFC 9110, section 13.1.2: a weak comparison).
    """
    status, kept_headers, tag, modified = page
    headers = [*kept_headers, ("vary", "Accept-Encoding")]
    if tag:
        headers.append(("etag", f'"{tag}-{coding}"' if coding else f'"{tag}"'))
    if modified:
        headers.append(("last-modified", modified))
    if status == HTTPStatus.OK and tag and has_it_already(tag, modified, scope):
        return Answer(HTTPStatus.NOT_MODIFIED, headers)
    if coding:
        headers.append(("content-encoding", coding))
    return Answer(status, headers, body, size_bytes=len(body))


def has_it_already(tag: str, modified: str, scope: Scope) -> bool:
    """Tell whether the reader has this very page: by its tag, else by its very date."""
    get: Callable[..., Any] = scope.headers.get
    known = get("if-none-match")
    if known is not None:
        return f'"{tag}"' in known or f'"{tag}-' in known or known.strip() == "*"
    since = get("if-modified-since")
    return bool(modified) and since == modified
