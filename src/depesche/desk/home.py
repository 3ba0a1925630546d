"""Put the board on the desk's start page, in place of Wagtail's panels."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from depesche.desk.board import read_board
from depesche.desk.scope import sections_of, who


class BoardPanel(Component):
    """The board."""

    name = "board"
    order = 10
    template_name = "desk/board.html"

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Read the board, and where the colleague may begin a story."""
        request = parent_context["request"]
        writable = sections_of(who(request), "add")
        return {
            "board": read_board(who(request), at=timezone.now()),
            "new_stories": [
                (
                    section,
                    reverse("wagtailadmin_pages:add", args=["articles", "article", section.pk]),
                )
                for section in writable
            ],
            "request": request,
        }


def show_board(_request: HttpRequest, panels: list[Component]) -> None:
    """Show the board and nothing else."""
    panels[:] = [BoardPanel()]


def count_nothing(_request: HttpRequest, items: list[Component]) -> None:
    """Leave out how many pages, pictures and files there are: nobody at a desk asks for it."""
    items.clear()


def style_sheet() -> str:
    """Return the link to the desk's own style sheet."""
    return format_html('<link rel="stylesheet" href="{}">', versioned_static("desk/desk.css"))


def script() -> str:
    """Return the desk's own script: what the clocks of its forms need."""
    return format_html('<script src="{}"></script>', versioned_static("desk/pickers.js"))
