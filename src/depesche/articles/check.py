"""Whether readers may see a story as it stands: asked before every publishing, in one place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from depesche.articles.acting import current_act
from depesche.articles.models import Article, Tag
from depesche.articles.versions import last_version, public_text
from depesche.pictures.models import Picture


@dataclass(frozen=True)
class Fault:
    """What is missing: the form's field (empty: the story as a whole) and a sentence."""

    field: str
    message: str

    def __str__(self) -> str:
        return self.message


class NotReady(Exception):
    """The story cannot go out like this; `faults` say what to do."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = list(faults)
        super().__init__(" ".join(str(fault) for fault in self.faults))


def pictures_of(article: Article) -> list[int]:
    """Return the keys of the pictures a story shows: the lead picture first, then the body's."""
    keys = [article.picture_id] if article.picture_id else []
    keys += [key for key in _values(article, "picture", "picture") if key not in keys]
    return list(dict.fromkeys(keys))


def recordings_of(article: Article) -> list[int]:
    """Return the keys of the sound files a story plays."""
    return list(dict.fromkeys(_values(article, "audio", "recording")))


def _values(article: Article, kind: str, name: str) -> list[int]:
    blocks: Iterable[Any] = article.body.raw_data
    return [
        block["value"][name]
        for block in blocks
        if block["type"] == kind and block["value"].get(name)
    ]


class StillRead(NotReady):
    """Something cannot be taken away: readers can read what belongs to it."""


@dataclass(frozen=True)
class Known:
    """What the checks need from other tables, read once for any number of stories."""

    pictures: Mapping[int, Picture]
    tags: Mapping[int, Tag]


def look_up(articles: Iterable[Article]) -> Known:
    """Read the pictures and tags of these stories: two queries at most."""
    chosen = list(articles)
    pictures = {key for article in chosen for key in pictures_of(article)}
    tags = {row.tag_id for article in chosen for row in article.taggings.all()}
    return Known(
        pictures=Picture.objects.in_bulk(pictures) if pictures else {},
        tags=Tag.objects.in_bulk(tags) if tags else {},
    )


Check = Callable[[Article, datetime], list[Fault]]
CHECKS: list[Check] = []


def register_check(check: Check) -> None:
    """Let a room of a higher floor say what of its rows keeps a story back; it reads no table."""
    if check not in CHECKS:
        CHECKS.append(check)


def faults_before_publishing(article: Article, *, at: datetime) -> list[Fault]:
    """Return what keeps `article` from going out at `at`; an empty list says that it may."""
    known = look_up([article])
    return [
        *faults_in(article, known, at=at),
        *(_alternative_faults(article, known) if current_act().by else []),
        *_standing_faults(article),
        *change_faults(article),
    ]


def faults_in(article: Article, known: Known, *, at: datetime) -> list[Fault]:
    """Return the faults of the text, its pictures and its tags; reads no table."""
    return [
        *_text_faults(article),
        *_picture_faults(article, known, at),
        *_tag_faults(article, known),
        *(fault for check in CHECKS for fault in check(article, at)),
    ]


def _text_faults(article: Article) -> list[Fault]:
    faults = []
    if not article.title.strip():
        faults.append(Fault("title", _("Write a headline.")))
    if not article.lead.strip():
        faults.append(Fault("lead", _("Write a lead: lists, feeds and previews show it.")))
    if article.ai_used and not article.ai_reviewer_id:
        faults.append(Fault("ai_reviewer", _("Name who has reviewed what the AI did.")))
    return faults


def _standing_faults(article: Article) -> list[Fault]:
    faults = []
    if article.retracted_at:
        faults.append(Fault("", _("This story was retracted. Write a new one.")))
    if article.binned_at:
        faults.append(Fault("", _("This story is in the bin. Restore it first.")))
    if article.pk and article.get_view_restrictions().exists():
        message = _("A page of the paper is for everybody: take the privacy setting away.")
        faults.append(Fault("", message))
    return faults


def _picture_faults(article: Article, known: Known, at: datetime) -> list[Fault]:
    faults = []
    for key in pictures_of(article):
        field = "picture" if key == article.picture_id else "body"
        picture = known.pictures.get(key)
        if picture is None:
            faults.append(Fault(field, _("A picture of this story is gone. Choose another one.")))
        elif not picture.credit:
            message = _("The picture “%(title)s” has no credit. Write who made it.")
            faults.append(Fault(field, message % {"title": picture.title}))
        elif picture.expires_at and picture.expires_at <= at:
            message = _("The picture “%(title)s” may not be used any more. Choose another one.")
            faults.append(Fault(field, message % {"title": picture.title}))
    return faults


def _alternative_faults(article: Article, known: Known) -> list[Fault]:
    """Ask the colleague who publishes what a picture shows; imports come with what they have."""
    said = {article.picture_id} if article.picture_alt.strip() else set()
    said |= {
        block["value"]["picture"]
        for block in article.body.raw_data
        if block["type"] == "picture" and (block["value"].get("alt") or "").strip()
    }
    message = _(
        "Nobody has described the picture “%(title)s” for those who do not see it. Write an "
        "alternative text, or mark the picture as mere decoration."
    )
    return [
        Fault(
            "picture_alt" if key == article.picture_id else "body",
            message % {"title": known.pictures[key].title},
        )
        for key in pictures_of(article)
        if key in known.pictures and key not in said and not known.pictures[key].is_described
    ]


def _tag_faults(article: Article, known: Known) -> list[Fault]:
    message = _("The tag “%(name)s” belongs to another edition. Choose one of this edition.")
    tags = [known.tags[row.tag_id] for row in article.taggings.all() if row.tag_id in known.tags]
    return [
        Fault("taggings", message % {"name": tag.name})
        for tag in tags
        if tag.edition_id != article.edition_id
    ]


def change_faults(article: Article) -> list[Fault]:
    """Return the fault of changing a public text without saying why (a typo is marked as one)."""
    if not article.pk or article.is_minor_change or article.change_note.strip():
        return []
    last = last_version(article)
    if last is None or last.text == public_text(article):
        return []
    message = _("Readers have read another wording: say what has changed and why.")
    return [Fault("change_note", message)]
