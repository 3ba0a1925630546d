"""Publish beside a running server and read at once: when is every page new, and is one ever old?"""

import http.client
import time
from contextlib import closing
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone

from bench.generate import Generator
from bench.measure import page_addresses
from depesche.articles.models import Article, Section, Tag
from depesche.articles.publish import publish_article
from depesche.articles.write import write_article
from depesche.dossiers.models import Dossier


def fill(count: int) -> dict[str, str]:
    """Generate `count` stories and return the addresses of the pages that are measured."""
    generator = Generator(is_default=False)  # beside the founded edition
    generator.grow_to(count, lambda _more: None)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize")
    return page_addresses(generator)


@dataclass(frozen=True)
class Watch:
    """Where the stories go, and where the server listens."""

    section: Section
    tag: Tag
    port: int

    def once(self, number: int, dossier: Dossier) -> dict[str, float]:
        """Publish a story; return ms of publishing, ms until all pages are new, reads of old ones.

        Only reads that began after `publish` had returned count as old.
        """
        now = timezone.now()
        hung = {"tags": [self.tag], "dossiers": [dossier], "lead": "A lead."}
        story = write_article(self.section, title=f"Fresh {number}", by=None, at=now, **hung)
        paths = self._paths(dossier, f"{now:%Y-%m}")
        for path in paths:
            self._read(path)  # all of them are kept before the story comes
        begun = time.perf_counter()
        publish_article(story, by=None, at=timezone.now())
        published = time.perf_counter()
        old = sum(self._until(path, story) for path in [*paths, self._at(story.reader_path())])
        seen = time.perf_counter()
        return {"publish": (published - begun) * 1e3, "seen": (seen - begun) * 1e3, "old": old}

    def _paths(self, dossier: Dossier, month: str) -> list[str]:
        section, tag = self.section.slug, self.tag.slug
        paths = ["/", f"/{section}/", f"/dossiers/{dossier.slug}/", f"/tags/{tag}/"]
        paths += [f"/{section}/feed.rss", f"/sitemaps/{month}.xml"]
        return [self._at(path) for path in paths]

    def _at(self, path: str) -> str:
        return self.section.edition.path(path)

    def _until(self, path: str, story: Article) -> int:
        old = 0
        while story.code not in self._read(path):
            old += 1
        return old

    def _read(self, path: str) -> str:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        with closing(line):
            line.request("GET", path, headers={"Host": "localhost"})
            return line.getresponse().read().decode()


def watch(port: int, rounds: int) -> dict[str, list[dict[str, float]]]:
    """Publish into a small dossier and into that of 851, `rounds` stories each."""
    section = Section.objects.filter(edition__key="bench", live=True).order_by("pk")[0]
    tag = Tag.objects.filter(edition=section.edition).order_by("pk")[0]
    watch = Watch(section, tag, port)
    dossiers = {"small": "dossier-5", "big": "dossier-0"}
    return {
        name: [watch.once(number, _dossier(section, slug)) for number in range(rounds)]
        for name, slug in dossiers.items()
    }


def _dossier(section: Section, slug: str) -> Dossier:
    return Dossier.objects.get(edition=section.edition, slug=slug)
