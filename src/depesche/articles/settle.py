"""What happens around Wagtail's publishing: dates, lists, pictures, versions, the dispatch.

Everything here runs in the transaction of the act and ends with the dispatch.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from django.db import connection
from django.utils.translation import gettext as _
from wagtail.models import Revision

from depesche.articles.acting import current_act
from depesche.articles.check import Fault, NotReady, faults_before_publishing
from depesche.articles.listing import settle_rows
from depesche.articles.models import Article, PublicVersion
from depesche.articles.show import show_pictures
from depesche.articles.subjects import draft_subject, own_subjects, subjects_naming
from depesche.articles.versions import keep_version, last_version, public_text
from depesche.wire.send import NoTransaction, send


class Step(Protocol):
    """What a room of a higher floor does when a story goes out, before it is told."""

    def __call__(self, article: Article, *, at: datetime) -> None:
        """Settle the room's own rows of `article`; its list columns follow."""


STEPS: list[Step] = []


def register_step(step: Step) -> None:
    """Let a room of a higher floor settle its rows in the act, before the dispatch."""
    if step not in STEPS:
        STEPS.append(step)


SETTLED = ("listed", "published_at", "updated_at", "shown_on", "change_note", "is_minor_change")


def settle_publication(
    article: Article, revision: Revision | None, *, at: datetime, by: str
) -> None:
    """Let readers have what Wagtail has just made live; only note it where it waits for its time.

    `at` is aware, `by` signs the dispatch. Raises NotReady where the story must not go out like
    this or not yet, NoTransaction outside one: then nothing of the act stands.
    """
    if not connection.in_atomic_block:
        message = "Publish inside transaction.atomic(): text, audit row and dispatch go together."
        raise NoTransaction(message)
    faults = faults_before_publishing(article, at=at)
    if article.live and article.embargo_until and article.embargo_until > at:
        faults.append(Fault("embargo_until", _("This story is embargoed. Schedule it.")))
    if faults:
        raise NotReady(faults)
    if article.live:
        _go_out(article, revision, at=at, by=by)
    else:
        announce_to_desk(article, "article.scheduled", at=at, by=by, payload=_due(article))


def settle_waiting(article: Article, revision: Revision, *, at: datetime, by: str) -> None:
    """Announce that `revision` of a public story goes out later; readers keep what they have.

    Raises NotReady where it could not go out as it stands: better now than at the minute.
    """
    draft = revision.as_object()
    faults = faults_before_publishing(draft, at=max(at, draft.go_live_at or at))
    if faults:
        raise NotReady(faults)
    announce_to_desk(article, "article.scheduled", at=at, by=by, payload=_due(draft))


def _due(article: Article) -> dict[str, Any]:
    return {"go_live_at": article.go_live_at.isoformat()} if article.go_live_at else {}


def _go_out(article: Article, revision: Revision | None, *, at: datetime, by: str) -> None:
    text, last = public_text(article), last_version(article)
    version = keep_version(article, text, last, revision=revision, at=at)
    if version is not None and last is not None and not version.is_minor:
        article.updated_at = at
    kind = "article.updated" if article.listed else "article.published"
    article.listed = True
    article.published_at = article.published_at or at
    for step in STEPS:
        step(article, at=at)
    article.change_note, article.is_minor_change = "", False
    _forget_note(revision)
    payload: dict[str, Any] = {"version": (version or last or PublicVersion(number=0)).number}
    if late := current_act().late_seconds:
        payload["late_seconds"] = round(late, 1)
    announce(article, kind, at=at, by=by, payload=payload)


def _forget_note(revision: Revision | None) -> None:
    """Empty the note in the draft too: the next change needs a reason of its own."""
    if revision is None or not revision.content.get("change_note"):
        return
    revision.content = {**revision.content, "change_note": "", "is_minor_change": False}
    revision.save(update_fields=["content"])


def take_down(article: Article, kind: str, *, at: datetime, by: str) -> None:
    """Take the story out of every list and hide its pictures; `kind` names the dispatch."""
    article.listed = False
    announce(article, kind, at=at, by=by)


def announce(
    article: Article,
    kind: str,
    *,
    at: datetime,
    by: str,
    payload: dict[str, Any] | None = None,
    further: Iterable[str] = (),
) -> None:
    """Write down how the story stands, in every row, and tell everybody: before and after.

    `further` are subjects beyond the story's own. Nothing of the act may follow.
    """
    settle_rows(article)
    pictures = show_pictures(article)
    before = article.shown_on
    article.shown_on = own_subjects(article)
    Article.objects.filter(pk=article.pk).update(
        **{name: getattr(article, name) for name in SETTLED}
    )
    send(
        kind,
        [*before, *article.shown_on, *pictures, *subjects_naming(article), *further],
        at=at,
        edition=article.edition.key,
        by=by,
        payload={"code": article.code, **(payload or {})},
    )


def announce_to_desk(
    article: Article, kind: str, *, at: datetime, by: str, payload: dict[str, Any] | None = None
) -> None:
    """Tell what happened to a story of which readers see nothing else than before."""
    send(
        kind,
        [draft_subject(article)],
        at=at,
        edition=article.edition.key,
        by=by,
        payload={"code": article.code, **(payload or {})},
    )
