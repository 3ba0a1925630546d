"""What is done to several stories at once: the bin in the place of Wagtail's deletion."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from depesche.articles.bin import bin_article
from depesche.articles.models import Article
from depesche.readers.models import Reader


class BinStories(PageBulkAction):
    """Put stories into the bin."""

    display_name = _("Put into the bin")
    action_type = "delete"
    aria_label = _("Put the selected stories into the bin")
    template_name = "desk/bulk_bin.html"
    action_priority = 30
    classes = {"serious"}

    def check_perm(self, page: Page) -> bool:
        """Allow stories only: sections and fronts do not go into the bin."""
        return page.specific_class is Article and bool(
            page.permissions_for_user(self.request.user).can_delete()
        )

    @classmethod
    def execute_action(
        cls, objects: list[Page], user: Reader | None = None, **_context: Any
    ) -> tuple[int, int]:
        """Perform the act for each."""
        for page in objects:
            bin_article(page.specific, by=user, at=timezone.now())
        return len(objects), 0

    def get_success_message(self, number: int, _below: int) -> str:
        """Say how many."""
        return ngettext(
            "%(number)d story is in the bin.", "%(number)d stories are in the bin.", number
        ) % {"number": number}
