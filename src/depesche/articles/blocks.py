"""The blocks of a body. Their values are data: how they look is the portal's."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

INLINE_FEATURES = ["bold", "italic", "link"]
BOX_FEATURES = [*INLINE_FEATURES, "ul", "ol"]


class QuoteBlock(blocks.StructBlock):
    """A quotation: exact words, who said them, in which office, to whom, when, where to check."""

    words = blocks.TextBlock(label=_("exact words"), max_length=3000)
    speaker_person = SnippetChooserBlock("register.Person", required=False, label=_("person"))
    speaker_organisation = SnippetChooserBlock(
        "register.Organisation", required=False, label=_("organisation")
    )
    office = blocks.CharBlock(required=False, max_length=160, label=_("office at the time"))
    said_to = blocks.CharBlock(required=False, max_length=160, label=_("to whom or where"))
    said_on = blocks.DateBlock(required=False, label=_("when"))
    evidence = blocks.URLBlock(required=False, label=_("where it can be checked"))
    original = blocks.TextBlock(required=False, max_length=3000, label=_("original wording"))
    original_language = blocks.CharBlock(
        required=False, max_length=16, label=_("language of the original")
    )
    unnamed_because = blocks.CharBlock(required=False, max_length=240, label=_("unnamed, because"))

    class Meta:
        icon = "openquote"
        label = _("Quote")

    def clean(self, value: blocks.StructValue) -> blocks.StructValue:
        """Refuse a quotation without exactly one speaker, or of a day that has not come."""
        cleaned = super().clean(value)
        names = ("speaker_person", "speaker_organisation", "unnamed_because")
        if sum(bool(cleaned.get(name)) for name in names) != 1:
            message = _("Choose who said it: one person or one organisation; or say why unnamed.")
            raise blocks.StructBlockValidationError({"speaker_person": ValidationError(message)})
        if cleaned.get("said_on") and cleaned["said_on"] > timezone.localdate():
            message = _("Nobody can have said that yet: the day is in the future.")
            raise blocks.StructBlockValidationError({"said_on": ValidationError(message)})
        return cleaned


class PictureBlock(blocks.StructBlock):
    """A picture in the text, with the caption of this use."""

    picture = ImageChooserBlock(label=_("picture"))
    caption = blocks.TextBlock(required=False, max_length=600, label=_("caption of this use"))
    alt = blocks.CharBlock(required=False, max_length=255, label=_("alternative text of this use"))

    class Meta:
        icon = "image"
        label = _("Picture")


class TableFigureBlock(blocks.StructBlock):
    """A table and what it shows."""

    caption = blocks.CharBlock(max_length=240, label=_("what the table shows"))
    table = TableBlock(
        label=_("table"),
        table_options={"renderer": "text", "contextMenu": True, "minSpareRows": 0},
    )
    source = blocks.CharBlock(required=False, max_length=160, label=_("source of the figures"))

    class Meta:
        icon = "table"
        label = _("Table")


class EmbedBlock(blocks.StructBlock):
    """Something of another site: readers get a link to it, never foreign markup."""

    url = blocks.URLBlock(label=_("address"))
    title = blocks.CharBlock(max_length=160, label=_("what it is"))
    provider = blocks.CharBlock(required=False, max_length=80, label=_("whose site"))

    class Meta:
        icon = "media"
        label = _("Embed")


class BoxBlock(blocks.StructBlock):
    """A box: background beside the story."""

    title = blocks.CharBlock(max_length=120, label=_("title"))
    text = blocks.RichTextBlock(features=BOX_FEATURES, label=_("text"))

    class Meta:
        icon = "form"
        label = _("Box")


class AudioBlock(blocks.StructBlock):
    """A sound file with its title."""

    recording = DocumentChooserBlock(label=_("audio file"))
    caption = blocks.CharBlock(required=False, max_length=240, label=_("caption"))

    class Meta:
        icon = "media"
        label = _("Audio file")


class BodyBlock(blocks.StreamBlock):
    """The body of a story."""

    paragraph = blocks.RichTextBlock(features=INLINE_FEATURES, icon="pilcrow", label=_("Paragraph"))
    heading = blocks.CharBlock(max_length=160, icon="h2", label=_("Heading"))
    quote = QuoteBlock()
    picture = PictureBlock()
    list = blocks.RichTextBlock(
        features=["ul", "ol", *INLINE_FEATURES], icon="list-ul", label=_("List")
    )
    table = TableFigureBlock()
    embed = EmbedBlock()
    box = BoxBlock()
    audio = AudioBlock()

    class Meta:
        block_counts: dict[str, dict[str, int]] = {}

    def clean(self, value: blocks.StreamValue) -> blocks.StreamValue:
        """Leave out paragraphs in which nothing was written; say of the others what is missing."""
        kept = [place for place, child in enumerate(value) if not is_empty(child)]
        parts = [(value[place].block_type, value[place].value, value[place].id) for place in kept]
        try:
            return super().clean(blocks.StreamValue(self, parts))
        except StreamBlockValidationError as faults:
            raise StreamBlockValidationError(
                {kept[place]: fault for place, fault in faults.block_errors.items()},
                faults.non_block_errors,
            ) from faults


def is_empty(child: blocks.StreamValue.StreamChild) -> bool:
    """Tell whether a block of a body is a paragraph without a word."""
    return child.block_type == "paragraph" and not strip_tags(child.value.source).strip()
