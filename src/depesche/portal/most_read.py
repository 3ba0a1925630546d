"""What is read most, as a page prints it."""

from depesche.articles.models import Section
from depesche.portal.contracts import Link, MostRead
from depesche.portal.paper import Paper
from depesche.readership.queries import most_read

FEWEST = 3  # one or two headlines are no list


def most_read_list(paper: Paper, section: Section | None = None) -> MostRead | None:
    """Return what is read most in the edition or the section; None where it makes no list.

    One query, none where the edition prints no such list.
    """
    stories = most_read(paper.edition, section)
    if len(stories) < FEWEST:
        return None
    links = tuple(Link(story.list_headline, paper.story_path(story)) for story in stories)
    return MostRead(period=paper.edition.most_read, stories=links)
