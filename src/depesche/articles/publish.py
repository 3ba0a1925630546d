"""Publish a story, schedule it, take it down: each one transaction with its dispatch."""

from datetime import datetime

from django.db import transaction
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.models import Revision

from depesche.articles.acting import acting, signature
from depesche.articles.check import NotReady, faults_before_publishing
from depesche.articles.models import Article
from depesche.articles.settle import announce_to_desk
from depesche.readers.models import Reader


def held(article: Article) -> Article:
    """Return the story fresh from the database, its row locked until the transaction ends."""
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


def refresh(article: Article) -> None:
    """Bring the caller's object to what the database says, its child rows too."""
    article.refresh_from_db()
    article.__dict__.pop("_cluster_related_objects", None)


@transaction.atomic
def publish_article(
    article: Article, *, by: Reader | None, at: datetime, revision: Revision | None = None
) -> Article:
    """Publish the latest revision, or `revision`; with an embargo still running, schedule it.

    `at` is aware and becomes the first date of publication. Raises NotReady, and then nothing has
    happened. Rights are the caller's to check (`permissions_for_user`).
    """
    story = held(article)
    with acting(at=at, by=by):
        chosen = revision or story.latest_revision or story.save_revision(user=by, clean=False)
        until = parse_datetime(chosen.content.get("embargo_until") or "")
        if until and until > at:
            return schedule_article(article, go_live_at=until, by=by, at=at, revision=chosen)
        chosen.publish(user=by, skip_permission_checks=True)
    refresh(article)
    return article


@transaction.atomic
def schedule_article(
    article: Article,
    *,
    go_live_at: datetime,
    by: Reader | None,
    at: datetime,
    revision: Revision | None = None,
) -> Article:
    """Let the latest draft, or `revision`, go out at `go_live_at`, never before its embargo ends.

    Raises NotReady where something is missing: better now than at the minute. What readers see of
    an older revision stays as it is until then.
    """
    story = held(article)
    with acting(at=at, by=by):
        draft = revision.as_object() if revision else story.get_latest_revision_as_object()
        due_at = max(go_live_at, draft.embargo_until or go_live_at)
        faults = faults_before_publishing(draft, at=due_at)
        if faults:
            raise NotReady(faults)
        draft.go_live_at = due_at
        kept = draft.save_revision(user=by, approved_go_live_at=due_at, clean=False)
        story.revisions.exclude(pk=kept.pk).update(approved_go_live_at=None)
        log(
            instance=draft,
            action="wagtail.publish.schedule",
            user=by,
            revision=kept,
            data={"revision": {"id": kept.pk, "go_live_at": due_at.isoformat()}},
        )
        story.refresh_from_db()
        payload = {"go_live_at": due_at.isoformat()}
        announce_to_desk(story, "article.scheduled", at=at, by=signature(by), payload=payload)
    refresh(article)
    return article


@transaction.atomic
def unpublish_article(article: Article, *, by: Reader | None, at: datetime) -> Article:
    """Take the story out of sight; its versions, its date and its code stay."""
    story = held(article)
    with acting(at=at, by=by):
        story.unpublish(user=by)
        story.revisions.update(approved_go_live_at=None)
    refresh(article)
    return article
