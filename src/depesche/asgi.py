"""The door of the web workers (RSGI, Granian): wiring only. `depesche serve` opens it."""

import logging
import os
import threading
from pathlib import Path
from time import sleep
from urllib.parse import urlsplit

from depesche import settings
from depesche.press.store import Store, store_at
from depesche.server.answer import Application
from depesche.server.door import Door
from depesche.server.intake import Limits
from depesche.server.kiosk import Kiosk, Press
from depesche.server.live import Live
from depesche.server.peers import Trust
from depesche.server.shelf import Shelf
from depesche.server.spool import FOLDER, Spool

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
log = logging.getLogger("depesche.press")
AGAIN_SECONDS = 1.0


def load() -> Application:
    """Load Django with everything that the first reader would otherwise wait for."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 loaded in the background
    from django.urls import get_resolver  # noqa: PLC0415 as above

    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 reading it imports every view
    if kiosk is not None:
        open_kiosk(kiosk)
    go_live()
    return application


def why_not_ready() -> str:
    """Return why this process cannot answer readers, empty when it can; needs Django."""
    from depesche.server import ready  # noqa: PLC0415 Django is loaded by now

    return ready.why_not_ready()


def go_live() -> None:
    """Read the wire for those who have a page open."""
    from depesche.server.listen_in import listen_in  # noqa: PLC0415 Django is loaded by now

    words = (live, live.call, threading.Event())
    threading.Thread(target=listen_in, args=words, name="live", daemon=True).start()


def prepared_store() -> Store | None:
    """Return the store that `depesche serve` has brought up to date, before Django is here."""
    named = os.environ.get("DEPESCHE_PRESS_STORE", "")
    return store_at(Path(named), size_mb=settings.PRESS_MB) if named else None


def open_kiosk(kiosk: Kiosk) -> None:
    """Give the kiosk its renderer, its store, and a look at the wire each second."""
    from django.db import DatabaseError  # noqa: PLC0415 Django is loaded by now

    from depesche.press.apply import adopt, keep_up  # noqa: PLC0415 as above
    from depesche.press.fingerprint import fingerprint  # noqa: PLC0415 as above
    from depesche.press.in_front import the_badge  # noqa: PLC0415 as above
    from depesche.press.opening import the_store  # noqa: PLC0415 as above
    from depesche.press.render import Renderer  # noqa: PLC0415 as above
    from depesche.server.slim import keep_slim  # noqa: PLC0415 as above

    mark, badge = fingerprint(), the_badge()
    renderer = Renderer(scheme=urlsplit(settings.BASE_URL).scheme)

    def use(store: Store | None) -> None:
        kiosk.store, kiosk.press = store, Press(renderer, store, mark, badge)

    def begin() -> bool:
        try:
            adopt(mark)
            use(the_store())
        except DatabaseError:  # away, or damaged: pages are made as far as it goes, none is kept
            log.warning("press.wire_unread")
            use(None)
            return False
        return True

    def go_on() -> None:
        while not has_begun and not begin():
            sleep(AGAIN_SECONDS)
        keep_up(use, threading.Event())

    has_begun = begin()
    threading.Thread(target=go_on, name="press", daemon=True).start()
    threading.Thread(target=keep_slim, name="memory", daemon=True).start()


kiosk = (
    Kiosk(
        names=frozenset(settings.ALLOWED_HOSTS),
        store=prepared_store(),
        edge_seconds=settings.EDGE_SECONDS if settings.EDGE else 0,
    )
    if settings.PRESS
    else None
)
live = Live(most=settings.LISTENERS)
door = Door(
    shelf=Shelf(settings.STATIC_ROOT.resolve(), settings.STATIC_URL),
    load=load,
    why_not_ready=why_not_ready,
    trust=Trust.of(settings.TRUSTED_PROXIES),
    limits=Limits(
        desk_bytes=settings.MAX_UPLOAD_MB * 1024 * 1024,
        reader_bytes=settings.MAX_FORM_KB * 1024,
    ),
    spool=Spool(
        settings.HOME / FOLDER,
        own_hosts=settings.ALLOWED_HOSTS,
        staff_cookie=settings.SESSION_COOKIE_NAME,
        by_report=settings.VIEWS_BY_REPORT,
    ),
    kiosk=kiosk,
    live=live,
    threads=settings.THREADS,
    logs_requests=settings.LOG_REQUESTS,
)
