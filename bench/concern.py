"""Publish with many pages kept: how many are dropped, and whether just those that used the story.

What a page was made of stands with it in the store. Before the act all of that is read; after it,
the pages that are gone are compared with those that named something the dispatch names.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from bench.servers import ask
from bench.visible import watch_at
from depesche.articles.models import Article
from depesche.articles.publish import publish_article
from depesche.articles.write import write_article
from depesche.press.discard import Change
from depesche.press.opening import the_store
from depesche.wire.models import Dispatch

STORIES = 10


def concerned(port: int) -> dict[str, list[int]]:
    """Publish stories with a section, tag, author; return what was kept and dropped of each.

    After each one readers ask for what has gone.

    `kept`: pages before the act. `dropped`: gone after it. `spared`: they used what has changed,
    and are there. `needless`: they did not, and are gone.
    """
    told: dict[str, list[int]] = {"kept": [], "dropped": [], "spared": [], "needless": []}
    for number in range(STORIES):
        for name, count in _once(number, port).items():
            told[name].append(count)
    return told


def _once(number: int, port: int) -> Mapping[str, int]:
    watching = watch_at(port)
    latest = Article.objects.listed().filter(edition=watching.section.edition).latest("pk")
    story = write_article(
        watching.section,
        title=f"Concerned {number}",
        lead="A lead.",
        by=None,
        at=timezone.now(),
        tags=[watching.tag],
        authors=[line.person for line in latest.bylines.select_related("person")],
    )
    before, newest = _kept(), Dispatch.objects.latest("pk").pk
    publish_article(story, by=None, at=timezone.now())
    after, subjects = _kept(), set[str]()
    for row in Dispatch.objects.filter(pk__gt=newest):
        subjects.update(Change(row.pk, row.kind, row.subjects).concerned())
    used = {page for page, kept in before.items() if kept.ingredients & subjects}
    gone = before.keys() - after.keys()
    for page in gone:
        key = before[page].key
        ask(port, key[key.index("/") :], "gzip")
    return {
        "kept": len(before),
        "dropped": len(gone),
        "spared": len(used - gone),
        "needless": len(gone - used),
    }


@dataclass(frozen=True)
class Kept:
    """A page in the store: its address and what it was made of."""

    key: str
    ingredients: frozenset[str]


def _kept() -> dict[bytes, Kept]:
    store = the_store()
    if store is None:
        return {}
    with store.reading() as (moment, tables):
        stored = dict(moment.cursor(db=tables.facts))
    found = {number: json.loads(facts) for number, facts in stored.items()}
    return {number: Kept(key, frozenset(used)) for number, (key, _size, used) in found.items()}
