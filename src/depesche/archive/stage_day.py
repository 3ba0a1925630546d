"""Stage the demo's working day: what is being written, waits, is planned or was sent back.

Readers see none of it. Each draft is one transaction: a demo that was killed goes on where it
stopped, and what is there already is left alone.
"""

from collections.abc import Iterable, Mapping

from django.db import transaction

from depesche.archive.read_day import Draft
from depesche.archive.staff import decide, hand_in
from depesche.archive.stage_paper import Progress
from depesche.archive.stage_stories import Stage, link_key
from depesche.articles.models import Article
from depesche.articles.write import write_article
from depesche.readers.models import Reader


def stage_day(
    stage: Stage, drafts: Iterable[Draft], *, staff: Mapping[str, Reader], progress: Progress
) -> None:
    """Stage every draft. `staff` holds the demo's people by their role."""
    day = list(drafts)
    for number, draft in enumerate(day, start=1):
        _stage(stage, draft, staff)
        progress("the day", number, len(day))


@transaction.atomic
def _stage(stage: Stage, draft: Draft, staff: Mapping[str, Reader]) -> None:
    story = draft.story
    edition = stage.paper.editions[story.edition]
    if Article.objects.filter(edition=edition, translation_key=link_key(story)).exists():
        return
    article = write_article(
        stage.paper.sections[story.edition, story.section],
        title=story.wordings[0].headline,
        by=staff[draft.by],
        at=story.published_at,
        go_live_at=draft.go_live_at,
        embargo_until=draft.embargo_until,
        event_on=draft.event_on,
        related=stage.related(story),
        **stage.fields(story),
    )
    if draft.handed_in_at:
        hand_in(article, by=staff[draft.by], at=draft.handed_in_at)
    if draft.decision:
        given = draft.decision
        decide(article, given.word, by=staff["chief"], at=given.at, comment=given.comment)
