import json
from datetime import timedelta

import pytest

from depesche.articles.bin import bin_article
from depesche.articles.correct import correct_article, retract_article
from depesche.articles.publish import schedule_article, unpublish_article
from depesche.articles.tests.make import NOON, make_article
from depesche.portal.tell import tell
from depesche.server.listen_in import begin, hear_on
from depesche.server.live import Live
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def live():
    """The listeners of a web worker that has heard the wire; its loop is this test."""
    return Live(most=10)


def hear(live, heard=0):
    return hear_on(heard, live, lambda act, *words: act(*words))


def told(live):
    return b"".join(line.event for line in live.lines).decode()


def last(live):
    found: dict[str, object] = json.loads(live.lines[-1].event.decode().partition("data: ")[2])
    return found


def test_open_pages_hear_of_a_story_with_its_address(live, paper, article):
    hear(live)
    (line,) = [line for line in live.lines if article.title in line.event.decode()]
    assert f'"url":"/de/politik/{article.slug}-{article.code}/"' in line.event.decode()
    assert line.channels == {f"section:{paper.politik.pk}", f"front:{paper.de.home_id}"}


def test_what_waits_for_its_time_is_told_to_nobody(live, paper):
    story = make_article(paper.politik, title="Noch geheim", by=paper.chief)
    schedule_article(story, go_live_at=NOON + HOUR, by=paper.chief, at=NOON)
    hear(live)
    assert story.code not in told(live)
    assert "geheim" not in told(live)


def test_open_pages_hear_into_which_lists_a_story_came(live, paper, article):
    hear(live)
    assert last(live)["in"] == [f"front:{paper.de.home_id}", f"section:{paper.politik.pk}"]
    assert last(live)["at"] == last(live)["changed"] == article.published_at.isoformat()


def test_an_advertisement_is_no_news_to_any_list(live, paper):
    make_article(paper.politik, is_advertisement=True, publish_at=NOON, by=paper.chief)
    hear(live)
    assert last(live)["in"] == []


def test_what_is_taken_back_is_not_told_again_to_those_who_come_back(live, paper, article):
    heard = hear(live)
    assert article.title in told(live)
    retract_article(article, reason="Falsch.", by=paper.chief, at=NOON + HOUR)
    hear(live, heard)
    assert article.title not in told(live)
    assert last(live) == {"kind": "article.retracted", "code": article.code}


@pytest.mark.parametrize("take_away", [unpublish_article, bin_article])
def test_an_open_story_hears_that_it_has_left_the_paper(live, paper, article, take_away):
    heard = hear(live)
    take_away(article, by=paper.chief, at=NOON + HOUR)
    hear(live, heard)
    assert last(live) == {"kind": "article.unpublished", "code": article.code}


def test_a_draft_in_the_bin_is_told_to_nobody(live, paper):
    story = make_article(paper.politik, title="Noch geheim", by=paper.chief)
    bin_article(story, by=paper.chief, at=NOON)
    hear(live)
    assert story.code not in told(live)


def test_what_was_taken_down_and_waits_again_is_told_to_nobody(live, paper, article):
    heard = hear(live)
    unpublish_article(article, by=paper.chief, at=NOON + HOUR)
    article.title, article.change_note = "Noch geheim", "Neu gefasst"
    article.save_revision(clean=False)
    schedule_article(article, go_live_at=NOON + 3 * HOUR, by=paper.chief, at=NOON + HOUR)
    hear(live, heard)
    assert article.code not in told(live)
    assert "geheim" not in told(live)


@pytest.mark.parametrize(
    ("kind", "word"), [("correction", "article.corrected"), ("update", "article.noted")]
)
def test_an_open_story_hears_of_a_correction_and_of_a_note(live, paper, article, kind, word):
    heard = hear(live)
    correct_article(article, kind=kind, right="Zwölf.", by=paper.chief, at=NOON + HOUR)
    hear(live, heard)
    assert last(live)["kind"] == word
    assert last(live)["changed"] == (NOON + HOUR).isoformat()


def test_a_new_breaking_line_reaches_every_page_of_the_edition_and_no_other(live, paper):
    heard = hear(live)
    front = paper.de.home.specific
    front.breaking = "Sturmflut an der Holme"
    front.save_revision().publish()
    hear(live, heard)
    line = live.lines[-1]
    assert line.channels == {f"front:{paper.de.home_id}"}
    assert '{"kind":"breaking","title":"Sturmflut an der Holme"}' in line.event.decode()


def test_one_who_listens_in_late_begins_a_little_in_the_past(paper, article):
    assert begin() == 0
    assert Dispatch.objects.exists()


def test_other_dispatches_mean_nothing_to_readers(paper):
    assert tell(Dispatch(kind="person.renamed", subjects=["person:3"], at=NOON)) is None
