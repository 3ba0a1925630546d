"""The desk's menu in the order of a newsroom, and what stands in the menu of a story."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.menus.pages import PageMenuItem
from wagtail.models import Page

from depesche.articles.models import Article
from depesche.desk.models import Notice
from depesche.desk.scope import is_chief, sections_of, who
from depesche.masthead.models import Edition
from depesche.readers.models import Reader

ORDER = {"images": 300, "documents": 310, "reports": 800, "settings": 950}
LABELS = {"images": _("Pictures"), "documents": _("Audio files")}
HIDDEN = frozenset({"explorer", "help", "snippets"})


class StoriesMenu(Menu):
    """All stories, and those of each section of the colleague."""

    def menu_items_for_request(self, request: HttpRequest) -> list[MenuItem]:
        """Return one item for all, and one for each section."""
        every = reverse("stories:index")
        items = [MenuItem(_("All stories"), every, name="stories", icon_name="doc-full", order=0)]
        for number, section in enumerate(sections_of(who(request)), start=1):
            url = f"{every}?{urlencode({'section': section.pk})}"
            label = f"{section.title} ({section.edition.key})"
            items.append(
                MenuItem(
                    label, url, name=f"section-{section.pk}", icon_name="list-ul", order=number
                )
            )
        return items


class FrontsMenu(Menu):
    """The front page of each edition that the colleague runs, and its sections."""

    def menu_items_for_request(self, request: HttpRequest) -> list[MenuItem]:
        """Return two items for each edition."""
        if not is_chief(who(request)):
            return []
        items = []
        editions = sections_of(who(request), "bulk_delete").order_by().values("edition")
        own = Edition.objects.exclude(home=None).order_by("pk")
        if not request.user.is_superuser:
            own = own.filter(pk__in=editions)
        for number, edition in enumerate(own):
            front = reverse("wagtailadmin_pages:edit", args=[edition.home_id])
            tree = reverse("wagtailadmin_explore", args=[edition.home_id])
            items += [
                MenuItem(
                    edition.name, front, name=f"front-{edition.pk}", icon_name="home",
                    order=2 * number,
                ),
                MenuItem(
                    _("Sections of %(edition)s") % {"edition": edition.name}, tree,
                    name=f"sections-{edition.pk}", icon_name="folder-open-inverse",
                    order=2 * number + 1,
                ),
            ]  # fmt: skip
        return items


class NoticesItem(MenuItem):
    """Notices, with how many are new."""

    def render_component(self, request: HttpRequest) -> Any:
        """Count the unread ones into the label."""
        unread = Notice.objects.filter(reader=who(request), read_at=None).count()
        item = MenuItem(
            _("Notices (%(count)d new)") % {"count": unread} if unread else _("Notices"),
            self.url,
            name=self.name,
            icon_name=self.icon_name,
            order=self.order,
        )
        return item.render_component(request)


class ChiefItem(MenuItem):
    """An item for chiefs."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Show it to whoever may read the wire."""
        return bool(request.user.has_perm("wire.view_dispatch"))


def main_items() -> list[MenuItem]:
    """Return what the desk adds to the main menu."""
    return [
        MenuItem(_("Start"), reverse("wagtailadmin_home"), name="start", icon_name="home",
                 order=10),
        NoticesItem(_("Notices"), reverse("newsroom:notices"), name="notices", icon_name="mail",
                    order=20),
        SubmenuMenuItem(_("Stories"), StoriesMenu(), name="stories", icon_name="doc-full",
                        order=100),
        SubmenuMenuItem(_("Front pages"), FrontsMenu(), name="fronts", icon_name="home", order=200),
        MenuItem(_("Quotations"), reverse("newsroom:quotes"), name="quotes",
                 icon_name="openquote", order=590),
        MenuItem(_("Corrections"), reverse("newsroom:corrections"), name="corrections",
                 icon_name="edit", order=600),
        MenuItem(_("Bin"), reverse("newsroom:bin"), name="bin", icon_name="bin", order=610),
        MenuItem(_("Statistics"), reverse("newsroom:statistics"), name="statistics",
                 icon_name="table", order=650),
        ChiefItem(_("Wire log"), reverse("newsroom:wire"), name="wire", icon_name="history",
                  order=700),
    ]  # fmt: skip


def order_menu(request: HttpRequest, items: list[MenuItem]) -> None:
    """Put the newsroom's items where they belong and leave out what a newsroom does not need."""
    items[:] = [item for item in items if item.name not in HIDDEN]
    items += [item for item in main_items() if item.is_shown(request)]
    for item in items:
        item.order = ORDER.get(item.name, item.order)
        item.label = LABELS.get(item.name, item.label)


class StoryButton(PageMenuItem):
    """An act on a story, in the menu of its page."""

    right = "can_edit"
    needs_public = False

    def is_shown(self, user: Reader) -> bool:
        """Show it to whoever may do it, where it means something."""
        story = self.page
        if story.binned_at or (self.needs_public and story.published_at is None):
            return False
        return bool(getattr(story.permissions_for_user(user), self.right)())


class CorrectButton(StoryButton):
    """Correct."""

    label, icon_name, url_name = _("Correct…"), "edit", "newsroom:correct"
    right, needs_public = "can_unschedule", True


class RetractButton(StoryButton):
    """Retract."""

    label, icon_name, url_name = _("Retract…"), "warning", "newsroom:retract"
    right, needs_public = "can_unschedule", True


class ShortlinkButton(StoryButton):
    """Show and add short links."""

    label, icon_name, url_name = _("Short link"), "link", "newsroom:short_link"
    right = "can_unschedule"


class NamesButton(StoryButton):
    """Say whom the story is about."""

    label, icon_name, url_name = _("Names in the text…"), "user", "newsroom:names"


class OtherEditionButton(StoryButton):
    """Pair it with the same story of another edition."""

    label, icon_name = _("Same story in another edition…"), "globe"
    url_name, right = "newsroom:other_edition", "can_unschedule"


class VersionsButton(StoryButton):
    """Show the public versions."""

    label, icon_name, url_name = _("Public versions"), "history", "newsroom:versions"
    needs_public = True


class SourcesButton(StoryButton):
    """Record what it rests on."""

    label, icon_name, url_name = _("Sources…"), "key", "newsroom:sources"


class StatisticsButton(StoryButton):
    """Show how often it was read."""

    label, icon_name, url_name = _("Statistics"), "table", "newsroom:story_statistics"
    needs_public = True


class BinButton(StoryButton):
    """Put into the bin."""

    label, icon_name, url_name = _("Put into the bin"), "bin", "newsroom:bin_story"
    right = "can_delete"


class RestoreButton(StoryButton):
    """Bring back."""

    label, icon_name, url_name = _("Bring back from the bin"), "undo", "newsroom:restore"

    def is_shown(self, user: Reader) -> bool:
        """Show it for what lies in the bin."""
        return bool(self.page.binned_at) and self.page.permissions_for_user(user).can_delete()


BUTTONS = (
    NamesButton, CorrectButton, RetractButton, ShortlinkButton, OtherEditionButton, VersionsButton,
    SourcesButton,
    StatisticsButton, BinButton, RestoreButton,
)  # fmt: skip


def story_buttons(page: Page, **_view: Any) -> Iterator[PageMenuItem]:
    """Yield the acts on a story for the menu of its page; Wagtail hides what is not shown."""
    if isinstance(page, Article):
        for number, button in enumerate(BUTTONS):
            yield button(page=page, priority=30 + number)
