"""Build the page of one story: at most twelve queries, whatever stands in it."""

from dataclasses import replace

from django.conf import settings
from django.utils.translation import gettext as _

from depesche.articles.models import Article
from depesche.portal.blocks import quote_anchor, reading_minutes, shaped_blocks, web_address
from depesche.portal.contracts import (
    ArticlePage,
    Block,
    Frame,
    Image,
    Link,
    Notice,
    Quotation,
    StateSource,
    Teaser,
)
from depesche.portal.describe_article import article_head
from depesche.portal.dossier_links import dossier_links
from depesche.portal.filters import age
from depesche.portal.frame import build_frame
from depesche.portal.notices import notice
from depesche.portal.paper import Paper
from depesche.portal.quotations import quotations_in_text
from depesche.portal.sharing import share_links
from depesche.portal.story import Draft, Story, name_path, read_story
from depesche.portal.teasers import byline, teaser
from depesche.quotes.queries import state_sources_of
from depesche.readership.queries import views_of
from depesche.server.spool import REPORTS


def build_article(paper: Paper, article: Article, draft: Draft | None = None) -> ArticlePage:
    """Build the page of a story that its caller has judged visible; `draft` is a preview's."""
    story = read_story(paper, article, draft)
    blocks = shaped_blocks(story.blocks, story.found)
    image = story.found.images.image(
        article.picture_id, caption=article.picture_caption, alt=article.picture_alt
    )
    quotes = _quotes(paper, story, blocks)
    frame = build_frame(paper, article_head(paper, story, (*blocks, *quotes), image))
    return replace(_page(paper, story, frame, blocks, image), quotes=quotes)


def _quotes(paper: Paper, story: Story, blocks: tuple[Block, ...]) -> tuple[Quotation, ...]:
    """Shape the quotations in paragraphs: with an anchor where the words have not taken it."""
    text = "".join(block.html for block in blocks)
    anchors = {quote_anchor(quote) for quote in story.found.quotes}
    marked = frozenset(anchor for anchor in anchors if f'id="{anchor}"' in text)
    path = paper.path(paper.story_address(story.article))
    return quotations_in_text(paper, story.found.quotes, path=path, marked=marked)


def _page(
    paper: Paper, story: Story, frame: Frame, blocks: tuple[Block, ...], image: Image | None
) -> ArticlePage:
    article = story.article
    url = paper.url(paper.story_address(article))
    return ArticlePage(
        frame=frame,
        code=article.code,
        kicker=article.kicker,
        headline=article.title,
        lead=article.lead,
        genre=article.genre,
        genre_name=article.get_genre_display(),
        section=paper.section_link(article),
        authors=_links(paper, story, "author"),
        agency=article.agency,
        place_line=article.place_line,
        published_at=paper.local(article.published_at or paper.now),
        updated_at=paper.local(article.updated_at) if article.updated_at else None,
        event_on=article.event_on,
        age_notice=age_notice(paper, article),
        single_source=article.single_source if _tells_one_source(paper, article) else "",
        ai_used=article.ai_used,
        ai_reviewer=article.ai_reviewer.name if article.ai_reviewer else "",
        is_advertisement=article.is_advertisement,
        image=image,
        blocks=blocks,
        notices=_notices(paper, story),
        dossiers=dossier_links(paper, story.dossiers),
        tags=_links(paper, story, "tag"),
        people=_links(paper, story, "person"),
        organisations=_links(paper, story, "organisation"),
        places=_links(paper, story, "place"),
        related=_related(paper, story),
        short_url=paper.url(f"/k/{article.code}"),
        share=share_links(article.list_headline, url),
        version_count=version_count(article),
        versions_path=_versions_path(paper, article),
        copyright_notice=article.copyright_notice,
        usage_terms=article.usage_terms,
        reading_minutes=reading_minutes(article.lead, story.blocks),
        byline=byline(story.author_names, article.agency),
        rests_on_one_source=_tells_one_source(paper, article),
        state_sources=_state_sources(article),
        view_count=views_of(article) if paper.edition.shows_views else 0,
        count_path=REPORTS if settings.VIEWS_BY_REPORT and not paper.is_preview else "",
    )


def _tells_one_source(paper: Paper, article: Article) -> bool:
    return paper.edition.shows_single_source and article.rests_on_one_source


def _state_sources(article: Article) -> tuple[StateSource, ...]:
    """Return what a state has a hand in; nothing is asked where no source is recorded."""
    if article.independent_sources is None:
        return ()
    return tuple(
        StateSource(
            source.name,
            source.state,
            source.get_relation_display(),
            web_address(source.state_evidence),
        )
        for source in state_sources_of(article)
    )


def age_notice(paper: Paper, article: Article) -> str:
    """Say how old an old story is; empty for one that is not, or that the desk has excepted."""
    if not paper.is_old(article) or article.published_at is None:
        return ""
    return _("This story is %(age)s old.") % {
        "age": age(paper.local(article.published_at), paper.now)
    }


def version_count(article: Article) -> int:
    """Return how many public versions there are (annotated by the query that found it)."""
    return int(getattr(article, "version_count", 0))


def _versions_path(paper: Paper, article: Article) -> str:
    if version_count(article) < 2:  # noqa: PLR2004 one version is the story itself
        return ""
    return f"{paper.path(paper.story_address(article))}versions/"


def _links(paper: Paper, story: Story, kind: str) -> tuple[Link, ...]:
    return tuple(Link(name=name.name, path=name_path(paper, name)) for name in story.named(kind))


def _notices(paper: Paper, story: Story) -> tuple[Notice, ...]:
    return tuple(notice(paper, correction) for correction in story.corrections)


def _related(paper: Paper, story: Story) -> tuple[Teaser, ...]:
    return tuple(
        teaser(
            paper,
            other,
            [person.name for person in story.related_authors.get(other.pk, ())],
            story.found.images,
        )
        for other in (*story.related, *story.alike)
    )
