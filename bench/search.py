"""Search a served newspaper: how fast the index is made, what a question and a comparison cost.

`python -m bench.search [--size 10000]` founds a newspaper of that many stories and measures it;
`make bench` does so with its largest. The answers come from the server, through its page.
"""

import argparse
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from bench.newspaper import act
from bench.servers import fetch, served
from bench.table import percentile, verdict

ROUNDS, WARM_UP = 200, 20
COMPARED = 200
MOST_P50_MS, MOST_P99_MS, LEAST_A_SECOND, MOST_COMPARED_MS = 20, 80, 2_000, 10
ASKED_WORDS = 300  # among which the commonest and the rarest are looked for


def make_index() -> dict[str, Any]:
    """Make the index; compare some stories; say which words are common and which are rare.

    All stories count as compared afterwards: twenty minutes of a worker's idle time for 100,000.
    """
    from django.utils import timezone  # noqa: PLC0415 Django is set up by the caller

    from depesche.articles.models import Article  # noqa: PLC0415 as above
    from depesche.search.compare import choose, like  # noqa: PLC0415 as above
    from depesche.search.models import Compared  # noqa: PLC0415 as above
    from depesche.search.opened import the_index  # noqa: PLC0415 as above
    from depesche.search.rebuild import rebuild_index  # noqa: PLC0415 as above

    begun, processor = time.monotonic(), time.process_time()
    count = rebuild_index()
    made = {
        "count": count,
        "seconds": time.monotonic() - begun,
        "processor": time.process_time() - processor,
        "megabytes": sum(path.stat().st_size for path in the_index().folder.iterdir()) / 1e6,
    }
    facts = ("pk", "edition_id", "title", "is_advertisement")
    took = []
    for story in Article.objects.listed().order_by("-published_at").values(*facts)[:COMPARED]:
        begun = time.perf_counter()
        choose(story, like(the_index(), story["pk"], at=timezone.now()))
        took.append((time.perf_counter() - begun) * 1e3)
    keys = Article.objects.values_list("pk", flat=True)
    Compared.objects.bulk_create(
        (Compared(article_id=key) for key in keys), ignore_conflicts=True, batch_size=2000
    )
    return {**made, "compared": took, "questions": _questions()}


def _questions() -> dict[str, str]:
    """Return questions by what they are, with words of the newest stories."""
    from depesche.articles.models import Article  # noqa: PLC0415 Django is set up by the caller
    from depesche.search.analyse import WORD, terms_of  # noqa: PLC0415 as above
    from depesche.search.opened import the_index  # noqa: PLC0415 as above

    searcher = the_index().searcher
    leads = list(
        Article.objects.listed().order_by("-published_at").values_list("lead", flat=True)[:30]
    )
    words = list(dict.fromkeys(word for lead in leads for word in WORD.findall(lead)))

    def known(word: str) -> int:
        terms = terms_of(word, "de")
        return int(searcher.doc_freq("text_de", terms[0])) if terms else 0

    by_count = sorted(words[:ASKED_WORDS], key=known)
    common, second, rare = by_count[-1], by_count[-2], by_count[0]
    phrase = " ".join(WORD.findall(leads[0])[2:4])
    return {
        f"a common word ({known(common):,})": common,
        f"a rare word ({known(rare):,})": rare,
        "two words": f"{common} {second}",
        "a phrase": f'"{phrase}"',
        "a name, in a great many stories": "Person",
        "a word that is nowhere": f"{common}xq",
    }


def measure_search(home: Path, front: str, index: dict[str, Any]) -> list[str]:
    """Ask the server of a newspaper; return the tables (Markdown)."""
    with (home / "depesche.env").open("a", encoding="utf-8") as settings:
        settings.write("DEPESCHE_SEARCH_PER_MINUTE=0\n")  # all of them come from one address
    lines = []
    with served(home) as server:
        for name, question in index["questions"].items():
            for kind, order in (("", ""), (", newest first", "&order=newest")):
                path = f"{front}search/?q={quote(question)}{order}"
                took = _times(server.port, path)
                lines.append(_line(f"{name}{kind}", took))
        path = f"{front}search/suggest.json?q={quote(next(iter(index['questions'].values()))[:3])}"
        lines.append(_line("suggestions for three letters", _times(server.port, path)))
    compared = index["compared"]
    p50, p99 = percentile(compared, 0.5), percentile(compared, 0.99)
    beside = verdict(f"at most {MOST_COMPARED_MS} ms", is_held=p50 <= MOST_COMPARED_MS)
    rate, of_processor = (index["count"] / index[name] for name in ("seconds", "processor"))
    least = verdict(f"at least {LEAST_A_SECOND:,}", is_held=of_processor >= LEAST_A_SECOND)
    told = f"{rate:,.0f}, {of_processor:,.0f} a second of processor"
    return [
        f"Searching, {index['count']:,} entries, {index['megabytes']:.0f} MB: the page as the",
        f"server sends it, {ROUNDS} times one after the other.",
        "",
        "| question | p50 ms |  | p99 ms |  |",
        "|---|---:|---|---:|---|",
        *lines,
        "",
        "| what | measured |  |",
        "|---|---:|---|",
        f"| entries a second, index made anew | {told} | {least} |",
        f"| what stands beside a story, p50 and p99 | {p50:.1f} and {p99:.1f} ms | {beside} |",
    ]


def _times(port: int, path: str) -> list[float]:
    took = []
    for number in range(WARM_UP + ROUNDS):
        begun = time.perf_counter()
        fetch(port, path, "gzip")
        if number >= WARM_UP:
            took.append((time.perf_counter() - begun) * 1e3)
    return took


def _line(name: str, took: list[float]) -> str:
    p50, p99 = percentile(took, 0.5), percentile(took, 0.99)
    half = verdict(f"at most {MOST_P50_MS}", is_held=p50 <= MOST_P50_MS)
    most = verdict(f"at most {MOST_P99_MS}", is_held=p99 <= MOST_P99_MS)
    return f"| {name} | {p50:.1f} | {half} | {p99:.1f} | {most} |"


def main() -> None:
    """Found a newspaper, measure it, print the tables."""
    from bench.press import found  # noqa: PLC0415 it measures this too

    words = argparse.ArgumentParser(prog="python -m bench.search", description=__doc__)
    words.add_argument("--size", type=int, default=10_000)
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory(prefix="depesche-search-") as folder:
        home = Path(folder) / "newspaper"
        found(home)
        pages = act(home, "fill", chosen.size)
        act(home, "come_to_rest")
        print("\n".join(measure_search(home, pages["front"], act(home, "make_index"))))


if __name__ == "__main__":
    main()
