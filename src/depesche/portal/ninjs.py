"""A story as a ninjs 3.1 item, from the same reading as its page: never more than it shows."""

from collections.abc import Iterable
from typing import Any

from depesche.articles.body_html import Name, References, Shown
from depesche.articles.models import Article
from depesche.articles.ninjs import Media, Surroundings
from depesche.articles.ninjs import ninjs_item as item_of
from depesche.portal.blocks import audio_url, wanted_by
from depesche.portal.images import Images
from depesche.portal.json_ld import absolute
from depesche.portal.paper import Paper
from depesche.portal.queries import Named
from depesche.portal.story import Story, name_path, read_story


def ninjs_item(paper: Paper, article: Article) -> dict[str, Any]:
    """Return the item of a story that its caller has judged visible."""
    story = read_story(paper, article)
    section = paper.section_of(article)
    around = Surroundings(
        uri=paper.url(f"/k/{article.code}"),  # stays when slug or section change; as exports say
        section=Name(section.title, section.slug, paper.url(f"/{section.slug}/")),
        language=paper.edition.language,
        version=max(1, int(getattr(article, "version_count", 1))),
        authors=_names(paper, story.named("author")),
        tags=_names(paper, story.named("tag")),
        people=_names(paper, story.named("person")),
        organisations=_names(paper, story.named("organisation")),
        places=_names(paper, story.named("place")),
        dossiers=[
            Name(dossier.name, dossier.slug, paper.url(f"/dossiers/{dossier.slug}/"))
            for dossier in (each.dossier for each in story.dossiers)
        ],
        related=[
            Name(other.title, other.slug, paper.url(f"/k/{other.code}")) for other in story.related
        ],
        references=_references(paper, story),
        media=_media(paper, story.found.images),
        corrections=story.corrections,
        ai_reviewer=article.ai_reviewer.name if article.ai_reviewer else "",
    )
    return item_of(article, around)


def _names(paper: Paper, rows: Iterable[Named]) -> list[Name]:
    return [
        Name(row.name, row.slug, absolute(paper.edition, name_path(paper, row))) for row in rows
    ]


def _references(paper: Paper, story: Story) -> References:
    """Hand over what the body refers to, in the body's order, with whole addresses."""
    edition, found = paper.edition, story.found
    images = found.images
    wanted = wanted_by(story.blocks)
    return References(
        speakers={
            key: Name(who.name, who.slug, absolute(edition, who.path))
            for key, who in found.speakers.items()
        },
        pictures={
            key: Shown(absolute(edition, size.url), facts.alt)
            for key, facts in images.facts.items()
            if key in wanted.pictures and (size := images.largest(key))
        },
        recordings={
            key: Shown(absolute(edition, audio_url(recording)), recording.title)
            for key, recording in found.recordings.items()
        },
        pages={key: absolute(edition, path) for key, path in found.pages.items()},
    )


def _media(paper: Paper, images: Images) -> dict[int, Media]:
    """Return the pictures with the sizes that readers may fetch, the largest first."""
    return {
        key: Media(
            images.pictures[key],
            [
                {
                    "name": f"{kind}-{size.width}",
                    "href": absolute(paper.edition, size.url),
                    "contentType": f"image/{kind}",
                    "width": size.width,
                    "height": size.height,
                }
                for kind, sizes in facts.sizes.items()
                for size in reversed(sizes)
            ],
        )
        for key, facts in images.facts.items()
    }
