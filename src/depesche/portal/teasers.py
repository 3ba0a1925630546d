"""Stories as they stand in a list."""

from collections.abc import Iterable, Sequence

from babel.lists import format_list

from depesche.articles.models import Article
from depesche.articles.queries import bylines_of
from depesche.portal.contracts import Teaser
from depesche.portal.filters import babel_locale
from depesche.portal.images import Images, images_of
from depesche.portal.paper import Paper


def byline(authors: Sequence[str], agency: str, language: str = "") -> str:
    """Write who a story is from: “Anna Holm, Ben Voss und hk”."""
    names = [name for name in (*authors, agency) if name]
    return format_list(names, locale=babel_locale(language)) if names else ""


def teaser(paper: Paper, article: Article, authors: Sequence[str], images: Images) -> Teaser:
    """Shape one listed story for a list."""
    return Teaser(
        path=paper.story_path(article),
        kicker=article.kicker,
        headline=article.list_headline,
        lead=article.lead,
        section=paper.section_link(article),
        published_at=paper.local(article.published_at or paper.now),
        updated_at=paper.local(article.updated_at) if article.updated_at else None,
        byline=byline(authors, article.agency),
        image=images.image(
            article.picture_id, caption=article.picture_caption, alt=article.picture_alt
        ),
        is_advertisement=article.is_advertisement,
        genre=article.genre,
        genre_name=article.get_genre_display(),
        is_old=paper.is_old(article),
    )


def teasers_of(paper: Paper, articles: Iterable[Article]) -> dict[int, Teaser]:
    """Shape listed stories by key, in their order: at most three queries."""
    return teasers_with(paper, articles, ())[0]


def teasers_with(
    paper: Paper,
    articles: Iterable[Article],
    pictures: Iterable[int | None],
    *,
    has_pictures: bool = True,
) -> tuple[dict[int, Teaser], Images]:
    """Shape listed stories, and read `pictures` (keys) with theirs, in the same three queries."""
    stories = {article.pk: article for article in articles}
    people = bylines_of(stories.values()) if stories else {}
    shown = [story.picture_id for story in stories.values() if has_pictures]
    images = images_of([*shown, *pictures], at=paper.now)
    found = {
        key: teaser(paper, story, [person.name for person in people.get(key, ())], images)
        for key, story in stories.items()
    }
    return found, images
