from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from depesche.articles.bin import bin_article
from depesche.articles.correct import correct_article, retract_article
from depesche.articles.models import Article, Lease
from depesche.articles.publish import schedule_article
from depesche.articles.tests.make import make_picture
from depesche.articles.write import revise_article
from depesche.desk.board import read_board, read_scheduler
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague, open_edition, open_section, write_article

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]
Kind = Role.Kind
NOW = timezone.now().replace(microsecond=0)


@pytest.fixture
def politics():
    return open_section(open_edition(), "politik")


@pytest.fixture
def sport(politics):
    return open_section(politics.edition, "sport")


@pytest.fixture
def chief(politics, sport):
    return colleague("c@paper.example", (Kind.CHIEF, politics.edition))


def headlines(lines):
    return [line.headline for line in lines]


def test_board_says_what_is_due(politics, chief):
    write_article(politics, "Heute", event_on=timezone.localdate(NOW))
    write_article(politics, "Nächsten Monat", event_on=timezone.localdate(NOW) + timedelta(30))
    write_article(politics, "Schon da", event_on=timezone.localdate(NOW), publish_at=NOW)
    assert headlines(read_board(chief, at=NOW).due) == ["Heute"]


def test_board_says_what_waits_and_since_when(politics, chief):
    reporter = colleague("r@paper.example", (Kind.REPORTER, politics))
    story = write_article(politics, "Wartet", owner=reporter)
    story.get_workflow().start(story, reporter)
    (line,) = read_board(chief, at=NOW).waiting
    assert (line.headline, line.who, line.is_mine) == ("Wartet", str(reporter), False)
    assert line.at is not None
    assert read_board(reporter, at=NOW).waiting[0].is_mine


@pytest.mark.parametrize("act", ["bin", "retract"])
def test_what_is_binned_or_taken_back_waits_for_nobody(client, politics, chief, act):
    reporter = colleague("r@paper.example", (Kind.REPORTER, politics))
    story = write_article(politics, "Wartet", owner=reporter, publish_at=NOW)
    state = story.get_workflow().start(story, reporter)
    if act == "bin":
        bin_article(story, by=chief, at=NOW)
    else:
        retract_article(story, reason="Erfunden.", by=chief, at=NOW)
    state.refresh_from_db()
    assert state.status == WorkflowState.STATUS_CANCELLED
    assert read_board(chief, at=NOW).waiting == []
    assert not state.task_states.filter(status="in_progress").exists()
    WorkflowState.objects.update(status=WorkflowState.STATUS_IN_PROGRESS)  # of an earlier release
    assert read_board(chief, at=NOW).waiting == []


def test_what_waits_or_is_planned_is_no_draft_of_mine_any_more(politics, chief):
    reporter = colleague("r@paper.example", (Kind.REPORTER, politics))
    waiting = write_article(politics, "Wartet", owner=reporter)
    waiting.get_workflow().start(waiting, reporter)
    planned = write_article(politics, "Geplant", owner=reporter)
    schedule_article(planned, go_live_at=NOW + timedelta(hours=2), by=chief, at=NOW)
    write_article(politics, "In Arbeit", owner=reporter)
    assert headlines(read_board(reporter, at=NOW).drafts) == ["In Arbeit"]


def test_board_says_what_goes_out_to_the_second(politics, chief):
    late, soon = write_article(politics, "Spät"), write_article(politics, "Bald")
    schedule_article(late, go_live_at=NOW + timedelta(hours=2), by=None, at=NOW)
    schedule_article(soon, go_live_at=NOW + timedelta(seconds=90), by=None, at=NOW)
    lines = read_board(chief, at=NOW).going_out
    assert [(line.headline, line.at) for line in lines] == [
        ("Bald", NOW + timedelta(seconds=90)),
        ("Spät", NOW + timedelta(hours=2)),
    ]


def test_board_says_what_should_be_out_and_is_not(politics, chief):
    story = write_article(politics, "Hängt")
    schedule_article(story, go_live_at=NOW + timedelta(hours=1), by=None, at=NOW)
    (line,) = read_board(chief, at=NOW + timedelta(hours=2)).going_out
    assert "overdue" in line.note


def test_board_says_what_was_corrected_and_what_rests_on_one_source(politics, chief):
    story = write_article(politics, "Falsch", publish_at=NOW, single_source="Nur ein Anruf")
    correct_article(story, kind="correction", right="Richtig", by=chief, at=NOW)
    board = read_board(chief, at=NOW)
    assert headlines(board.corrected) == ["Falsch"]
    assert board.single_source[0].note == "Nur ein Anruf"


def test_desk_warns_of_a_silent_scheduler():
    assert read_scheduler(at=NOW).is_silent
    lease = Lease.objects.create(name="scheduler", ticked_at=NOW - timedelta(seconds=9))
    assert not read_scheduler(at=NOW).is_silent
    lease.ticked_at = NOW - timedelta(seconds=11)
    lease.save()
    assert read_scheduler(at=NOW).is_silent


def test_board_names_pictures_without_credit_or_about_to_expire(politics, chief):
    make_picture("Ohne", creator="")
    expiring = make_picture("Läuft ab", expires_at=NOW + timedelta(days=3))
    write_article(politics, "Mit Bild", publish_at=NOW, picture=expiring)
    board = read_board(chief, at=NOW)
    assert [picture.title for picture in board.uncredited] == ["Ohne"]
    assert [picture.title for picture in board.expiring] == ["Läuft ab"]


def test_board_of_one_section_shows_nothing_of_another(politics, sport):
    editor = colleague("e@paper.example", (Kind.EDITOR, politics))
    other = colleague("o@paper.example", (Kind.REPORTER, sport))
    day = timezone.localdate(NOW)
    story = write_article(sport, "Geheim", owner=other, event_on=day, single_source="x")
    story.get_workflow().start(story, other)
    planned = write_article(sport, "Geheim auch", owner=other)
    schedule_article(planned, go_live_at=NOW + timedelta(hours=2), by=None, at=NOW)
    assert "Geheim" not in repr(read_board(editor, at=NOW))


def test_start_page_stays_at_its_budget(client, politics, chief, django_assert_max_num_queries):
    client.force_login(chief)
    for number in range(15):
        story = write_article(
            politics, f"Nr. {number}", owner=chief, single_source="x",
            event_on=timezone.localdate(NOW),
        )  # fmt: skip
        story.get_workflow().start(story, chief)
    client.get(reverse("wagtailadmin_home"))
    with django_assert_max_num_queries(45):
        page = client.get(reverse("wagtailadmin_home")).content.decode()
    assert "Nr. 3" in page
    assert reverse("wagtailadmin_pages:add", args=["articles", "article", politics.pk]) in page


def test_one_click_to_write(client, politics, chief):
    client.force_login(chief)
    url = reverse("wagtailadmin_pages:add", args=["articles", "article", politics.pk])
    assert client.get(url).status_code == 200
    assert not Article.objects.exists()


def test_every_page_of_the_desk_says_that_the_scheduler_stands_still(client, chief):
    client.force_login(chief)
    for name in ("wagtailadmin_home", "stories:index", "newsroom:notices"):
        assert "scheduler has never run" in client.get(reverse(name)).content.decode(), name
    Lease.objects.create(name="scheduler", ticked_at=timezone.now())
    assert "scheduler has" not in client.get(reverse("stories:index")).content.decode()


def test_an_open_board_is_told_what_is_new_and_stays_as_it_is_otherwise(client, chief, politics):
    client.force_login(chief)
    opened = client.get(reverse("wagtailadmin_home")).content.decode()
    write_article(politics, "Eben erst", event_on=timezone.localdate())
    url = reverse("newsroom:board")
    assert url in opened
    fresh = client.get(url, {"board": ""}).json()
    assert "Eben erst" in fresh["board"]
    assert "scheduler has never run" in fresh["alarm"]
    assert "board" not in client.get(url).json()


def test_an_open_board_keeps_nobody_signed_in(client, chief):
    client.force_login(chief)
    client.get(reverse("wagtailadmin_home"))
    session = client.session
    session["seen_at"] = asleep = session["seen_at"] - 2 * 3600
    session.save()
    url, script = reverse("newsroom:board"), {"x-requested-with": "XMLHttpRequest"}
    assert client.get(url, headers=script).status_code == 200
    assert client.session["seen_at"] == asleep
    session["seen_at"] -= 3600
    session.save()
    assert client.get(url, headers=script).status_code == 403


def test_list_of_stories_begins_with_the_last_touched_and_asks_a_fixed_number_of_questions(
    client, politics, chief, django_assert_max_num_queries
):
    client.force_login(chief)
    first = write_article(politics, "Zuerst geschrieben")
    for number in range(6):
        write_article(politics, f"Danach {number}")
    revise_article(first, by=chief, at=timezone.now(), kicker="Neu")
    with django_assert_max_num_queries(38):
        page = client.get(reverse("stories:index"))
    titles = [story.title for story in page.context["object_list"]]
    assert titles[0] == "Zuerst geschrieben"
    assert len(titles) == 7
    assert "7" in str(page.context["items_count"])


def test_board_finds_what_rests_on_one_source_without_reading_the_archive(client, politics, chief):
    if connection.vendor != "sqlite":
        pytest.skip("the planner of PostgreSQL scans tables as small as these")
    client.force_login(chief)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("wagtailadmin_home"))
    questions = [each["sql"] for each in asked if '"single_source" >' in each["sql"]]
    assert questions
    for question in questions:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {question}")
            assert "rests_on_one_source" in "".join(row[3] for row in cursor.fetchall())
