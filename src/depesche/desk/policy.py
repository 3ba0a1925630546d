"""Who may come to which address of the desk. What is not on this list is shut.

Wagtail's views check rights one by one, and now and then one is forgotten; here every address is
named, and whatever concerns a page is asked before the view is reached. The views still check
what exactly may be done.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from wagtail.admin.auth import permission_denied, reject_request
from wagtail.models import Page

from depesche.articles.models import Article, Tag
from depesche.desk.belongs import is_theirs
from depesche.desk.scope import is_chief, sections_of
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition, Imprint
from depesche.readers.models import Reader

Rule = Callable[[HttpRequest, Reader, dict[str, Any]], None]
DESK = "/desk/"
LARGEST_KEY = 2**31 - 1
LONGEST_KEY = 10
MANY = ("id", "ids", "target_pages[]", "childOf", "parent_page_id", "pages")


def everybody(_request: HttpRequest, _reader: Reader, _names: dict[str, Any]) -> None:
    """Let every colleague in: no story is shown that is not listed by their sections."""


def everybody_with_keys(request: HttpRequest, _reader: Reader, _names: dict[str, Any]) -> None:
    """Let every colleague in; what stands where a page's key should stand leads nowhere."""
    keys_in(request.GET.getlist("parent_page_id"))


def nobody(_request: HttpRequest, _reader: Reader, _names: dict[str, Any]) -> None:
    """Shut: a newsroom has no use for it."""
    raise Http404


def chiefs(_request: HttpRequest, reader: Reader, _names: dict[str, Any]) -> None:
    """Let in who runs an edition."""
    if not is_chief(reader):
        raise PermissionDenied


def owners(_request: HttpRequest, reader: Reader, _names: dict[str, Any]) -> None:
    """Let in who runs the installation."""
    if not reader.is_superuser:
        raise PermissionDenied


def page(name: str) -> Rule:
    """Let in who works in the section of the page whose key is the part `name` of the address."""

    def rule(_request: HttpRequest, reader: Reader, names: dict[str, Any]) -> None:
        check_pages(reader, keys_in([str(names[name])]))

    return rule


def pages_asked(request: HttpRequest, reader: Reader, names: dict[str, Any]) -> None:
    """Let in who works in the sections of all pages that the query names."""
    numbers = keys_in(value for name in MANY for value in request.GET.getlist(name))
    if "parent_page_id" in names:
        numbers.append(int(names["parent_page_id"]))
    check_pages(reader, numbers, or_listed=True)


def bulk(request: HttpRequest, reader: Reader, names: dict[str, Any]) -> None:
    """Ask for every page that is to be changed at once; other things have rights of their own."""
    if (names["app_label"], names["model_name"]) != ("wagtailcore", "page"):
        return  # `belongs.OfAnEdition` is asked for each
    check_pages(reader, keys_in(request.GET.getlist("id")))


def colleagues(_request: HttpRequest, reader: Reader, names: dict[str, Any]) -> None:
    """Let in who may change this account: nobody reaches an account with rights elsewhere."""
    if "pk" in names and not is_theirs(reader, Reader, int(names["pk"])):
        raise PermissionDenied


def noun(model: type[Model]) -> Rule:
    """Let in who works at the edition to which this row of `model` belongs."""

    def rule(_request: HttpRequest, reader: Reader, names: dict[str, Any]) -> None:
        for key in keys_in([str(names["pk"])] if "pk" in names else []):
            if key > LARGEST_KEY or not is_theirs(reader, model, key):
                raise Http404

    return rule


def own_session(_request: HttpRequest, reader: Reader, names: dict[str, Any]) -> None:
    """Ask for the page that is being edited."""
    if names["model_name"] in {"page", "article", "section", "front"}:
        check_pages(reader, keys_in([str(names["object_id"])]))


def keys_in(words: Iterable[str]) -> list[int]:
    """Return the keys among `words`, “all” left out. Raises Http404 for what can be no key."""
    given = [word for word in words if word not in {"all", ""}]
    if any(not word.isdecimal() or len(word) > LONGEST_KEY for word in given):
        raise Http404
    return [int(word) for word in given]


def check_pages(reader: Reader, keys: list[int], *, or_listed: bool = False) -> None:
    """Raise Http404 unless all these pages belong to the reader's desk (or are public)."""
    if any(key > LARGEST_KEY for key in keys):
        raise Http404
    if reader.is_superuser or not keys:
        return
    own = list(sections_of(reader).values_list("path", flat=True))
    found = Page.objects.filter(pk__in=keys).values_list("pk", "path", "content_type__model")
    listed = set()
    if or_listed:
        listed = set(Article.objects.listed().filter(pk__in=keys).values_list("pk", flat=True))
    seen = {
        key
        for key, path, model in found
        if key in listed
        or any(path.startswith(section) for section in own)
        or (model != "article" and (or_listed or any(way.startswith(path) for way in own)))
    }
    if seen != set(keys):
        raise Http404


def rule_for(view_name: str) -> Rule | None:
    """Return the rule of an address, None where nobody has decided."""
    namespace, _colon, name = view_name.rpartition(":")
    if namespace.startswith(("wagtailsnippets_", "wagtailsnippetchoosers_")):
        place, _line, word = namespace.partition("_")
        if place == "wagtailsnippetchoosers" and name == "create" and word not in ADDABLE:
            return nobody
        if place == "wagtailsnippets" and word in OF_AN_EDITION:
            return OF_AN_EDITION[word]
        return everybody if word in NOUNS else None
    return RULES.get(view_name) or RULES.get(f"{namespace}:*" if namespace else "")


class DeskPolicyMiddleware:
    """Ask the list before every view of the desk."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on: the view is known only later."""
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        _view: Callable[..., HttpResponse],
        _arguments: tuple[Any, ...],
        names: dict[str, Any],
    ) -> HttpResponse | None:
        """Let the request pass, or answer like Wagtail where the rule refuses."""
        match = request.resolver_match
        if match is None or not request.path_info.startswith(DESK):
            return None
        if match.view_name in DOORS:
            return None
        reader = request.user
        if not isinstance(reader, Reader):
            return reject_request(request)
        try:
            (rule_for(match.view_name) or nobody)(request, reader, names)
        except PermissionDenied:
            if request.headers.get("x-requested-with") == "XMLHttpRequest":
                raise
            return permission_denied(request)
        return None


NOUNS = frozenset(
    {
        "register_person",
        "register_organisation",
        "register_place",
        "articles_tag",
        "dossiers_dossier",
        "masthead_edition",
        "masthead_imprint",
    }
)

# what belongs to one edition, and is changed by those who work there
OF_AN_EDITION: dict[str, Rule] = {
    "articles_tag": noun(Tag),
    "dossiers_dossier": noun(Dossier),
    "masthead_edition": noun(Edition),
    "masthead_imprint": noun(Imprint),
}

# what can be added from within a story
ADDABLE = frozenset({"register_person", "register_organisation", "register_place", "articles_tag"})

# signing in and out, and what the sign-in pages need: open to whoever has no session yet
DOORS = frozenset(
    {
        "account_login",
        "account_inactive",
        "account_reauthenticate",
        "account_logout",
        "account_signup",
        "account_change_password",
        "account_set_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
        "readers:confirm_address",
        "readers:undo_address",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
        "mfa_index",
        "mfa_authenticate",
        "mfa_reauthenticate",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_list_webauthn",
        "mfa_add_webauthn",
        "mfa_reauthenticate_webauthn",
        "mfa_remove_webauthn",
        "mfa_edit_webauthn",
        # without a name: they lead elsewhere, or to nothing
        "django.views.generic.base.RedirectView",
        "django.views.defaults.page_not_found",
        "wagtail.admin.views.home.default",
    }
)

_PAGE = page("page_id")
_PARENT = page("parent_page_id")

RULES: dict[str, Rule] = {
    # --- the desk's own pages
    "wagtailadmin_home": everybody,
    "newsroom:correct": _PAGE,
    "newsroom:retract": _PAGE,
    "newsroom:bin_story": _PAGE,
    "newsroom:restore": _PAGE,
    "newsroom:short_link": _PAGE,
    "newsroom:versions": _PAGE,
    "newsroom:offer_quotes": _PAGE,
    "newsroom:sources": _PAGE,
    "newsroom:board": everybody,
    "newsroom:names": _PAGE,
    "newsroom:merge": everybody,  # the view asks for the rights to change and to remove
    "newsroom:other_edition": _PAGE,
    "newsroom:dossier_stories": noun(Dossier),
    "newsroom:bin": everybody,
    "newsroom:quotes": everybody,
    "newsroom:bin_results": everybody,
    "newsroom:corrections": everybody,
    "newsroom:corrections_results": everybody,
    "newsroom:wire": chiefs,
    "newsroom:wire_results": chiefs,
    "newsroom:notices": everybody,
    "newsroom:statistics": everybody,
    "newsroom:statistics_file": everybody,
    "newsroom:story_statistics": _PAGE,
    "newsroom:story_statistics_file": _PAGE,
    "stories:index": everybody,
    "stories:index_results": everybody,
    "stories:choose_parent": everybody,
    # --- stories, sections, fronts
    "wagtailadmin_explore_root": everybody,
    "wagtailadmin_explore": _PARENT,
    "wagtailadmin_explore_results": _PARENT,
    "wagtail_bulk_action": bulk,
    "wagtailadmin_pages:add": _PARENT,
    "wagtailadmin_pages:preview_on_add": _PARENT,
    "wagtailadmin_pages:type_use": chiefs,
    "wagtailadmin_pages:type_use_results": chiefs,
    "wagtailadmin_pages:choose_parent": everybody,
    "wagtailadmin_pages:usage": _PAGE,
    "wagtailadmin_pages:edit": _PAGE,
    "wagtailadmin_pages:preview_on_edit": _PAGE,
    "wagtailadmin_pages:view_draft": _PAGE,
    "wagtailadmin_pages:add_subpage": _PARENT,
    "wagtailadmin_pages:delete": _PAGE,
    "wagtailadmin_pages:unpublish": _PAGE,
    "wagtailadmin_pages:convert_alias": nobody,
    "wagtailadmin_pages:search": everybody,
    "wagtailadmin_pages:search_results": everybody,
    "wagtailadmin_pages:move": page("page_to_move_id"),
    "wagtailadmin_pages:move_confirm": page("page_to_move_id"),
    "wagtailadmin_pages:set_page_position": page("page_to_move_id"),
    "wagtailadmin_pages:copy": _PAGE,
    "wagtailadmin_pages:workflow_action": _PAGE,
    "wagtailadmin_pages:collect_workflow_action_data": _PAGE,
    "wagtailadmin_pages:confirm_workflow_cancellation": _PAGE,
    "wagtailadmin_pages:workflow_preview": _PAGE,
    "wagtailadmin_pages:set_privacy": nobody,
    "wagtailadmin_pages:lock": _PAGE,
    "wagtailadmin_pages:unlock": _PAGE,
    "wagtailadmin_pages:revisions_index": _PAGE,
    "wagtailadmin_pages:revisions_view": _PAGE,
    "wagtailadmin_pages:revisions_revert": _PAGE,
    "wagtailadmin_pages:revisions_unschedule": _PAGE,
    "wagtailadmin_pages:revisions_compare": page("pk"),
    "wagtailadmin_pages:workflow_history": _PAGE,
    "wagtailadmin_pages:workflow_history_detail": _PAGE,
    "wagtailadmin_pages:history": _PAGE,
    "wagtailadmin_pages:history_results": _PAGE,
    # --- choosers
    "wagtailadmin_choose_page": pages_asked,
    "wagtailadmin_choose_page_child": pages_asked,
    "wagtailadmin_choose_page_search": pages_asked,
    "wagtailadmin_choose_page_chosen_multiple": pages_asked,
    "wagtailadmin_choose_page_external_link": everybody_with_keys,
    "wagtailadmin_choose_page_email_link": everybody_with_keys,
    "wagtailadmin_choose_page_phone_link": everybody_with_keys,
    "wagtailadmin_choose_page_anchor_link": everybody_with_keys,
    "wagtailadmin_tag_autocomplete": everybody,
    "wagtailadmin_tag_model_autocomplete": everybody,
    "wagtailadmin_block_preview": everybody,
    "wagtailembeds:chooser": nobody,
    "wagtailembeds:chooser_upload": nobody,
    # --- pictures and sound: rights hang on their collection
    "wagtailimages:url_generator": nobody,
    "wagtailimages:url_generator_output": nobody,
    "wagtailimages:*": everybody,
    "wagtailimages_chooser:*": everybody,
    "wagtaildocs:*": everybody,
    "wagtaildocs_chooser:*": everybody,
    # --- the house
    "wagtailadmin_account": everybody,
    "wagtailadmin_dismissibles": everybody,
    "wagtailadmin_editing_sessions:ping": own_session,
    "wagtailadmin_editing_sessions:release": everybody,
    "wagtailadmin_collections:*": owners,
    "wagtailadmin_workflows:*": owners,
    "wagtailadmin_reports:locked_pages": everybody,
    "wagtailadmin_reports:locked_pages_results": everybody,
    "wagtailadmin_reports:workflow": everybody,
    "wagtailadmin_reports:workflow_results": everybody,
    "wagtailadmin_reports:workflow_tasks": everybody,
    "wagtailadmin_reports:workflow_tasks_results": everybody,
    "wagtailadmin_reports:site_history": everybody,
    "wagtailadmin_reports:site_history_results": everybody,
    "wagtailadmin_reports:aging_pages": everybody,
    "wagtailadmin_reports:aging_pages_results": everybody,
    "wagtailadmin_reports:page_types_usage": owners,
    "wagtailadmin_reports:page_types_usage_results": owners,
    "wagtailadmin_api:pages:*": everybody,
    "wagtailadmin_api:documents:*": everybody,
    "wagtailadmin_api:images:*": everybody,
    "wagtailadmin_error_test": nobody,
    "wagtailadmin_password_reset": nobody,
    "wagtailadmin_password_reset_done": nobody,
    "wagtailadmin_password_reset_confirm": nobody,
    "wagtailadmin_password_reset_complete": nobody,
    "wagtailsnippets:index": nobody,
    "wagtailsettings:*": owners,
    "wagtailsites:*": owners,
    "wagtailusers_users:*": colleagues,
    "wagtailusers_groups:*": owners,
}
