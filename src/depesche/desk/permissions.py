"""What a colleague may do with a page: Wagtail's rights, and a newsroom's rules on top."""

from wagtail.models import PagePermissionTester

from depesche.articles.models import Article
from depesche.desk.eyes import has_second_pair, is_held_back

FRONT_DEPTH = 2  # below the root of the tree: a front goes only with its edition


class NewsroomPermissionTester(PagePermissionTester):
    """Sections and fronts are the chief's; nobody publishes their own text alone."""

    @property
    def is_chief(self) -> bool:
        """Tell whether the colleague runs the edition; only chiefs may delete whole branches."""
        return self.user.is_superuser or "bulk_delete" in getattr(self, "permissions", ())

    @property
    def is_story(self) -> bool:
        """Tell whether the page is an article (and not a part of the tree)."""
        return self.page.specific_class is Article

    def can_edit(self) -> bool:
        """Let editors change stories; sections and fronts are the chief's."""
        return super().can_edit() and (self.is_story or self.is_chief)

    def can_delete(self, ignore_bulk: bool = False) -> bool:  # noqa: FBT001, FBT002 - Wagtail's
        """Let editors throw stories away, and chiefs an empty section; never what holds stories."""
        if not super().can_delete(ignore_bulk):
            return False
        is_empty = self.page.is_leaf() and self.page.depth > FRONT_DEPTH
        return self.is_story or (self.is_chief and is_empty)

    def can_publish(self) -> bool:
        """Hold a text back from its own author, unless nobody else is there."""
        if not super().can_publish():
            return False
        return not is_held_back(self.user, self.page) if self.is_story else self.is_chief

    def can_unpublish(self) -> bool:
        """Let editors take stories down; sections and fronts are the chief's."""
        return super().can_unpublish() and (self.is_story or self.is_chief)

    def can_unschedule(self) -> bool:
        """Let an author stop what is to go out: stopping needs no second pair of eyes."""
        return super().can_publish()

    def can_publish_subpage(self) -> bool:
        """Let a new text go out at once only where no second pair of eyes could be asked."""
        return super().can_publish_subpage() and not has_second_pair(self.user, self.page)

    def can_set_view_restrictions(self) -> bool:
        """Refuse: a page of the paper is for everybody, or not published."""
        return False

    def can_reorder_children(self) -> bool:
        """Leave the order of sections to chiefs; stories have the order of their dates."""
        return super().can_reorder_children() and self.is_chief
