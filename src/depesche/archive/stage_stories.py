"""Stage the demo's stories through the acts of the newsroom, each at its moment in the past.

Every step looks whether it is done already: a demo that was killed goes on where it stopped.
"""

import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.db import transaction

from depesche.archive.read_demo import Demo, Notice, Story
from depesche.archive.stage_paper import Paper, Progress
from depesche.articles.acting import acting
from depesche.articles.correct import correct_article, retract_article
from depesche.articles.models import Article, Correction, Front, FrontSlot, PublicVersion
from depesche.articles.publish import publish_article
from depesche.articles.write import revise_article, write_article
from depesche.readers.models import Reader

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "https://holmsiel.example/")
WRITING_TIME = timedelta(hours=1)


@dataclass(frozen=True)
class Step:
    """Something that happens to a story at `at`."""

    at: datetime
    story: Story
    act: Callable[[], object]


def link_key(story: Story) -> uuid.UUID:
    """Return Wagtail's translation key: one for the same story in both editions."""
    return uuid.uuid5(NAMESPACE, story.key)


class Stage:
    """Publishes the stories of `demo` in the order in which they came."""

    PLAIN = ("kicker", "short_headline", "place_line", "genre", "single_source", "ai_used")

    def __init__(self, demo: Demo, paper: Paper, *, chief: Reader) -> None:
        self.demo, self.paper, self.chief = demo, paper, chief
        self.alts = {row["key"]: row for row in demo.tables["picture"]}
        self.names = {row["key"]: row["name"] for row in demo.tables["organisation"]}
        self.articles: dict[tuple[str, str], int] = {}

    def stage_stories(self, progress: Progress) -> None:
        """Write every draft, then let everything happen in the order of time."""
        for number, story in enumerate(self.demo.stories, start=1):
            self.articles[story.edition, story.key] = self._draft(story)
            progress("drafts", number, len(self.demo.stories))
        steps = sorted(self._steps(), key=lambda step: step.at)
        for number, step in enumerate(steps, start=1):
            step.act()
            progress("stories", number, len(steps))

    def _steps(self) -> Iterator[Step]:
        for story in self.demo.stories:
            for number, wording in enumerate(story.wordings):
                yield Step(wording.at, story, partial(self._publish, story, number))
            for notice in story.notices:
                yield Step(notice.at, story, partial(self._correct, story, notice))
            if story.retracted_at:
                yield Step(story.retracted_at, story, partial(self._retract, story))

    def _draft(self, story: Story) -> int:
        edition = self.paper.editions[story.edition]
        found = Article.objects.filter(edition=edition, translation_key=link_key(story)).first()
        if found is not None:
            return found.pk
        article = write_article(
            self.paper.sections[story.edition, story.section],
            title=story.wordings[0].headline,
            by=None,
            at=story.published_at - WRITING_TIME,
            **self.fields(story),
        )
        return article.pk

    def fields(self, story: Story) -> dict[str, Any]:
        """Return what `write_article` wants for the first wording of `story`."""
        facts, paper = story.facts, self.paper
        return {
            "translation_key": link_key(story),
            "lead": story.wordings[0].lead,
            "body": Article(body="[]").body.stream_block.to_python(list(self._blocks(story))),
            "agency": self.names.get(facts.get("agency", ""), ""),
            "is_advertisement": facts.get("advertisement", False),
            "ai_reviewer": paper.people.get(facts.get("ai_reviewer", "")),
            **{name: facts.get(name, "") for name in self.PLAIN},
            **self._lead_picture(story),
            "authors": [paper.people[key] for key in facts.get("authors", [])],
            "people": [paper.people[key] for key in facts.get("people", [])],
            "organisations": [paper.organisations[key] for key in facts.get("organisations", [])],
            "places": [paper.places[key] for key in facts.get("places", [])],
            "tags": [paper.tags[story.edition, slug] for slug in facts.get("tags", [])],
            "dossiers": [paper.dossiers[story.edition, key] for key in facts.get("dossiers", [])],
        }

    def _lead_picture(self, story: Story) -> dict[str, Any]:
        key = story.facts.get("picture", "")
        if key not in self.paper.pictures:
            return {}
        return {
            "picture": self.paper.pictures[key],
            "picture_caption": story.facts.get("picture_caption", ""),
            "picture_alt": self.alts[key][f"alt_{story.edition}"],
        }

    def _blocks(self, story: Story) -> Iterator[dict[str, Any]]:
        """Yield the blocks with keys turned into rows; a picture not drawn yet is left out."""
        for block in story.blocks:
            kind, value = block["type"], block["value"]
            if kind == "quote":
                yield {"type": kind, "value": self._quote(value)}
            elif kind == "picture" and value["picture"] in self.paper.pictures:
                alt = self.alts[value["picture"]][f"alt_{story.edition}"]
                picture = self.paper.pictures[value["picture"]].pk
                yield {"type": kind, "value": {**value, "picture": picture, "alt": alt}}
            elif kind != "picture":
                yield dict(block)

    def _quote(self, value: Mapping[str, Any]) -> dict[str, Any]:
        kind, key = value["speaker"]
        is_person = kind == "person"
        speaker = self.paper.people[key] if is_person else self.paper.organisations[key]
        facts = {name: given for name, given in value.items() if name != "speaker"}
        facts["speaker_person"] = speaker.pk if is_person else None
        facts["speaker_organisation"] = None if is_person else speaker.pk
        return facts

    @transaction.atomic
    def _publish(self, story: Story, number: int) -> None:
        """Publish wording `number` (from 0), unless it is public already."""
        key = self.articles[story.edition, story.key]
        if PublicVersion.objects.filter(article=key).count() > number:
            return
        article = Article.objects.get(pk=key)
        wording = story.wordings[number]
        fields: dict[str, Any] = {"title": wording.headline, "lead": wording.lead}
        if number:
            fields["change_note"] = wording.note
        else:
            fields["related"] = self.related(story)
        revise_article(article, by=None, at=wording.at, **fields)
        publish_article(article, by=self.chief, at=wording.at)

    def related(self, story: Story) -> list[Article]:
        """Return the stories of its edition that the editor put beside it."""
        keys = [self.articles.get((story.edition, key)) for key in story.facts.get("related", [])]
        found = Article.objects.in_bulk([key for key in keys if key])
        return [found[key] for key in keys if key]

    @transaction.atomic
    def _correct(self, story: Story, notice: Notice) -> None:
        key = self.articles[story.edition, story.key]
        if Correction.objects.filter(article=key, kind=notice.kind, right=notice.right).exists():
            return
        correct_article(
            Article.objects.get(pk=key),
            kind=notice.kind,
            wrong=notice.wrong,
            right=notice.right,
            by=self.chief,
            at=notice.at,
        )

    @transaction.atomic
    def _retract(self, story: Story) -> None:
        article = Article.objects.get(pk=self.articles[story.edition, story.key])
        if article.retracted_at is None and story.retracted_at is not None:
            reason = story.facts["retracted"]
            retract_article(article, reason=reason, by=self.chief, at=story.retracted_at)

    def fill_fronts(self, *, at: datetime) -> None:
        """Put the curated stories on the front of each edition, unless somebody has already."""
        for key, slots in self.demo.slots.items():
            home = self.paper.editions[key].home_id
            if not FrontSlot.objects.filter(front=home).exists():
                self._fill_front(Front.objects.get(pk=home), key, slots, at=at)

    @transaction.atomic
    def _fill_front(
        self, front: Front, edition: str, slots: Iterable[str], *, at: datetime
    ) -> None:
        keys = [self.articles[edition, slot] for slot in slots if (edition, slot) in self.articles]
        draft = front.get_latest_revision_as_object()
        draft.slots.set(
            [FrontSlot(article_id=key, sort_order=number) for number, key in enumerate(keys)]
        )
        with acting(at=at, by=self.chief):
            revision = draft.save_revision(user=self.chief, clean=False)
            revision.publish(user=self.chief, skip_permission_checks=True)
