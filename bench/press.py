"""Measure the press: kept pages beside nginx. `python -m bench.press [--size 10000]`."""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from bench.serving import Comparison, measure_serving, memory_mb, missing, served

LEAST_RATE = 0.40
MOST_PROCESSOR = 2.5
MOST_SEEN_MS = 300
ROUNDS = "40"
MEASURED = ("article", "front", "dossier of 851", "tag")
CHARTER = (
    *("--no-input", "--name", "The Bench", "--publisher", "Figures", "--language", "en"),
    *("--chief", "Nobody", "--chief-email", "nobody@bench.example"),
)
HEAD = (
    "| page | encoding | kB | requests/s | nginx | ratio |  | µs a request | nginx | times |  |",
    "|---|---|---:|---:|---:|---:|---|---:|---:|---:|---|",
)


def measure(size: int) -> list[str]:
    """Found a newspaper of `size` stories, serve it, and return the table (Markdown)."""
    gone = missing()
    if gone:
        return [f"Kept pages: not measured, {', '.join(gone)} not installed."]
    with tempfile.TemporaryDirectory(prefix="depesche-bench-") as folder:
        home = Path(folder) / "newspaper"
        _run("-m", "depesche.cli", "new", str(home), *CHARTER)
        told = _run("-m", "bench.newspaper", str(home), "fill", str(size))
        pages = {name: path for name, path in json.loads(told).items() if name in MEASURED}
        with served(home) as (server, port):
            found = measure_serving(home, server, port, pages)
            seen = json.loads(_run("-m", "bench.newspaper", str(home), "watch", str(port), ROUNDS))
            memory = memory_mb(server)
    return [
        f"Kept pages, {size:,} stories: one web worker and one of nginx's, in turns on one core,",
        "wrk with 64 lines on the other; medians of three rounds.",
        "",
        *HEAD,
        *map(_line, found),
        "",
        "Publishing beside the server, then front, section, dossier, tag, feed, sitemap and story",
        "read at once: until all of them were new, of 40 stories each.",
        "",
        "| story into | published: ms | all new: ms | slowest: ms |  | old pages read |  |",
        "|---|---:|---:|---:|---|---:|---|",
        *(_seen(name, times) for name, times in seen.items()),
        "",
        f"Memory of all processes, proportional set size: {memory:.0f} MB.",
    ]


def _seen(name: str, times: list[dict[str, float]]) -> str:
    published, seen = (sorted(each[key] for each in times) for key in ("publish", "seen"))
    old = int(sum(each["old"] for each in times))
    promise = _verdict("at most 300 ms", seen[-1] <= MOST_SEEN_MS) if name == "small" else "–"
    dossier = {"small": "a dossier of some", "big": "the dossier of 851"}[name]
    return (
        f"| {dossier} | {median(published):.0f} | {median(seen):.0f} | {seen[-1]:.0f} | {promise} "
        f"| {old} | {_verdict('none', old == 0)} |"
    )


def _line(each: Comparison) -> str:
    rate = each.ours.rate / each.theirs.rate
    times = each.ours.processor_us / each.theirs.processor_us
    return (
        f"| {each.page} | {each.encoding} | {each.size / 1000:.0f} | {each.ours.rate:,.0f} "
        f"| {each.theirs.rate:,.0f} | {rate:.2f} | {_verdict('at least 0.40', rate >= LEAST_RATE)} "
        f"| {each.ours.processor_us:.0f} | {each.theirs.processor_us:.0f} | {times:.2f} "
        f"| {_verdict('at most 2.5', times <= MOST_PROCESSOR)} |"
    )


def _verdict(promise: str, is_held: bool) -> str:  # noqa: FBT001 a verdict on one fact
    return f"held: {promise}" if is_held else f"NOT HELD: {promise}"


def _run(*words: str) -> str:
    return subprocess.run(
        [sys.executable, *words], stdout=subprocess.PIPE, text=True, check=True
    ).stdout


if __name__ == "__main__":
    asked = argparse.ArgumentParser(prog="python -m bench.press", description=__doc__)
    asked.add_argument("--size", type=int, default=10_000)
    print("\n".join(measure(asked.parse_args().size)))
