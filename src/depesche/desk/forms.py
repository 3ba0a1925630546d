"""The forms of the pages at the desk."""

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.choosers import ExternalLinkChooserForm, URLOrAbsolutePathField


class ArticleForm(WagtailAdminPageForm):
    """The form of an article: a draft may be unfinished; what goes out is checked in `articles`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # the code finds the story; the slug is made


class AddressField(URLOrAbsolutePathField):
    """An address or a path; Wagtail's field breaks where the form sends none at all."""

    def to_python(self, value: Any) -> Any:
        """Take a missing value for an empty one."""
        return super().to_python(value or "")


class LinkForm(ExternalLinkChooserForm):
    """The form of a link to another site."""

    url = AddressField(required=True, label=ExternalLinkChooserForm.base_fields["url"].label)
