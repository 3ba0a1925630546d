"""Quotations of the desk's stories: looked through by speaker, confirmed or dropped in bulk."""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from depesche.desk.policy import keys_in
from depesche.desk.scope import sections_of, who
from depesche.quotes.confirm import confirm_quotes, drop_quotes
from depesche.quotes.models import Quote
from depesche.readers.models import Reader

A_PAGE = 50


class QuoteFilter(forms.Form):
    """What of the quotations is asked for."""

    speaker = forms.CharField(label=_("Speaker"), required=False, max_length=160)
    state = forms.ChoiceField(
        label=_("State"),
        required=False,
        choices=[("", _("all")), ("open", _("to be confirmed")), ("confirmed", _("confirmed"))],
    )

    def narrow(self, rows: QuerySet[Quote]) -> QuerySet[Quote]:
        """Keep what is asked for; what cannot be read asks for nothing."""
        asked = self.cleaned_data if self.is_valid() else {}
        if asked.get("state"):
            rows = rows.filter(is_confirmed=asked["state"] == "confirmed")
        if name := asked.get("speaker", "").replace("\x00", ""):
            rows = rows.filter(
                Q(person__name__icontains=name)
                | Q(organisation__name__icontains=name)
                | Q(speaker_name__icontains=name)
            )
        return rows


class Quotations(WagtailAdminTemplateMixin, TemplateView):
    """The quotations of the sections where the colleague works, newest first."""

    page_title = _("Quotations")
    header_icon = "openquote"
    template_name = "desk/quotes.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Name this page, or the desk takes the last step for its title."""
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Show a page of what is asked for."""
        asked = QuoteFilter(self.request.GET)
        rows = asked.narrow(quotes_of_desk(who(self.request)))
        rows = rows.select_related("article__section", "person", "organisation", "checked_by")
        rows = rows.defer("article__body", "article__shown_on").order_by("-pk")
        number = self.request.GET.get("p", "1")
        page = Paginator(rows, A_PAGE).get_page(number)
        kept = self.request.GET.copy()
        kept.pop("p", None)
        mine = sections_of(who(self.request), "publish").values_list("pk", flat=True)
        return super().get_context_data(
            filter=asked, quotes=page, asked=kept.urlencode(), mine=set(mine), **context
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        """Confirm or drop what is ticked; only where the colleague publishes."""
        keys = keys_in(request.POST.getlist("quote")[: A_PAGE * 2])
        chosen = list(quotes_of_desk(who(request), "publish").filter(pk__in=keys))
        if request.POST.get("act") == "drop":
            self._drop(request, chosen)
        else:
            self._confirm(request, chosen)
        query = request.GET.urlencode()
        return redirect(f"{request.path}?{query}" if query else request.path)

    def _confirm(self, request: HttpRequest, chosen: list[Quote]) -> None:
        refused = confirm_quotes(chosen, by=who(request), at=timezone.now())
        count = len(chosen) - len(refused)
        for quote, why in refused:
            messages.error(request, f"„{quote}“: {why}")
        if count:
            said = ngettext(
                "%(number)d quotation is confirmed.", "%(number)d quotations are confirmed.", count
            )
            messages.success(request, said % {"number": count})

    def _drop(self, request: HttpRequest, chosen: list[Quote]) -> None:
        count = drop_quotes(chosen, by=who(request), at=timezone.now())
        said = ngettext(
            "%(number)d quotation is dropped.", "%(number)d quotations are dropped.", count
        )
        messages.success(request, said % {"number": count})


def quotes_of_desk(reader: Reader, *acts: str) -> QuerySet[Quote]:
    """Return the quotations of stories where `reader` may do one of `acts` (or anything)."""
    sections = sections_of(reader, *acts).order_by().values("pk")
    rows: QuerySet[Quote] = Quote.objects.filter(article__section__in=sections)
    return rows.filter(article__binned_at=None)
