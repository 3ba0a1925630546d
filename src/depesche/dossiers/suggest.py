"""Suggest stories that belong into a dossier: they share its people, its tags, its words."""

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from depesche.articles.models import (
    Article,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    Tagging,
)
from depesche.articles.rows import ListedRow
from depesche.dossiers.models import Dossier, DossierEntry

MOST_COMMON = 15
LOOKED_AT = 300
DAYS = 730  # an older story than that is found by the desk's search
LONG_WORD = 5
SHARED: tuple[tuple[type[ListedRow], str, float], ...] = (
    (PersonMention, "person_id", 3.0),
    (OrganisationMention, "organisation_id", 2.0),
    (Tagging, "tag_id", 2.0),
    (PlaceMention, "place_id", 1.0),
)
WORDS = re.compile(r"\w+")


@dataclass(frozen=True)
class Suggestion:
    """A story that may belong in; `shared`: how many people, tags and so on it has in common."""

    article: Article
    shared: int
    score: float


def suggest_stories(dossier: Dossier, *, at: datetime, limit: int = 12) -> list[Suggestion]:
    """Return stories of the edition that readers may see and the dossier has not, best first.

    What half of its stories are about counts more than what one of them names. Eleven queries.
    """
    entries = DossierEntry.objects.filter(dossier=dossier)
    size = max(1, entries.count())
    scores: defaultdict[int, float] = defaultdict(float)
    shared: Counter[int] = Counter()
    inside = entries.values("article_id")
    for model, column, weight in SHARED:
        rows = model._default_manager.filter(article_id__in=inside).order_by().values(column)
        common = dict(
            rows.annotate(count=Count("pk"))
            .order_by("-count", column)
            .values_list(column, "count")[:MOST_COMMON]
        )
        others = model._default_manager.filter(
            **{f"{column}__in": list(common)}, listed=True, published_at__gte=at - timedelta(DAYS)
        ).exclude(article_id__in=inside)
        newest = others.order_by("-published_at", "-article_id")
        for key, article in newest.values_list(column, "article_id")[:LOOKED_AT]:
            scores[article] += weight * (common[key] / size) ** 0.5
            shared[article] += 1
    best = sorted(scores, key=lambda key: (-scores[key], -key))[: limit * 4]
    found = Article.objects.listed().filter(pk__in=best, edition=dossier.edition_id)
    words = _words(f"{dossier.name} {dossier.summary}")
    rated = [
        Suggestion(story, shared[story.pk], scores[story.pk] + 2 * len(words & _words(story.title)))
        for story in found.select_related("section").defer("body", "shown_on")
    ]
    rated.sort(key=lambda each: (-each.score, -each.article.pk))
    return rated[:limit]


def _words(text: str) -> set[str]:
    return {word for word in WORDS.findall(text.casefold()) if len(word) >= LONG_WORD}
