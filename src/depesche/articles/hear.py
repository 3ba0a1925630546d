"""What the room does when Wagtail says that a page went live, came down or moved."""

from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from depesche.articles.acting import current_act
from depesche.articles.check import Fault, StillRead
from depesche.articles.former import leave_slug
from depesche.articles.models import Article, Front, Recording, Section
from depesche.articles.move import settle_move
from depesche.articles.settle import settle_publication, settle_waiting, take_down
from depesche.articles.subjects import front_subjects, section_subjects
from depesche.articles.tree import FrameWords
from depesche.articles.withdraw import is_withdrawing
from depesche.wire.send import send


def page_went_live(instance: Model, revision: Any = None, **_signal: Any) -> None:
    """Settle a published story; announce a published section or front."""
    act = current_act()
    if isinstance(instance, Article):
        settle_publication(instance, revision, at=act.at, by=act.name)
    elif isinstance(instance, Section | Front):
        if isinstance(instance, Section):
            _remember_addresses(instance)
        _announce_page(instance, "published")


def _remember_addresses(section: Section) -> None:
    """Let every address that a section has had lead to today's; a story is found by its code.

    From its revisions: Wagtail's own signal comes after the commit, and may be lost.
    """
    for slug in section.revisions.order_by().values_list("content__slug", flat=True).distinct():
        leave_slug(section, str(slug or ""))


def history_was_written(instance: Any, *, created: bool, **_signal: Any) -> None:
    """Announce a change of a public page that waits for its time: only the history tells of it.

    Wagtail sends no signal there, whichever of its doors was used
    (docs/decisions/0074-a-waiting-change-is-told.md).
    """
    told = (instance.data or {}).get("revision", {})
    if not created or instance.action != "wagtail.publish.schedule":
        return
    if not told.get("has_live_version"):
        return  # not public yet, or an act of ours: both are announced where they are made
    page = instance.page.specific
    if isinstance(page, Article):
        act = current_act()
        settle_waiting(page, instance.revision, at=act.at, by=act.name)


def page_came_down(instance: Model, **_signal: Any) -> None:
    """Settle an unpublished story; announce an unpublished section or front."""
    act = current_act()
    if isinstance(instance, Article):
        if is_withdrawing.get():
            return
        take_down(instance, "article.unpublished", at=act.at, by=act.name)
    elif isinstance(instance, Section | Front):
        if isinstance(instance, Section):
            _check_nobody_reads(instance)
        _announce_page(instance, "unpublished")


def _check_nobody_reads(section: Section) -> None:
    """Refuse to take a section from readers who can read its stories."""
    if Article.objects.listed().filter(section=section).exists():
        message = _("Readers can read stories of this section. Move them to another one first.")
        raise StillRead([Fault("", message)])


def page_moved(instance: Any, **_signal: Any) -> None:
    """Settle a story at its new desk; announce a section's new place in the navigation."""
    act = current_act()
    moved = instance.specific
    if isinstance(moved, Article):
        settle_move(moved, at=act.at, by=act.name)
    elif isinstance(moved, Section | Front):
        _announce_page(moved, "moved")


def _announce_page(page: Section | Front, what: str) -> None:
    """Tell every page of the edition; only whoever shows the page where its frame stays as it is.

    Fronts are arranged all day long: no other page prints what is in their slots.
    """
    act = current_act()
    edition = page.paper_edition()
    everybody = section_subjects(page) if isinstance(page, Section) else front_subjects(page)
    is_read = page.live and what != "unpublished"  # one that waits for its time is not
    has_changed = _frame_has_changed(page, is_read=is_read) or what != "published"
    send(
        f"section.{what}" if isinstance(page, Section) else f"front.{what}",
        everybody if has_changed else [page.subject],
        at=act.at,
        edition=edition.key if edition else "",
        by=act.name,
    )


def _frame_has_changed(page: Section | Front, *, is_read: bool) -> bool:
    """Keep what all pages print of this one now; tell whether it was something else before."""
    kept = FrameWords.objects.filter(pk=page.pk).values_list("words", flat=True).first()
    words = page.frame_words() if is_read else {}
    if kept == words:
        return False
    FrameWords.objects.update_or_create(pk=page.pk, defaults={"words": words})
    return True


def recording_was_removed(instance: Recording, **_signal: Any) -> None:
    """Tell the wire; the file goes with the commit (Wagtail sees to it)."""
    act = current_act()
    send("recording.removed", [f"recording:{instance.pk}"], at=act.at, by=act.name)
