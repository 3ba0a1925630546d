"""Picture: a photo with its credit, rights and provenance. Rendition: one size of it."""

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Filter,
    Image,
    SourceImageIOError,
    WagtailImageField,
)

from depesche.pictures.develop import EXTENSIONS, write_filtered
from depesche.pictures.recognise import PictureRefused, ending_of, recognise
from depesche.pictures.write_xmp import write_xmp
from depesche.register.models import Organisation, Person, Place, one_owner

ENDINGS = frozenset({"jpg", "jpeg", "png", "webp", "avif", "gif"})


def _ending(filename: str) -> str:
    """Return the file name's ending if it is a picture's: nothing else of the name is used."""
    ending = ending_of(filename)
    return f".{ending}" if ending in ENDINGS else ".bin"


def original_path(_picture: models.Model, filename: str) -> str:
    """Name an original at random: names are ours, never the upload's."""
    return f"originals/{secrets.token_hex(16)}{_ending(filename)}"


def rendition_path(_rendition: models.Model, filename: str) -> str:
    """Name a rendition at random, so that nobody guesses one of an unpublished story."""
    token = secrets.token_hex(16)
    return f"renditions/{token[:2]}/{token}{_ending(filename)}"


class WebAddressField(models.URLField):  # type: ignore[type-arg]
    """An address whose form takes `example.org` for https; in the database it is a URLField."""

    def formfield(self, *forms_: Any, **options: Any) -> forms.Field | None:
        """Return the form's field."""
        return super().formfield(*forms_, assume_scheme="https", **options)

    def deconstruct(self) -> tuple[str, str, Sequence[Any], dict[str, Any]]:
        """Look like Django's own field in migrations: the column is the same."""
        name, _path, arguments, options = super().deconstruct()
        return name, "django.db.models.URLField", arguments, options


class Picture(AbstractImage):
    """A picture and what may be done with it.

    The credit is `creator` and `agency`; `credit_line` overrules both where a contract words it.
    `description` (Wagtail's) is the alternative text where a use has none of its own.
    `is_public` says that something readers see uses it: only then, and not after `expires_at`,
    are its renditions handed out.
    """

    file = WagtailImageField(
        _("file"), upload_to=original_path, width_field="width", height_field="height"
    )
    caption = models.TextField(_("caption"), blank=True)
    creator = models.CharField(_("photographer or artist"), max_length=160, blank=True)
    agency = models.CharField(_("agency"), max_length=160, blank=True)
    credit_line = models.CharField(_("credit line"), max_length=255, blank=True)
    copyright_notice = models.CharField(_("copyright notice"), max_length=255, blank=True)
    usage_terms = models.TextField(_("usage terms"), blank=True)
    licence_url = WebAddressField(_("licence address"), blank=True)
    expires_at = models.DateTimeField(_("may be used until"), null=True, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=160, blank=True)
    digital_source_type = models.CharField(_("digital source type"), max_length=80, blank=True)
    metadata = models.JSONField(_("what the file says"), default=dict, blank=True, editable=False)
    source_uri = models.CharField(_("source"), max_length=500, blank=True, db_index=True)
    is_decorative = models.BooleanField(
        _("only decoration"),
        default=False,
        help_text=_("It shows nothing that the text does not say: needs no alternative text."),
    )
    is_public = models.BooleanField(default=False, editable=False)
    expiry_told = models.DateTimeField(null=True, blank=True, editable=False)  # to the wire

    admin_form_fields = (
        *Image.admin_form_fields,
        "is_decorative",
        "caption",
        "creator",
        "agency",
        "credit_line",
        "copyright_notice",
        "usage_terms",
        "licence_url",
        "expires_at",
        "taken_on",
        "place",
        "digital_source_type",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        permissions = [("choose_image", "Can choose picture")]

    @property
    def subject(self) -> str:
        """The name under which the wire and the press know this picture."""
        return f"picture:{self.pk}"

    @property
    def credit(self) -> str:
        """The credit as printed: `Agency / Photographer`, or the contract's own wording.

        Empty means that no story may be published with it.
        """
        return self.credit_line or " / ".join(filter(None, [self.agency, self.creator]))

    @property
    def alternative(self) -> str:
        """What it says to those who do not see it; its caption or title where nobody has said.

        Empty for mere decoration.
        """
        if self.is_decorative:
            return ""
        return self.description or self.caption or self.title

    @property
    def is_described(self) -> bool:
        """Tell whether somebody has written what it shows, or that there is nothing to say."""
        return self.is_decorative or bool(self.description.strip())

    def is_expired(self, at: datetime) -> bool:
        """Tell whether the right to show it has ended by `at`."""
        return self.expires_at is not None and self.expires_at <= at

    def generate_rendition_file(
        self,
        filter: Filter,  # noqa: A002 - Wagtail's name
        *,
        source: "File[bytes] | None" = None,
    ) -> "File[bytes]":
        """Carry out a filter of the desk's: our own writing, so that no GPS comes through."""
        if source is None:
            with self.open_file() as original:
                data = original.read()
        else:
            data = source.read()
        try:
            shape = recognise(data, name=self.file.name)
            done = write_filtered(self, filter, data, shape, xmp=write_xmp(self))
        except PictureRefused as damaged:
            raise SourceImageIOError(str(damaged)) from damaged
        return ContentFile(done.data, name=f"print{EXTENSIONS[done.format]}")


class Rendition(AbstractRendition):
    """One size and format of a picture, under a name that nobody can guess."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")
    file = WagtailImageField(
        upload_to=rendition_path, width_field="width", height_field="height", max_length=255
    )

    class Meta:
        verbose_name = _("rendition")
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_filter"
            )
        ]


class Portrait(models.Model):
    """The picture that stands for a person, an organisation or a place: one each, with its credit.

    The row is here, for the register is a floor below and knows no pictures.
    """

    picture = models.ForeignKey(Picture, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="portrait", null=True, blank=True
    )
    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, related_name="portrait", null=True, blank=True
    )
    place = models.OneToOneField(
        Place, on_delete=models.CASCADE, related_name="portrait", null=True, blank=True
    )

    class Meta:
        verbose_name = _("portrait")
        verbose_name_plural = _("portraits")
        constraints = [one_owner("portrait_of_one_entry")]

    def __str__(self) -> str:
        return str(self.picture)
