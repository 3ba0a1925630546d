"""Named reads for readers' pages: how often a story was read, and what is read most."""

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from depesche.articles.models import Article, Section
from depesche.masthead.models import Edition
from depesche.press.note import name_of, note
from depesche.readership.models import Rank, Tally
from depesche.readership.rank import most_read_subject
from depesche.readership.tell import shown, views_subject


def tally() -> Coalesce:
    """Return what annotates stories as `view_count`: how often each was read in all."""
    counts = Tally.objects.filter(pk=OuterRef("pk")).values("count")
    return Coalesce(Subquery(counts), Value(0))


def views_of(article: Article) -> int:
    """Return how often a story with its `view_count` was read, as its page prints it: no query."""
    note(views_subject(article.pk))
    return shown(int(getattr(article, "view_count", 0)))


def most_read(edition: Edition, section: Section | None = None) -> list[Article]:
    """Return what is read most, in the order of its ranks, listed stories only: one query.

    They have neither body nor picture loaded.
    """
    if not edition.most_read:
        return []
    note(most_read_subject(edition, section.pk if section else None))
    ranks = Rank.objects.filter(edition=edition, section=section, article__listed=True)
    rows = ranks.select_related("article__section").order_by("place")
    found = [row.article for row in rows.defer("article__body", "article__shown_on")]
    for story in found:
        note(story.subject, name_of(f"section:{story.section_id}"))
    return found
