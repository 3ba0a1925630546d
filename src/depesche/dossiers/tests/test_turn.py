from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from depesche.articles.bin import bin_article
from depesche.articles.publish import publish_article, unpublish_article
from depesche.articles.tests.make import NOON, make_article
from depesche.articles.write import revise_article
from depesche.dossiers.belong import add_stories, take_out_stories
from depesche.dossiers.models import Chapter, DossierEntry, LeadStory, Question, TurningPoint
from depesche.dossiers.open import change_dossier, open_dossier, reopen_dossier
from depesche.dossiers.tally import measure
from depesche.dossiers.told import told_of
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(paper):
    return {"by": paper.chief, "at": NOON}


@pytest.fixture
def dossier(paper, signed):
    return open_dossier(paper.de, name="Hochwasser (2025)", **signed)


@pytest.fixture
def story(paper, dossier):
    return make_article(paper.politik, publish_at=NOON, dossiers=[dossier])


def told():
    return set(Dispatch.objects.latest("pk").subjects)


def test_turning_point_stands_in_the_editors_order_with_its_line(paper, dossier, story, signed):
    other = make_article(paper.politik, publish_at=NOON, dossiers=[dossier], title="Der Damm hält")
    dossier.turning_points = [
        TurningPoint(article=other, line="Der Damm hält stand.", sort_order=0),
        TurningPoint(
            article=story, line="Das Wasser kommt.", happened_on=date(2025, 3, 1), sort_order=1
        ),
    ]
    dossier.lead_stories = [LeadStory(article=story, sort_order=0)]
    change_dossier(dossier, **signed)
    found = told_of(dossier)
    assert [turn.line for turn in found.turns] == ["Der Damm hält stand.", "Das Wasser kommt."]
    assert found.leaders == (story.pk,)


def test_what_stands_on_the_dossier_s_page_alone_tells_no_other_page(dossier, story, signed):
    dossier.turning_points = [TurningPoint(article=story, line="Das Wasser kommt.")]
    dossier.questions = [Question(text="Wer hat den Damm geprüft?")]
    change_dossier(dossier, standing="Der Pegel fällt.", **signed)
    assert told() == {f"{dossier.subject}/beside"}
    assert dossier.standing_at == NOON
    change_dossier(dossier, name="Die Flut", **signed)
    assert dossier.subject in told()


def test_turning_point_of_a_story_outside_the_dossier_is_refused(paper, dossier, signed):
    outside = make_article(paper.politik, publish_at=NOON, title="Etwas anderes")
    dossier.turning_points = [TurningPoint(article=outside, line="Nein.")]
    with pytest.raises(ValidationError, match="Etwas anderes"):
        change_dossier(dossier, **signed)
    assert not TurningPoint.objects.exists()


def test_turning_point_of_a_story_that_is_taken_back_is_not_read_and_returns_with_it(
    dossier, story, signed
):
    dossier.turning_points = [TurningPoint(article=story, line="Das Wasser kommt.")]
    change_dossier(dossier, **signed)
    unpublish_article(story, **signed)
    assert told_of(dossier).turns == ()
    publish_article(story, **signed)
    assert len(told_of(dossier).turns) == 1
    bin_article(story, **signed)
    assert told_of(dossier).turns == ()


def test_dossier_that_follows_itself_is_refused_in_one_sentence(dossier, signed):
    with pytest.raises(ValidationError, match="cannot follow itself"):
        change_dossier(dossier, follows=dossier, **signed)


def test_dossiers_that_would_follow_each_other_are_refused(paper, dossier, signed):
    second = open_dossier(paper.de, name="Danach", follows=dossier, **signed)
    third = open_dossier(paper.de, name="Noch später", follows=second, **signed)
    with pytest.raises(ValidationError, match="Noch später"):
        change_dossier(dossier, follows=third, **signed)
    english = open_dossier(paper.en, name="Floods", **signed)
    with pytest.raises(ValidationError, match="another edition"):
        change_dossier(english, follows=dossier, **signed)


def test_closed_dossier_opens_again(dossier, signed):
    change_dossier(dossier, is_closed=True, **signed)
    assert not reopen_dossier(dossier, **signed).is_closed


def test_story_is_added_with_one_act_and_stays_in_when_its_draft_goes_out(
    paper, dossier, story, signed
):
    other = make_article(paper.politik, publish_at=NOON, title="Auch dazu")
    revise_article(other, title="Auch dazu, neu", change_note="Neu.", **signed)
    assert add_stories(dossier, [other, story], **signed) == [other]
    assert told() >= {dossier.subject, f"{other.subject}/beside", "dossiers:de"}
    other.refresh_from_db()
    assert dossier.subject in other.shown_on
    publish_article(other, **signed)
    assert measure(dossier).article_count == 2


def test_story_that_is_taken_out_stays_out_when_its_draft_goes_out(dossier, story, signed):
    dossier.lead_stories = [LeadStory(article=story)]
    change_dossier(dossier, **signed)
    assert take_out_stories(dossier, [story], **signed) == [story]
    story.refresh_from_db()
    assert dossier.subject not in story.shown_on
    publish_article(story, **signed)
    assert measure(dossier).article_count == 0
    assert not LeadStory.objects.exists()


def test_adding_a_story_that_is_not_out_tells_readers_nothing(paper, dossier, signed):
    draft = make_article(paper.politik)
    add_stories(dossier, [draft], **signed)
    assert f"draft:{draft.pk}" in told()
    assert dossier.subject not in told()
    publish_article(draft, **signed)
    assert measure(dossier).article_count == 1


def test_story_of_another_edition_is_refused(paper, dossier, signed):
    english = make_article(paper.politics, publish_at=NOON, title="Rising")
    with pytest.raises(ValidationError, match="Rising"):
        add_stories(dossier, [english], **signed)
    assert not DossierEntry.objects.exists()


def test_months_are_those_of_the_edition_s_calendar(paper, dossier):
    last_minute = NOON.replace(month=1, day=31, hour=23, minute=30)  # February in Berlin
    for at in (last_minute, last_minute - timedelta(hours=1), NOON):
        make_article(paper.politik, publish_at=at, dossiers=[dossier])
    extent = measure(dossier)
    assert {str(month): count for month, count in extent.months().items()} == {
        "2025-01": 1,
        "2025-02": 1,
        "2025-03": 1,
    }
    assert (extent.first_at, extent.last_at) == (last_minute - timedelta(hours=1), NOON)


def test_one_day_begins_one_chapter(dossier, signed):
    day = date(2025, 3, 1)
    dossier.chapters = [Chapter(name="Der Anfang", from_on=day)]
    change_dossier(dossier, **signed)
    assert [chapter.name for chapter in dossier.chapters.all()] == ["Der Anfang"]
