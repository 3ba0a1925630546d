"""Correct a story once a second, and look when readers see it."""

import http.client
import time
from contextlib import closing

from django.utils import timezone

from depesche.articles.correct import correct_article
from depesche.articles.models import Article

PATIENCE_SECONDS = 30


def correct(path: str, port: int, seconds: int) -> list[float]:
    """Correct the story at `path`; return the seconds from each act's beginning until it is seen.

    One who reads on a line that stays open looks, as the others do.
    """
    story = Article.objects.get(code=path.rstrip("/").rpartition("-")[2])
    unseen = []
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    with closing(line):
        for number in range(seconds):
            begun = time.monotonic()
            told = f"Correction number {number + 1}."
            correct_article(
                story,
                kind="correction",
                right=told,
                by=None,
                at=timezone.now(),
            )
            while told not in _read(line, path):
                if time.monotonic() - begun > PATIENCE_SECONDS:
                    break
            unseen.append(time.monotonic() - begun)
            time.sleep(max(0.0, begun + 1 - time.monotonic()))
    return unseen


def _read(line: http.client.HTTPConnection, path: str) -> str:
    line.request("GET", path, headers={"Host": "localhost"})
    return line.getresponse().read().decode()
