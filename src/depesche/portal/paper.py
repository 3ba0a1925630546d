"""Paper: the edition as a page is built, with its sections and its clock. One query."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property

from django.conf import settings
from django.db.models import OuterRef, Subquery

from depesche.articles.models import Article, Front, Section
from depesche.masthead.models import Edition
from depesche.masthead.queries import EDITIONS
from depesche.portal.contracts import Link
from depesche.portal.filters import months_between
from depesche.press.note import note, note_until


@dataclass(frozen=True)
class Paper:
    """What every builder starts from; `now` is in the edition's time zone."""

    edition: Edition
    editions: tuple[Edition, ...]
    all_sections: tuple[Section, ...]
    breaking: str
    now: datetime
    is_preview: bool = False

    @cached_property
    def sections(self) -> dict[int, Section]:
        """The sections by key."""
        return {section.pk: section for section in self.all_sections}

    def path(self, address: str) -> str:
        """Return the path on the host of `address` within the edition."""
        return self.edition.path(address)

    def url(self, address: str) -> str:
        """Return the whole address of `address` within the edition."""
        return self.edition.url(address)

    def local(self, instant: datetime) -> datetime:
        """Return an instant in the edition's time zone."""
        return instant.astimezone(self.edition.zone)

    def section_of(self, article: Article) -> Section:
        """Return the article's section without a query where it is one of this edition."""
        return self.sections.get(article.section_id) or article.section

    def section_link(self, article: Article) -> Link:
        """Return the link to the article's section."""
        section = self.section_of(article)
        return Link(name=section.title, path=self.path(f"/{section.slug}/"))

    def story_address(self, article: Article) -> str:
        """Return the address of a story within its edition: `/politik/headline-code/`."""
        return f"/{self.section_of(article).slug}/{article.slug}-{article.code}/"

    def story_path(self, article: Article) -> str:
        """Return where to find a story: a path here, a whole address in another edition."""
        address = self.story_address(article)
        if article.edition_id == self.edition.pk:
            return self.path(address)
        return self.edition_of(article).url(address)

    def edition_of(self, article: Article) -> Edition:
        """Return the article's edition without a query."""
        return next((e for e in self.editions if e.pk == article.edition_id), self.edition)

    def is_old(self, article: Article) -> bool:
        """Say whether a story is to be called old: its section's threshold, or the edition's."""
        if article.published_at is None or article.not_old_because:
            return False
        threshold = self.section_of(article).old_after_months or self.edition.old_after_months
        return months_between(self.local(article.published_at), self.now) >= threshold


def open_paper(
    edition: Edition, editions: Iterable[Edition], *, at: datetime, is_preview: bool = False
) -> Paper:
    """Read what stands around every page of `edition` at the instant `at`."""
    note(edition.subject, EDITIONS)
    now = at.astimezone(edition.zone)
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), edition.zone)
    note_until(midnight)  # the masthead prints the day; stories turn old with it
    breaking = Front.objects.filter(pk=OuterRef("edition__home_id")).values("breaking")
    sections = (
        Section.objects.filter(edition=edition, live=True)
        .annotate(breaking=Subquery(breaking[:1]))
        .order_by("path")
    )
    found = tuple(sections)
    return Paper(
        edition=edition,
        editions=tuple(editions),
        all_sections=found,
        breaking=(found[0].breaking or "") if found else "",
        now=now,
        is_preview=is_preview,
    )


def is_demo() -> bool:
    """Say whether this is the demo newspaper."""
    return bool(settings.DEMO)
