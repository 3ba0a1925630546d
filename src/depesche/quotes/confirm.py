"""Confirm quotations, drop them, and keep those that a machine has found: without a new wording.

A row stands in the database and in the drafts of its story: both are changed, so that the next
publishing brings nothing back.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from modelcluster.models import get_serializable_data_for_fields
from wagtail.models import Revision

from depesche.articles.acting import signature
from depesche.articles.models import Article
from depesche.articles.subjects import draft_subject, own_subjects
from depesche.press.note import beside
from depesche.quotes.models import TOO_EARLY, Quote, faults_of
from depesche.quotes.settle import quotes_of_edition, subjects_of
from depesche.readers.models import Reader
from depesche.wire.send import send

Rows = list[dict[str, Any]]


@transaction.atomic
def confirm_quotes(
    quotes: Iterable[Quote], *, by: Reader | None, at: datetime
) -> list[tuple[Quote, str]]:
    """Confirm quotations; return those that cannot be, each with a sentence that says why."""
    refused, ready = [], []
    for quote in _held(quotes):
        fault = _fault(quote, at)
        if fault:
            refused.append((quote, fault))
        elif not quote.is_confirmed:
            ready.append(quote)
    confirmed = {quote.code for quote in ready}

    def change(rows: Rows) -> Rows:
        return [{**row, "is_confirmed": True} if _code(row) in confirmed else row for row in rows]

    keys = [quote.pk for quote in ready]
    Quote.objects.filter(pk__in=keys).update(is_confirmed=True, checked_by=by)
    _change_drafts(ready, change)
    _tell("quote.confirmed", ready, by=by, at=at)
    return refused


@transaction.atomic
def drop_quotes(quotes: Iterable[Quote], *, by: Reader | None, at: datetime) -> int:
    """Drop quotations that nobody has confirmed; return how many. The text stays as it is."""
    gone = [quote for quote in _held(quotes) if not quote.is_confirmed and not quote.block]
    codes = {quote.code for quote in gone}
    _change_drafts(gone, lambda rows: [row for row in rows if _code(row) not in codes])
    Quote.objects.filter(pk__in=[quote.pk for quote in gone]).delete()
    _tell("quote.dropped", gone, by=by, at=at)
    return len(gone)


@transaction.atomic
def keep_found(
    article: Article, found: Sequence[Quote], *, by: Reader | None, at: datetime
) -> list[Quote]:
    """Hang what a machine has found on a story, unconfirmed; return what is new of it.

    Words that the story has a record of already are passed over: it may run twice.
    """
    story = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    latest = story.get_latest_revision_as_object().quotes.all()
    known = {_plain(row.words) for row in [*story.quotes.all(), *latest]}
    new = []
    for number, quote in enumerate(found):
        if _plain(quote.words) in known or not quote.words.strip():
            continue
        known.add(_plain(quote.words))
        quote.article, quote.sort_order = story, number
        quote.is_found, quote.is_confirmed, quote.block = True, False, ""
        quote.repeat(story)
        new.append(quote)
    Quote.objects.bulk_create(new)
    _change_drafts(new, lambda rows: rows + [get_serializable_data_for_fields(row) for row in new])
    _tell("quote.offered", new, by=by, at=at)
    return new


def _held(quotes: Iterable[Quote]) -> list[Quote]:
    keys = [quote.pk for quote in quotes]
    rows = Quote.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    return list(rows.select_related("article__edition").order_by("pk"))


def _fault(quote: Quote, at: datetime) -> str:
    today = at.astimezone(quote.article.edition.zone).date()
    if quote.said_on and quote.said_on > today:
        return str(TOO_EARLY)
    quote.is_confirmed, was = True, quote.is_confirmed
    faults = faults_of(quote)
    quote.is_confirmed = was
    return " ".join(str(fault) for fault in faults.values())


def _code(row: dict[str, Any]) -> str:
    return str(row.get("code", ""))


def _plain(words: str) -> str:
    return " ".join(words.split())


def _change_drafts(quotes: Sequence[Quote], change: Callable[[Rows], Rows]) -> None:
    """Change the rows of quotations in the newest draft of each story, and in what waits."""
    keys = {quote.article_id for quote in quotes}
    stories = Article.objects.filter(pk__in=keys)
    wanted = set(stories.values_list("latest_revision", flat=True))
    waiting = Revision.page_revisions.filter(object_id__in=[str(key) for key in keys])
    waiting = waiting.filter(approved_go_live_at__isnull=False)
    drafts = Revision.objects.filter(pk__in=wanted - {None}) | waiting.order_by()
    for draft in drafts:
        draft.content = {**draft.content, "quotes": change(draft.content.get("quotes") or [])}
        draft.save(update_fields=["content"])


def _tell(kind: str, quotes: Sequence[Quote], *, by: Reader | None, at: datetime) -> None:
    """Send one dispatch an edition; pages are concerned only where they print such quotations."""
    editions: dict[str, list[Quote]] = defaultdict(list)
    for quote in quotes:
        editions[quote.article.edition.key].append(quote)
    for key, rows in sorted(editions.items()):
        edition = rows[0].article.edition
        is_printed = kind == "quote.confirmed" or edition.shows_unchecked_quotes
        stories = {quote.article_id: quote.article for quote in rows}
        subjects = {draft_subject(story) for story in stories.values()}
        if is_printed:
            subjects.add(quotes_of_edition(edition))
            subjects |= {each for quote in rows if quote.listed for each in subjects_of(quote)}
            for story in stories.values():
                subjects |= _shown_on(story) if story.listed else set()
        send(kind, subjects, at=at, edition=key, by=signature(by), payload={"count": len(rows)})


def _shown_on(story: Article) -> set[str]:
    """Return who shows the story's quotations: its page, and the lists of where it stands."""
    lists = {f"{subject}/quotes" for subject in own_subjects(story) if "/" not in subject}
    return {beside(story.subject), *lists}
