"""What the desk adds to Wagtail's admin: one list, each act in its own file."""

from wagtail import hooks
from wagtail.snippets.models import register_snippet

from depesche.desk import announce, listings
from depesche.desk.stories import ArticleViewSet

for group in listings.GROUPS:
    register_snippet(group)

announce.register()
hooks.register("register_admin_viewset", ArticleViewSet)
