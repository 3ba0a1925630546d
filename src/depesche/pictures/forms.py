"""The desk's form for a picture: checks the file, fills what is empty from what the file says."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from depesche.pictures.accept import Negative, examine, fit, keep_picture
from depesche.pictures.edit import announce_change, replace_file
from depesche.pictures.models import Picture
from depesche.pictures.recognise import PictureRefused

# IPTC's codes for how a picture came about, in a picture desk's words
SOURCE_TYPES = [
    ("", gettext_lazy("Not said")),
    ("digitalCapture", gettext_lazy("Photograph")),
    ("print", gettext_lazy("Photograph, scanned from paper or film")),
    ("humanEdits", gettext_lazy("Photograph, edited by hand")),
    ("compositeCapture", gettext_lazy("Montage of photographs")),
    ("digitalCreation", gettext_lazy("Drawing or graphic, made by a person")),
    ("dataDrivenMedia", gettext_lazy("Chart or map, made from data")),
    ("screenCapture", gettext_lazy("Screenshot")),
    ("trainedAlgorithmicMedia", gettext_lazy("Made with AI")),
    ("compositeWithTrainedAlgorithmicMedia", gettext_lazy("Photograph, changed with AI")),
    ("algorithmicMedia", gettext_lazy("Made by a program, without AI")),
    ("compositeSynthetic", gettext_lazy("Montage with parts that a machine made")),
    ("virtualRecording", gettext_lazy("Recording of a virtual scene")),
]


class PictureFileField(WagtailImageField):
    """A file field that looks through the picture once, and keeps what it found on the file."""

    def to_python(self, data: Any) -> Any:
        """Return the uploaded file with its `negative`. One sentence says what is wrong."""
        if data in self.empty_values:
            return None
        try:
            negative = getattr(data, "negative", None) or examine(data, name=data.name)
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="picture_refused") from refused
        data.seek(0)
        file = super().to_python(data)
        file.negative = negative
        return file


def source_type_field(picture: Picture) -> forms.ChoiceField:
    """Return the choice of how a picture was made; a code that the list lacks stays choosable."""
    known = dict(SOURCE_TYPES)
    today = picture.digital_source_type
    choices = [*SOURCE_TYPES, *([(today, today)] if today not in known else [])]
    return forms.ChoiceField(
        label=_("How it was made"),
        choices=choices,
        required=False,
        help_text=_(
            "What a machine has made or changed carries the words “Made with AI” wherever "
            "readers see it."
        ),
    )


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture: single, multiple, in a chooser, and when it is edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.colleague = kwargs.get("user")  # Wagtail's form looks at it and lets it go
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("file")) is not None:
            self.fields["file"] = PictureFileField(
                label=field.label, required=field.required, widget=field.widget
            )
        if "digital_source_type" in self.fields:
            self.fields["digital_source_type"] = source_type_field(self.instance)
        if "description" in self.fields:
            self.fields["description"].help_text = _(
                "Say what can be seen, for those who do not see it. No story goes out with a "
                "picture that nobody has described, here or in the story."
            )
        credit = self.fields.get("credit_line")
        if credit is not None and self.instance.pk and not self.instance.credit:
            credit.help_text = _(
                "This picture has no credit yet: no story can be published with it. "
                "Name its creator, its agency, or the whole line."
            )

    @property
    def negative(self) -> Negative | None:
        """What was found in a file that was uploaded just now."""
        return getattr(self.cleaned_data.get("file"), "negative", None)

    def clean(self) -> dict[str, Any]:
        """Fill what nobody has written from what the file says."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        negative = self.negative
        if negative is not None:
            self._fill(cleaned, negative)
        self._keep_credit(cleaned)
        return cleaned

    def _fill(self, cleaned: dict[str, Any], negative: Negative) -> None:
        for column, value in negative.columns.items():
            if column in self.fields and not cleaned.get(column):
                cleaned[column] = value
        name = PurePath(cleaned["file"].name)
        if cleaned.get("title") in {None, "", name.name, name.stem} and negative.metadata.headline:
            cleaned["title"] = fit("title", negative.metadata.headline)

    def _keep_credit(self, cleaned: dict[str, Any]) -> None:
        """Refuse to take the credit off a picture that readers see."""
        names = ("credit_line", "agency", "creator")
        left = [cleaned.get(name, getattr(self.instance, name)) for name in names]
        if self.instance.is_public and not any(left):
            message = _(
                "Readers see this picture: it needs a credit. Name its creator, its agency, "
                "or the whole line."
            )
            self.add_error("credit_line" if "credit_line" in self.fields else None, message)

    def save(self, commit: bool = True) -> Picture:  # noqa: FBT001, FBT002, ARG002 - Django's own
        """Carry out the act. Wagtail's multiple upload saves once more to name who uploaded it.

        With `commit` false too: else that door would leave no first print and no dispatch.
        """
        by = f"reader:{self.colleague.pk}" if self.colleague else "desk"
        at = timezone.now()
        with transaction.atomic():
            if self.instance.pk is None:
                self._accept(by=by, at=at)
            elif self.negative is not None:
                old_name = self.original_file.name
                replace_file(self.instance, self.negative, old_name=old_name, by=by, at=at)
            else:
                self.instance.save()
                announce_change(self.instance, self.changed_data, by=by, at=at)
            self.save_m2m() if hasattr(self, "save_m2m") else self._save_m2m()
        return self.instance

    def _accept(self, *, by: str, at: datetime) -> None:
        if self.instance.uploaded_by_user_id is None:
            self.instance.uploaded_by_user = self.colleague
        negative = self.negative
        if negative is None:  # the second step of a multiple upload: the file lies on the instance
            negative = examine(self.instance.file, name=self.instance.file.name)
        keep_picture(self.instance, negative, by=by, at=at)
