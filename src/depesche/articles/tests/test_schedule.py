import platform
import subprocess
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from depesche.articles.check import NotReady
from depesche.articles.checks import check_scheduler
from depesche.articles.clock import Watch, database_agrees
from depesche.articles.models import Article, Lease
from depesche.articles.publish import publish_article, schedule_article
from depesche.articles.schedule import (
    FenceLost,
    Scheduler,
    claim,
    due,
    holder_name,
    next_due_at,
    release_due,
    scheduler_standing,
)
from depesche.articles.tests.make import NOON, make_article, make_picture
from depesche.articles.write import revise_article
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


def seconds(count):
    return timedelta(seconds=count)


def take(holder, at):
    """Take the lease, which is free."""
    fence = claim(holder, at=at)
    assert fence is not None
    return fence


def release(at):
    return list(release_due(at, "one", take("one", at)))


def test_scheduled_story_goes_out_at_its_second_and_not_before(paper):
    article = make_article(paper.politik)
    schedule_article(article, go_live_at=LATER, by=paper.chief, at=NOON)
    assert next_due_at() == LATER

    assert release(LATER - seconds(1)) == []
    assert [fault for _due, fault in release(LATER)] == [""]
    article.refresh_from_db()
    assert (article.listed, article.published_at) == (True, LATER)
    assert next_due_at() is None
    dispatch = Dispatch.objects.latest("pk")
    assert (dispatch.kind, dispatch.by) == ("article.published", "scheduler")
    assert PageLogEntry.objects.filter(action="wagtail.publish.scheduled").count() == 1
    assert release(LATER + seconds(1)) == []


def test_scheduled_change_of_a_public_story_waits_while_the_old_text_stands(article, chief):
    revise_article(article, lead="Neu.", change_note="Nachtrag", by=chief, at=NOON)
    schedule_article(article, go_live_at=LATER, by=chief, at=NOON)
    assert (article.lead, article.listed) == ("Am Pegel wird es eng.", True)
    release(LATER)
    article.refresh_from_db()
    assert (article.lead, article.updated_at, article.published_at) == ("Neu.", LATER, NOON)


def test_overdue_story_goes_out_at_once_and_the_dispatch_says_how_late(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    release(LATER + seconds(600))
    assert Dispatch.objects.latest("pk").payload["late_seconds"] == 600
    assert Article.objects.get().published_at == LATER + seconds(600)


def test_story_comes_down_when_its_time_is_over(paper):
    article = make_article(paper.politik, publish_at=NOON, expire_at=LATER)
    assert next_due_at() == LATER
    assert release(LATER - seconds(1)) == []
    release(LATER)
    article.refresh_from_db()
    assert (article.listed, article.live, article.expired) == (False, False, True)
    assert Dispatch.objects.latest("pk").kind == "article.unpublished"


def test_story_that_may_not_go_out_any_more_holds_up_no_other(paper):
    picture = make_picture(expires_at=LATER + seconds(1))
    stuck = make_article(paper.politik, picture=picture)
    schedule_article(stuck, go_live_at=LATER, by=None, at=NOON)
    fine = make_article(paper.politik)
    schedule_article(fine, go_live_at=LATER, by=None, at=NOON)

    scheduler = Scheduler("one")
    scheduler.step(LATER + seconds(2), 0.0)
    fine.refresh_from_db()
    stuck.refresh_from_db()
    assert (fine.listed, stuck.listed) == (True, False)
    standing = scheduler_standing(LATER + seconds(10))
    assert picture.title in standing.fault
    assert standing.overdue_count == 1
    assert standing.is_running(LATER + seconds(10))
    assert not standing.is_running(LATER + seconds(18))


def test_a_hundred_that_are_refused_starve_no_other(paper, monkeypatch):
    monkeypatch.setattr("depesche.articles.schedule.MOST_AT_ONCE", 2)
    picture = make_picture(expires_at=LATER + seconds(1))
    for _number in range(3):
        stuck = make_article(paper.politik, picture=picture)
        schedule_article(stuck, go_live_at=LATER, by=None, at=NOON)
    fine = make_article(paper.politik)
    schedule_article(fine, go_live_at=LATER + seconds(1), by=None, at=NOON)

    scheduler = Scheduler("one")
    for count in range(3):
        scheduler.step(LATER + seconds(2 + count), float(count))
    fine.refresh_from_db()
    assert fine.listed


def test_pages_are_told_once_when_the_rights_of_a_picture_run_out(paper):
    picture = make_picture(expires_at=LATER)
    article = make_article(paper.politik, picture=picture, publish_at=NOON)
    scheduler = Scheduler("one")
    scheduler.step(LATER - seconds(1), 0.0)
    assert Dispatch.objects.latest("pk").kind != "picture.expired"
    scheduler.step(LATER + seconds(5), 6.0)
    scheduler.step(LATER + seconds(11), 12.0)
    assert Dispatch.objects.filter(kind="picture.expired").count() == 1
    dispatch = Dispatch.objects.latest("pk")
    assert dispatch.kind == "picture.expired"
    assert set(dispatch.subjects) == {picture.subject, article.subject}


def test_story_without_credit_cannot_even_be_scheduled(paper):
    article = make_article(paper.politik, picture=make_picture(creator=""))
    with pytest.raises(NotReady):
        schedule_article(article, go_live_at=LATER, by=None, at=NOON)
    assert due(LATER) == []


# --- one scheduler at a time ---------------------------------------------------------------------
def test_second_scheduler_waits_until_the_lease_is_over():
    first = take("one", NOON)
    assert claim("two", at=NOON + seconds(14)) is None
    assert claim("one", at=NOON + seconds(14)) == first
    assert claim("two", at=NOON + seconds(29)) == first + 1


def test_restarted_worker_does_not_wait_for_the_lease_of_the_killed_one():
    dead = subprocess.Popen(["true"])  # noqa: S607
    dead.wait()
    take(f"{platform.node()}/{dead.pid}.abcd", NOON)
    assert claim("two", at=NOON + seconds(1)) == 2

    take(holder_name(), NOON + seconds(17))
    assert claim("three", at=NOON + seconds(18)) is None


def test_lease_written_before_the_clock_went_back_is_over():
    claim("one", at=NOON + timedelta(hours=1))
    assert claim("two", at=NOON) == 2


def test_paused_scheduler_that_comes_back_publishes_nothing(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    old = take("one", NOON)
    new = take("two", LATER)
    with pytest.raises(FenceLost):
        list(release_due(LATER, "one", old))
    assert not Article.objects.get().listed
    list(release_due(LATER, "two", new))
    assert Article.objects.get().listed
    assert Dispatch.objects.filter(kind="article.published").count() == 1


def test_paused_scheduler_stands_back_and_takes_over_when_the_other_is_gone(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    zombie, other = Scheduler("one"), Scheduler("two")
    zombie.step(LATER - seconds(1), 0.0)
    other.step(LATER + seconds(20), 0.0)
    assert Article.objects.get().listed
    zombie.step(LATER + seconds(21), 1.0)
    assert Lease.objects.get().holder == "two"
    zombie.step(LATER + seconds(60), 40.0)
    zombie.step(LATER + seconds(66), 46.0)
    assert Lease.objects.get().holder == "one"


# --- the clock -----------------------------------------------------------------------------------
def test_jump_of_the_clock_releases_nothing_until_a_second_reading_agrees(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    scheduler = Scheduler("one")
    scheduler.step(NOON, 0.0)
    jumped = LATER + seconds(5)
    scheduler.step(jumped, 1.0)
    scheduler.step(jumped + seconds(5), 6.0)
    assert not Article.objects.get().listed
    assert "jumped forward" in scheduler_standing(NOON).fault
    scheduler.step(NOON + seconds(7), 7.0)  # the clock was set right
    assert not Article.objects.get().listed
    assert scheduler_standing(NOON).fault == ""

    scheduler.step(jumped, 8.0)
    scheduler.step(jumped + seconds(10), 18.0)
    assert Article.objects.get().listed


def test_a_worker_started_anew_finds_that_the_clock_jumped_while_it_was_away(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    Scheduler("one").step(NOON, 100.0)
    late = LATER + seconds(5)
    again = Scheduler("two")
    again.step(late, 116.0)
    assert not Article.objects.get().listed
    assert "jumped forward" in scheduler_standing(late).fault
    assert [(found.level, found.name) for found in check_scheduler()] == [("fail", "schedule")]

    Scheduler("three").step(NOON + seconds(40), 140.0)  # the clock was set right
    assert not Article.objects.get().listed
    Scheduler("four").step(LATER + seconds(60), 140.0 + 3 * 3600 + 20)
    assert Article.objects.get().listed


def test_what_was_counted_before_the_machine_started_anew_says_nothing(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    Scheduler("one").step(NOON, 100.0)
    Lease.objects.update(boot="another run")
    Scheduler("two").step(LATER, 116.0)
    assert Article.objects.get().listed


def test_a_first_reading_that_is_not_the_database_s_is_not_believed(paper):
    schedule_article(make_article(paper.politik), go_live_at=LATER, by=None, at=NOON)
    claim("another machine", at=NOON)
    Lease.objects.update(boot="elsewhere", until=None)
    scheduler = Scheduler("one", Watch(agrees=database_agrees))  # whose clock shows today
    scheduler.step(LATER, 0.0)
    scheduler.step(LATER + seconds(11), 11.0)
    assert not Article.objects.get().listed
    assert "not the database's" in scheduler_standing(LATER).fault
    assert database_agrees(timezone.now())


@given(
    ticks=st.lists(st.tuples(st.floats(0.1, 60), st.floats(-4000, 4000)), min_size=1, max_size=30)
)
def test_watch_never_believes_a_jump_at_its_first_reading(ticks):
    watch, now, count = Watch(), NOON, 0.0
    assert watch.believes(now, count)
    believed = now
    last = count
    for passed, jump in ticks:
        count += passed
        now = now + seconds(passed + jump)
        ahead = (now - believed).total_seconds() - (count - last)
        first_reading = watch.doubted is None
        if watch.believes(now, count):
            assert ahead <= 120.001 or not first_reading
            believed, last = now, count


# --- embargo -------------------------------------------------------------------------------------
ACTS = st.sampled_from(["publish", "stock", "schedule", "tick", "draft", "approve"])


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=st.lists(st.tuples(ACTS, st.integers(0, 50)), max_size=8))
def test_whatever_anybody_does_nothing_goes_out_before_the_embargo(paper, acts):
    until = datetime(2031, 5, 1, 12, tzinfo=UTC)
    article = make_article(paper.politik, embargo_until=until)
    now = until - timedelta(hours=25)
    for number, (act, hours) in enumerate(sorted(acts, key=lambda pair: pair[1])):
        now = max(now, until - timedelta(hours=25 - hours))
        article = Article.objects.get(pk=article.pk)
        if act == "publish":
            publish_article(article, by=None, at=now)
        elif act == "stock" and not article.listed:
            article.get_latest_revision().publish()
        elif act == "schedule":
            schedule_article(article, go_live_at=now, by=None, at=now)
        elif act == "tick":
            release(now)
        elif act == "draft":
            revise_article(
                article, kicker=f"Lage {number}", change_note="Neue Lage", by=None, at=now
            )
        elif act == "approve":
            revision = article.get_latest_revision()
            article.publish(revision, user=paper.chief)
        article = Article.objects.get(pk=article.pk)
        assert not article.listed or now >= until
        assert article.published_at is None or article.published_at >= until
    release(until + timedelta(days=40))
    assert not due(until + timedelta(days=40))
