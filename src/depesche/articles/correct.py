"""Correct a story, or take it back: a notice with a date that stays in public for good."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from depesche.articles.acting import acting, signature
from depesche.articles.check import Fault, NotReady
from depesche.articles.models import Article, Correction
from depesche.articles.publish import held, refresh
from depesche.articles.settle import announce
from depesche.articles.subjects import corrections_subject
from depesche.articles.withdraw import withdraw
from depesche.readers.models import Reader


class AlreadyRetracted(Exception):
    """The story was taken back before; a second time says nothing."""


@transaction.atomic
def correct_article(  # noqa: PLR0913 a notice has these parts
    article: Article,
    *,
    kind: str,
    right: str,
    by: Reader | None,
    at: datetime,
    wrong: str = "",
    reported_by: str = "",
) -> Correction:
    """Put a notice on a story that readers have seen; `updated_at` moves to `at`.

    The text itself is mended by publishing a revision. Raises NotReady where the story was never
    out, ValidationError for an empty notice or an unknown kind.
    """
    story = held(article)
    if story.published_at is None:
        raise NotReady([Fault("", _("Nobody has read this story yet: just change the text."))])
    notice = Correction(
        article=story,
        edition_id=story.edition_id,
        listed=story.listed or story.retracted_at is not None,
        kind=kind,
        wrong=wrong.strip(),
        right=right.strip(),
        reported_by=reported_by.strip(),
        published_at=at,
        by=by,
    )
    notice.full_clean()
    notice.save()
    story.updated_at = at
    with acting(at=at, by=by):
        log(instance=story, action="depesche.correct", user=by, data={"correction": notice.pk})
        announce(
            story,
            "article.corrected",
            at=at,
            by=signature(by),
            payload={"correction": notice.pk, "kind": kind},
            further=[corrections_subject(story.edition)],
        )
    refresh(article)
    return notice


@transaction.atomic
def retract_article(article: Article, *, reason: str, by: Reader | None, at: datetime) -> Article:
    """Take the story back for good and leave the reason at its address.

    `at` is aware. The address answers 410; the text stays for the desk, with its versions. Raises
    AlreadyRetracted, NotReady where nobody has read it, ValidationError without a reason.
    """
    story = held(article)
    if story.retracted_at is not None:
        raise AlreadyRetracted(story.code)
    if story.published_at is None:
        raise NotReady([Fault("", _("Nobody has read this story yet: put it into the bin."))])
    notice = Correction(
        article=story,
        edition_id=story.edition_id,
        kind=Correction.Kind.RETRACTION,
        right=reason.strip(),
        published_at=at,
        by=by,
    )
    notice.full_clean()
    notice.save()
    story.retracted_at, story.retraction_reason = at, notice.right
    with acting(at=at, by=by):
        log(instance=story, action="depesche.retract", user=by, data={"reason": notice.right})
        withdraw(story, by=by)
        announce(
            story,
            "article.retracted",
            at=at,
            by=signature(by),
            payload={"correction": notice.pk},
            further=[corrections_subject(story.edition)],
        )
    refresh(article)
    return article
