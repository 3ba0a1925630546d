"""What the desk adds to Wagtail's admin: one list, each act in its own file."""

from wagtail.snippets.models import register_snippet

from depesche.desk import announce, listings

for group in listings.GROUPS:
    register_snippet(group)

announce.register()
