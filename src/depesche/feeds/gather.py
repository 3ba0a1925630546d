"""Build a feed from what readers may see."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.storage import default_storage
from django.db.models import QuerySet
from django.http import Http404
from django.templatetags.static import static
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from depesche.articles.keyset import Window
from depesche.articles.models import Article, Correction, Section, Tag
from depesche.articles.queries import bylines_of, latest_corrections
from depesche.dossiers.models import Dossier
from depesche.feeds.entries import Enclosure, Entry, Feed
from depesche.feeds.queries import FEED_LENGTH, newest, tag_names_of
from depesche.masthead.models import Edition
from depesche.pictures.queries import PictureFacts, images_for
from depesche.press.note import beside, note
from depesche.quotes.models import Quote
from depesche.quotes.queries import said_by, said_by_organisation
from depesche.register.models import Organisation, Person, Place

# a list's word in the portal's addresses → where its slug is looked up
SUBJECTS: dict[str, Callable[[Edition], QuerySet[Any]]] = {
    "tags": lambda edition: Tag.objects.filter(edition=edition),
    "dossiers": lambda edition: Dossier.objects.filter(edition=edition),
    "people": lambda _edition: Person.objects.all(),
    "authors": lambda _edition: Person.objects.all(),
    "organisations": lambda _edition: Organisation.objects.all(),
    "places": lambda _edition: Place.objects.all(),
}
ENCLOSED_WIDTH = 960
TITLE_LENGTH = 120


def feed_of_front(edition: Edition, address: str, *, now: datetime) -> Feed:
    """Return the feed of a whole edition."""
    entries = story_entries(edition, newest("front", None, edition), now)
    return _feed(edition, edition.name, edition.tagline, address, entries)


def feed_of_section(edition: Edition, slug: str, address: str, *, now: datetime) -> Feed:
    """Return the feed of a section. Raises Http404."""
    section = Section.objects.live().filter(edition=edition, slug=slug).first()
    if section is None:
        raise Http404
    title = f"{section.title} – {edition.name}"
    entries = story_entries(edition, newest("section", section, edition), now)
    return _feed(edition, title, section.description, address, entries)


def feed_of_list(edition: Edition, kind: str, slug: str, address: str, *, now: datetime) -> Feed:
    """Return the feed of a tag, dossier, person, author, organisation or place.

    Raises Http404 where there is none, or nothing in it that readers may see: a name alone could
    tell of a story under embargo.
    """
    subject = SUBJECTS[kind](edition).filter(slug=slug).first()
    if subject is None:
        raise Http404
    entries = story_entries(edition, newest(kind, subject, edition), now)
    if not entries:
        raise Http404
    about = getattr(subject, "summary", "")
    note(beside(subject.subject))  # a dossier's summary is told apart from its name
    return _feed(edition, f"{subject} – {edition.name}", about, address, entries)


def feed_of_quotes(edition: Edition, kind: str, slug: str, address: str) -> Feed:
    """Return the feed of what a person or an organisation has said.

    Raises Http404 where there is nobody, or nothing of theirs that readers may see.
    """
    speaker = SUBJECTS[kind](edition).filter(slug=slug).first()
    if speaker is None:
        raise Http404
    read = said_by if isinstance(speaker, Person) else said_by_organisation
    found = read(speaker, edition, Window(limit=FEED_LENGTH))
    if not found.quotes:
        raise Http404
    entries = tuple(_quote_entry(edition, quote) for quote in found.quotes)
    title = _("What %(name)s has said") % {"name": speaker.name}
    return _feed(edition, f"{title} – {edition.name}", "", address, entries)


def _quote_entry(edition: Edition, quote: Quote) -> Entry:
    story = quote.article
    facts = [quote.office, quote.said_to, str(quote.said_on or "")]
    if not quote.is_confirmed:
        facts.append(_("Found by machine, not checked by the newsroom"))
    said = " · ".join(filter(None, [quote.speaker, *facts]))
    return Entry(
        identity=f"{edition.url(f'/k/{story.code}')}#quote-{quote.code}",
        url=f"{edition.url(story.reader_path())}#quote-{quote.code}",
        title=f"{quote.speaker}: {Truncator(quote.words).chars(TITLE_LENGTH)}",
        summary=f"{quote.words} – {said}",
        published_at=quote.published_at.astimezone(edition.zone),
        updated_at=_last_change(quote).astimezone(edition.zone),
        authors=(quote.speaker,),
        categories=(story.list_headline,),
    )


def _last_change(quote: Quote) -> datetime:
    """Return when the wording last changed: a corrected quotation comes anew."""
    changed = [each["until"] for each in quote.former if each["until"]]
    return datetime.fromisoformat(changed[-1]) if changed else quote.published_at


def feed_of_corrections(edition: Edition, address: str) -> Feed:
    """Return the feed of corrections, so that an error that went out is called back there too."""
    notices, _older = latest_corrections(edition, limit=FEED_LENGTH)
    entries = tuple(_notice_entry(edition, notice) for notice in notices)
    title = f"{_('Corrections')} – {edition.name}"
    return _feed(edition, title, "", address, entries)


def feed_of_stories(
    edition: Edition,
    title: str,
    stories: Iterable[Article],
    *,
    page: str,
    address: str,
    now: datetime,
) -> Feed:
    """Return a feed of stories that its caller has chosen among what readers may see.

    `page` and `address` are those of the list and of the feed itself, queries included.
    """
    feed = _feed(edition, title, "", address, story_entries(edition, stories, now))
    return replace(feed, url=edition.url(page))


def story_entries(
    edition: Edition, articles: Iterable[Article], now: datetime
) -> tuple[Entry, ...]:
    """Return an entry for each article, in their order."""
    stories = list(articles)
    facts = images_for([story.picture for story in stories if story.picture], at=now)
    authors, tags = bylines_of(stories), tag_names_of(stories)
    return tuple(
        _story_entry(
            edition,
            story,
            tuple(person.name for person in authors.get(story.pk, [])),
            tuple(tags.get(story.pk, [])),
            _enclosure(facts.get(story.picture_id or 0)),
        )
        for story in stories
    )


def _story_entry(
    edition: Edition,
    story: Article,
    authors: tuple[str, ...],
    tags: tuple[str, ...],
    enclosure: Enclosure | None,
) -> Entry:
    headline = story.list_headline
    return Entry(
        identity=edition.url(f"/k/{story.code}"),
        url=edition.url(story.reader_path()),
        title=f"{_('Advertisement')}: {headline}" if story.is_advertisement else headline,
        summary=story.lead,
        published_at=story.published_at.astimezone(edition.zone),
        updated_at=(story.updated_at or story.published_at).astimezone(edition.zone),
        authors=authors or ((story.agency,) if story.agency else (edition.name,)),
        categories=(story.section.title, *tags),
        enclosure=enclosure,
        rights=story.copyright_notice,
    )


def _notice_entry(edition: Edition, notice: Correction) -> Entry:
    article = notice.article
    at = notice.published_at.astimezone(edition.zone)
    wrong = [_("What was wrong: %s") % notice.wrong] if notice.wrong else []
    return Entry(
        identity=f"{edition.url('/corrections/')}#notice-{notice.pk}",
        url=edition.url(article.reader_path()),
        title=f"{notice.get_kind_display()}: {article.list_headline}",
        summary=" ".join([*wrong, notice.right]),
        published_at=at,
        updated_at=at,
        authors=(edition.name,),
    )


def _enclosure(facts: PictureFacts | None) -> Enclosure | None:
    """Return the JPEG that readers of feeds get, None without one."""
    small = list(facts.sizes.get("jpeg", ())) if facts else []
    fitting = [size for size in small if size.width <= ENCLOSED_WIDTH] or small[:1]
    if facts is None or not fitting or not facts.is_public:
        return None
    name = fitting[-1].url.removeprefix(settings.MEDIA_URL)
    if not default_storage.exists(name):
        return None
    return Enclosure(
        url=settings.BASE_URL + fitting[-1].url,
        size_bytes=default_storage.size(name),
        media_type="image/jpeg",
        credit=facts.credit,
    )


def _feed(
    edition: Edition, title: str, subtitle: str, address: str, entries: tuple[Entry, ...]
) -> Feed:
    """Put entries together; a feed changed when its newest entry did."""
    beginning = datetime(1970, 1, 1, tzinfo=edition.zone)
    return Feed(
        title=title,
        subtitle=subtitle or edition.tagline or edition.name,
        url=edition.url(address[: address.rindex("/") + 1]),
        feed_url=edition.url(address),
        language=edition.language,
        updated_at=max((entry.updated_at for entry in entries), default=beginning),
        copyright_line=f"© {edition.name}",
        publisher=edition.name,
        icon_url=settings.BASE_URL + static("portal/touch-icon.png"),
        entries=entries,
    )
