"""Collect the static files of all rooms and of the theme, and squeeze what is text."""

import gzip
from pathlib import Path

import brotli  # type: ignore[import-untyped]
from django.conf import settings
from django.core.management import call_command

LEAST_BYTES = 600
TEXT_SUFFIXES = frozenset({".css", ".js", ".mjs", ".json", ".svg", ".html", ".txt", ".xml", ".map"})


def collect_static() -> int:
    """Fill STATIC_ROOT and lay `.br` and `.gz` beside each text file; return how many files."""
    root = Path(settings.STATIC_ROOT)
    root.mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", interactive=False, verbosity=0)
    files = [path for path in root.rglob("*") if path.is_file()]
    for path in files:
        if path.suffix in TEXT_SUFFIXES and path.stat().st_size >= LEAST_BYTES:
            squeeze_file(path)
    return len(files)


def squeeze_file(path: Path) -> None:
    """Write the squeezed forms of a file, newer ones are left alone."""
    changed_at = path.stat().st_mtime_ns
    for suffix in (".br", ".gz"):
        beside = path.with_name(path.name + suffix)
        if beside.is_file() and beside.stat().st_mtime_ns >= changed_at:
            continue
        text = path.read_bytes()
        small = gzip.compress(text, 9, mtime=0) if suffix == ".gz" else brotli.compress(text)
        beside.write_bytes(small)
