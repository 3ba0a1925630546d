"""Publish beside a running server and read at once: when is every page new, and is one ever old?"""

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from bench.generate import Generator
from bench.measure import page_addresses
from bench.servers import ask, fetch
from depesche.articles.models import Article, Section, Tag
from depesche.articles.publish import publish_article
from depesche.articles.write import write_article
from depesche.dossiers.models import Dossier
from depesche.search.models import Compared
from depesche.search.rebuild import rebuild_index

Times = list[dict[str, float]]


def fill(count: int) -> dict[str, str]:
    """Generate `count` stories and return the addresses of the pages that are measured."""
    generator = Generator(is_default=False)  # beside the founded edition
    generator.grow_to(count, lambda _more: None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
    return page_addresses(generator)


def come_to_rest() -> int:
    """Do and take back what waits for the worker after stories came in by the thousand.

    The index is made. Taken back: the desk's index of references and its search, ten minutes of
    work for 100,000 stories, of which readers' pages use nothing, and the stories that stand beside
    each, twenty more: both would be measured along with the pages. Returns how many tasks waited.
    """
    waiting = int(DBTaskResult.objects.ready().delete()[0])
    rebuild_index()
    alone = Article.objects.listed().filter(compared__isnull=True).values_list("pk", flat=True)
    Compared.objects.bulk_create((Compared(article_id=key) for key in alone), batch_size=1000)
    return waiting


def addresses(count: int) -> list[str]:
    """Return the addresses of `count` stories, those of the big dossier first."""
    stories = Article.objects.listed().filter(edition__key="bench").order_by("pk")
    return [story.edition.path(story.reader_path()) for story in _whole(stories)[:count]]


def _whole(stories: QuerySet[Article]) -> QuerySet[Article]:
    return stories.select_related("section", "edition")


@dataclass(frozen=True)
class Watch:
    """Where the stories go, and where the server listens."""

    section: Section
    tag: Tag
    port: int

    def once(self, number: int, dossier: Dossier) -> dict[str, float]:
        """Publish a story; return ms of publishing, ms until all pages are new, reads of old ones.

        Each page has a reader of its own who asks as soon as `publish` has returned. Only reads
        that began after that count as old.
        """
        now = timezone.now()
        hung = {"tags": [self.tag], "dossiers": [dossier], "lead": "A lead."}
        story = write_article(self.section, title=f"Fresh {number}", by=None, at=now, **hung)
        paths = self._paths(dossier, now)
        with ThreadPoolExecutor(len(paths) + 1) as readers:
            list(
                readers.map(partial(ask, self.port), paths)
            )  # all of them are kept before the story comes
            begun = time.perf_counter()
            publish_article(story, by=None, at=timezone.now())
            published = time.perf_counter()
            asked = [*paths, self._at(story.reader_path())]
            old = sum(readers.map(lambda path: self._until(path, story), asked))
        seen = time.perf_counter()
        return {"publish": (published - begun) * 1e3, "seen": (seen - begun) * 1e3, "old": old}

    def _paths(self, dossier: Dossier, now: datetime) -> list[str]:
        section, tag = self.section.slug, self.tag.slug
        paths = ["/", f"/{section}/", f"/dossiers/{dossier.slug}/", f"/tags/{tag}/"]
        month = now.astimezone(self.section.edition.zone)
        paths += [f"/{section}/feed.rss", f"/sitemaps/{month:%Y-%m}.xml", "/sitemap.xml"]
        return [self._at(path) for path in paths]

    def _at(self, path: str) -> str:
        return self.section.edition.path(path)

    def _until(self, path: str, story: Article) -> int:
        old = 0
        while story.code not in ask(self.port, path)[1].decode():
            if path.endswith("/sitemap.xml"):  # it names months, no stories
                break
            old += 1
        return old


def watch(port: int, rounds: int) -> Times:
    """Publish `rounds` stories into a dossier that has none yet."""
    watching, edition = watch_at(port), watch_at(port).section.edition
    dossier, _made = Dossier.objects.get_or_create(edition=edition, name="Watched", slug="watched")
    watching.once(0, dossier)  # opens the lines, loads what is loaded once
    return [watching.once(number, dossier) for number in range(1, rounds + 1)]


def enter_the_big_dossier(port: int, rounds: int) -> Times:
    """Publish `rounds` stories into that of 851, all of whose stories are kept each time."""
    watching = watch_at(port)
    dossier = Dossier.objects.get(edition=watching.section.edition, slug="dossier-0")
    times = []
    for number in range(rounds):
        keep_all_of(dossier, port)
        times.append(watching.once(number, dossier))
    return times


def keep_all_of(dossier: Dossier, port: int) -> None:
    """Let readers open every story of a dossier."""
    keys = dossier.entries.filter(listed=True).values_list("article", flat=True)
    stories = _whole(Article.objects.listed().filter(pk__in=keys))
    paths = [story.edition.path(story.reader_path()) for story in stories]
    with ThreadPoolExecutor(8) as readers:
        list(readers.map(lambda path: fetch(port, path), paths))


def watch_at(port: int) -> Watch:
    section = Section.objects.filter(edition__key="bench", live=True).order_by("pk")[0]
    return Watch(section, Tag.objects.filter(edition=section.edition).order_by("pk")[0], port)
