"""Read everything that the page of one story needs, before any of it is shaped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from depesche.articles.models import Article, Correction
from depesche.articles.queries import bylines_of, notices_of
from depesche.dossiers.queries import CountedDossier, dossiers_of
from depesche.portal.blocks import Found, Said, Wanted, stored_blocks, wanted_by
from depesche.portal.images import images_of
from depesche.portal.paper import Paper
from depesche.portal.queries import (
    Named,
    names_of,
    recordings,
    speakers,
    stories_by_key,
)
from depesche.quotes.models import Quote
from depesche.quotes.queries import quotes_of_article
from depesche.register.models import Person
from depesche.search.compare import BESIDE

PLACES = {
    "author": "authors",
    "tag": "tags",
    "person": "people",
    "organisation": "organisations",
    "place": "places",
}


@dataclass(frozen=True)
class Draft:
    """What hangs on a story in the form: names in its order, dossiers with their counts."""

    names: list[Named]
    dossiers: list[CountedDossier]
    quotes: list[Quote]


@dataclass(frozen=True)
class Story:
    """A story and everything read for its page, before it is shaped."""

    article: Article
    blocks: list[dict[str, Any]]
    names: list[Named]
    others: dict[int, Article]
    related: list[Article]
    alike: list[Article]
    related_authors: Mapping[int, list[Person]]
    found: Found
    dossiers: list[CountedDossier]
    corrections: list[Correction]

    def named(self, kind: str) -> list[Named]:
        """Return what stands on the page under `kind`, in the editors' order."""
        return [name for name in self.names if name.kind == kind]

    @property
    def author_names(self) -> list[str]:
        """The authors' names in the order of the byline."""
        return [author.name for author in self.named("author")]


def read_story(paper: Paper, article: Article, draft: Draft | None = None) -> Story:
    """Read what the page of `article` needs: at most nine queries.

    A preview hands in as `draft` what hangs on the story in the form, not yet in the database.
    """
    blocks = stored_blocks(article.body)
    wanted = wanted_by(blocks)
    names = draft.names if draft else names_of(article)
    linked = {name.key for name in names if name.kind in {"related", "alike", "translation"}}
    others = stories_by_key([*linked, *wanted.pages])
    related = [others[name.key] for name in names if name.kind == "related" and name.key in others]
    alike = [others[name.key] for name in names if name.kind == "alike" and name.key in others]
    alike = [other for other in alike if other not in related][: max(0, BESIDE - len(related))]
    shown = [*related, *alike]
    pictures = {article.picture_id, *wanted.pictures, *(other.picture_id for other in shown)}
    quotes = draft.quotes if draft else quotes_of_article(article, paper.edition)
    found = Found(
        images=images_of(pictures, at=paper.now, is_preview=paper.is_preview),
        speakers=_speakers(paper, wanted, quotes),
        recordings=recordings(wanted.recordings, is_preview=paper.is_preview),
        pages=page_paths(paper, others, wanted.pages),
        is_paid=article.is_advertisement,
        quotes=tuple(quotes),
    )
    return Story(
        article=article,
        blocks=blocks,
        names=names,
        others=others,
        related=related,
        alike=alike,
        related_authors=bylines_of(shown) if shown else {},
        found=found,
        dossiers=draft.dossiers if draft else dossiers_of(article),
        corrections=notices_of(article) if article.pk else [],
    )


def _speakers(paper: Paper, wanted: Wanted, quotes: Iterable[Quote]) -> dict[tuple[str, int], Said]:
    """Return who is quoted in blocks; those whom the records know cost no query."""
    known = [
        Named(kind, who.pk, 0, who.pk, who.name, who.slug)
        for quote in quotes
        for kind, who in (("person", quote.person), ("organisation", quote.organisation))
        if who is not None
    ]
    there = {(who.kind, who.key) for who in known}
    missing = speakers(
        {key for key in wanted.people if ("person", key) not in there},
        {key for key in wanted.organisations if ("organisation", key) not in there},
    )
    return {
        (who.kind, who.key): Said(who.name, who.slug, name_path(paper, who))
        for who in [*known, *missing]
    }


def page_paths(paper: Paper, others: dict[int, Article], keys: frozenset[int]) -> dict[int, str]:
    """Return the addresses of linked pages: stories that readers may see, sections, the front."""
    paths = {key: paper.story_path(others[key]) for key in keys if key in others}
    paths |= {key: paper.path(f"/{section.slug}/") for key, section in paper.sections.items()}
    if paper.edition.home_id:
        paths[paper.edition.home_id] = paper.edition.root_path
    return paths


def name_path(paper: Paper, name: Named) -> str:
    """Return the path of a name's page, empty without one."""
    if not name.has_page:
        return ""
    return paper.path(f"/{PLACES[name.kind]}/{name.slug}/")
