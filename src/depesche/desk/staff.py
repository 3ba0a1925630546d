"""Colleagues at the desk: invite, change roles, give a new way in, show out."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.views import View
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, TitleColumn
from wagtail.log_actions import log
from wagtail.users.views import users
from wagtail.users.views.users import UserViewSet

from depesche.desk.belongs import colleagues_of, is_theirs
from depesche.desk.roles import change_roles
from depesche.desk.scope import who
from depesche.desk.staff_forms import ColleagueForm
from depesche.readers.change_address import ask_for_address, confirm_url, waiting_for
from depesche.readers.invite import invite_colleague, renew_way_in, set_password_url, show_out
from depesche.readers.models import Reader
from depesche.readers.sign_in import was_here_just_now


def may_change(request: HttpRequest, reader: Reader) -> bool:
    """Tell whether whoever asks may change this account: it has no right beyond their editions."""
    actor = request.user
    if not isinstance(actor, Reader) or not actor.has_perm("readers.change_reader"):
        return False
    return is_theirs(actor, Reader, reader.pk)


def signature(request: HttpRequest) -> Any:
    """Return who acts, and when, as every act takes it."""
    return {"by": f"reader:{request.user.pk}", "at": timezone.now()}


class ColleagueListing(users.IndexView):
    """Everyone of the newsroom."""

    page_title = _("Colleagues")
    add_item_label = _("Invite a colleague")
    default_ordering = "name"

    @cached_property
    def columns(self) -> list[Column]:
        """Name, address, roles, whether they may sign in, when they last did."""
        return [
            TitleColumn("name", label=_("Name"), sort_key="name", get_url=self.get_edit_url),
            Column("email", label=_("E-mail"), sort_key="email"),
            Column(
                "roles",
                label=_("Roles"),
                accessor=lambda reader: ", ".join(group.name for group in reader.groups.all()),
            ),
            BooleanColumn("is_active", label=_("May sign in"), sort_key="is_active"),
            DateColumn("last_login", label=_("Last here"), sort_key="last_login"),
        ]

    def get_base_queryset(self) -> QuerySet[Reader]:
        """Keep out of this list readers of the paper, and whom the asker may not change."""
        return colleagues_of(who(self.request)).prefetch_related("groups")

    def order_queryset(self, queryset: QuerySet[Reader]) -> QuerySet[Reader]:
        """Order by the column chosen, by name otherwise."""
        return queryset.order_by(self.ordering or "name")


class InviteColleague(users.CreateView):
    """Invite somebody: their link is shown on the next page, and mailed where mail is set."""

    page_title = _("Invite a colleague")
    success_message = _("%(object)s is invited.")

    def save_instance(self) -> Reader:
        """Perform the act; the form itself writes nothing."""
        data, signed = self.form.cleaned_data, signature(self.request)
        self.object = invite_colleague(
            data["email"],
            name=data["name"],
            groups=[],
            **signed,
        )
        change_roles(self.object, data["groups"], **signed)
        return self.object

    def get_success_url(self) -> str:
        """Go on to the link."""
        return reverse("wagtailusers_users:way_in", args=[self.object.pk])


class ChangeColleague(users.EditView):
    """Change a name, an address, the roles."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change this account."""
        if not self.object.is_staff or not may_change(request, self.object):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def save_instance(self) -> Reader:
        """Perform the acts; the form itself writes nothing."""
        data, signed = self.form.cleaned_data, signature(self.request)
        reader = Reader.objects.get(pk=self.form.instance.pk)
        if reader.name != data["name"]:
            reader.name = data["name"]
            reader.save(update_fields=["name"])
            log(instance=reader, action="wagtail.edit", user=self.request.user)
        if reader.email != data["email"]:
            ask_for_address(reader, data["email"], **signed)
        change_roles(reader, data["groups"], **signed)
        return reader

    def get_form(self, form_class: Any = None) -> ColleagueForm:
        """Let the form refuse a new address that comes from a session left open."""
        form: ColleagueForm = super().get_form(form_class)
        form.may_move_address = was_here_just_now(self.request)
        return form

    def get_success_url(self) -> str:
        """Stay here while a new address waits: where no mail is set, its link stands here."""
        if waiting_for(Reader.objects.get(pk=self.object.pk), at=timezone.now()):
            return reverse("wagtailusers_users:edit", args=[self.object.pk])
        url: str = super().get_success_url()
        return url

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the address that waits; its link only where nobody can mail it."""
        waiting = waiting_for(Reader.objects.get(pk=self.object.pk), at=timezone.now())
        link = confirm_url(waiting) if waiting and not settings.HAS_MAIL else ""
        return {**super().get_context_data(**kwargs), "waiting": waiting, "waiting_link": link}


class ShowOutColleague(users.DeleteView):
    """End somebody's work here: the account stays for what they signed, the way in closes."""

    page_title = _("End access")
    success_message = _("%(object)s cannot sign in any more.")
    confirmation_message = _(
        "The account stays for the record of what was done with it; "
        "nobody can sign in with it any more, and all its sessions end now."
    )

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change this account."""
        if not may_change(request, get_object_or_404(Reader, pk=self.kwargs["pk"], is_staff=True)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def delete_action(self) -> None:
        """Perform the act instead of deleting the row."""
        show_out(self.object, **signature(self.request))


class WayIn(View):
    """The link with which a colleague chooses a password, and a new one when it is lost."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not change this account."""
        self.reader = get_object_or_404(Reader, pk=kwargs["pk"], is_staff=True)
        if not may_change(request, self.reader):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Show the link while no password is chosen; otherwise offer to take the password away."""
        waits = self.reader.is_active and not self.reader.has_usable_password()
        page = {
            "colleague": self.reader,
            "link": set_password_url(self.reader) if waits else "",
            "title": _("Way in"),
        }
        return render(request, "desk/staff/way_in.html", page)

    def post(self, request: HttpRequest, **_kwargs: Any) -> HttpResponse:
        """Take the password away and show the new link."""
        if not self.reader.is_active:
            self.reader.is_active = True
            self.reader.save(update_fields=["is_active"])
        renew_way_in(
            self.reader,
            forget_factors="forget_factors" in request.POST,
            **signature(request),
        )
        messages.success(request, _("The old password and all sessions have ended."))
        return redirect("wagtailusers_users:way_in", self.reader.pk)


class ColleagueViewSet(UserViewSet):
    """The pages for colleagues, at Wagtail's addresses for accounts."""

    menu_label = _("Colleagues")
    create_template_name = "wagtailadmin/generic/form.html"  # the viewset's names win over a view's
    edit_template_name = "desk/staff/edit.html"
    delete_template_name = "desk/staff/show_out.html"
    index_view_class = ColleagueListing
    add_view_class = InviteColleague
    edit_view_class = ChangeColleague
    delete_view_class = ShowOutColleague

    def get_form_class(self, for_update: bool = False) -> type[ModelForm[Reader]]:  # noqa: FBT001, FBT002, ARG002 Wagtail's signature
        """Return the one form."""
        return ColleagueForm

    def get_urlpatterns(self) -> list[URLPattern]:
        """Add the way in."""
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/way-in/", WayIn.as_view(), name="way_in"),
        ]
