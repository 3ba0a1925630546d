"""Rebuild: make the index anew beside the one that counts, and let it take its place."""

import logging
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from django.conf import settings
from django.db.models import Model

from depesche.articles.models import Article
from depesche.dossiers.models import Dossier
from depesche.search import folder
from depesche.search.analyse import WORD, fold
from depesche.search.compounds import (
    Splitter,
    read_dictionary,
    words_worth_knowing,
)
from depesche.search.gather import REGISTERED, all_editions_by_key, entries_of, sample_texts
from depesche.search.opened import WORDS
from depesche.search.write import IndexWriter
from depesche.wire.identity import name_of_wire
from depesche.wire.models import Dispatch

log = logging.getLogger("depesche.search")

BATCH = 500
HEAP_BYTES = 160_000_000
LEARNED_FROM = 4000  # stories
LEAST_STORIES = 3  # in which a word must stand to be one
DICTIONARIES = (
    "/usr/share/dict/ngerman",
    "/usr/share/hunspell/de_DE.dic",
    "/usr/share/myspell/dicts/de_DE.dic",
)

Progress = Callable[[int, int], None]


def rebuild_index(progress: Progress | None = None) -> int:
    """Make the index anew from the database; return how many entries it holds.

    What happens meanwhile is on the wire, and the worker reads it from where this began.
    `progress` is told how many rows of how many are read. Raises IsBeingRebuilt.
    """
    with folder.rebuilding():
        wire, applied = name_of_wire(), newest_dispatch()
        place = folder.new_folder()
        try:
            count = _fill(place, applied, progress or (lambda _done, _all: None))
        except BaseException:
            shutil.rmtree(place, ignore_errors=True)
            raise
        folder.let_count(place, wire=wire)
    log.info("search.rebuilt", extra={"entries": count})
    return count


def newest_dispatch() -> int:
    """Return the number of the newest dispatch, 0 before the first."""
    return Dispatch.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def _fill(place: Path, applied: int, progress: Progress) -> int:
    words = known_words()
    (place / WORDS).write_text("\n".join(sorted(words)), encoding="utf-8")
    splitter, editions = Splitter(words), all_editions_by_key()
    kinds: list[tuple[str, type[Model]]] = [("article", Article), ("dossier", Dossier)]
    kinds += [(kind, model) for kind, (model, _mentions) in REGISTERED.items()]
    total = sum(model._default_manager.count() for _kind, model in kinds)
    done = written = 0
    with IndexWriter(place, heap_bytes=HEAP_BYTES, threads=1) as writer:
        for kind, model in kinds:
            for keys in _keys(model):
                written += writer.add(entries_of(kind, keys, editions, splitter))
                done += len(keys)
                progress(done, total)
        writer.commit(applied=applied, debts={})
    return written


def _keys(model: type[Model]) -> Iterator[list[int]]:
    last = 0
    while True:
        rows = model._default_manager.filter(pk__gt=last).order_by("pk")
        keys = list(rows.values_list("pk", flat=True)[:BATCH])
        if not keys:
            return
        yield keys
        last = keys[-1]


def known_words() -> set[str]:
    """Return the words by which compounds are taken apart: a dictionary's, else the paper's own."""
    named = settings.SEARCH_DICTIONARY
    for path in map(Path, [named] if named else DICTIONARIES):
        try:
            return read_dictionary(path)
        except OSError:
            if named:
                log.warning("search.no_dictionary", extra={"path": named})
    return learned_words()


def learned_words() -> set[str]:
    """Return the words that stand in several of the newest stories."""
    seen: Counter[str] = Counter()
    for text in sample_texts(LEARNED_FROM):
        seen.update(set(WORD.findall(fold(text, "de"))))
    return words_worth_knowing(word for word, count in seen.items() if count >= LEAST_STORIES)
