"""The register, tags, dossiers and editions at the desk: lists, search, filters."""

from typing import Any

from django.db.models import Model, QuerySet
from django.forms import ModelForm, modelform_factory
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import BooleanColumn, UpdatedAtColumn
from wagtail.snippets.views.chooser import (
    ChooseResultsView,
    ChooseView,
    SnippetChooserViewSet,
    SnippetCreateView,
)
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from depesche.articles.models import Tag
from depesche.desk.announce import announce
from depesche.desk.belongs import EDITIONS, theirs
from depesche.desk.dossiers import PANELS, ChangeDossier, OpenDossier
from depesche.desk.entries import AddEntry, ChangeEntry, FindBySpelling, ListEntries
from depesche.desk.entry_forms import AsksForNamesakes, EntryForm
from depesche.desk.scope import editions_of, who
from depesche.dossiers.models import Dossier
from depesche.masthead.models import Edition, Imprint
from depesche.readers.models import Reader
from depesche.register.models import Entry, Organisation, Person, Place

ABOUT = MultiFieldPanel(
    [FieldPanel("about_de"), FieldPanel("about_en")], heading=_("About"), classname="collapsible"
)
OTHER_NAMES = [
    FieldPanel("also_known_as"),
    FieldPanel("is_another"),
    FieldPanel("portrait"),
    FieldPanel("wikidata"),
]


class OfOwnEdition(WagtailAdminModelForm):
    """The form of something that belongs to an edition: to one where the colleague works."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if isinstance(self.for_user, Reader) and "edition" in self.fields:
            self.fields["edition"].queryset = EDITIONS[self._meta.model](self.for_user)


class InOwnEdition:
    """A form within the chooser: what it adds belongs to an edition where the colleague works."""

    request: HttpRequest

    def get_creation_form(self) -> Any:
        """Offer no other edition."""
        form: Any = super().get_creation_form()  # type: ignore[misc]
        if form is not None and "edition" in form.fields:
            form.fields["edition"].queryset = editions_of(who(self.request))
        return form

    def get_creation_form_class(self) -> Any:
        """Ask of an entry of the register whether it is there already."""
        model = self.model_class  # type: ignore[attr-defined]
        if not issubclass(model, Entry):
            return super().get_creation_form_class()  # type: ignore[misc]
        fields = ["name", "slug", "is_another"]
        return modelform_factory(model, form=AsksForNamesakes, fields=fields)


class ChooseNoun(InOwnEdition, ChooseView):
    """Choose an entry."""

    filter_form_class = FindBySpelling


class ChooseNounResults(InOwnEdition, ChooseResultsView):
    """Go on choosing: what was searched for, and further pages."""

    filter_form_class = FindBySpelling


class CreateNoun(InOwnEdition, SnippetCreateView):
    """Add an entry without leaving the story."""

    def save_form(self, form: ModelForm[Model]) -> Model:
        """Keep it and tell the wire."""
        noun: Model = super().save_form(form)
        announce(self.request, [noun], "created")
        return noun


class NounChooser(SnippetChooserViewSet):
    """Choose an entry of the register, or add one."""

    choose_view_class = ChooseNoun
    choose_results_view_class = ChooseNounResults
    create_view_class = CreateNoun
    form_fields = ["name", "slug"]


class TagChooser(NounChooser):
    """Choose a tag, or add one."""

    form_fields = ["edition", "name", "slug"]


class RegisterViewSet(SnippetViewSet):
    """What people, organisations and places have in common at the desk."""

    list_display = ["name", UpdatedAtColumn()]
    search_fields = ["name"]
    ordering = ["name", "pk"]
    list_per_page = 50
    copy_view_enabled = False
    inspect_view_enabled = False
    menu_item_is_registered = True
    chooser_viewset_class = NounChooser

    def get_queryset(self, request: HttpRequest) -> QuerySet[Model]:
        """List what belongs to the colleague's editions, or to all."""
        return theirs(who(request), self.model.objects.all())


class EntryViewSet(RegisterViewSet):
    """What people, organisations and places have beside: spellings, a portrait, a way to merge."""

    index_view_class = ListEntries
    add_view_class = AddEntry
    edit_view_class = ChangeEntry


class PersonViewSet(EntryViewSet):
    """People: those in the news and the paper's authors."""

    model = Person
    icon = "user"
    menu_label = _("People")
    list_display = [
        "name",
        BooleanColumn("is_author", label=_("writes for the paper")),
    ]
    list_filter = ["is_author"]
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            *OTHER_NAMES,
            InlinePanel(
                "offices",
                heading=_("Offices"),
                label=_("office"),
                panels=[
                    FieldRowPanel([FieldPanel("title_de"), FieldPanel("title_en")]),
                    FieldPanel("organisation"),
                    FieldRowPanel([FieldPanel("held_from"), FieldPanel("held_to")]),
                ],
                help_text=_("What is not over has no end. A year or a month is enough."),
            ),
            FieldRowPanel([FieldPanel("is_author"), FieldPanel("email")]),
            ABOUT,
        ],
        base_form_class=EntryForm,
    )


class OrganisationViewSet(EntryViewSet):
    """Organisations."""

    model = Organisation
    icon = "group"
    menu_label = _("Organisations")
    edit_handler = ObjectList(
        [FieldPanel("name"), FieldPanel("slug"), *OTHER_NAMES, ABOUT], base_form_class=EntryForm
    )


class PlaceViewSet(EntryViewSet):
    """Places."""

    model = Place
    icon = "site"
    menu_label = _("Places")
    edit_handler = ObjectList(
        [
            FieldPanel("name"),
            FieldPanel("slug"),
            *OTHER_NAMES,
            FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude")]),
            ABOUT,
        ],
        base_form_class=EntryForm,
    )


class TagViewSet(RegisterViewSet):
    """Tags."""

    model = Tag
    icon = "tag"
    menu_label = _("Tags")
    chooser_viewset_class = TagChooser
    list_display = ["name", "edition", "slug"]
    list_filter = ["edition"]
    search_fields = ["name"]
    edit_handler = ObjectList(
        [FieldPanel("edition"), FieldPanel("name"), FieldPanel("slug")],
        base_form_class=OfOwnEdition,
    )


class RegisterGroup(SnippetViewSetGroup):
    """The register in the menu."""

    items = (PersonViewSet, OrganisationViewSet, PlaceViewSet, TagViewSet)
    menu_label = _("Register")
    menu_icon = "group"
    menu_name = "register"
    menu_order = 500


class DossierViewSet(RegisterViewSet):
    """Dossiers."""

    model = Dossier
    add_view_class = OpenDossier
    edit_view_class = ChangeDossier
    chooser_viewset_class = SnippetChooserViewSet
    icon = "folder-open-1"
    menu_label = _("Dossiers")
    menu_name = "dossiers"
    menu_order = 400
    add_to_admin_menu = True
    list_display = [
        "name",
        "edition",
        "period_from",
        "period_to",
        BooleanColumn("is_closed", label=_("closed")),
    ]
    list_filter = ["edition", "is_closed"]
    search_fields = ["name", "summary"]
    edit_handler = ObjectList(
        PANELS,
        base_form_class=OfOwnEdition,
    )


class EditionViewSet(RegisterViewSet):
    """Editions."""

    model = Edition
    chooser_viewset_class = SnippetChooserViewSet
    icon = "globe"
    menu_label = _("Editions")
    list_display = ["name", "language", "host", "prefix"]
    search_fields = ["name"]
    panels = [
        FieldPanel("name"),
        FieldPanel("tagline"),
        FieldPanel("founded"),
        FieldPanel("time_zone"),
        FieldPanel("old_after_months"),
        FieldPanel("shows_single_source"),
        FieldPanel("shows_unchecked_quotes"),
        FieldPanel("most_read"),
        FieldPanel("shows_views"),
    ]


class ImprintViewSet(RegisterViewSet):
    """Imprints."""

    model = Imprint
    chooser_viewset_class = SnippetChooserViewSet
    icon = "info-circle"
    menu_label = _("Imprints")
    list_display = ["publisher", "edition", "responsible"]
    search_fields = ["publisher"]
    ordering = ["edition"]
    edit_handler = ObjectList(
        [
            FieldPanel("edition"),
            MultiFieldPanel(
                [
                    FieldPanel(name)
                    for name in (
                        "publisher",
                        "legal_form",
                        "represented_by",
                        "street",
                        "postcode",
                        "city",
                        "country",
                        "email",
                        "phone",
                        "register_court",
                        "register_number",
                        "vat_id",
                    )
                ],
                heading=_("Publisher (DDG § 5)"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("responsible"),
                    FieldPanel("responsible_address"),
                    FieldPanel("press_council"),
                ],
                heading=_("Who answers for the content (MStV § 18)"),
            ),
            FieldPanel("contact_note"),
            FieldPanel("privacy_note"),
            FieldPanel("accessibility_note"),
        ],
        base_form_class=OfOwnEdition,
    )


class PaperGroup(SnippetViewSetGroup):
    """The paper itself in the menu: for chiefs."""

    items = (EditionViewSet, ImprintViewSet)
    menu_label = _("The paper")
    menu_icon = "home"
    menu_name = "paper"
    menu_order = 900


GROUPS = (RegisterGroup, PaperGroup, DossierViewSet)
