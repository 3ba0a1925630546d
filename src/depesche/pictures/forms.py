"""The desk's form for a picture: checks the file, fills what is empty from what the file says."""

from datetime import datetime
from pathlib import PurePath
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from depesche.pictures.accept import Negative, examine, fit, keep_picture
from depesche.pictures.edit import announce_change, replace_file
from depesche.pictures.models import Picture
from depesche.pictures.recognise import PictureRefused


class PictureFileField(WagtailImageField):
    """A file field that looks through the picture once, and keeps what it found on the file."""

    def to_python(self, data: Any) -> Any:
        """Return the uploaded file with its `negative`. One sentence says what is wrong."""
        if data in self.empty_values:
            return None
        try:
            negative = examine(data, name=data.name)
        except PictureRefused as refused:
            raise ValidationError(str(refused), code="picture_refused") from refused
        data.seek(0)
        file = super().to_python(data)
        file.negative = negative
        return file


class PictureForm(BaseImageForm):
    """Wagtail's form of a picture: single, multiple, in a chooser, and when it is edited."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.colleague = kwargs.get("user")  # Wagtail's form looks at it and lets it go
        super().__init__(*args, **kwargs)
        if (field := self.fields.get("file")) is not None:
            self.fields["file"] = PictureFileField(
                label=field.label, required=field.required, widget=field.widget
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
        if negative is None:
            return cleaned
        for column, value in negative.columns.items():
            if column in self.fields and not cleaned.get(column):
                cleaned[column] = value
        name = PurePath(cleaned["file"].name)
        if cleaned.get("title") in {None, "", name.name, name.stem} and negative.metadata.headline:
            cleaned["title"] = fit("title", negative.metadata.headline)
        return cleaned

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
