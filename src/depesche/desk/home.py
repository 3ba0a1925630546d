"""Put the board on the desk's start page, in place of Wagtail's panels."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.views import View
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.components import Component

from depesche.desk.board import read_board, read_scheduler
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


class LiveBoard(View):
    """What an open page of the desk asks for by itself: the alarm, and the board if it shows it."""

    def get(self, request: HttpRequest) -> JsonResponse:
        """Answer with HTML to put in the place of what stands there."""
        now = timezone.now()
        alarm = render_to_string("desk/alarm.html", {"scheduler": read_scheduler(at=now)}, request)
        answer = {"alarm": alarm.strip()}
        if "board" in request.GET:
            page = {"board": read_board(who(request), at=now)}
            answer["board"] = render_to_string("desk/columns.html", page, request)
        return JsonResponse(answer)


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
    """Return the desk's own scripts: clocks of forms, saving once, a fresh board, quotations."""
    names = ("pickers", "save-once", "live", "quote-offers")
    files = [(versioned_static(f"desk/{name}.js"),) for name in names]
    return format_html_join("", '<script src="{}"></script>', files)
