"""Put the newsroom's own account pages in the place of Wagtail's."""

from wagtail.users.apps import WagtailUsersAppConfig


class NewsroomUsersConfig(WagtailUsersAppConfig):
    """Wagtail's accounts app with our pages for colleagues."""

    default = True
    user_viewset = "depesche.desk.staff.ColleagueViewSet"
