"""The count of a dossier is the number of its stories that readers may see, after any acts."""

from contextlib import suppress
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from depesche.articles.bin import bin_article, restore_article
from depesche.articles.check import NotReady
from depesche.articles.correct import retract_article
from depesche.articles.models import Article
from depesche.articles.move import move_article
from depesche.articles.publish import publish_article, schedule_article, unpublish_article
from depesche.articles.schedule import Scheduler
from depesche.articles.tests.make import NOON, make_article
from depesche.articles.write import revise_article
from depesche.dossiers.belong import add_stories, take_out_stories
from depesche.dossiers.merge import merge_dossiers, split_dossier
from depesche.dossiers.models import Dossier, DossierEntry
from depesche.dossiers.open import open_dossier
from depesche.dossiers.queries import dossiers_in, extent_of
from depesche.dossiers.tally import measure

ACTS = (
    *("publish", "unpublish", "retract", "bin", "restore", "move", "embargo", "rewrite"),
    *("add", "take_out", "split", "merge"),
)
HOUR = timedelta(hours=1)


class Room:
    """Two dossiers and four stories; each act is tried, refusals change nothing."""

    def __init__(self, paper):
        self.paper, self.now = paper, NOON
        for name in ("Eins", "Zwei"):
            open_dossier(paper.de, name=name, by=paper.chief, at=NOON)
        self.keys = [
            make_article(
                paper.politik,
                title=f"Pegel {number}",
                publish_at=NOON if number % 2 else None,
                dossiers=self.dossiers[: number % 3],
            ).pk
            for number in range(4)
        ]

    @property
    def dossiers(self):
        return list(Dossier.objects.order_by("pk"))

    def act(self, name, first, second):
        self.now += HOUR
        story = Article.objects.get(pk=self.keys[first])
        dossier, other = self.dossiers[second % len(self.dossiers)], self.dossiers[-1]
        signed = {"by": self.paper.chief, "at": self.now}
        is_shut = bool(story.retracted_at or story.binned_at)
        acts = {
            "publish": lambda: is_shut or publish_article(story, **signed),
            "unpublish": lambda: story.listed and unpublish_article(story, **signed),
            "retract": lambda: (
                story.published_at
                and not is_shut
                and retract_article(story, reason="Falsch.", **signed)
            ),
            "bin": lambda: is_shut or bin_article(story, **signed),
            "restore": lambda: story.binned_at and restore_article(story, **signed),
            "move": lambda: is_shut or move_article(story, self.paper.kultur, **signed),
            "embargo": lambda: is_shut or story.listed or self.embargo(story),
            "rewrite": lambda: (
                is_shut
                or revise_article(story, title=f"Neu {self.now:%d%H}", change_note="Neu.", **signed)
            ),
            "add": lambda: add_stories(dossier, [story], **signed),
            "take_out": lambda: take_out_stories(dossier, [story], **signed),
            "split": lambda: split_dossier(dossier, [story], name=f"N {self.now:%d%H}", **signed),
            "merge": lambda: merge_dossiers(dossier, other, **signed),
        }
        acts[name]()

    def embargo(self, story):
        schedule_article(story, go_live_at=self.now + HOUR / 2, by=self.paper.chief, at=self.now)
        Scheduler("one").step(self.now, 0.0)

    def compare(self):
        for dossier in self.dossiers:
            rows = DossierEntry.objects.filter(dossier=dossier).select_related("article")
            seen = sum(row.article.listed for row in rows)
            assert extent_of(dossier).article_count == seen
            assert measure(dossier).article_count == seen == sum(measure(dossier).months().values())
            listed = {each.dossier.pk: each.article_count for each in dossiers_in(self.paper.de)}
            assert listed.get(dossier.pk, 0) == seen


@pytest.mark.django_db
def test_counts_are_those_of_visible_stories_after_any_acts(paper):
    @given(
        acts=st.lists(
            st.tuples(st.sampled_from(ACTS), st.integers(0, 3), st.integers(0, 2)), max_size=8
        )
    )
    @settings(
        max_examples=12,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    def run(acts):
        with transaction.atomic():
            room = Room(paper)
            for name, first, second in acts:
                with suppress(ValidationError, NotReady), transaction.atomic():
                    room.act(name, first, second)
                room.compare()
            transaction.set_rollback(True)

    run()
