"""What the desk adds to Wagtail's admin: one list, each act in its own file."""

from django.urls import include, path
from wagtail import hooks
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet

from depesche.desk import announce, belongs, choose, home, listings, menu
from depesche.desk.archives import StoriesViewSet
from depesche.desk.bulk import BinStories
from depesche.desk.stories import ArticleViewSet

for model in belongs.PLACES:
    register_permission_policy(model, belongs.OfAnEdition(model), exact_class=True)

for group in listings.GROUPS:
    register_snippet(group)

announce.register()
hooks.register("register_admin_viewset", lambda: [ArticleViewSet(), StoriesViewSet("stories")])
hooks.register(
    "register_admin_urls",
    lambda: [path("newsroom/", include("depesche.desk.newsroom_urls", namespace="newsroom"))],
)
hooks.register("construct_homepage_panels", home.show_board)
hooks.register("construct_homepage_summary_items", home.count_nothing, order=1000)
hooks.register("construct_main_menu", menu.order_menu)
hooks.register("register_page_header_buttons", menu.story_buttons)
hooks.register("register_page_listing_more_buttons", menu.story_buttons)
hooks.register("register_bulk_action", BinStories, order=1000)
hooks.register("construct_page_chooser_queryset", choose.keep_to_desk)
hooks.register("construct_explorer_page_queryset", choose.leave_out_bin)
hooks.register("insert_global_admin_css", home.style_sheet)
hooks.register("insert_global_admin_js", home.script)
