"""Say that two stories are the same one, told in two editions; and take that back."""

from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page

from depesche.articles.acting import acting, signature
from depesche.articles.check import Fault, NotReady
from depesche.articles.models import Article
from depesche.press.note import beside
from depesche.readers.models import Reader
from depesche.wire.send import send


def counterparts_of(article: Article) -> list[Article]:
    """Return the same story in other editions, public or not; what lies in a bin left out."""
    found = Article.objects.filter(translation_key=article.translation_key, binned_at=None)
    return list(found.exclude(pk=article.pk).select_related("edition").order_by("pk"))


@transaction.atomic
def pair_article(article: Article, other: Article, *, by: Reader | None, at: datetime) -> Article:
    """Let `article` be the same story as `other`, of another edition; each page then names both.

    It leaves whatever it was paired with. Raises NotReady where both are of one edition, or where
    `other` has its counterpart already. Rights on both are the caller's to check.
    """
    story, chosen = _held(article), _held(other)
    if story.edition_id == chosen.edition_id:
        raise NotReady([Fault("other", _("Choose a story of another edition."))])
    if story.translation_key == chosen.translation_key:
        return article
    _check_free(story, chosen)
    before = counterparts_of(story)
    _set_key(story, chosen.translation_key)
    concerned = [story, chosen, *before, *counterparts_of(chosen)]
    _announce(story, "article.paired", concerned, by=by, at=at)
    article.refresh_from_db()
    return article


@transaction.atomic
def unpair_article(article: Article, *, by: Reader | None, at: datetime) -> Article:
    """Let `article` stand alone again."""
    story = _held(article)
    before = counterparts_of(story)
    if before:
        _set_key(story, uuid4())
        _announce(story, "article.unpaired", [story, *before], by=by, at=at)
        article.refresh_from_db()
    return article


def _held(article: Article) -> Article:
    return Article.objects.select_for_update(of=("self",)).get(pk=article.pk)


def _check_free(story: Article, chosen: Article) -> None:
    same = Article.objects.filter(
        translation_key=chosen.translation_key, locale_id=story.locale_id
    ).exclude(pk=story.pk)
    rival = same.first()
    if rival is not None:
        message = _("“%(other)s” belongs to “%(rival)s” already. Take that apart first.")
        names = {"other": chosen.title, "rival": rival.title}
        raise NotReady([Fault("other", message % names)])


def _set_key(story: Article, key: UUID) -> None:
    Page.objects.filter(pk=story.pk).update(translation_key=key)
    story.translation_key = key


def _announce(
    story: Article, kind: str, concerned: list[Article], *, by: Reader | None, at: datetime
) -> None:
    with acting(at=at, by=by):
        others = sorted({each.pk for each in concerned} - {story.pk})
        log(instance=story, action="depesche.pair", user=by, data={"others": others})
    send(
        kind,
        [beside(each.subject) for each in concerned],  # no list prints counterparts
        at=at,
        edition=story.edition.key,
        by=signature(by),
        payload={"code": story.code},
    )
