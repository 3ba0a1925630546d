"""Move a story to another desk of its edition. Its code, and so its short link, stays."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from depesche.articles.acting import acting, current_act
from depesche.articles.models import Article, Section
from depesche.articles.settle import announce
from depesche.readers.models import Reader


@transaction.atomic
def move_article(article: Article, section: Section, *, by: Reader | None, at: datetime) -> Article:
    """Put the story into `section`; the old address redirects, since the code finds it.

    Raises PermissionDenied where the section belongs to another edition.
    """
    story = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    moment = (story.published_at or at).astimezone(section.edition.zone)
    with acting(at=at, by=by):
        story.move(section.year_folder(moment.year), pos="last-child", user=by)
    article.refresh_from_db()
    return article


def settle_move(article: Article, *, at: datetime, by: str) -> None:
    """Let the story belong to the desk under which it stands now, in the folder of its year."""
    parent = article.get_parent(update=True).specific
    if isinstance(parent, Section):
        moment = (article.published_at or at).astimezone(parent.edition.zone)
        article.move(parent.year_folder(moment.year), pos="last-child", user=current_act().by)
        return
    section = parent.get_parent().specific
    if section.edition_id != article.edition_id:
        message = _("A story stays in its edition: copy it, or write it anew, for another one.")
        raise PermissionDenied(message)
    if section.pk == article.section_id:
        return
    article.section = section
    Article.objects.filter(pk=article.pk).update(section=section)
    announce(article, "article.moved", at=at, by=by)
