"""The forms of the pages at the desk."""

from wagtail.admin.forms import WagtailAdminPageForm


class ArticleForm(WagtailAdminPageForm):
    """The form of an article: a draft may be unfinished; what goes out is checked in `articles`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False  # the code finds the story; the slug is made
