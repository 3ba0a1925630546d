"""A writer: publishes, plans, takes down its own stories, and writes down what it was told.

`python -m tests.history.write NAME FILE SECONDS` in the environment of a newspaper. Each act is
written down before it is asked for and after it was answered: who is killed in between left a
line without its end.
"""

import json
import random
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import django

django.setup()

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
PLANNED_SECONDS = 1.5
PATIENCE_SECONDS = 25.0
WEIGHTS = {"publish": 6, "unpublish": 2, "schedule": 1}


def headline(name: str, revision: int) -> str:
    """Return a headline that says which story this is, and which wording."""
    return f"Welle {name} Fassung {revision} Ende"


class Writer:
    """One writer with stories of its own."""

    def __init__(self, name: str, place: Path) -> None:
        self.name, self.place = name, place
        self.chief = Reader.objects.get()
        section = Section.objects.get(slug="politik")
        dossier = Dossier.objects.get()
        tag = make_tag(section.edition, "Hochwasser")
        self.stories: dict[str, tuple[int, str]] = {}
        self.revisions: dict[str, int] = {}
        for number in range(STORIES):
            story = f"{name}s{number}"
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
        if op != "unpublish":
            self.revisions[story] += 1
        revision = self.revisions[story]
        title = headline(story, revision)
        if op != "unpublish":
            revise_article(
                article,
                by=self.chief,
                at=datetime.now(UTC),
                title=title,
                change_note="Der Pegel ist neu abgelesen.",
            )
        article = Article.objects.get(pk=article.pk)
        begun = time.monotonic()
        told: dict[str, object] = {
            "op": op,
            "who": self.name,
            "asked": begun,
            "article": story,
            "revision": revision,
            "key": f"{story}:{revision}:{'unpublish' if op == 'unpublish' else 'publish'}",
        }
        if op == "schedule":
            told["embargo"] = begun + PLANNED_SECONDS
        self.say(told)
        result = "ok"
        try:
            self._do(article, op)
        except NotReady:
            result = "fail"
        except Exception as fault:  # noqa: BLE001 whatever it is, it may have happened
            result = "unknown"
            sys.stderr.write(f"{fault!r}\n")
        self.say({"done": told["key"], "answered": time.monotonic(), "result": result})
        if op == "schedule":
            self.wait_for(story, title)

    def _do(self, article: Article, op: str) -> None:
        now = datetime.now(UTC)
        if op == "publish":
            publish_article(article, by=self.chief, at=now)
        elif op == "unpublish":
            unpublish_article(article, by=self.chief, at=now)
        else:
            out_at = now + timedelta(seconds=PLANNED_SECONDS)
            schedule_article(article, go_live_at=out_at, by=self.chief, at=now)

    def wait_for(self, story: str, title: str) -> None:
        """Leave a planned story alone until it is out."""
        last = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < last:
            if Article.objects.filter(pk=self.stories[story][0], live=True, title=title).exists():
                return
            time.sleep(0.1)

    def work(self, seconds: float, chance: random.Random) -> None:
        """Go on for so long."""
        last = time.monotonic() + seconds
        while time.monotonic() < last:
            story = chance.choice(list(self.stories))
            is_out = Article.objects.filter(pk=self.stories[story][0], live=True).exists()
            ops = [op for op in WEIGHTS if is_out or op != "unpublish"]
            op = chance.choices(ops, [WEIGHTS[each] for each in ops])[0]
            self.act(story, op)
            time.sleep(chance.uniform(0.05, 0.4))


if __name__ == "__main__":
    Writer(sys.argv[1], Path(sys.argv[2])).work(
        float(sys.argv[3]),
        random.Random(sys.argv[1]),
    )
