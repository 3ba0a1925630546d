"""A story that comes in ready: from an agency, an archive, another system."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from modelcluster.models import get_all_child_relations

from depesche.articles.derive import derive_rows
from depesche.articles.models import Article, Section
from depesche.articles.write import RELATIONS
from depesche.pictures.models import Picture

PLAIN_FIELDS = (
    "kicker",
    "short_headline",
    "lead",
    "genre",
    "place_line",
    "agency",
    "event_on",
    "picture_caption",
    "picture_alt",
    "copyright_notice",
    "usage_terms",
)


@dataclass(frozen=True)
class IncomingStory:
    """One ready story. `body` are raw blocks (`{"type": "paragraph", "value": "<p>…</p>"}`).

    Rich text in `body` is cleaned already. `published_at` is aware and not in the future.
    `hangs_on` gives rows by name: `authors`, `tags`, `people`, `organisations`, `places`,
    `related`, `dossiers`, each a list of saved objects in order. `further` are other fields of
    Article.
    """

    section: Section
    title: str
    lead: str
    published_at: datetime
    body: Sequence[Mapping[str, Any]] = ()
    kicker: str = ""
    short_headline: str = ""
    slug: str = ""
    genre: str = "report"
    place_line: str = ""
    agency: str = ""
    event_on: date | None = None
    picture: Picture | None = None
    picture_caption: str = ""
    picture_alt: str = ""
    copyright_notice: str = ""
    usage_terms: str = ""
    updated_at: datetime | None = None
    code: str = ""
    hangs_on: Mapping[str, Sequence[Any]] = field(default_factory=dict)
    further: Mapping[str, Any] = field(default_factory=dict)

    def as_article(self) -> Article:
        """Return the story as an unsaved, listed article with its rows; it has no place yet."""
        # every relation is given, the empty ones too: else each is looked up in the database
        relations: dict[str, Any] = {
            relation.get_accessor_name(): [] for relation in get_all_child_relations(Article)
        }
        for name, things in self.hangs_on.items():
            relation, column = RELATIONS[name]
            relations[relation] = [
                self._row(relation, column, thing, number) for number, thing in enumerate(things)
            ]
        plain = {name: getattr(self, name) for name in PLAIN_FIELDS}
        given = {"code": self.code} if self.code else {}
        article = Article(
            title=self.title, slug=self.slug, **plain, **given, **self.further, **relations
        )
        article.section, article.edition = self.section, self.section.edition
        article.picture = self.picture
        article.body = Article._meta.get_field("body").stream_block.to_python(list(self.body))
        article.listed, article.live, article.has_unpublished_changes = True, True, False
        article.published_at, article.updated_at = self.published_at, self.updated_at
        article.first_published_at = article.last_published_at = self.published_at
        article.draft_title, article.locale = self.title, self.section.locale
        derive_rows(article)
        return article

    def _row(self, relation: str, column: str, thing: Any, number: int) -> Any:
        model: Any = Article._meta.get_field(relation).related_model
        row = model(sort_order=number, **{column: thing})
        if hasattr(row, "listed"):
            row.listed, row.published_at = True, self.published_at
        if hasattr(row, "edition_id"):
            row.edition_id = self.section.edition_id
        return row
