"""Fingerprint: what besides the database makes a page: program, theme, words, settings."""

import hashlib
import os
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import ModuleType

import django

import depesche
from depesche.press.edge import Keys

PACKAGE = Path(depesche.__file__).resolve().parent
NOT_ON_PAGES = (
    *("SECRET_KEY", "DATABASES", "EMAIL", "LOG", "LISTEN", "WORKERS", "THREADS", "PRESS"),
    *("SQLITE", "CACHES", "STATICFILES_DIRS"),
    "WAGTAIL_USER",  # accounts of the desk; one is lazy, and looks new in each process
)


def fingerprint() -> str:
    """Return a word that changes with whatever changes pages without an act at the desk.

    Django need not be loaded for it: `depesche serve` asks before that.
    """
    house = import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    told = hashlib.blake2b(digest_size=12)
    told.update(repr(sorted(_settings(house))).encode())
    keys = Keys(house.SECRET_KEY, house.BASE_URL)
    told.update(keys.of("paper").encode())  # another secret makes other keys on pages
    for path in _files(house):
        facts = path.stat()
        told.update(f"{path} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    installed = Path(django.__file__).resolve().parents[1]  # changes with every package
    told.update(str(installed.stat().st_mtime_ns).encode())
    return told.hexdigest()


def _files(house: ModuleType) -> Iterator[Path]:
    for folder in (PACKAGE, Path(house.HOME) / "theme"):
        for path in sorted(folder.rglob("*")):
            inner = path.relative_to(folder).parts
            if path.is_file() and "__pycache__" not in inner and "tests" not in inner:
                yield path


def _settings(house: ModuleType) -> Iterator[tuple[str, str]]:
    for name, value in vars(house).items():
        if name.isupper() and not name.startswith(NOT_ON_PAGES):
            yield name, repr(value)
