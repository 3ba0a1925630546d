"""The start page of the desk: what a chief wants to see all day. A fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db.models import Exists, F, IntegerField, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from wagtail.models import Revision, WorkflowState, get_default_page_content_type

from depesche.articles.acting import SCHEDULER
from depesche.articles.models import Article, Correction, Lease, PictureUse, Section
from depesche.desk.models import Notice
from depesche.desk.scope import sections_of
from depesche.pictures.models import Picture
from depesche.readers.models import Reader

SILENT_AFTER = timedelta(seconds=10)
LATE = timedelta(seconds=10)
LINES = 12
RESTS_ON_ONE = Q(independent_sources=None) | Q(independent_sources=1)
PLANNED = 300  # revisions looked through for what goes out next
RECENT = timedelta(days=7)
EXPIRING = timedelta(days=14)
NOT_OUT = Q(listed=False, retracted_at=None, binned_at=None)


@dataclass(frozen=True)
class Line:
    """One story on the board."""

    pk: int
    headline: str
    section: str
    at: datetime | None = None
    who: str = ""
    note: str = ""
    is_mine: bool = False


@dataclass(frozen=True)
class Column:
    """One list of the board. `none`: said if it is empty; `shows`: what of a line's moment."""

    name: str
    title: str
    none: str
    shows: str  # "age", "clock", "both" or "note"
    lines: list[Line]


@dataclass(frozen=True)
class Board:
    """Everything on the start page."""

    now: datetime
    sections: list[Section]
    due: list[Line]
    waiting: list[Line]
    going_out: list[Line]
    corrected: list[Line]
    single_source: list[Line]
    drafts: list[Line]
    uncredited: list[Picture]
    expiring: list[Picture]
    notices: list[Notice]

    def columns(self) -> list[Column]:
        """Return the lists of stories in the order in which they stand."""
        none_fixed = gettext("No corrections in the last seven days.")
        columns = [
            ("waiting", gettext("Waits for approval"), gettext("Nothing waits."), "age"),
            ("going_out", gettext("Goes out next"), gettext("Nothing is planned."), "clock"),
            ("due", gettext("Due"), gettext("Nothing is due."), "note"),
            ("drafts", gettext("My drafts"), gettext("No drafts."), "both"),
            ("corrected", gettext("Corrected lately"), none_fixed, "both"),
            ("single_source", gettext("Rests on one source"), gettext("None."), "note"),
        ]
        return [
            Column(name.replace("_", "-"), title, none, shows, getattr(self, name))
            for name, title, none, shows in columns
        ]


@dataclass(frozen=True)
class Scheduler:
    """When the scheduler last looked, and whether that is too long ago."""

    ticked_at: datetime | None
    is_silent: bool


def read_scheduler(*, at: datetime) -> Scheduler:
    """Read whether what is planned goes out. One query."""
    ticked_at = Lease.objects.filter(name=SCHEDULER).values_list("ticked_at", flat=True).first()
    return Scheduler(ticked_at, ticked_at is None or at - ticked_at > SILENT_AFTER)


def read_board(reader: Reader, *, at: datetime) -> Board:
    """Read the board of `reader` at `at`."""
    sections = list(sections_of(reader))
    keys = [section.pk for section in sections]
    stories = Article.objects.filter(section__in=keys).select_related("section", "owner")
    stories = stories.defer_streamfields()
    waiting, going_out = _waiting(stories, reader), _going_out(stories, at)
    under_way = [line.pk for line in (*waiting, *going_out)]  # nothing more to write there
    return Board(
        now=at,
        sections=sections,
        due=_due(stories, at),
        waiting=waiting,
        going_out=going_out,
        corrected=_corrected(keys, at),
        single_source=_single_source(stories, keys, at),
        drafts=_lines(
            stories.filter(NOT_OUT, owner=reader, live=False)
            .exclude(pk__in=under_way)
            .order_by(F("latest_revision_created_at").desc(nulls_last=True), "-pk")
        ),
        uncredited=_uncredited(),
        expiring=_expiring(at),
        notices=list(
            Notice.objects.filter(reader=reader, read_at=None).select_related("article", "by")[
                :LINES
            ]
        ),
    )


def _line(story: Article, at: datetime | None, note: str = "") -> Line:
    owner = str(story.owner) if story.owner else ""
    headline = story.draft_title or story.title
    return Line(story.pk, headline, story.section.title, at, owner, note)


def _lines(stories: QuerySet[Article]) -> list[Line]:
    return [_line(story, story.latest_revision_created_at) for story in stories[:LINES]]


def _due(stories: QuerySet[Article], at: datetime) -> list[Line]:
    """Return what is not out yet though its day is today, tomorrow or past (two weeks at most)."""
    today = timezone.localdate(at)
    days = (today - timedelta(days=14), today + timedelta(days=1))
    due = stories.filter(NOT_OUT, event_on__range=days).order_by("event_on", "pk")
    return [
        _line(story, None, date_format(story.event_on, "SHORT_DATE_FORMAT"))
        for story in due[:LINES]
    ]


def _waiting(stories: QuerySet[Article], reader: Reader) -> list[Line]:
    waiting = stories.filter(binned_at=None, retracted_at=None)
    states = (
        WorkflowState.objects.filter(
            status=WorkflowState.STATUS_IN_PROGRESS,
            base_content_type=get_default_page_content_type(),
        )
        .annotate(story=Cast("object_id", IntegerField()))
        .filter(story__in=waiting.order_by().values("pk"))
        .select_related("requested_by", "current_task_state")
        .order_by("created_at")[:LINES]
    )
    by_key = {state.story: state for state in states}
    found = {story.pk: story for story in stories.filter(pk__in=by_key)}
    return [
        Line(
            pk=key,
            headline=found[key].draft_title or found[key].title,
            section=found[key].section.title,
            at=state.current_task_state.started_at if state.current_task_state else None,
            who=str(state.requested_by or ""),
            is_mine=reader.pk in {state.requested_by_id, found[key].owner_id},
        )
        for key, state in by_key.items()
        if key in found
    ]


def _going_out(stories: QuerySet[Article], at: datetime) -> list[Line]:
    # by the index of times: what is planned is little, and the colleague's is picked from it
    planned = (
        Revision.objects.filter(approved_go_live_at__gt=datetime(1, 1, 1, tzinfo=UTC))
        .order_by("approved_go_live_at", "pk")
        .values_list("base_content_type", "object_id", "approved_go_live_at")[:PLANNED]
    )
    page = get_default_page_content_type().pk
    times = {int(key): due_at for kind, key, due_at in planned if kind == page}
    found = {story.pk: story for story in stories.filter(pk__in=times, binned_at=None)}
    return [
        _line(found[key], due_at, gettext("overdue: open it, and see what is missing"))
        if due_at < at - LATE
        else _line(found[key], due_at)
        for key, due_at in times.items()
        if key in found
    ][:LINES]


def _corrected(keys: Iterable[int], at: datetime) -> list[Line]:
    notices = (
        Correction.objects.filter(article__section__in=keys, published_at__gte=at - RECENT)
        .select_related("article__section", "by")
        .order_by("-published_at", "-pk")[:LINES]
    )
    return [
        Line(
            notice.article_id,
            notice.article.title,
            notice.article.section.title,
            notice.published_at,
            str(notice.by or ""),
            str(notice.get_kind_display()),
        )
        for notice in notices
    ]


def _single_source(stories: QuerySet[Article], keys: list[int], at: datetime) -> list[Line]:
    # `+ 0`: by the index of those that rest on one source, not by everything of the sections
    lone = Article.objects.annotate(desk=F("section_id") + 0).filter(
        RESTS_ON_ONE, desk__in=keys, single_source__gt="", several_because=""
    )
    lone = stories.filter(pk__in=lone.order_by().values("pk")).order_by("-published_at", "-pk")
    # two reads, each by an index of its own: with OR, every story of the archive is read
    found = [
        *lone.filter(NOT_OUT)[:LINES],
        *lone.filter(listed=True, published_at__gte=at - RECENT)[:LINES],
    ]
    return [_line(story, story.published_at, story.single_source) for story in found[:LINES]]


def _uncredited() -> list[Picture]:
    bare = Picture.objects.filter(creator="", agency="", credit_line="")
    return list(bare.order_by("-created_at", "-pk").only("pk", "title", "created_at")[:LINES])


def _expiring(at: datetime) -> list[Picture]:
    used = Exists(PictureUse.objects.filter(picture=OuterRef("pk")))
    soon = Picture.objects.filter(used, expires_at__lte=at + EXPIRING)
    return list(soon.order_by("expires_at", "pk").only("pk", "title", "expires_at")[:LINES])
