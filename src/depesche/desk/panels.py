"""What the desk shows of an article, a section and a front page, in the order of a newsroom.

The rooms below know nothing of panels: `hang_panels` hangs them on their models at start.
"""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    CommentPanel,
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    MultipleChooserPanel,
    ObjectList,
    PublishingPanel,
    TabbedInterface,
)

from depesche.articles.models import Article, Front, Section
from depesche.desk.forms import ArticleForm
from depesche.desk.offer_quotes import QuoteOffersPanel
from depesche.desk.quote_rows import quotes_tab


def text_tab() -> ObjectList:
    """Return the fields of the text itself."""
    return ObjectList(
        [
            FieldPanel("kicker"),
            FieldPanel("title", heading=_("Headline"), help_text=_("What happened, in one line.")),
            FieldPanel("short_headline"),
            FieldPanel("lead"),
            FieldPanel("body"),
            QuoteOffersPanel(),
            MultiFieldPanel(
                [FieldPanel("change_note"), FieldPanel("is_minor_change")],
                heading=_("When a published story changes"),
                classname="collapsed",
            ),
        ],
        heading=_("Text"),
    )


def byline_tab() -> ObjectList:
    """Return who wrote it, where it happened, and where it belongs."""
    return ObjectList(
        [
            MultipleChooserPanel("bylines", chooser_field_name="person", heading=_("Byline")),
            FieldRowPanel([FieldPanel("agency"), FieldPanel("place_line")]),
            FieldRowPanel([FieldPanel("genre"), FieldPanel("event_on")]),
            MultipleChooserPanel(
                "dossier_entries", chooser_field_name="dossier", heading=_("Dossiers")
            ),
            MultipleChooserPanel("taggings", chooser_field_name="tag", heading=_("Tags")),
            MultipleChooserPanel(
                "person_mentions", chooser_field_name="person", heading=_("People in the story")
            ),
            MultipleChooserPanel(
                "organisation_mentions",
                chooser_field_name="organisation",
                heading=_("Organisations in the story"),
            ),
            MultipleChooserPanel("place_mentions", chooser_field_name="place", heading=_("Places")),
            MultipleChooserPanel(
                "related_stories",
                chooser_field_name="other",
                label=_("article"),  # as a German writes it after “add”
                heading=_("Related stories"),
            ),
        ],
        heading=_("Byline & placement"),
    )


def picture_tab() -> ObjectList:
    """Return the lead picture and what it says here."""
    return ObjectList(
        [
            FieldPanel("picture"),
            FieldPanel("picture_caption"),
            FieldPanel(
                "picture_alt",
                help_text=_(
                    "What can be seen, for those who do not see it. Empty: as the "
                    "picture itself is described."
                ),
            ),
        ],
        heading=_("Picture"),
    )


def duties_tab() -> ObjectList:
    """Return rights, marks and times."""
    return ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldPanel("embargo_until"),
                    FieldPanel("single_source"),
                    FieldPanel("several_because"),
                    FieldPanel("is_advertisement"),
                ],
                heading=_("Before it goes out"),
            ),
            MultiFieldPanel(
                [FieldPanel("ai_used"), FieldPanel("ai_reviewer")],
                heading=_("Artificial intelligence"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("copyright_notice"),
                    FieldPanel("usage_terms"),
                    FieldPanel("not_old_because"),
                    FieldPanel("slug", help_text=_("Empty: made from the headline.")),
                ],
                heading=_("Rights and address"),
            ),
            PublishingPanel(),
            CommentPanel(),
        ],
        heading=_("Rights & duties"),
    )


SECTION_PANELS = [
    FieldPanel("title", heading=_("Name"), help_text=_("As readers see it.")),
    FieldPanel(
        "slug",
        heading=_("Address"),
        help_text=_("The section’s word in the address: small letters, digits, hyphens."),
    ),
    FieldPanel("description"),
    FieldPanel("responsible"),
    FieldPanel("old_after_months"),
]

FRONT_PANELS = [
    FieldPanel("title", heading=_("Name"), help_text=_("As readers see it.")),
    FieldPanel("breaking", help_text=_("One line under the masthead; empty: none.")),
    InlinePanel(
        "slots",
        heading=_("Curated slots"),
        label=_("Slot"),
        help_text=_("The first is the lead. What is left free fills up with the newest stories."),
        panels=[FieldPanel("article")],
    ),
]


def hang_panels() -> None:
    """Give the pages of the tree their forms."""
    Article.edit_handler = TabbedInterface(
        [text_tab(), quotes_tab(), byline_tab(), picture_tab(), duties_tab()],
        base_form_class=ArticleForm,
    )
    Section.edit_handler = ObjectList(SECTION_PANELS)
    Front.edit_handler = ObjectList(FRONT_PANELS)
