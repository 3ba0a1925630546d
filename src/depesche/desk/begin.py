"""Begin: what stands in the form of a new story already: one's own name, an empty paragraph."""

from wagtail.rich_text import RichText

from depesche.articles.models import Article, Byline
from depesche.readers.models import Reader
from depesche.register.models import Person


def begin_story(story: Article, reader: Reader) -> None:
    """Put into a story that nobody has saved what its writer would type first."""
    author = author_behind(reader)
    if author is not None:
        story.bylines = [Byline(person=author, sort_order=0)]
    story.body = [("paragraph", RichText(""))]


def author_behind(reader: Reader) -> Person | None:
    """Return the author of the register who has this account's address, or else its name.

    None where nobody has it, or several do: a wrong name in the byline is worse than none.
    """
    authors = Person.objects.filter(is_author=True)
    for same in ({"email__iexact": reader.email}, {"name__iexact": reader.name}):
        found = list(authors.filter(**same)[:2]) if all(same.values()) else []
        if len(found) == 1:
            return found[0]
    return None
