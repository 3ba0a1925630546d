"""What the desk does when a dispatch arrives: roles for a new section, notices for colleagues."""

from depesche.articles.models import Section
from depesche.desk.notify import KIND_OF, forget_waiting, notify
from depesche.desk.roles import settle_edition, settle_section
from depesche.masthead.models import Edition
from depesche.readers.models import Reader
from depesche.wire.follow import follower
from depesche.wire.models import Dispatch

GONE = {"article.binned", "article.retracted"}


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


@follower("desk notices", kinds=set(KIND_OF) | GONE, since="now")
def write_notices(dispatch: Dispatch) -> None:
    """Tell colleagues what waits for them and what became of their text."""
    if dispatch.kind in GONE:
        forget_waiting(dispatch.subjects, at=dispatch.at)
        return
    key = dispatch.by.removeprefix("reader:")
    by = int(key) if key.isdecimal() and Reader.objects.filter(pk=key).exists() else None
    notify(dispatch.kind, dispatch.payload["task_state"], by=by, at=dispatch.at)
