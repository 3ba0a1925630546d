"""Gather all that the items of some stories tell: few queries for any number of stories."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Model

from depesche.archive.models import Original
from depesche.articles.body_html import referred_keys
from depesche.articles.models import (
    Article,
    Byline,
    Correction,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    PublicVersion,
    RelatedStory,
    Tagging,
)
from depesche.dossiers.models import DossierEntry
from depesche.pictures.models import Picture
from depesche.register.models import Organisation, Person

# relation → its table, the column of what it names
RELATIONS: dict[str, tuple[type[Model], str]] = {
    "bylines": (Byline, "person"),
    "taggings": (Tagging, "tag"),
    "person_mentions": (PersonMention, "person"),
    "organisation_mentions": (OrganisationMention, "organisation"),
    "place_mentions": (PlaceMention, "place"),
    "dossier_entries": (DossierEntry, "dossier"),
    "related_stories": (RelatedStory, "other"),
}


@dataclass(frozen=True)
class Gathered:
    """Stories by key, and what they name: `rows[relation][story]` in the order of the desk."""

    articles: Mapping[int, Article]
    rows: Mapping[str, Mapping[int, Sequence[Any]]]
    pictures: Mapping[int, Picture]
    linked: Mapping[int, Article]
    speakers: Mapping[str, Mapping[int, Any]]
    corrections: Mapping[int, Sequence[Correction]]
    uris: Mapping[int, str]
    version_counts: Mapping[int, int]
    originals: Mapping[int, Sequence[Original]]

    def version(self, key: int) -> int:
        """Return a story's version: its source's, and one more for each later wording here."""
        count = self.version_counts.get(key, 1)
        originals = self.originals.get(key, [])
        if not originals or not originals[-1].version.isdecimal():
            return count
        return int(originals[-1].version) + max(0, count - len(originals))


def gather(keys: Sequence[int]) -> Gathered:
    """Read everything about the stories with these keys."""
    stories = Article.objects.select_related("section", "edition", "ai_reviewer", "picture")
    articles = stories.in_bulk(keys)
    referred: dict[str, set[int]] = defaultdict(set)
    for article in articles.values():
        for word, found in referred_keys(article.body.raw_data).items():
            referred[word] |= found
    rows = {name: _rows(name, keys) for name in RELATIONS}
    originals: dict[int, list[Original]] = defaultdict(list)
    others = {other.pk for stories in rows["related_stories"].values() for other in stories}
    for original in Original.objects.filter(article__in={*keys, *others}).order_by("pk"):
        originals[original.article_id].append(original)
    versions = PublicVersion.objects.filter(article__in=keys).order_by()
    return Gathered(
        articles=articles,
        rows=rows,
        pictures=Picture.objects.in_bulk(list(referred["picture"])),
        linked=Article.objects.listed().defer("body").in_bulk(list(referred["page"])),
        speakers={
            "person": Person.objects.in_bulk(list(referred["person"])),
            "organisation": Organisation.objects.in_bulk(list(referred["organisation"])),
        },
        corrections=_grouped(Correction.objects.filter(article__in=keys).order_by("published_at")),
        uris={key: found[-1].uri for key, found in originals.items()},
        version_counts=dict(
            versions.values("article").annotate(count=Count("pk")).values_list("article", "count")
        ),
        originals=originals,
    )


def _rows(relation: str, keys: Sequence[int]) -> dict[int, list[Any]]:
    """Return what the stories name in `relation`; of related ones what readers may see."""
    model, column = RELATIONS[relation]
    found = model._default_manager.filter(article__in=keys)
    if column == "other":
        found = found.filter(other__listed=True)
    named: dict[int, list[Any]] = defaultdict(list)
    for row in found.select_related(column).order_by("article_id", "sort_order", "pk"):
        named[getattr(row, "article_id")].append(getattr(row, column))  # noqa: B009 any table
    return named


def _grouped(corrections: Iterable[Correction]) -> dict[int, list[Correction]]:
    grouped: dict[int, list[Correction]] = defaultdict(list)
    for correction in corrections:
        grouped[correction.article_id].append(correction)
    return grouped
