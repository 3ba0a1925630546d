"""Settings: one file; every difference between two houses is an environment variable.

`DEPESCHE_HOME` names the newspaper's folder. Its `depesche.env` (written by `depesche new`) is read
first, the process's own environment wins. Each variable stands in `docs/reference/settings.md`.
"""

import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.functional import SimpleLazyObject as _Lazy

from depesche.environment import HOME as HOME  # noqa: PLC0414 a setting of its own
from depesche.environment import address_of as _address
from depesche.environment import choice_of as _choice
from depesche.environment import database_parts as _database_parts
from depesche.environment import edges_of as _edges
from depesche.environment import hosts_of as _hosts
from depesche.environment import mail_settings
from depesche.environment import networks_of as _networks
from depesche.environment import number_of as _number
from depesche.environment import place_of as _place
from depesche.environment import seconds_of as _seconds
from depesche.environment import text_of as _text
from depesche.environment import time_zones_of_places as _time_zones_of_places
from depesche.environment import words_of as _words
from depesche.environment import yes_or_no as _yes
from depesche.environment import zone_of as _zone

try:  # SQLite below 3.51.3 can lose commits (WAL reset); the wheel brings a mended one
    import pysqlite3
except ImportError:  # no wheel for this machine: `depesche doctor` says so
    pass
else:
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2

PACKAGE = Path(__file__).resolve().parent

# --- the paper -----------------------------------------------------------------------------------
BASE_URL = _address("BASE_URL", "http://localhost:8000")
DEBUG = _yes("DEBUG", default=False)
DEMO = _yes("DEMO", default=False)
SECRET_KEY = _text("SECRET_KEY") or "not-secret-only-for-tests-and-builds-run-depesche-new"
SECRET_KEY_IS_SET = bool(_text("SECRET_KEY"))
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost", *_hosts("HOSTS")]
SECOND_FACTOR = _yes("SECOND_FACTOR", default=not DEMO)
TRUSTED_PROXIES = _words("TRUSTED_PROXIES")  # read by server.peers; may say `unix`
COURIER_ALLOW = _networks("COURIER_ALLOW")
IS_SECURE = BASE_URL.startswith("https://")

# --- the server ----------------------------------------------------------------------------------
LISTEN_HOST, LISTEN_PORT = _place("LISTEN", "127.0.0.1:8000")
WORKERS = _number("WORKERS", 2, least=1)
THREADS = _number("THREADS", 4, least=1)
MAX_UPLOAD_MB = _number("MAX_UPLOAD_MB", 64, least=1)
MAX_FORM_KB = _number("MAX_FORM_KB", 1024, least=16)
LISTENERS = _number("LISTENERS", 6000)  # open lines of a web worker
CONNECTIONS = _number("CONNECTIONS", 16384, least=64)
HEADER_SECONDS = _number("HEADER_SECONDS", 15, least=1)
TLS_CERTIFICATE = _text("TLS_CERTIFICATE")
TLS_KEY = _text("TLS_KEY")
METRICS_PORT = _number("METRICS_PORT", 0, most=65535)
PRESS = _yes("PRESS", default=True)
PRESS_MB = _number("PRESS_MB", 1024, least=16)
EDGE = _edges("EDGE")  # caches in front of the paper: kind and address
EDGE_HEADER = _text("EDGE_HEADER")
EDGE_SECONDS = _number("EDGE_SECONDS", 3600, least=1)
EDGE_AGAIN = _seconds("EDGE_AGAIN", "2,30")
VIEWS_BY_REPORT = _yes("VIEWS_BY_REPORT", default=False)
VIEWS_BY_HOUR_DAYS = _number("VIEWS_BY_HOUR_DAYS", 40, least=2)
SEARCH_DICTIONARY = _text("SEARCH_DICTIONARY")  # a word list or a hunspell .dic, for compounds
SEARCH_PER_MINUTE = _number("SEARCH_PER_MINUTE", 300)  # questions of one address; 0: no limit
LOG_REQUESTS = _yes("LOG_REQUESTS", default=False)
LOG_LEVEL = _choice("LOG_LEVEL", "info", "debug", "warning", "error")
ROOT_URLCONF = "depesche.urls"
WSGI_APPLICATION = "depesche.wsgi.application"

INSTALLED_APPS = [
    "depesche.wire",
    "depesche.courier",
    "depesche.press",
    "depesche.server",
    "depesche.readers",
    "depesche.masthead",
    "depesche.register",
    "depesche.pictures",
    "depesche.articles",
    "depesche.dossiers",
    "depesche.quotes",
    "depesche.readership",
    "depesche.archive",
    "depesche.feeds",
    "depesche.search",
    "depesche.portal",
    "depesche.desk",
    "wagtail.contrib.table_block",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "depesche.desk.staff_app.NewsroomUsersConfig",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "depesche.portal.middleware.EditionMiddleware",
    "depesche.desk.headers.DeskHeadersMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "depesche.portal.middleware.DeskLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "depesche.readers.guard.DeskGuardMiddleware",
    "depesche.desk.middleware.AtomicDeskMiddleware",
    "depesche.desk.policy.DeskPolicyMiddleware",
]

_DJANGO_OPTIONS = {
    "context_processors": [
        "django.template.context_processors.request",
        "django.contrib.auth.context_processors.auth",
        "django.contrib.messages.context_processors.messages",
    ]
}
TEMPLATES: list[dict[str, Any]] = [
    {
        "NAME": "portal",
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [HOME / "theme" / "templates", PACKAGE / "portal" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "depesche.portal.environment.environment",
            "autoescape": True,
        },
    },
    {
        "NAME": "desk",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": _DJANGO_OPTIONS,
    },
]

# --- the database --------------------------------------------------------------------------------
SQLITE_SYNC = _choice("SQLITE_SYNC", "normal", "full")
SQLITE_BUSY_SECONDS = _number("SQLITE_BUSY_SECONDS", 20, least=1)
READ_ONLY = _yes("READ_ONLY", default=False)


def _database() -> dict[str, Any]:
    """Return Django's setting for `DEPESCHE_DATABASE`: a path, or `postgresql://…`."""
    word = _text("DATABASE") or str(HOME / "data" / "depesche.sqlite3")
    if parts := _database_parts("DATABASE"):
        return {
            "ENGINE": "django.db.backends.postgresql",
            **parts,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {
                # short waits: a client that waits longer does not hear that the server is back
                "pool": {"min_size": 1, "max_size": 8, "timeout": 3, "reconnect_timeout": 1},
                **({"options": "-c default_transaction_read_only=on"} if READ_ONLY else {}),
            },
        }
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(word).expanduser(),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "timeout": SQLITE_BUSY_SECONDS,
            "transaction_mode": "IMMEDIATE",
            "init_command": (
                f"PRAGMA journal_mode=WAL; PRAGMA synchronous={SQLITE_SYNC.upper()};"
                "PRAGMA cache_size=-2000; PRAGMA temp_store=MEMORY;"
                f"PRAGMA query_only={int(READ_ONLY)};"
            ),
        },
    }


DATABASES = {"default": _database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# --- accounts ------------------------------------------------------------------------------------
AUTH_USER_MODEL = "readers.Reader"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_MODEL_EMAIL_FIELD = "email"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "depesche.readers.sign_in.StaffAccountAdapter"
MFA_ADAPTER = "depesche.readers.sign_in.StaffMFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = False
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff accounts are made by invitation
MFA_TOTP_ISSUER = "Depesche"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False
ACCOUNT_SESSION_REMEMBER = False
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not IS_SECURE
LOGIN_URL = "/desk/sign-in/"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_LOGOUT_REDIRECT_URL = "/desk/sign-in/"
# shared by all processes: sign-in limits count together, Wagtail's site roots never go stale
CACHES = {
    "default": {
        "BACKEND": "depesche.readers.counts.KeptCounts",
        "LOCATION": HOME / "data" / "cache",
    },
    # the database answers as fast, and never names a rendition that was replaced
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}
SESSION_COOKIE_NAME = "__Host-desk" if IS_SECURE else "desk"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = IS_SECURE
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600
CSRF_COOKIE_NAME = "__Host-desk-csrf" if IS_SECURE else "desk-csrf"
CSRF_COOKIE_HTTPONLY = False  # Wagtail's editor reads it
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if IS_SECURE else 0
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"

# --- language and time ---------------------------------------------------------------------------
USE_I18N = True
USE_TZ = True
TIME_ZONE = _zone("TIME_ZONE", "Europe/Berlin")  # the desk's clock; each edition has its own
LANGUAGE_CODE = "en"
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [("de", "Deutsch"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
FORMAT_MODULE_PATH = ["depesche.desk.formats"]

# --- files ---------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STATICFILES_DIRS = [path for path in [HOME / "theme" / "static"] if path.is_dir()]
STATICFILES_FINDERS = [
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "depesche.portal.finders.PaperFinder",
]
MEDIA_URL = "/media/"
MEDIA_ROOT = HOME / "media"
STORAGES = {
    "default": {"BACKEND": "depesche.pictures.whole.WholeFiles"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
FILE_UPLOAD_PERMISSIONS = 0o640

# --- mail ----------------------------------------------------------------------------------------
MAIL_FROM = DEFAULT_FROM_EMAIL = _text("MAIL_FROM", "desk@localhost")
WAGTAILADMIN_NOTIFICATION_FROM_EMAIL = MAIL_FROM
SMTP_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # the worker's; letters wait for it
HAS_MAIL = bool(_text("MAIL"))
globals().update(mail_settings())

# --- Wagtail -------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Depesche"
WAGTAILADMIN_BASE_URL = BASE_URL
WAGTAIL_I18N_ENABLED = True
WAGTAILIMAGES_IMAGE_MODEL = "pictures.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "depesche.pictures.forms.PictureForm"
WAGTAILDOCS_DOCUMENT_MODEL = "articles.Recording"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "gif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 30 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 80_000_000
WAGTAILDOCS_DOCUMENT_FORM_BASE = "depesche.articles.recording_form.RecordingForm"
WAGTAILDOCS_EXTENSIONS = ["mp3", "m4a", "ogg", "opus", "wav", "flac"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAIL_MODERATION_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_USER_TIME_ZONES = _Lazy(_time_zones_of_places)
WAGTAIL_ENABLE_UPDATE_CHECK = WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_DATE_FORMAT = "%d.%m.%Y"
WAGTAIL_DATETIME_FORMAT = "%d.%m.%Y %H:%M:%S"
WAGTAIL_TIME_FORMAT = "%H:%M:%S"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = LOGIN_URL
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_APPEND_SLASH = True
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "depesche.desk.search_backend"}}
SILENCED_SYSTEM_CHECKS = ["wagtailadmin.W003"]
# --- logs: one line an event, no reader's address ------------------------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "depesche.server.log.EventLine"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "depesche": {"level": LOG_LEVEL.upper()},
        "django.request": {"level": "ERROR"},
        "django.security.DisallowedHost": {"level": "CRITICAL"},  # strangers ask for any host
    },
}
