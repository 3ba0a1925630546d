"""Give a role to somebody whom a room of a lower floor engages: `depesche demo`, `new`."""

from datetime import datetime

from depesche.articles.models import Section
from depesche.desk.roles import appoint, role_of, settle_edition, settle_section
from depesche.masthead.models import Edition
from depesche.readers.models import Reader


def appoint_to_desk(
    reader: Reader, kind: str, edition: Edition, section: Section | None, at: datetime
) -> None:
    """Make sure of the roles there, and give `reader` the one of `kind`."""
    if section is None:
        settle_edition(edition)
    else:
        settle_section(section)
    appoint(reader, role_of(kind, section=section, edition=edition), by="", at=at)
