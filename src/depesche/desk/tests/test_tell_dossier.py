"""Editors tell a dossier at the desk: turning points, suggestions, splitting, merging."""

import pytest
from django.urls import reverse

from depesche.articles.tests.make import NOON, make_article, make_person
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague
from depesche.desk.tests.test_open_dossier import DOSSIER, typed
from depesche.dossiers.models import Dossier
from depesche.dossiers.open import open_dossier
from depesche.dossiers.queries import extent_of
from depesche.dossiers.told import told_of
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]


@pytest.fixture
def dossier(paper):
    return open_dossier(paper.de, name="Hochwasser", by=paper.chief, at=NOON)


@pytest.fixture
def story(paper, dossier):
    person = make_person()
    return make_article(paper.politik, publish_at=NOON, dossiers=[dossier], people=[person])


def page_of(dossier):
    return reverse("newsroom:dossier_stories", args=[dossier.pk])


def test_turning_points_questions_and_chapters_are_saved_with_the_form(desk, paper, dossier, story):
    edit = reverse(f"{DOSSIER}:edit", args=[dossier.pk])
    assert "turning_points-0" not in desk.get(edit).text
    form = typed(
        paper,
        turning_points=[{"article": story.pk, "line": "Das Wasser kommt.", "happened_on": ""}],
        questions=[{"text": "Wer zahlt?", "answered_in": ""}],
        chapters=[{"from_on": "2025-03-01", "name": "Die Nacht", "summary": ""}],
    )
    answer = desk.post(edit, form)
    assert answer.status_code == 302, answer.context["form"].errors
    told = told_of(dossier)
    assert [turn.line for turn in told.turns] == ["Das Wasser kommt."]
    assert (told.questions[0].text, told.chapters[0].name) == ("Wer zahlt?", "Die Nacht")
    assert Dispatch.objects.latest("pk").subjects == [f"{dossier.subject}/beside"]


def test_a_refused_dossier_says_why_and_keeps_what_was_typed(desk, paper, dossier):
    outside = make_article(paper.politik, publish_at=NOON, title="Etwas anderes")
    edit = reverse(f"{DOSSIER}:edit", args=[dossier.pk])
    turn = {"article": outside.pk, "line": "Das Wasser kommt.", "happened_on": ""}
    answer = desk.post(edit, typed(paper, turning_points=[turn], standing="Ruhig."))
    assert answer.status_code == 200
    for words in ("Etwas anderes", "Das Wasser kommt.", "Ruhig."):
        assert words in answer.text
    answer = desk.post(edit, typed(paper, follows=dossier.pk))
    assert "follows" in answer.context["form"].errors
    assert Dossier.objects.get().follows is None


def test_a_story_with_the_same_people_is_suggested_and_added_with_one_click(
    desk, paper, dossier, story
):
    person = story.person_mentions.get().person
    same = make_article(paper.politik, publish_at=NOON, title="Noch ein Pegel", people=[person])
    make_article(paper.politik, publish_at=NOON, title="Ganz etwas anderes")
    make_article(paper.politik, title="Geheimer Pegel", people=[person])
    page = desk.get(page_of(dossier))
    assert [each.article.pk for each in page.context["suggestions"]] == [same.pk]
    assert desk.post(page_of(dossier), {"act": "add", "story": same.pk}).status_code == 302
    assert extent_of(dossier).article_count == 2
    assert desk.get(page_of(dossier)).context["suggestions"] == []


def test_split_and_merge_at_the_desk_and_their_refusals(desk, client, paper, dossier, story):
    other = make_article(paper.politik, publish_at=NOON, title="Der Damm", dossiers=[dossier])
    answer = desk.post(page_of(dossier), {"act": "split", "name": "Damm"})
    assert (answer.status_code, Dossier.objects.count()) == (200, 1)
    assert "Damm" in answer.text
    desk.post(page_of(dossier), {"act": "split", "name": "Damm", "story": other.pk})
    made = Dossier.objects.get(name="Damm")
    assert [extent_of(each).article_count for each in (dossier, made)] == [1, 1]
    itself = desk.post(page_of(made), {"act": "merge", "into": made.pk})
    assert (itself.status_code, Dossier.objects.count()) == (200, 2)
    desk.post(page_of(made), {"act": "merge", "into": dossier.pk})
    assert extent_of(dossier).article_count == 2
    assert client.get("/de/dossiers/damm/").headers["Location"] == "/de/dossiers/hochwasser/"
    desk.post(page_of(dossier), {"act": "take_out", "story": other.pk})
    assert extent_of(dossier).article_count == 1


def test_an_editor_of_another_edition_finds_no_such_dossier(client, paper, dossier, story):
    stranger = colleague("e@paper.example", (Role.Kind.EDITOR, paper.politics))
    client.force_login(stranger, backend="django.contrib.auth.backends.ModelBackend")
    before = Dispatch.objects.count()
    for act in ("add", "take_out", "split", "merge"):
        answer = client.post(page_of(dossier), {"act": act, "story": story.pk})
        assert answer.status_code == 404
    assert (Dispatch.objects.count(), extent_of(dossier).article_count) == (before, 1)
    english = open_dossier(paper.en, name="Floods", by=paper.chief, at=NOON)
    answer = client.post(page_of(english), {"act": "add", "story": story.pk})
    assert extent_of(english).article_count == 0
    answer = client.post(page_of(english), {"act": "merge", "into": dossier.pk})
    assert Dossier.objects.count() == 2
