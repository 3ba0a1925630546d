"""Measure the press: kept pages beside nginx, publishing, a rush, memory, the start.

`python -m bench.press [--size 10000]` founds a newspaper of that many stories and measures it;
`make bench` hands in the databases of its two sizes.
"""

import argparse
import json
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench import search, serving
from bench.newspaper import act
from bench.rush import CONNECTIONS, may_open, rush
from bench.servers import Running, fetch, memory_mb, own_environment, served
from bench.start import measure_start
from bench.table import percentile, verdict

MOST_SEEN_MS, MOST_COLD_MS, MOST_MB = 300, 25, 450
KEPT, COLD = 10_000, 200
READERS = 8
REST_SECONDS = 15  # after the last reader, until the memory is weighed
WITH_A_FEED = re.compile(r"/(tags|people|authors|dossiers)/[^/]+/$")
MEASURED = ("article", "front", "dossier of 851", "tag")
CHARTER = (
    *("--no-input", "--name", "The Bench", "--publisher", "Figures", "--language", "en"),
    *("--chief", "Nobody", "--chief-email", "nobody@bench.example"),
)


@dataclass(frozen=True)
class Extent:
    """How much is measured; the small one only shows that every piece still works."""

    kept: int = KEPT
    cold: int = COLD
    publishes: int = 100
    into_the_big: int = 5
    connections: int = CONNECTIONS
    rush_seconds: int = 20
    serving_seconds: int = serving.SECONDS
    starts: int = 5


QUICK = Extent(publishes=40, into_the_big=2, rush_seconds=8, starts=3)
ALONE = 10_000  # stories, where no database of another part is there


@dataclass(frozen=True)
class Saved:
    """The database of some size that another part of the benchmark has filled."""

    size: int
    database: Path
    pages: dict[str, str]


@dataclass
class Measured:
    """A newspaper, and what was found about it; `unkept` are addresses nobody has asked for."""

    size: int
    home: Path
    pages: dict[str, str]
    stories: list[str] = field(default_factory=list)
    unkept: Iterator[str] = field(default_factory=lambda: iter(()))
    kept: int = 0
    cold_ms: list[float] = field(default_factory=list)
    memory: tuple[float, float] = (0.0, 0.0)
    concerned: dict[str, list[int]] = field(default_factory=dict)
    renders: int = 0
    index: dict[str, Any] = field(default_factory=dict)


def measure(saved: list[Saved], extent: Extent | None = None) -> list[str]:
    """Serve a newspaper with each of the databases; return the tables (Markdown)."""
    with tempfile.TemporaryDirectory(prefix="depesche-bench-") as folder:
        empty = Path(folder) / "empty"
        found(empty)
        papers = [_furnish(empty, Path(folder) / str(one.size), one) for one in saved]
        return _tables(papers, extent or Extent())


def measure_alone(size: int, extent: Extent | None = None) -> list[str]:
    """Found a newspaper of `size` stories and measure it."""
    with tempfile.TemporaryDirectory(prefix="depesche-bench-") as folder:
        home = Path(folder) / "newspaper"
        found(home)
        return _tables([Measured(size, home, act(home, "fill", size))], extent or Extent())


def found(home: Path) -> None:
    """Found an empty newspaper."""
    command = [sys.executable, "-m", "depesche.cli", "new", str(home), *CHARTER]
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True, env=own_environment())


def _furnish(empty: Path, home: Path, saved: Saved) -> Measured:
    shutil.copytree(empty, home)
    for left in (home / "data").glob("depesche.sqlite3*"):
        left.unlink()
    shutil.copyfile(saved.database, home / "data" / "depesche.sqlite3")
    return Measured(saved.size, home, saved.pages)


def _tables(papers: list[Measured], extent: Extent) -> list[str]:
    for paper in papers:
        act(paper.home, "come_to_rest")
        paper.index = act(paper.home, "make_index")
    for paper in papers[:-1]:
        with served(paper.home) as server:
            _keep_pages(paper, server, extent)
            _publish_among(paper, server)
    return _all_of(papers, extent)


def _all_of(papers: list[Measured], extent: Extent) -> list[str]:
    """Measure the largest in everything."""
    paper = papers[-1]
    with served(paper.home) as server:
        _keep_pages(paper, server, extent)
        time.sleep(REST_SECONDS)
        paper.memory = memory_mb(server.pid)
        _publish_among(paper, server)
        port = server.port
        small = act(paper.home, "watch", port, extent.publishes)
        big = act(paper.home, "enter_the_big_dossier", port, extent.into_the_big)
        crowd = _crowd(paper, server, extent)
    lines = [*_seen(small, big), "", *_archive(papers), "", *_cold_and_memory(paper), "", *crowd]
    fresh = paper.unkept
    lines += ["", *measure_start(paper.home, paper.stories[0], lambda: next(fresh), extent.starts)]
    lines += ["", *search.measure_search(paper.home, paper.pages["front"], paper.index)]
    return [*_beside_nginx(paper, extent), "", *lines]


def _beside_nginx(paper: Measured, extent: Extent) -> list[str]:
    gone = serving.missing()
    if gone:
        return [f"Kept pages beside nginx: not measured, {', '.join(gone)} not installed."]
    pages = {name: paper.pages[name] for name in MEASURED}
    with served(paper.home, workers=1, core=serving.SERVER_CORE) as server:
        compared = serving.measure_serving(
            paper.home / "nginx", server, pages, extent.serving_seconds
        )
    return [
        f"Kept pages, {paper.size:,} stories: one web worker and one of nginx's, in turns on one",
        f"core, wrk with {serving.LINES} lines on the other; medians of three rounds after one to",
        "warm up. Views and metrics are counted; kB as sent.",
        "",
        *serving.HEAD,
        *(each.line() for each in compared),
    ]


def _keep_pages(paper: Measured, server: Running, extent: Extent) -> None:
    """Let readers open so many stories, the first one by one: those were built while one waits."""
    wanted = extent.kept + extent.cold // 2  # some are left for the starts
    paper.stories = act(paper.home, "addresses", wanted)
    paper.unkept = iter(reversed(paper.stories))
    asked = paper.stories[: min(extent.kept, len(paper.stories) - extent.starts)]
    ask = _reader_of(server.port)
    lists = _lists(server, paper.pages["front"])
    for path in asked[: extent.cold]:
        begun = time.perf_counter()
        ask(path)
        paper.cold_ms.append((time.perf_counter() - begun) * 1e3)
    with ThreadPoolExecutor(READERS) as readers:
        list(readers.map(ask, [*lists, *asked]))
    paper.stories = asked


def _reader_of(port: int) -> Callable[[str], bytes]:
    return lambda path: fetch(port, path, "gzip")


def _lists(server: Running, front: str) -> list[str]:
    """Return front, sections, tags, people and the like, a feed of each, and every sitemap."""
    found = []
    for path in ("/sitemap.xml", f"{front}sitemaps/pages.xml"):
        told = fetch(server.port, path).decode()
        found += [urlsplit(address).path for address in re.findall(r"<loc>([^<]+)</loc>", told)]
    pages = [path for path in found if path.count("/") > front.count("/")]
    feeds = [f"{path}feed.rss" for path in pages if WITH_A_FEED.search(path)]
    return [front, "/sitemap.xml", *pages, *feeds]


def _publish_among(paper: Measured, server: Running) -> None:
    """Publish some stories; readers ask for what was dropped: it is built again, once."""
    before = server.renders()
    paper.concerned = act(paper.home, "concerned", server.port)
    paper.kept = paper.concerned["kept"][0]
    paper.renders = server.renders() - before


def _crowd(paper: Measured, server: Running, extent: Extent) -> list[str]:
    if serving.missing() or not may_open(extent.connections):
        return [f"A rush of {extent.connections:,}: not measured, too few open files are allowed."]
    paced, at_once = (
        rush(
            paper.home,
            server,
            paper.stories[-1],
            connections=extent.connections,
            seconds=extent.rush_seconds,
            is_paced=is_paced,
        )
        for is_paced in (True, False)
    )
    return [
        f"{extent.connections:,} connections on one story that is corrected once a second, each",
        "asking again within two seconds; two web workers, the desk and wrk share the machine's",
        "cores. Then each asks again as soon as it has its answer.",
        "",
        *paced.lines(),
        at_once.apart(),
    ]


def _seen(small: list[dict[str, float]], big: list[dict[str, float]]) -> list[str]:
    return [
        "Publishing beside the server (two web workers), then front, section, dossier, tag, feed,",
        "both sitemaps and the story asked for at once, by a reader each: until all were new.",
        "",
        "| story into | of | published: ms | all new: ms | 99 of 100 within |  | old pages |  |",
        "|---|---:|---:|---:|---:|---|---:|---|",
        _seen_line("a dossier of some", small, is_judged=True),
        _seen_line("the dossier of 851, each kept", big, is_judged=False),
    ]


def _seen_line(name: str, times: list[dict[str, float]], *, is_judged: bool) -> str:
    published, seen = ([each[key] for each in times] for key in ("publish", "seen"))
    old, p99 = int(sum(each["old"] for each in times)), percentile(seen, 0.99)
    promise = verdict("at most 300 ms", is_held=p99 <= MOST_SEEN_MS) if is_judged else "apart"
    return (
        f"| {name} | {len(times)} | {median(published):.0f} | {median(seen):.0f} | {p99:.0f} ms "
        f"| {promise} | {old} | {verdict('none', is_held=old == 0)} |"
    )


def _archive(papers: list[Measured]) -> list[str]:
    lines = [
        "Pages dropped when a story goes out, into a section, under a tag, by an author; those",
        "that are gone though they used nothing of it; those that used it and are there still.",
        "",
        "| stories | pages kept | dropped: median, most | needless | spared | built again |  |",
        "|---:|---:|---:|---:|---:|---:|---|",
    ]
    least = None
    for paper in papers:
        told = paper.concerned
        dropped, needless, spared = told["dropped"], sum(told["needless"]), sum(told["spared"])
        least = median(dropped) if least is None else least
        is_held = not needless and not spared and median(dropped) <= least
        is_held = is_held and paper.renders <= sum(dropped)
        lines.append(
            f"| {paper.size:,} | {paper.kept:,} | {median(dropped):.0f}, {max(dropped)} "
            f"| {needless} | {spared} | {paper.renders} of {sum(dropped)} "
            f"| {verdict('only those, no growth', is_held=is_held)} |"
        )
    return lines


def _cold_and_memory(paper: Measured) -> list[str]:
    cold, (memory, files) = median(paper.cold_ms), paper.memory
    promise = verdict("at most 25 ms", is_held=cold <= MOST_COLD_MS)
    promised = verdict("at most 450 MB", is_held=memory <= MOST_MB)
    asked = f"article that is not kept, by the clock, median of {len(paper.cold_ms)}"
    weighed = f"memory of all at rest, {paper.kept:,} pages kept (PSS; {files:.0f} MB are files)"
    return [
        "| what | measured |  |",
        "|---|---:|---|",
        f"| {asked} | {cold:.1f} ms | {promise} |",
        f"| {weighed} | {memory:.0f} MB | {promised} |",
    ]


def main() -> None:
    """Measure a newspaper of one's own."""
    asked = argparse.ArgumentParser(prog="python -m bench.press", description=__doc__)
    asked.add_argument("--size", type=int, default=ALONE)
    asked.add_argument("--extent", type=json.loads, default={}, help='JSON: {"kept": 100, …}')
    words = asked.parse_args()
    print("\n".join(measure_alone(words.size, Extent(**words.extent))))


if __name__ == "__main__":
    main()
