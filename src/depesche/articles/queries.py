"""Named reads for readers' pages: listed stories only, newest first, each noted for the press."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

from django.db.models import Count, Q, QuerySet

from depesche.articles.keyset import FIRST, Slice, Window, read_slice, teasers
from depesche.articles.models import (
    Article,
    Byline,
    Correction,
    FrontSlot,
    OrganisationMention,
    PersonMention,
    PlaceMention,
    PublicVersion,
    Section,
    Shortlink,
    Tag,
    Tagging,
)
from depesche.articles.rows import ListedRow, RegisterRow
from depesche.articles.subjects import corrections_subject
from depesche.masthead.models import Edition
from depesche.masthead.queries import EDITIONS
from depesche.press.note import name_of, note
from depesche.register.models import Organisation, Person, Place


def _noted(found: Slice) -> Slice:
    """Note whose data the teasers show: the story's and its section's."""
    note_stories(found.articles)
    return found


def note_stories(articles: Iterable[Article]) -> None:
    """Note that a page shows these stories, with the section and the picture of each."""
    for article in articles:
        note(article.subject, name_of(f"section:{article.section_id}"))
        if article.picture_id:
            note(f"picture:{article.picture_id}")


# --- lists ---------------------------------------------------------------------------------------
def latest_in_edition(edition: Edition, window: Window = FIRST) -> Slice:
    """Return the newest stories of the edition."""
    note(f"front:{edition.home_id}")
    rows = Article.objects.listed().filter(edition=edition)
    return _noted(read_slice(rows, window, key="page_ptr_id"))


def latest_in_section(section: Section, window: Window = FIRST) -> Slice:
    """Return the newest stories of the section."""
    note(section.subject)
    rows = Article.objects.listed().filter(section=section)
    return _noted(read_slice(rows, window, key="page_ptr_id"))


def _latest_by(rows: QuerySet[ListedRow], window: Window) -> Slice:
    return _noted(read_slice(rows.filter(listed=True), window, key="article_id"))


def latest_with_tag(tag: Tag, window: Window = FIRST) -> Slice:
    """Return the newest stories that carry the tag."""
    note(tag.subject)
    return _latest_by(Tagging.objects.filter(tag=tag), window)


def latest_about_person(person: Person, edition: Edition, window: Window = FIRST) -> Slice:
    """Return the newest stories of the edition about the person."""
    note(person.subject)
    return _latest_by(PersonMention.objects.filter(person=person, edition=edition), window)


def latest_about_organisation(
    organisation: Organisation, edition: Edition, window: Window = FIRST
) -> Slice:
    """Return the newest stories of the edition about the organisation."""
    note(organisation.subject)
    rows = OrganisationMention.objects.filter(organisation=organisation, edition=edition)
    return _latest_by(rows, window)


def latest_about_place(place: Place, edition: Edition, window: Window = FIRST) -> Slice:
    """Return the newest stories of the edition about the place."""
    note(place.subject)
    return _latest_by(PlaceMention.objects.filter(place=place, edition=edition), window)


def latest_by_author(person: Person, edition: Edition, window: Window = FIRST) -> Slice:
    """Return the newest stories of the edition with the person in the byline."""
    note(person.subject)
    return _latest_by(Byline.objects.filter(person=person, edition=edition), window)


def latest_by_section(
    sections: Sequence[Section], *, limit: int, among: int = 0, without: Collection[int] = ()
) -> list[tuple[Section, list[Article]]]:
    """Return the `limit` newest stories of each section, in three queries, in the order given.

    Of each section's `among` newest (as many as `limit` if that is more) those in `without` are
    left out, and advertisements come after the others. Only what is chosen is read whole.
    """
    chosen: list[tuple[Section, list[int]]] = []
    rows = _newest_of_each(sections, max(limit, among))
    for section in sections:
        note(section.subject)
        own = [row for row in rows if row[0] == section.pk and row[1] not in without]
        own.sort(key=lambda row: row[2])  # stable: the newest first among each
        chosen.append((section, [key for _section, key, _is_advertisement in own[:limit]]))
    stories = teasers([key for _section, keys in chosen for key in keys])
    note_stories(stories.values())
    return [(section, [stories[k] for k in keys if k in stories]) for section, keys in chosen]


def _newest_of_each(sections: Sequence[Section], count: int) -> list[tuple[int, int, bool]]:
    """Return section, key and whether it is paid for of the newest stories, newest first."""
    chosen = Q(pk__in=[])
    for section in sections:
        newest = Article.objects.listed().filter(section=section)
        newest = newest.order_by("-published_at", "-page_ptr_id")[:count]
        chosen |= Q(pk__in=newest.values("page_ptr_id"))
    rows = Article.objects.listed().filter(chosen).order_by("-published_at", "-page_ptr_id")
    return list(rows.values_list("section_id", "pk", "is_advertisement"))


def curated_on_front(edition: Edition) -> list[Article]:
    """Return the stories in the slots of the edition's front, in their order; listed ones only."""
    note(f"front:{edition.home_id}")
    slots = FrontSlot.objects.filter(front_id=edition.home_id).order_by("sort_order", "pk")
    keys = list(dict.fromkeys(slots.values_list("article_id", flat=True)))
    found = teasers(keys)
    stories = [found[key] for key in keys if key in found]
    note_stories(stories)
    return stories


# --- counts: exact, what a reader would count ----------------------------------------------------
EVER = Q(
    published_at__gt=datetime(1, 1, 1, tzinfo=UTC)
)  # the date leads SQLite to the partial index


def count_in_section(section: Section) -> int:
    """Return how many stories of the section readers may see."""
    note(section.subject)
    return Article.objects.listed().filter(EVER, section=section).order_by().count()


def count_with_tag(tag: Tag) -> int:
    """Return how many stories with the tag readers may see."""
    note(tag.subject)
    return Tagging.objects.filter(EVER, tag=tag, listed=True).count()


def counts_of_entry(entry: Person | Organisation | Place) -> dict[int, int]:
    """Return how many stories about the entry readers may see, by the number of their edition."""
    note(entry.subject)
    rows: QuerySet[RegisterRow]
    if isinstance(entry, Person):
        rows = PersonMention.objects.filter(person=entry)
    elif isinstance(entry, Organisation):
        rows = OrganisationMention.objects.filter(organisation=entry)
    else:
        rows = PlaceMention.objects.filter(place=entry)
    return _by_edition(rows)


def counts_by_author(person: Person) -> dict[int, int]:
    """Return how many stories by the author readers may see, by the number of their edition."""
    note(person.subject)
    return _by_edition(Byline.objects.filter(person=person))


def _by_edition(rows: QuerySet[RegisterRow]) -> dict[int, int]:
    seen = rows.filter(EVER, listed=True).order_by().values_list("edition")
    return dict(seen.annotate(count=Count("pk")))


# --- one story -----------------------------------------------------------------------------------
def story_of_short_link(code: str) -> Article | None:
    """Return the story that readers see, or once saw, to which `/k/CODE` leads, in any edition."""
    seen = Article.objects.filter(published_at__isnull=False).select_related("section", "edition")
    story = seen.filter(code=code).order_by().first()
    if story is None:
        link = Shortlink.objects.filter(code=code).first()
        story = seen.filter(pk=link.article_id).order_by().first() if link else None
    if story is not None:
        note(story.subject, name_of(f"section:{story.section_id}"), EDITIONS)
    return story


def bylines_of(articles: Iterable[Article]) -> dict[int, list[Person]]:
    """Return the authors of each story, in the order of its byline, by the story's key."""
    authors: dict[int, list[Person]] = defaultdict(list)
    rows = Byline.objects.filter(article__in=[article.pk for article in articles])
    for row in rows.select_related("person").order_by("article_id", "sort_order", "pk"):
        note(name_of(row.person.subject))
        authors[row.article_id].append(row.person)
    return authors


# --- what stays in public ------------------------------------------------------------------------
def notices_of(article: Article) -> list[Correction]:
    """Return the story's corrections and other notices, newest first."""
    return list(Correction.objects.filter(article_id=article.pk))


def versions_of(article: Article) -> list[PublicVersion]:
    """Return the story's public versions, newest first."""
    return list(PublicVersion.objects.filter(article_id=article.pk).order_by("-number"))


def latest_corrections(
    edition: Edition, *, limit: int = 20, before: int | None = None
) -> tuple[list[Correction], int | None]:
    """Return the edition's newest notices, and the key from which the older ones go on.

    Notices of retracted stories stay; those of a story that was only unpublished rest with it.
    """
    note(corrections_subject(edition))
    found = Correction.objects.filter(edition=edition, listed=True)
    last = Correction.objects.filter(pk=before).first() if before else None
    if last is not None:
        at = last.published_at
        found = found.filter(published_at__lte=at).exclude(published_at=at, pk__gte=last.pk)
    found = found.select_related("article__section").defer("article__body", "article__shown_on")
    notices = list(found.order_by("-published_at", "-id")[: limit + 1])
    for notice in notices[:limit]:
        note(notice.article.subject, name_of(f"section:{notice.article.section_id}"))
    more = notices[limit - 1].pk if len(notices) > limit else None
    return notices[:limit], more


def sections_of(edition: Edition) -> list[Section]:
    """Return the edition's live sections in the order of the navigation."""
    note(edition.subject)
    found = list(Section.objects.live().filter(edition=edition).order_by("path"))
    note(*(name_of(section.subject) for section in found))
    return found
