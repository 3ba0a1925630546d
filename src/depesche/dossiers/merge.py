"""Merge two dossiers into one, and split one into two. Addresses lead on; nothing is lost."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from depesche.articles.acting import signature
from depesche.articles.former import ADDRESSES
from depesche.articles.models import Article, FormerSlug
from depesche.articles.show import settle_pictures
from depesche.dossiers.belong import concerned_by, enter, leave
from depesche.dossiers.models import (
    Chapter,
    Dossier,
    DossierEntry,
    LeadStory,
    Question,
    TurningPoint,
)
from depesche.dossiers.open import chain_of, open_dossier
from depesche.readers.models import Reader
from depesche.wire.send import send

KIND = "dossiers"  # the word of the list in its address


@transaction.atomic
def merge_dossiers(source: Dossier, target: Dossier, *, by: Reader | None, at: datetime) -> Dossier:
    """Put everything of `source` into `target`, and lead its addresses there; `source` is gone.

    What `target` says itself stays; what it leaves empty is taken over, and the dispatch keeps
    the other's words. Raises ValidationError.
    """
    keys = sorted([source.pk or 0, target.pk or 0])
    found = {row.pk: row for row in Dossier.objects.select_for_update().filter(pk__in=keys)}
    check_merge(source, target, found)
    source, target = found[source.pk], found[target.pk]
    concerned = [*chain_of(source), *chain_of(target)]
    entries = DossierEntry.objects.filter(dossier=source)
    stories = list(Article.objects.filter(pk__in=entries.values("article_id")).order_by("pk"))
    twice = set(target.entries.values_list("article_id", flat=True))
    words = {name: str(getattr(source, name)) for name in ("name", "slug", "summary", "standing")}
    _move_marks(source, target)
    _move_chapters(source, target)
    _mend_chain(source, target)
    _take_over(source, target)
    leave(source, [story.pk for story in stories])
    enter(target, [story.pk for story in stories if story.pk not in twice])
    _lead_on(source, target)
    picture, gone = source.picture_id, source.subject
    source.delete()
    told = [gone, ADDRESSES, *concerned, *chain_of(target)]
    if picture is not None:
        told += [f"picture:{picture}", *settle_pictures({picture})]
    told += [target.subject, f"dossiers:{target.edition.key}"]
    send(
        "dossier.merged",
        [*concerned_by([target], stories), *told],
        at=at,
        edition=target.edition.key,
        by=signature(by),
        payload=words,
    )
    return target


def check_merge(source: Dossier, target: Dossier, found: dict[int, Dossier]) -> None:
    """Say in one sentence why these two cannot become one. Raises ValidationError."""
    if source.pk == target.pk:
        raise ValidationError(_("A dossier cannot be merged with itself."))
    for each in (source, target):
        if each.pk not in found:
            message = _("“%(name)s” is there no more: it was merged or removed meanwhile.")
            raise ValidationError(message % {"name": each.name})
    if found[source.pk].edition_id != found[target.pk].edition_id:
        message = _("“%(name)s” belongs to another edition.") % {"name": target.name}
        raise ValidationError(message)


def _move_marks(source: Dossier, target: Dossier) -> None:
    """Give turning points, leading stories and questions to `target`, after its own."""
    for model in (TurningPoint, LeadStory, Question):
        rows = model._default_manager.filter(dossier=target).order_by()
        first = (rows.aggregate(last=Max("sort_order"))["last"] or 0) + 1
        marked: set[int] = set()
        if model is not Question:
            marked = set(rows.values_list("article_id", flat=True))
        for number, row in enumerate(model._default_manager.filter(dossier=source)):
            if getattr(row, "article_id", None) in marked:
                continue  # `target` says something of it already
            row.dossier, row.sort_order = target, first + number
            row.save()


def _move_chapters(source: Dossier, target: Dossier) -> None:
    days = set(target.chapters.values_list("from_on", flat=True))
    for chapter in Chapter.objects.filter(dossier=source).exclude(from_on__in=days):
        chapter.dossier = target
        chapter.save()


def _mend_chain(source: Dossier, target: Dossier) -> None:
    """Let whoever followed `source` follow `target`, and `target` what `source` followed."""
    before, after = source.follows, Dossier.objects.filter(follows=source).first()
    Dossier.objects.filter(pk=source.pk).update(follows=None)
    if after is not None:
        is_free = not Dossier.objects.filter(follows=target).exists() and after.pk != target.pk
        after.follows = target if is_free else None
        Dossier.objects.filter(pk=after.pk).update(follows=after.follows)
    target.refresh_from_db(fields=["follows"])
    if target.follows is None and before is not None and before.pk != target.pk:
        target.follows = before
        try:
            target.clean()
        except ValidationError:
            target.follows = None
        Dossier.objects.filter(pk=target.pk).update(follows=target.follows)


def _take_over(source: Dossier, target: Dossier) -> None:
    """Let `target` say what only `source` said, and last as long as both."""
    for name in ("summary", "standing", "standing_at", "picture_id"):
        if not getattr(target, name):
            setattr(target, name, getattr(source, name))
    if target.period_from and source.period_from:
        target.period_from = min(target.period_from, source.period_from)
    if target.period_to and source.period_to:
        target.period_to = max(target.period_to, source.period_to)
    target.save()


def _lead_on(source: Dossier, target: Dossier) -> None:
    """Let all addresses of `source`, former ones too, lead to `target`."""
    FormerSlug.objects.filter(kind=KIND, key=source.pk).update(key=target.pk)
    FormerSlug.objects.update_or_create(
        kind=KIND,
        edition_id=source.edition_id,
        slug=source.slug.lower(),
        defaults={"key": target.pk},
    )


@transaction.atomic
def split_dossier(
    dossier: Dossier,
    articles: Iterable[Article],
    *,
    name: str,
    by: Reader | None,
    at: datetime,
    goes_on: bool = False,
) -> Dossier:
    """Open a dossier `name` with these stories of `dossier`, which leave it, marks and all.

    `goes_on` says that the new one follows. The old address stays with the old one. Raises
    ValidationError: some stories must leave, and some stay.
    """
    before = Dossier.objects.select_for_update().get(pk=dossier.pk)
    wanted = {story.pk for story in articles}
    rows = DossierEntry.objects.filter(dossier=before)
    keys = [key for key in rows.values_list("article_id", flat=True) if key in wanted]
    if not keys:
        raise ValidationError(_("Choose the stories that are to leave this dossier."))
    if len(keys) == rows.count():
        raise ValidationError(_("All stories would leave: change the dossier’s name instead."))
    follows = {"follows": before} if goes_on else {}
    if goes_on and Dossier.objects.filter(follows=before).exists():
        raise ValidationError(_("Another dossier goes on from this one already."))
    made = open_dossier(before.edition, name=name, by=by, at=at, **follows)
    stories = list(Article.objects.filter(pk__in=keys).order_by("pk"))
    for model in (TurningPoint, LeadStory):
        model._default_manager.filter(dossier=before, article__in=keys).update(dossier=made)
    leave(before, keys)
    enter(made, keys)
    send(
        "dossier.parted",
        [*concerned_by([before, made], stories), ADDRESSES],
        at=at,
        edition=made.edition.key,
        by=signature(by),
    )
    return made
