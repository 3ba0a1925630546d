"""A small newsroom for the tests of the desk: an edition, two sections, people with roles."""

from wagtail.models import Locale, Page, Site

from depesche.articles.models import Article, Front, Section
from depesche.desk.roles import role_of, settle_newsroom
from depesche.masthead.models import Edition
from depesche.readers.models import Reader

PASSWORD = "a long way to the harbour"


def open_edition(key: str = "de", name: str = "Der Bote") -> Edition:
    locale, _made = Locale.objects.get_or_create(language_code=key)
    edition = Edition(key=key, name=name, language=key, prefix=key, locale=locale)
    edition.is_default = not Edition.objects.exists()
    root = Page.get_first_root_node()
    front = root.add_child(instance=Front(title=name, slug=f"front-{key}", locale=locale))
    edition.home = front.page_ptr
    edition.save()
    Site.objects.get_or_create(
        hostname="localhost", port=8000, defaults={"root_page": front, "is_default_site": True}
    )
    return edition


def open_section(edition: Edition, slug: str) -> Section:
    front = Front.objects.get(pk=edition.home_id)
    section = Section(
        title=slug.title(), slug=slug, edition=edition, locale=edition.locale, live=True
    )
    return front.add_child(instance=section)


def write_article(section: Section, title: str, owner: Reader | None = None, **fields) -> Article:
    article = Article(
        title=title,
        section=section,
        edition=section.edition,
        locale=section.locale,
        owner=owner,
        live=False,
        **fields,
    )
    Section.objects.get(pk=section.pk).add_child(instance=article)
    article.save_revision(user=owner)
    return Article.objects.get(pk=article.pk)


def chief(email: str = "chief@paper.example") -> Reader:
    return Reader.objects.create_superuser(email, PASSWORD, name="Clara Chief")


def colleague(email: str, *roles: tuple[str, Section | Edition], name: str = "") -> Reader:
    reader = Reader.objects.create_staff(email, PASSWORD, name=name or email.partition("@")[0])
    for kind, place in roles:
        where = {"section": place} if isinstance(place, Section) else {"edition": place}
        settle_newsroom()
        reader.groups.add(role_of(kind, **where).group)
    return reader
