from datetime import timedelta

import pytest
from wagtail.models import TaskState

from depesche.articles.models import Article
from depesche.articles.tests.make import NOON
from depesche.desk.board import read_board
from depesche.desk.follow import write_notices
from depesche.desk.models import Notice
from depesche.desk.stand_in import decide_for, hand_in_for
from depesche.desk.tests.newsroom import chief, colleague, open_edition, open_section, write_article
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)


def tell_all():
    for dispatch in Dispatch.objects.filter(kind__startswith="draft."):
        write_notices(dispatch)


def test_a_text_handed_in_for_a_colleague_waits_since_then_and_is_noticed_once():
    town = open_section(open_edition(), "stadt")
    boss, reporter = chief(), colleague("r@paper.example", ("reporter", town))
    story = write_article(town, "Vier Laternen", reporter)
    hand_in_for(story, reporter, NOON)
    tell_all()
    (line,) = read_board(boss, at=LATER).waiting
    assert (line.headline, line.at, line.who) == ("Vier Laternen", NOON, str(reporter))
    assert [(n.reader, n.kind, n.at) for n in Notice.objects.all()] == [(boss, "submitted", NOON)]


def test_a_text_sent_back_comes_with_its_comment_and_its_hour():
    town = open_section(open_edition(), "stadt")
    boss, reporter = chief(), colleague("r@paper.example", ("reporter", town))
    story = write_article(town, "Vier Laternen", reporter)
    hand_in_for(story, reporter, NOON)
    decide_for(story, "reject", boss, LATER, "Wer zahlt den Strom?")
    tell_all()
    told = Notice.objects.get(reader=reporter)
    assert (told.kind, told.comment, told.at) == ("sent_back", "Wer zahlt den Strom?", LATER)
    assert TaskState.objects.get().finished_at == LATER
    board = read_board(boss, at=LATER)
    assert (board.waiting, board.notices) == ([], [])  # nothing waits for the chief any more


def test_an_approved_text_with_an_hour_goes_out_then():
    town = open_section(open_edition(), "stadt")
    boss, reporter = chief(), colleague("r@paper.example", ("reporter", town))
    evening = LATER + timedelta(hours=5)
    story = write_article(town, "Zwei Schiffe", reporter, go_live_at=evening)
    hand_in_for(story, reporter, NOON)
    decide_for(story, "approve", boss, LATER, "")
    story = Article.objects.get()
    assert (story.listed, story.live) == (False, False)
    assert [line.at for line in read_board(boss, at=LATER).going_out] == [evening]
