"""Measure pages and acts: queries, the median of their times, and what they cost the processor."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from http import HTTPStatus
from statistics import median

from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bench.generate import NOW, Generator
from depesche.articles.models import Article
from depesche.articles.publish import publish_article, schedule_article
from depesche.articles.write import write_article
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.readers.models import Reader

LONG = 5000
ROUNDS = 40
WARM_UP = 4


@dataclass(frozen=True)
class Figure:
    """One page or act: its queries, median milliseconds by the clock and of the processor."""

    queries: int
    clock_ms: float
    processor_ms: float

    @property
    def compared(self) -> float:
        """What two sizes are compared by: other programs of the machine do not touch it.

        SQLite works in this process, so its work is counted. PostgreSQL does not: the clock.
        """
        return self.processor_ms if connection.vendor == "sqlite" else self.clock_ms


def timed(acts: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, Figure]:
    """Do all `acts` in turns, some times; their queries are counted in a round of its own.

    In turns, so that a moment in which the machine is busy does not fall on one of them alone;
    every other round backwards, so that none always comes after the one that empties the caches.
    """
    for _ in range(WARM_UP):
        for act in acts.values():
            act()
    queries = {}
    for name, act in acts.items():
        with CaptureQueriesContext(connection) as captured:
            act()
        queries[name] = len(captured)  # at once: the next request empties the log
    clock: dict[str, list[float]] = {name: [] for name in acts}
    processor: dict[str, list[float]] = {name: [] for name in acts}
    in_turn = list(acts.items())
    for _ in range(rounds):
        in_turn.reverse()
        for name, act in in_turn:
            clock_start, start = time.perf_counter(), time.process_time()
            act()
            processor[name].append(time.process_time() - start)
            clock[name].append(time.perf_counter() - clock_start)
    return {
        name: Figure(queries[name], median(clock[name]) * 1000, median(processor[name]) * 1000)
        for name in acts
    }


def page_addresses(generator: Generator) -> dict[str, str]:
    """Return which page is fetched for each line of the table."""
    edition, dossier = generator.edition, generator.dossiers[0]
    entries = DossierEntry.objects.filter(dossier=dossier, listed=True)
    story = Article.objects.select_related("section", "edition").get(
        pk=entries.order_by("published_at").values_list("article", flat=True)[40]
    )
    late = Article.objects.filter(dossier_entries__dossier=dossier).order_by("published_at")[60]
    return {
        "article": edition.path(story.reader_path()),
        "front": edition.path("/"),
        "section": edition.path(f"/{generator.sections[0].slug}/"),
        "dossier of 851": edition.path(f"/dossiers/{dossier.slug}/"),
        "dossier of 851, last page": edition.path(f"/dossiers/{dossier.slug}/?before={late.code}"),
        "tag": edition.path(f"/tags/{generator.tags[0].slug}/"),
        "person": edition.path(f"/people/{generator.people[0].slug}/"),
        "author": edition.path(f"/authors/{generator.people[0].slug}/"),
        "ninjs": edition.path(story.reader_path().rstrip("/") + ".json"),
        "sitemap": "/sitemap.xml",
        "desk: board": "/desk/",
        "desk: stories": "/desk/stories/",
    }


def measure_pages(generator: Generator, rounds: int = ROUNDS) -> dict[str, Figure]:
    """Fetch each page as an anonymous reader does, through every middleware."""
    client = Client(headers={"host": "localhost"})
    colleague = Client(headers={"host": "localhost"})
    colleague.force_login(_chief(), backend="django.contrib.auth.backends.ModelBackend")

    def fetch(address: str) -> None:
        reply = (colleague if address.startswith("/desk/") else client).get(address)
        _expect(reply.status_code, HTTPStatus.OK)
        b"".join(reply)  # whole, also where it comes in pieces

    addresses = page_addresses(generator)
    acts = {name: partial(fetch, address) for name, address in addresses.items()}
    return timed(acts, rounds)


def measure_long_dossier(generator: Generator, rounds: int = ROUNDS) -> dict[str, Figure]:
    """Measure the first page of a dossier of as many stories as there are, 5,000 at most."""
    dossier, _made = Dossier.objects.get_or_create(
        edition=generator.edition, name="A long story", slug="long"
    )
    if not dossier.entries.exists():
        rows = []
        for article in Article.objects.listed().only("published_at").order_by("pk")[:LONG]:
            rows.append(DossierEntry(article=article, dossier=dossier))
            rows[-1].listed, rows[-1].published_at = True, article.published_at
        DossierEntry.objects.bulk_create(rows, batch_size=500)
    client = Client(headers={"host": "localhost"})
    address = generator.edition.path("/dossiers/long/")

    def fetch() -> None:
        _expect(client.get(address).status_code, HTTPStatus.OK)

    return timed({"dossier": fetch}, rounds)


def measure_publishing(generator: Generator, rounds: int = 20) -> dict[str, Figure]:
    """Publish stories one by one, each a draft of its own; then a change of one."""
    drafts = [
        write_article(
            generator.sections[0],
            title=f"One story {number}",
            lead="A lead.",
            by=None,
            at=NOW,
            tags=generator.tags[:3],
            authors=generator.people[:1],
        )
        for number in range(rounds + WARM_UP + 1)
    ]
    waiting = iter(drafts)
    moment = NOW + timedelta(minutes=1)
    return timed({"publish": lambda: publish_article(next(waiting), by=None, at=moment)}, rounds)


def measure_alike(generator: Generator) -> dict[str, tuple[Figure, Figure]]:
    """Measure what nobody may tell apart by the time it takes: answers of the same kind in pairs.

    A story under embargo and one that never was; an account of the desk and none.
    """
    story = write_article(generator.sections[0], title="Not yet", lead="A lead.", by=None, at=NOW)
    schedule_article(story, go_live_at=timezone.now() + timedelta(days=1), by=None, at=NOW)
    client = Client(headers={"host": "localhost"})
    section = generator.sections[0].slug

    def ask(code: str) -> None:
        _expect(client.get(generator.edition.path(f"/{section}/story-{code}/")).status_code, 404)

    def sign_in(address: str) -> None:
        form = {"login": address, "password": "wrong"}
        _expect(client.post("/desk/sign-in/", form).status_code, 200)

    with override_settings(ACCOUNT_RATE_LIMITS=False):
        stories = timed({"embargo": partial(ask, story.code), "none": partial(ask, "Zz9Yy8Xx")})
        accounts = timed(
            {
                "account": partial(sign_in, _chief().email),
                "none": partial(sign_in, "nobody@bench.example"),
            }
        )
    return {
        "404: a story under embargo, none": (stories["embargo"], stories["none"]),
        "sign-in refused: an account, none": (accounts["account"], accounts["none"]),
    }


def _chief() -> Reader:
    """Return the one account of the desk, made when it is first asked for."""
    return Reader.objects.filter(is_superuser=True).first() or Reader.objects.create_superuser(
        "chief@bench.example", "tide-table-lantern", name="Chief"
    )


def _expect(status: int, wanted: int) -> None:
    if status != wanted:
        message = f"answered {status} in the place of {wanted}"
        raise RuntimeError(message)
