"""Count views: what one costs where pages are served, how many a second are counted, none lost.

`python -m bench.views` prints it; a database of its own goes away afterwards.
"""

import multiprocessing
import os
import statistics
import tempfile
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing.synchronize import Event
from pathlib import Path

from depesche.server.spool import Spool

ROUNDS, A_ROUND = 9, 100_000
STORIES, SECONDS, WORKERS = 1_000, 10, 2
BROWSER = {
    "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "referer": "https://www.news.example/politics/today.html?from=front",
    "cookie": "theme=dark",
}
MOST_US, LEAST_A_SECOND = 2.0, 10_000


def measure() -> list[str]:
    """Measure both; return the lines of a page (Markdown)."""
    with tempfile.TemporaryDirectory(prefix="depesche-views-") as folder:
        cost = cost_us(Path(folder) / "cost")
        written, counted, seconds = count_all(Path(folder) / "counted")
    rate = counted / seconds
    rows = [
        ("a view on the serving path, processor time", f"< {MOST_US:.0f} µs", f"{cost:.2f} µs"),
        (f"views counted a second, {WORKERS} web workers", f"{LEAST_A_SECOND:,}", f"{rate:,.0f}"),
        (f"of {written:,} views of {STORIES:,} stories, lost", "0", f"{written - counted:,}"),
    ]
    lines = ["| what | promised | measured |", "| --- | ---: | ---: |"]
    return [*lines, *(f"| {' | '.join(row)} |" for row in rows)]


def cost_us(folder: Path) -> float:
    """Return the median of what a view costs: judging headers, writing, turning segments."""
    spool = Spool(folder, own_hosts={"paper.example"}, staff_cookie="__Host-desk")
    path, costs = "/de/politik/der-fluss-steigt-weiter-AbCdEf12/", []
    for _round in range(ROUNDS):
        begun = time.process_time()
        for _view in range(A_ROUND):
            spool.view(path, BROWSER)
        costs.append((time.process_time() - begun) / A_ROUND * 1e6)
    spool.close()
    if spool.lost:
        message = f"{spool.lost} views were lost: is the disk full?"
        raise RuntimeError(message)
    return statistics.median(costs)


def count_all(folder: Path) -> tuple[int, int, float]:
    """Let web workers write as fast as they can while views are counted.

    Returns how many were written, how many stand in the database, and the seconds from the first
    view written to the last one counted.
    """
    from django.db import connections  # noqa: PLC0415 set up by the caller
    from django.db.models import Sum  # noqa: PLC0415 as above

    from bench.generate import Generator  # noqa: PLC0415 as above
    from depesche.articles.models import Article  # noqa: PLC0415 as above
    from depesche.readership.fold import fold_views  # noqa: PLC0415 as above
    from depesche.readership.models import View  # noqa: PLC0415 as above

    Generator().grow_to(STORIES, lambda _count: None)
    codes = list(Article.objects.values_list("code", flat=True))
    connections.close_all()
    start = multiprocessing.get_context("spawn")
    stop, written = start.Event(), start.Queue()
    workers = [
        start.Process(target=write, args=(folder, codes, stop, written)) for _ in range(WORKERS)
    ]
    for worker in workers:
        worker.start()
    while not any(folder.glob("*.views")):
        time.sleep(0.01)
    begun = time.monotonic()
    while time.monotonic() - begun < SECONDS:
        fold_views(folder, at=datetime.now(UTC))
    stop.set()
    total = sum(written.get() for _worker in workers)
    for worker in workers:
        worker.join()
    while any(folder.glob("*.views")):
        fold_views(folder, at=datetime.now(UTC))
    seconds = time.monotonic() - begun
    return total, View.objects.aggregate(sum=Sum("count"))["sum"] or 0, seconds


def write(
    folder: Path, codes: Sequence[str], stop: Event, written: "multiprocessing.Queue[int]"
) -> None:
    """Be a web worker whose readers open one story after the other, 20,000 a second."""
    spool, count, begun = Spool(folder), 0, time.monotonic()
    while not stop.is_set():
        for code in codes:
            spool.view(f"/de/politik/x-{code}/", BROWSER)
        count += len(codes)
        time.sleep(max(0.0, begun + count / 20_000 - time.monotonic()))
    spool.close()
    written.put(count - spool.lost)


def measure_apart(home: Path) -> list[str]:
    """Measure in a database of its own, a file in `home` on SQLite, that goes away afterwards."""
    from django.conf import settings  # noqa: PLC0415 set up by the caller
    from django.db import connection  # noqa: PLC0415 as above
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415 as above

    settings.DATABASES["default"].setdefault("TEST", {})
    if connection.vendor == "sqlite":  # a file, as in a newspaper: not in memory
        connection.settings_dict["TEST"]["NAME"] = str(home / "data" / "views.sqlite3")
    databases = setup_databases(verbosity=0, interactive=False)
    try:
        return measure()
    finally:
        teardown_databases(databases, verbosity=0)


def main() -> None:
    """Measure in a folder that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="depesche-bench-") as folder:
        (Path(folder) / "data").mkdir()
        os.environ["DEPESCHE_HOME"] = folder
        os.environ["DEPESCHE_LOG_LEVEL"] = "warning"
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "depesche.settings")

        import django  # noqa: PLC0415 the folder is named first

        django.setup()
        print("\n".join(measure_apart(Path(folder))))


if __name__ == "__main__":
    main()
