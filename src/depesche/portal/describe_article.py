"""Describe a story to machines: its head, its schema.org type, its card where it is shared."""

from depesche.portal import json_ld
from depesche.portal.contracts import Block, Image, Link, Quotation
from depesche.portal.filters import iso
from depesche.portal.frame import Head, crumbs
from depesche.portal.notices import notice
from depesche.portal.paper import Paper
from depesche.portal.share_image import SIZE as SHARE_SIZE
from depesche.portal.share_image import share_address
from depesche.portal.story import Story, name_path

TYPES = {
    "report": "NewsArticle",
    "reportage": "ReportageNewsArticle",
    "analysis": "AnalysisNewsArticle",
    "interview": "NewsArticle",
    "opinion": "OpinionNewsArticle",
}
LOCALES = {"de": "de_DE", "en": "en_GB"}
ABOUT = {"person": "Person", "organisation": "Organization", "place": "Place"}


def article_head(
    paper: Paper, story: Story, blocks: tuple[Block | Quotation, ...], image: Image | None
) -> Head:
    """Return what the page of a story says of itself."""
    article = story.article
    address = paper.story_address(article)
    section = paper.section_link(article)
    way = crumbs(paper, section, Link(name=article.list_headline, path=paper.path(address)))
    thing = news_article(paper, story, blocks, image)
    return Head(
        title=article.title,
        address=address,
        description=article.lead,
        json_ld=json_ld.script(
            thing, json_ld.publisher(paper.edition), json_ld.breadcrumbs(paper.edition, way)
        ),
        open_graph=_open_graph(paper, story, image),
        breadcrumbs=way[:-1],
        alternates=_alternates(paper, story),
        current=paper.section_of(article).slug,
        news_of=f"story:{article.code}",
        news_since=article.updated_at or article.published_at,
    )


def _alternates(paper: Paper, story: Story) -> tuple[Link, ...]:
    """Link the same story in other editions, and itself among them, as hreflang wants it."""
    others = [story.others[row.key] for row in story.named("translation")]
    if not others:
        return ()
    own = paper.edition
    links = [Link(own.name, own.url(paper.story_address(story.article)), own.language)]
    for article in others:
        edition = paper.edition_of(article)
        links.append(
            Link(edition.name, edition.url(paper.story_address(article)), edition.language)
        )
    return tuple(links)


def news_article(
    paper: Paper, story: Story, blocks: tuple[Block | Quotation, ...], image: Image | None
) -> json_ld.Thing:
    """Return the story as schema.org says it."""
    article, edition = story.article, paper.edition
    url = edition.url(paper.story_address(article))
    kind = "AdvertiserContentArticle" if article.is_advertisement else TYPES[article.genre]
    quotes = [
        json_ld.quotation(edition, block)
        for block in blocks
        if block.kind == "quote" or (isinstance(block, Quotation) and not block.is_unchecked)
    ]
    return {
        "@type": kind,
        "@id": f"{url}#story",
        "url": url,
        "mainEntityOfPage": url,
        "headline": article.title,
        "alternativeHeadline": article.short_headline,
        "description": article.lead,
        "inLanguage": edition.language,
        "articleSection": paper.section_of(article).title,
        "datePublished": iso(paper.local(article.published_at or paper.now)),
        "dateModified": iso(paper.local(article.updated_at or article.published_at or paper.now)),
        "author": _authors(paper, story),
        "publisher": {"@id": f"{edition.url('/')}#paper"},
        "isBasedOn": _material(article.agency),
        "image": json_ld.image_object(edition, image),
        "keywords": [tag.name for tag in story.named("tag")],
        "mentions": _mentions(paper, story),
        "isPartOf": [
            {"@type": "CollectionPage", "name": d.name, "url": edition.url(f"/dossiers/{d.slug}/")}
            for d in (each.dossier for each in story.dossiers)
        ],
        "hasPart": quotes,
        "correction": [
            json_ld.correction(notice(paper, entry), f"{url}#story") for entry in story.corrections
        ],
        "copyrightNotice": article.copyright_notice,
        "locationCreated": {"@type": "Place", "name": article.place_line}
        if article.place_line
        else None,
        "isAccessibleForFree": True,
    }


def _authors(paper: Paper, story: Story) -> list[json_ld.Thing]:
    """Return the people of the byline; the agency, or the paper itself, where there is none."""
    links = [Link(row.name, name_path(paper, row)) for row in story.named("author")]
    if links:
        return json_ld.named(paper.edition, "Person", links)
    name = story.article.agency or paper.edition.name
    return [{"@type": "Organization", "name": name}]


def _material(agency: str) -> json_ld.Thing | None:
    """Return what the story is based on, where an agency's material went into it."""
    if not agency:
        return None
    return {"@type": "CreativeWork", "provider": {"@type": "Organization", "name": agency}}


def _mentions(paper: Paper, story: Story) -> list[json_ld.Thing]:
    things = []
    for kind, schema in ABOUT.items():
        links = [Link(row.name, name_path(paper, row)) for row in story.named(kind)]
        things += json_ld.named(paper.edition, schema, links)
    return things


def _open_graph(paper: Paper, story: Story, image: Image | None) -> tuple[tuple[str, str], ...]:
    """Return the card of a story where it is shared; its picture bears the year."""
    article, edition = story.article, paper.edition
    pairs = [
        ("og:type", "article"),
        ("og:site_name", edition.name),
        ("og:locale", LOCALES.get(edition.language, edition.language)),
        ("og:title", article.list_headline),
        ("og:description", article.lead),
        ("og:url", edition.url(paper.story_address(article))),
        ("article:section", paper.section_of(article).title),
        ("article:published_time", iso(article.published_at)),
        ("article:modified_time", iso(article.updated_at)),
        *(("article:tag", tag.name) for tag in story.named("tag")),
        *_card_picture(paper, story, image),
        ("twitter:card", "summary_large_image"),
    ]
    return tuple(pair for pair in pairs if pair[1])


def _card_picture(paper: Paper, story: Story, image: Image | None) -> tuple[tuple[str, str], ...]:
    if paper.is_preview:
        return ()
    return (
        ("og:image", paper.url(share_address(paper, story.article, story.found.images))),
        ("og:image:type", "image/jpeg"),
        ("og:image:width", str(SHARE_SIZE[0])),
        ("og:image:height", str(SHARE_SIZE[1])),
        ("og:image:alt", image.alt if image else story.article.title),
    )
