"""Offer quotations while a story is written: found in the text of the form, nothing is kept."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views import View
from wagtail.admin.panels import Panel
from wagtail.models import Page

from depesche.articles.models import Article, Section
from depesche.desk.scope import who
from depesche.quotes.models import Quote
from depesche.quotes.seek import quotations_in

MOST_CHARACTERS = 200_000


class OfferQuotations(View):
    """Answer with what is quoted in a text: for a story, or for a new one in a section."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, page_id: int) -> HttpResponse:
        """Read the text; whoever may not write there gets nothing."""
        page = get_object_or_404(Page, pk=page_id).specific
        asked = page.permissions_for_user(who(request))
        if isinstance(page, Article):
            may = asked.can_edit()
        else:
            may = isinstance(page, Section) and asked.can_add_subpage()
        if not may:
            raise PermissionDenied
        text = request.POST.get("text", "")[:MOST_CHARACTERS].replace("\0", "")
        found = quotations_in(text, page.edition)
        return JsonResponse({"offers": [_offer(quote) for quote in found]})


def _offer(quote: Quote) -> dict[str, Any]:
    return {
        "kind": quote.kind,
        "kind_label": quote.get_kind_display(),
        "words": quote.words,
        "person": quote.person_id,
        "organisation": quote.organisation_id,
        "speaker": quote.speaker,
        "speaker_name": quote.speaker_name,
        "office": quote.office,
    }


class QuoteOffersPanel(Panel):
    """The list of quotations found in the text, each with a button that makes a row of it."""

    class BoundPanel(Panel.BoundPanel):
        """The list in one form."""

        template_name = "desk/quote_offers.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """Say where to ask: about the story, or about the section of a new one."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            match = getattr(self.request, "resolver_match", None)
            section = match.kwargs.get("parent_page_id") if match else None
            page = self.instance.pk or section
            context["offers_url"] = reverse("newsroom:offer_quotes", args=[page]) if page else ""
            return context
