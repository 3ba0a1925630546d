"""Stories as they stand in a list."""

from collections.abc import Iterable, Sequence

from babel.lists import format_list

from depesche.articles.models import Article
from depesche.portal.contracts import Teaser
from depesche.portal.filters import babel_locale
from depesche.portal.images import Images, images_of
from depesche.portal.paper import Paper
from depesche.portal.queries import Named, authors_of, stories_by_key


def byline(authors: Sequence[str], agency: str, language: str = "") -> str:
    """Write who a story is from: “Anna Holm, Ben Voss und hk”."""
    names = [name for name in (*authors, agency) if name]
    return format_list(names, locale=babel_locale(language)) if names else ""


def teaser(
    paper: Paper, article: Article, authors: Sequence[Named], images: Images, *, alt: str = ""
) -> Teaser:
    """Shape one listed story for a list."""
    published_at = article.published_at or paper.now
    return Teaser(
        path=paper.story_path(article),
        kicker=article.kicker,
        headline=article.list_headline,
        lead=article.lead,
        section=paper.section_link(article),
        published_at=paper.local(published_at),
        updated_at=paper.local(article.updated_at) if article.updated_at else None,
        byline=byline([author.name for author in authors], article.agency),
        image=images.image(
            article.picture_id,
            caption=article.picture_caption,
            alt=alt or article.picture_alt,
        ),
        is_advertisement=article.is_advertisement,
        genre=article.genre,
        genre_name=article.get_genre_display(),
        is_old=paper.is_old(article),
    )


def teasers_of(paper: Paper, keys: Iterable[int]) -> dict[int, Teaser]:
    """Read listed stories and shape them, in the order of `keys`: at most four queries."""
    stories = stories_by_key(keys)
    authors = authors_of(stories)
    images = images_of((story.picture_id for story in stories.values()), at=paper.now)
    return {
        key: teaser(paper, story, authors.get(key, ()), images) for key, story in stories.items()
    }


def code_of(teaser_path: str) -> str:
    """Return the code at the end of a story's path."""
    return teaser_path.rstrip("/").rpartition("-")[2]
