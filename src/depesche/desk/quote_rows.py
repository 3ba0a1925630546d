"""Quotations in the form of a story: rows to type or to confirm, beside the blocks of the body."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from modelcluster.forms import BaseChildFormSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList


class QuoteFormSet(BaseChildFormSet):
    """The rows of a story's quotations; what stands in a block of the body is written there."""

    def __init__(
        self, data: Any = None, files: Any = None, instance: Any = None, **kwargs: Any
    ) -> None:
        if instance is not None and kwargs.get("queryset") is None:
            kwargs["queryset"] = instance.quotes.filter(block="")
        super().__init__(data, files, instance=instance, **kwargs)


class QuotesPanel(InlinePanel):
    """The rows of quotations, without those of blocks."""

    def get_form_options(self) -> dict[str, Any]:
        """Let the rows be kept by a formset of their own."""
        options: dict[str, Any] = super().get_form_options()
        options["formsets"][self.relation_name]["formset"] = QuoteFormSet
        return options


def quotes_tab() -> ObjectList:
    """Return the rows of quotations: words first, then who, then the rest; tab leads through."""
    return ObjectList(
        [
            QuotesPanel(
                "quotes",
                heading=_("Quotations in the text"),
                label=_("Quotation"),
                help_text=_(
                    "What is set off as a quote in the text is recorded by itself. Readers see a "
                    "quotation with its speaker only once it is confirmed."
                ),
                panels=[
                    FieldPanel("words"),
                    FieldRowPanel([FieldPanel("person"), FieldPanel("organisation")]),
                    FieldRowPanel([FieldPanel("speaker_name"), FieldPanel("office")]),
                    FieldRowPanel([FieldPanel("said_to"), FieldPanel("said_on")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("evidence")]),
                    MultiFieldPanel(
                        [
                            FieldPanel("unnamed_because"),
                            FieldPanel("original"),
                            FieldRowPanel(
                                [FieldPanel("original_language"), FieldPanel("language")]
                            ),
                        ],
                        heading=_("Original wording, unnamed speaker"),
                        classname="collapsed",
                    ),
                    FieldPanel("is_confirmed"),
                ],
            )
        ],
        heading=_("Quotations"),
    )
