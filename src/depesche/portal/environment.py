"""The Jinja2 environment of readers' pages: strict, escaping, translated; no request in it."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils.translation import gettext, ngettext, npgettext, pgettext
from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension

from depesche.portal.filters import FILTERS

VERSION_LENGTH = 10
INDENTATION = re.compile(r"^[ \t]+", re.MULTILINE)


class Flush(Extension):
    """Take the indentation off each line of a template: readers need not load it."""

    def preprocess(
        self,
        source: str,
        name: str | None,  # noqa: ARG002 Jinja's signature
        filename: str | None = None,  # noqa: ARG002 as above
    ) -> str:
        """Return the source with every line at its left margin."""
        return INDENTATION.sub("", source)


def environment(**options: Any) -> Environment:
    """Return the environment with the portal's filters; Django calls it once.

    Templates get `page` (a contract) and what stands here, nothing else: `_`, `{% trans %}`, the
    filters of `filters.py` and `static("portal/paper.css")`.
    """
    options |= {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
    options |= {"undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n", Flush]}
    env = Environment(**options)  # noqa: S701 autoescape is on, two lines above
    env.install_gettext_callables(  # type: ignore[attr-defined]  # the extension adds it
        gettext, ngettext, newstyle=True, pgettext=pgettext, npgettext=npgettext
    )
    env.filters.update(FILTERS)
    env.globals["static"] = static
    return env


def static(path: str) -> str:
    """Return the address of a static file with its version, so that it may be kept for a year."""
    version = file_version(path) if not settings.DEBUG else _version_of(path)
    return f"{settings.STATIC_URL}{path}" + (f"?v={version}" if version else "")


@lru_cache(maxsize=512)
def file_version(path: str) -> str:
    """Return the version of a static file, read once a process; empty where there is none."""
    return _version_of(path)


def _version_of(path: str) -> str:
    collected = Path(settings.STATIC_ROOT) / path
    found = collected if collected.is_file() else finders.find(path)
    if not isinstance(found, (str, Path)):
        return ""
    digest = hashlib.sha256(Path(found).read_bytes())
    return digest.hexdigest()[:VERSION_LENGTH]
