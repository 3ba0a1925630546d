"""What the desk does when a dispatch arrives: a new section gets its roles."""

from depesche.articles.models import Section
from depesche.desk.roles import settle_edition, settle_section
from depesche.masthead.models import Edition
from depesche.wire.follow import follower
from depesche.wire.models import Dispatch


@follower("desk roles", kinds={"edition.opened", "section.published"})
def settle_roles(dispatch: Dispatch) -> None:
    """Give a newly opened edition or section its roles; twice does no harm."""
    for subject in dispatch.subjects:
        noun, _colon, key = subject.partition(":")
        if noun == "section":
            section = Section.objects.filter(pk=key).select_related("edition").first()
            if section is not None:
                settle_section(section)
        elif noun == "edition":
            edition = Edition.objects.filter(key=key).exclude(home=None).first()
            if edition is not None:
                settle_edition(edition)
