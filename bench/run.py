"""Go through the whole benchmark once and tell it as a page."""

import os
import platform
import sqlite3
import sys
import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from tqdm import tqdm

from bench.generate import Generator
from bench.imports import Rate, measure_imports
from bench.measure import (
    LONG,
    Figure,
    measure_alike,
    measure_long_dossier,
    measure_pages,
    measure_publishing,
    page_addresses,
)
from bench.press import Saved
from bench.table import verdict

MOST_RATIO = 1.5
MOST_PUBLISH_MS = 200
LEAST_RATE = 200
MOST_APART = 0.1
MOST_LONG_MS, MOST_LONG_QUERIES = 60, 20
NOTE = "Written by `make bench`; do not edit. Figures of one run, on one machine."


def run(home: Path, small: int, large: int) -> tuple[str, list[Saved]]:
    """Measure with `small` and with `large` numbers of stories.

    Returns the page (Markdown), and the database of each size, for a newspaper to serve it.
    """
    settings.DATABASES["default"].setdefault("TEST", {})
    if connection.vendor == "sqlite":  # a file, as in a newspaper: not in memory
        connection.settings_dict["TEST"]["NAME"] = str(home / "data" / "bench.sqlite3")
    setup_test_environment(debug=False)
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        generator = Generator()
        _grow(generator, small)
        few = measure_pages(generator)
        publish_few = measure_publishing(generator)
        saved = [_save(generator, home)]
        made = _grow(generator, large)
        many = measure_pages(generator)
        publish_many = measure_publishing(generator)
        saved.append(_save(generator, home))
        alike = measure_alike(generator)
        long = measure_long_dossier(generator)["dossier"]
        rates = measure_imports(generator, home)
    finally:
        teardown_databases(databases, verbosity=0)
    lines = _head(small, large)
    lines += _pages({**few, **publish_few}, {**many, **publish_many}, small, large)
    lines += _acts(publish_many["publish"], rates, large, made)
    lines += _long(long, min(LONG, large))
    lines += _alike(alike)
    return "\n".join(lines), saved


def _save(generator: Generator, home: Path) -> Saved:
    """Copy the database as it is now. On PostgreSQL the served paper is filled by itself."""
    database = home / f"{generator.count}.sqlite3"
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        with closing(sqlite3.connect(database)) as copy:
            connection.connection.backup(copy)
    return Saved(generator.count, database, page_addresses(generator))


def _grow(generator: Generator, size: int) -> Rate:
    count, clock, processor = size - generator.count, time.monotonic(), time.process_time()
    with tqdm(total=count, unit="story", desc="generate", disable=None) as bar:
        generator.grow_to(size, bar.update)
    rate = Rate(
        count, count / (time.monotonic() - clock), count / (time.process_time() - processor)
    )
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:  # what a newspaper's worker does now and then
            cursor.execute("PRAGMA optimize")
    return rate


def _head(small: int, large: int) -> list[str]:
    return [
        "# Figures",
        "",
        NOTE,
        "",
        f"- {datetime.now(tz=UTC):%Y-%m-%d}, {_machine()}",
        f"- Python {sys.version.split()[0]}, {_engine()}",
        f"- {small:,} and {large:,} generated stories: a dossier of 851, 60 tags, 30 people.",
        "- Pages as an anonymous reader gets them, built from the database through every",
        "  middleware: the median of 40 rounds, the pages in turns.",
        "- What is promised is judged by processor time on SQLite, which works in this process,",
        "  so that other programs of the machine do not count; by the clock on PostgreSQL.",
        f"- Load of the machine meanwhile: {os.getloadavg()[1]:.1f} (5 minutes).",
        "",
    ]


def _machine() -> str:
    model = platform.processor() or platform.machine()
    info = Path("/proc/cpuinfo")
    if info.is_file():
        names = [line for line in info.read_text().splitlines() if line.startswith("model name")]
        model = f"{len(names)} × {names[0].partition(':')[2].strip()}" if names else model
    return f"{model}, {platform.system()} {platform.release()}"


def _engine() -> str:
    if connection.vendor == "sqlite":
        return f"SQLite {sqlite3.sqlite_version}"  # settings put the right one in its place
    return f"PostgreSQL {vars(connection)['pg_version'] // 10_000}"


def _pages(few: dict[str, Figure], many: dict[str, Figure], small: int, large: int) -> list[str]:
    lines = [
        f"| page | queries | {small:,}: ms | processor | {large:,}: ms | processor | times |  |",
        "|---|---:|---:|---:|---:|---:|---:|---|",
    ]
    for name, one in few.items():
        other = many[name]
        ratio = other.compared / one.compared if one.compared else 0.0
        queries = str(other.queries)
        if one.queries != other.queries:
            queries = f"{one.queries} → {other.queries}"
        held = verdict(f"at most {MOST_RATIO}", is_held=ratio <= MOST_RATIO)
        lines.append(
            f"| {name} | {queries} | {one.clock_ms:.1f} | {one.processor_ms:.1f} "
            f"| {other.clock_ms:.1f} | {other.processor_ms:.1f} | {ratio:.2f} | {held} |"
        )
    return [*lines, ""]


def _acts(publish: Figure, rates: dict[str, Rate], large: int, made: Rate) -> list[str]:
    held = verdict(f"under {MOST_PUBLISH_MS} ms", is_held=publish.compared < MOST_PUBLISH_MS)
    one = f"{publish.clock_ms:.0f} ms | {publish.processor_ms:.0f} ms | {held}"
    many = f"{made.by_clock:.0f}/s | {made.by_processor:.0f}/s |"
    lines = [
        "| act | by the clock | by the processor |  |",
        "|---|---:|---:|---|",
        f"| publish one article among {large:,} | {one} |",
        f"| `publish_many`, generated stories | {many} |",
    ]
    for name, rate in rates.items():
        promise = verdict(f"at least {LEAST_RATE}/s", is_held=rate.compared >= LEAST_RATE)
        lines.append(
            f"| import of {name} ({rate.count} stories) | {rate.by_clock:.0f}/s "
            f"| {rate.by_processor:.0f}/s | {promise} |"
        )
    return lines


def _long(figure: Figure, count: int) -> list[str]:
    is_held = figure.compared <= MOST_LONG_MS and figure.queries <= MOST_LONG_QUERIES
    held = verdict(f"at most {MOST_LONG_MS} ms, {MOST_LONG_QUERIES} queries", is_held=is_held)
    return [
        "",
        "| cold, with all that it tells | ms | queries |  |",
        "|---|---:|---:|---|",
        f"| a dossier of {count:,} | {figure.clock_ms:.1f} | {figure.queries} | {held} |",
    ]


def _alike(pairs: dict[str, tuple[Figure, Figure]]) -> list[str]:
    lines = ["", "| nobody can tell apart | ms | ms | times |  |", "|---|---:|---:|---:|---|"]
    for name, (one, other) in pairs.items():
        ratio = one.compared / other.compared
        held = verdict("within a tenth", is_held=abs(ratio - 1) <= MOST_APART)
        clocks = f"{one.clock_ms:.1f} | {other.clock_ms:.1f}"
        lines.append(f"| {name} | {clocks} | {ratio:.2f} | {held} |")
    return lines
