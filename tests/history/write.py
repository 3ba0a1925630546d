"""A writer: publishes, plans, takes down its own stories, and writes down what it was told.

`python -m tests.history.write NAME FILE SECONDS` in the environment of a newspaper. Each act is
written down before it is asked for and after it was answered: who is killed in between left a
line without its end. A planned story is left alone until it was seen to be out. Where the database
is away, locked or full the writer waits a moment and goes on.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.db import DatabaseError, InterfaceError, connections  # noqa: E402 after django.setup()

from depesche.articles.check import NotReady  # noqa: E402 after django.setup()
from depesche.articles.models import Article, Section  # noqa: E402 after django.setup()
from depesche.articles.publish import (  # noqa: E402
    publish_article,
    schedule_article,
    unpublish_article,
)
from depesche.articles.tests.make import make_article, make_tag  # noqa: E402
from depesche.articles.write import revise_article  # noqa: E402
from depesche.dossiers.models import Dossier  # noqa: E402
from depesche.readers.models import Reader  # noqa: E402

STORIES = 2
PLANNED_SECONDS = (1.5, 1.5, 12.0)
WEIGHTS = {"publish": 6, "unpublish": 2, "schedule": 1}


def headline(name: str, revision: int) -> str:
    """Return a headline that says which story this is, and which wording."""
    return f"Welle {name} Fassung {revision} Ende"


class Writer:
    """One writer with stories of its own."""

    def __init__(self, name: str, place: Path) -> None:
        self.name, self.place = name, place
        self.stories: dict[str, tuple[int, str]] = {}
        self.revisions: dict[str, int] = {}
        self.planned: dict[str, tuple[str, str]] = {}  # story: headline, key

    def begin(self) -> None:
        """Make the stories."""
        self.chief = Reader.objects.get()
        section = Section.objects.get(slug="politik")
        dossier = Dossier.objects.get()
        tag = make_tag(section.edition, "Hochwasser")
        while len(self.stories) < STORIES:
            story = f"{self.name}s{len(self.stories)}"
            article = make_article(
                section, title=headline(story, 0), tags=[tag], dossiers=[dossier], by=self.chief
            )
            self.stories[story], self.revisions[story] = (article.pk, article.code), 0
            self.say({"story": story, "code": article.code})

    def say(self, told: dict[str, object]) -> None:
        """Write one line."""
        with self.place.open("a", encoding="utf-8") as out:
            out.write(json.dumps(told) + "\n")

    def act(self, story: str, op: str) -> None:
        """Do one thing to a story, and write down how it went."""
        article = Article.objects.get(pk=self.stories[story][0])
        if op == "unpublish":  # what is out, not what was tried last: that may not have happened
            revision = int(article.title.split()[3])
        else:
            revision = self.revisions[story] = self.revisions[story] + 1
        title = headline(story, revision)
        # the log names what the desk sees: a wording that was saved, and perhaps never published
        logged = int(article.draft_title.split()[3]) if op == "unpublish" else revision
        if op != "unpublish":
            revise_article(
                article,
                by=self.chief,
                at=datetime.now(UTC),
                title=title,
                change_note="Der Pegel ist neu abgelesen.",
            )
        article = Article.objects.get(pk=article.pk)
        begun, seconds = time.monotonic(), random.choice(PLANNED_SECONDS)
        told: dict[str, object] = {
            "op": op,
            "who": self.name,
            "asked": begun,
            "article": story,
            "revision": revision,
            "key": f"{story}:{logged}:{'unpublish' if op == 'unpublish' else 'publish'}",
        }
        if op == "schedule":
            told["embargo"] = begun + seconds
            self.planned[story] = title, str(told["key"])
        self.say(told)
        result = "ok"
        try:
            self._do(article, op, seconds)
        except NotReady:
            result = "fail"
        except Exception as fault:  # noqa: BLE001 whatever it is, it may have happened
            result = "unknown"
            sys.stderr.write(f"{fault!r}\n")
            connections.close_all()
        self.say({"done": told["key"], "answered": time.monotonic(), "result": result})

    def _do(self, article: Article, op: str, seconds: float) -> None:
        now = datetime.now(UTC)
        if op == "publish":
            publish_article(article, by=self.chief, at=now)
        elif op == "unpublish":
            unpublish_article(article, by=self.chief, at=now)
        else:
            out_at = now + timedelta(seconds=seconds)
            schedule_article(article, go_live_at=out_at, by=self.chief, at=now)

    def look_for_planned(self) -> None:
        """Note which planned stories are out, and take up again what was not planned after all."""
        for story, (title, key) in list(self.planned.items()):
            article = Article.objects.get(pk=self.stories[story][0])
            if article.live and article.title == title:
                self.say({"out": key, "at": time.monotonic()})
                del self.planned[story]
            elif not article.revisions.filter(approved_go_live_at__isnull=False).exists():
                article.refresh_from_db()  # it may have gone out between the two questions
                if not (article.live and article.title == title):
                    del self.planned[story]

    def go_on(self, chance: random.Random) -> None:
        """Do one thing to a story that is not waiting for its hour."""
        self.begin()
        self.look_for_planned()
        free = [story for story in self.stories if story not in self.planned]
        if free:
            story = chance.choice(free)
            is_out = Article.objects.filter(pk=self.stories[story][0], live=True).exists()
            ops = [op for op in WEIGHTS if is_out or op != "unpublish"]
            self.act(story, chance.choices(ops, [WEIGHTS[each] for each in ops])[0])

    def work(self, seconds: float, chance: random.Random) -> None:
        """Go on for so long."""
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            try:
                self.go_on(chance)
            except (DatabaseError, InterfaceError) as fault:
                sys.stderr.write(f"{fault!r}\n")
                connections.close_all()
                time.sleep(0.3)
            time.sleep(chance.uniform(0.05, 0.4))


if __name__ == "__main__":
    Writer(sys.argv[1], Path(sys.argv[2])).work(
        float(sys.argv[3]),
        random.Random(sys.argv[1]),
    )
