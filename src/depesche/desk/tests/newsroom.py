"""A small newsroom for the tests of the desk: an edition, sections, colleagues with roles."""

from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from depesche.articles import open as opening
from depesche.articles.models import Article, Section
from depesche.articles.tests.make import NOON, make_article
from depesche.desk.roles import role_of, settle_newsroom
from depesche.masthead.models import Edition
from depesche.readers.models import Reader

PASSWORD = "a long way to the harbour"


def open_edition(key: str = "de", name: str = "Der Bote") -> Edition:
    first = not Edition.objects.exists()
    return opening.open_edition(
        key=key, name=name, language=key, prefix=key, is_default=first, by=None, at=NOON
    )


def open_section(edition: Edition, slug: str) -> Section:
    return opening.open_section(edition, title=slug.title(), slug=slug, by=None, at=NOON)


def write_article(section: Section, title: str, owner: Reader | None = None, **fields) -> Article:
    return make_article(section, title=title, by=owner, **fields)


def chief(email: str = "chief@paper.example") -> Reader:
    return Reader.objects.create_superuser(email, PASSWORD, name="Clara Chief")


def colleague(email: str, *roles: tuple[str, Section | Edition], name: str = "") -> Reader:
    reader = Reader.objects.create_staff(email, PASSWORD, name=name or email.partition("@")[0])
    for kind, place in roles:
        where = {"section": place} if isinstance(place, Section) else {"edition": place}
        settle_newsroom()
        reader.groups.add(role_of(kind, **where).group)
    return reader


RELATIONS = (
    "bylines", "dossier_entries", "taggings", "person_mentions", "organisation_mentions",
    "place_mentions", "related_stories", "quotes", "comments",
)  # fmt: skip


def typed(**fields) -> dict[str, str]:
    """Return what the form of a story sends: a whole text, with `fields` changed."""
    form = {
        "title": "Die Brücke bleibt zu",
        "kicker": "Holmebrücke",
        "lead": "Bis zum Herbst.",
        "body": streamfield([("paragraph", rich_text("<p>Ein Absatz.</p>"))]),
        "genre": "report",
        **{name: inline_formset([]) for name in RELATIONS},
        **fields,
    }
    return nested_form_data(form)
