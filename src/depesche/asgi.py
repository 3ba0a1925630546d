"""The door of the web workers (RSGI, Granian): wiring only. `depesche serve` opens it."""

import os

from depesche import settings
from depesche.press.answer import Application
from depesche.press.door import Door
from depesche.press.intake import Limits
from depesche.press.peers import Trust
from depesche.press.ready import why_not_ready
from depesche.press.shelf import Shelf
from depesche.press.spool import FOLDER, Spool

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")


def load() -> Application:
    """Load Django with everything that the first reader would otherwise wait for."""
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415 loaded in the background
    from django.urls import get_resolver  # noqa: PLC0415 as above

    application = get_wsgi_application()
    get_resolver().url_patterns  # noqa: B018 reading it imports every view
    return application


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
    ),
    threads=settings.THREADS,
    logs_requests=settings.LOG_REQUESTS,
)
