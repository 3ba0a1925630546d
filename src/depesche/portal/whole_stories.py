"""Whole stories, many at once: their bodies and all that stands in them, in a few queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from depesche.articles.models import Article, Correction
from depesche.portal.blocks import FRAME_IDS, Found, Said, Wanted, shaped_blocks, stored_blocks
from depesche.portal.blocks import wanted_by as wanted_by_blocks
from depesche.portal.contracts import Notice, WholeStory
from depesche.portal.notices import notice
from depesche.portal.paper import Paper
from depesche.portal.queries import recordings, speakers, stories_by_key
from depesche.portal.story import name_path, page_paths
from depesche.portal.teasers import teasers_with

Bodies = dict[int, list[dict[str, Any]]]


@dataclass(frozen=True)
class Wants:
    """Whether pictures and sound are to be shown: a book has none."""

    has_media: bool = True


WITH_MEDIA, WITHOUT_MEDIA = Wants(), Wants(has_media=False)


def whole_stories(
    paper: Paper, articles: Sequence[Article], wants: Wants = WITH_MEDIA
) -> tuple[WholeStory, ...]:
    """Shape listed stories whole, in their order: at most twelve queries for any number."""
    bodies = _bodies(articles)
    wanted = wanted_by_blocks([block for blocks in bodies.values() for block in blocks])
    pictures = wanted.pictures if wants.has_media else frozenset()
    teasers, images = teasers_with(paper, articles, pictures, has_pictures=wants.has_media)
    others = stories_by_key(wanted.pages)
    found = Found(
        images=images,
        speakers=_speakers(paper, wanted),
        recordings=recordings(wanted.recordings) if wants.has_media else {},
        pages=page_paths(paper, others, wanted.pages),
    )
    notices = _notices(paper, articles)
    anchors = set(FRAME_IDS)
    stories = []
    for article in articles:
        teaser = teasers[article.pk]
        paid = Found(**{**vars(found), "is_paid": article.is_advertisement})
        anchors.add(f"story-{article.code}")
        stories.append(
            WholeStory(
                key=article.pk,
                story=teaser,
                anchor=f"story-{article.code}",
                place_line=article.place_line,
                image=teaser.image,
                blocks=shaped_blocks(bodies.get(article.pk, []), paid, anchors),
                notices=notices.get(article.pk, ()),
            )
        )
    return tuple(stories)


def _bodies(articles: Sequence[Article]) -> Bodies:
    rows = Article.objects.listed().filter(pk__in=[article.pk for article in articles])
    return {key: stored_blocks(body) for key, body in rows.order_by().values_list("pk", "body")}


def _speakers(paper: Paper, wanted: Wanted) -> dict[tuple[str, int], Said]:
    said_by = speakers(wanted.people, wanted.organisations)
    return {(who.kind, who.key): Said(who.name, who.slug, name_path(paper, who)) for who in said_by}


def _notices(paper: Paper, articles: Sequence[Article]) -> dict[int, tuple[Notice, ...]]:
    keys = [article.pk for article in articles]
    found: dict[int, tuple[Notice, ...]] = {}
    for row in Correction.objects.filter(article__in=keys).order_by("-published_at", "-id"):
        found[row.article_id] = (*found.get(row.article_id, ()), notice(paper, row))
    return found
