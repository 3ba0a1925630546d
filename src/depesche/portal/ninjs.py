"""A story as a ninjs 3.1 item (IPTC), from the same reading as its page."""

from typing import Any

from depesche.articles.models import Article
from depesche.portal import json_ld
from depesche.portal.blocks import shaped_blocks
from depesche.portal.contracts import Block, Image
from depesche.portal.filters import iso
from depesche.portal.paper import Paper
from depesche.portal.rich_text import block_html
from depesche.portal.story import Story, name_path, read_story

SCHEMA = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"


def ninjs_item(paper: Paper, article: Article) -> dict[str, Any]:
    """Return the item of a story that its caller has judged visible."""
    story = read_story(paper, article)
    blocks = shaped_blocks(story.blocks, story.found)
    edition = paper.edition
    published_at = paper.local(article.published_at or paper.now)
    return json_ld.clean(
        {
            "standard": {"name": "ninjs", "version": "3.1", "schema": SCHEMA},
            "uri": edition.url(paper.story_address(article)),
            "type": "text",
            "representationType": "full",
            "version": str(max(1, getattr(article, "version_count", 1))),
            "firstCreated": iso(published_at),
            "versionCreated": iso(paper.local(article.updated_at or published_at)),
            "contentCreated": iso(published_at),
            "pubStatus": "usable",
            "language": edition.language,
            "title": article.title,
            "by": ", ".join(story.author_names),
            "located": article.place_line,
            "copyrightHolder": article.agency or edition.name,
            "copyrightNotice": article.copyright_notice,
            "usageTerms": article.usage_terms,
            "headlines": _headlines(article),
            "descriptions": [{"role": "lead", "contentType": "text/plain", "value": article.lead}],
            "bodies": [_body(edition.base_url, blocks)],
            "genres": [{"name": article.genre}],
            "infoSources": [{"name": article.agency, "role": "agency"}] if article.agency else [],
            "altIds": [{"role": "code", "value": article.code}],
            "trustIndicators": _trust(paper, article),
            **_names(paper, story),
            "associations": _pictures(paper, story, blocks),
        }
    )


def _headlines(article: Article) -> list[dict[str, str]]:
    found = [
        ("main", article.title),
        ("kicker", article.kicker),
        ("short", article.short_headline),
    ]
    return [
        {"role": role, "contentType": "text/plain", "value": text} for role, text in found if text
    ]


def _body(base_url: str, blocks: tuple[Block, ...]) -> dict[str, Any]:
    html = "\n".join(str(block_html(block, base_url=base_url)) for block in blocks)
    return {"role": "main", "contentType": "text/html", "value": html}


def _trust(paper: Paper, article: Article) -> list[dict[str, str]]:
    indicators = [
        {
            "role": "http://cv.iptc.org/newscodes/trustindicator/corrections",
            "title": "corrections policy",
            "href": paper.url("/corrections/"),
        }
    ]
    if article.is_advertisement:
        indicators.append(
            {
                "role": "http://cv.iptc.org/newscodes/trustindicator/advertisement",
                "title": "advertisement",
            }
        )
    return indicators


def _names(paper: Paper, story: Story) -> dict[str, list[dict[str, str]]]:
    """Return people, organisations, places and subjects with their pages."""
    edition = paper.edition
    lists: dict[str, list[dict[str, str]]] = {}
    words = (("people", "person"), ("organisations", "organisation"), ("places", "place"))
    for name, kind in words:
        lists[name] = [
            {
                "name": row.name,
                "rel": "about",
                "uri": json_ld.absolute(edition, name_path(paper, row)),
            }
            for row in story.named(kind)
        ]
    lists["people"] += [
        {"name": row.name, "rel": "author", "uri": edition.url(f"/authors/{row.slug}/")}
        for row in story.named("author")
    ]
    section = paper.section_of(story.article)
    lists["subjects"] = [
        {"name": section.title, "rel": "section", "uri": edition.url(f"/{section.slug}/")},
        *(
            {"name": row.name, "rel": "tag", "uri": edition.url(f"/tags/{row.slug}/")}
            for row in story.named("tag")
        ),
    ]
    lists["events"] = [
        {"name": d.name, "rel": "dossier", "uri": edition.url(f"/dossiers/{d.slug}/")}
        for d in story.dossiers
    ]
    return lists


def _pictures(paper: Paper, story: Story, blocks: tuple[Block, ...]) -> list[dict[str, Any]]:
    article = story.article
    lead = story.found.images.image(
        article.picture_id, caption=article.picture_caption, alt=article.picture_alt
    )
    images = [("mainpic", lead), *(("picture", block.image) for block in blocks)]
    return [_picture(paper, name, image) for name, image in images if image]


def _picture(paper: Paper, name: str, image: Image) -> dict[str, Any]:
    url = json_ld.absolute(paper.edition, json_ld.largest(image))
    return {
        "name": name,
        "uri": url,
        "type": "picture",
        "by": image.credit,
        "copyrightNotice": image.copyright_notice or image.credit,
        "usageTerms": image.licence_url,
        "descriptions": [
            {"role": "caption", "contentType": "text/plain", "value": image.caption or image.alt},
            {"role": "alt", "contentType": "text/plain", "value": image.alt},
        ],
        "renditions": [
            {
                "name": "main",
                "href": url,
                "contentType": "image/jpeg",
                "width": image.width,
                "height": image.height,
            }
        ],
    }
