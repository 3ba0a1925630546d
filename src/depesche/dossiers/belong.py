"""What belongs to a dossier: put stories in, take them out, whatever is written on their drafts."""

from collections.abc import Iterable
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from modelcluster.models import get_serializable_data_for_fields

from depesche.articles.acting import signature
from depesche.articles.former import ADDRESSES
from depesche.articles.models import Article, OrganisationMention, PersonMention, PlaceMention
from depesche.articles.subjects import draft_subject
from depesche.dossiers.drafts import Rows, rewrite_drafts
from depesche.dossiers.models import Dossier, DossierEntry, LeadStory, TurningPoint
from depesche.dossiers.queries import dossiers_subject
from depesche.press.note import beside
from depesche.readers.models import Reader
from depesche.wire.send import send


@transaction.atomic
def add_stories(
    dossier: Dossier, articles: Iterable[Article], *, by: Reader | None, at: datetime
) -> list[Article]:
    """Put stories into the dossier; those that are in it stay. Returns the new ones.

    Readers see them there if they may see them at all. Raises ValidationError for a story of
    another edition.
    """
    stories = list(articles)
    for story in stories:
        if story.edition_id != dossier.edition_id:
            message = _("“%(title)s” belongs to another edition.") % {"title": story.title}
            raise ValidationError(message)
    keys = [story.pk for story in stories]
    there = DossierEntry.objects.filter(dossier=dossier, article__in=keys)
    inside = set(there.values_list("article_id", flat=True))
    new = [story for story in stories if story.pk not in inside]
    if new:
        enter(dossier, [story.pk for story in new])
        send(
            "dossier.extended",
            [*concerned_by([dossier], new), *address_if(dossier, only=new)],
            at=at,
            edition=dossier.edition.key,
            by=signature(by),
        )
    return new


@transaction.atomic
def take_out_stories(
    dossier: Dossier, articles: Iterable[Article], *, by: Reader | None, at: datetime
) -> list[Article]:
    """Take stories out of the dossier; they stay as they are. Returns those that were in it."""
    stories = {story.pk: story for story in articles}
    rows = DossierEntry.objects.filter(dossier=dossier, article__in=stories)
    gone = [stories[key] for key in rows.values_list("article_id", flat=True)]
    if gone:
        leave(dossier, [story.pk for story in gone])
        send(
            "dossier.shortened",
            [*concerned_by([dossier], gone), *address_if(dossier, only=())],
            at=at,
            edition=dossier.edition.key,
            by=signature(by),
        )
    return gone


def enter(dossier: Dossier, keys: Iterable[int]) -> None:
    """Write the rows of these stories, on their drafts too, and under what they are announced."""
    stories = list(Article.objects.filter(pk__in=list(keys)).order_by("pk"))
    rows = DossierEntry.objects.filter(article__in=[story.pk for story in stories]).order_by()
    last = dict(rows.values_list("article_id").annotate(last=Max("sort_order")))
    new = []
    for story in stories:
        place = last.get(story.pk)
        row = DossierEntry(
            article=story, dossier=dossier, sort_order=0 if place is None else place + 1
        )
        row.repeat(story)
        new.append(row)
    DossierEntry.objects.bulk_create(new, batch_size=200)
    drafted = {row.article_id: get_serializable_data_for_fields(row) for row in new}

    def add(key: int, drafts: Rows) -> Rows:
        if any(row.get("dossier") == dossier.pk for row in drafts):
            return drafts
        return [*drafts, drafted[key]]

    rewrite_drafts(drafted, add)
    announce_under(stories, gained=dossier.subject)


def leave(dossier: Dossier, keys: Iterable[int]) -> None:
    """Remove the rows of these stories, on their drafts too, and what the dossier says of them."""
    stories = list(Article.objects.filter(pk__in=list(keys)).order_by("pk"))
    numbers = [story.pk for story in stories]
    for model in (DossierEntry, TurningPoint, LeadStory):
        model._default_manager.filter(dossier=dossier, article__in=numbers).delete()

    def remove(_key: int, drafts: Rows) -> Rows:
        return [row for row in drafts if row.get("dossier") != dossier.pk]

    rewrite_drafts(numbers, remove)
    announce_under(stories, lost=dossier.subject)


def announce_under(stories: list[Article], *, gained: str = "", lost: str = "") -> None:
    """Note on the stories under which subjects their next act is to be announced."""
    changed = []
    for story in stories:
        subjects = set(story.shown_on)
        if not subjects:
            continue  # never announced: the first time, its rows tell
        story.shown_on = sorted((subjects | {gained}) - {lost, ""})
        changed.append(story)
    Article.objects.bulk_update(changed, ["shown_on"], batch_size=200)


def concerned_by(dossiers: list[Dossier], stories: Iterable[Article]) -> list[str]:
    """Return whom it concerns that these stories come into these dossiers, or leave them.

    Of a story that is not out, the desk alone hears.
    """
    stories = list(stories)
    public = [story for story in stories if story.listed]
    subjects = [draft_subject(story) for story in stories if not story.listed]
    subjects += [beside(each.subject) for each in dossiers]
    if public:
        subjects += [dossiers_subject(dossiers[0].edition)]
        subjects += [each.subject for each in dossiers]
        subjects += [beside(story.subject) for story in public]
        subjects += entries_named_by(public)
    return subjects


def address_if(dossier: Dossier, *, only: Iterable[Article]) -> list[str]:
    """Return the subject of the lists' addresses if readers see `only` these stories in it.

    With the first story comes the page, with the last it goes: a sitemap has its address.
    """
    listed = DossierEntry.objects.filter(dossier=dossier, listed=True)
    others = listed.exclude(article_id__in=[story.pk for story in only])
    return [] if others.exists() else [ADDRESSES]


def entries_named_by(stories: Iterable[Article]) -> list[str]:
    """Return the subjects beside which the dossiers of these stories stand: whom they are about."""
    keys = [story.pk for story in stories]
    found: set[str] = set()
    for model in (PersonMention, OrganisationMention, PlaceMention):
        word = model._meta.model_name.removesuffix("mention")
        rows = model._default_manager.filter(article_id__in=keys, listed=True).order_by()
        found |= {f"{word}:{key}" for key in rows.values_list(f"{word}_id", flat=True).distinct()}
    return sorted(map(beside, found))
