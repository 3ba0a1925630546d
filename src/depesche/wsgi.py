"""Django's callable for the room `server` and for other WSGI servers: wiring only."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")
application = get_wsgi_application()
