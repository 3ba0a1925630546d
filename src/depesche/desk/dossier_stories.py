"""The stories of a dossier at the desk: suggestions with one click, taking out, split, merge."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.log_actions import log

from depesche.articles.models import Article
from depesche.desk.belongs import theirs
from depesche.desk.policy import keys_in
from depesche.desk.scope import who
from depesche.dossiers.belong import add_stories, take_out_stories
from depesche.dossiers.merge import merge_dossiers, split_dossier
from depesche.dossiers.models import Dossier
from depesche.dossiers.suggest import suggest_stories
from depesche.readers.models import Reader

SHOWN = 200


class StoriesOfDossier(WagtailAdminTemplateMixin, TemplateView):
    """One page with what belongs to a dossier and what may; every button is one act."""

    template_name = "desk/dossier_stories.html"
    page_title = gettext_lazy("Stories of the dossier")
    header_icon = "folder-open-1"
    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change dossiers; whose it is, `policy.py` has asked."""
        if not who(request).has_perm("dossiers.change_dossier"):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    @cached_property
    def dossier(self) -> Dossier:
        """Fetch the dossier."""
        return get_object_or_404(Dossier.objects.select_related("edition"), pk=self.kwargs["pk"])

    @property
    def editor(self) -> Reader:
        """Who acts."""
        return who(self.request)

    def get_page_subtitle(self) -> str:
        """Name the dossier."""
        return self.dossier.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        """Lead back to the dossier."""
        return [
            *self.breadcrumbs_items,
            {"url": self.edit_url(self.dossier), "label": self.dossier.name},
            {"url": "", "label": self.page_title, "sublabel": self.dossier.name},
        ]

    @staticmethod
    def edit_url(dossier: Dossier) -> str:
        """Return where a dossier is written."""
        return reverse("wagtailsnippets_dossiers_dossier:edit", args=[dossier.pk])

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        """Read the newest stories that are in it, those that may be, and other dossiers."""
        inside = Article.objects.filter(dossier_entries__dossier=self.dossier)
        others = theirs(self.editor, Dossier.objects.filter(edition=self.dossier.edition))
        may_merge = self.editor.has_perm("dossiers.delete_dossier")
        found: dict[str, Any] = super().get_context_data(
            dossier=self.dossier,
            stories=inside.newest_first().defer("body", "shown_on")[:SHOWN],
            story_count=inside.count(),
            suggestions=suggest_stories(self.dossier, at=timezone.now()),
            others=others.exclude(pk=self.dossier.pk) if may_merge else (),
            back_url=self.edit_url(self.dossier),
            typed=self.request.POST,
            **context,
        )
        return found

    def post(self, request: HttpRequest, *_args: Any, **_kwargs: Any) -> HttpResponse:
        """Perform the act that the button names, or say why not; what was chosen stays chosen."""
        act = ACTS.get(request.POST.get("act", ""))
        if act is None:
            raise PermissionDenied
        try:
            done, dossier = act(self)
        except ValidationError as refused:
            messages.error(request, " ".join(refused.messages))
            return self.render_to_response(self.get_context_data(), status=200)
        log(instance=dossier, action="wagtail.edit", user=self.editor)
        messages.success(request, done)
        return redirect("newsroom:dossier_stories", dossier.pk)

    def chosen(self) -> list[Article]:
        """Return the chosen stories: of the dossier, or such as every reader sees."""
        keys = keys_in(self.request.POST.getlist("story"))
        inside = Article.objects.filter(dossier_entries__dossier=self.dossier)
        return list((inside | Article.objects.listed()).filter(pk__in=keys).distinct())


def _add(page: StoriesOfDossier) -> tuple[str, Dossier]:
    new = add_stories(page.dossier, page.chosen(), by=page.editor, at=timezone.now())
    titles = ", ".join(story.list_headline for story in new)
    return _("Now in the dossier: %(titles)s") % {"titles": titles}, page.dossier


def _take_out(page: StoriesOfDossier) -> tuple[str, Dossier]:
    gone = take_out_stories(page.dossier, page.chosen(), by=page.editor, at=timezone.now())
    titles = ", ".join(story.list_headline for story in gone)
    return _("No longer in the dossier: %(titles)s") % {"titles": titles}, page.dossier


def _split(page: StoriesOfDossier) -> tuple[str, Dossier]:
    made = split_dossier(
        page.dossier,
        page.chosen(),
        name=page.request.POST.get("name", "").strip(),
        goes_on="goes_on" in page.request.POST,
        by=page.editor,
        at=timezone.now(),
    )
    return _("The chosen stories are now in a dossier of their own."), made


def _merge(page: StoriesOfDossier) -> tuple[str, Dossier]:
    if not page.editor.has_perm("dossiers.delete_dossier"):
        raise PermissionDenied
    keys = keys_in([page.request.POST.get("into", "")])
    target = theirs(page.editor, Dossier.objects.filter(pk__in=keys)).first()
    if target is None:
        raise ValidationError(_("Choose the dossier into which this one goes."))
    merged = merge_dossiers(page.dossier, target, by=page.editor, at=timezone.now())
    return _("Merged. The former address leads here."), merged


ACTS: dict[str, Callable[[StoriesOfDossier], tuple[str, Dossier]]] = {
    "add": _add,
    "take_out": _take_out,
    "split": _split,
    "merge": _merge,
}
