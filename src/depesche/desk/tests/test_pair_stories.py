"""Two editions' stories are paired at the desk; readers are led from one to the other."""

import pytest
from django.urls import reverse

from depesche.articles.models import Article
from depesche.articles.tests.make import NOON, make_article
from depesche.desk.models import Role
from depesche.desk.tests.newsroom import colleague
from depesche.press.note import beside
from depesche.wire.models import Dispatch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_factor")]


@pytest.fixture
def english(paper):
    return make_article(paper.politics, title="The river rises", publish_at=NOON, by=paper.chief)


def address(story):
    return story.edition.path(story.reader_path())


def door(story):
    return reverse("newsroom:other_edition", args=[story.pk])


def alternates(client, story):
    page = client.get(address(story)).text
    return page.count('hreflang="')


def test_chief_pairs_two_stories_and_takes_them_apart(desk, client, article, english):
    alone = alternates(client, article)
    assert desk.get(door(article)).status_code == 200
    assert desk.post(door(article), {"other": english.pk}).status_code == 302
    told = Dispatch.objects.latest("pk")
    assert told.kind == "article.paired"
    assert set(told.subjects) == {beside(article.subject), beside(english.subject)}
    assert address(english) in client.get(address(article)).text
    assert address(article) in client.get(address(english)).text

    desk.post(door(english), {"other": ""})
    told = Dispatch.objects.latest("pk")
    assert told.kind == "article.unpaired"
    assert set(told.subjects) == {beside(article.subject), beside(english.subject)}
    assert alternates(client, article) == alone


def test_the_story_can_be_chosen_in_a_browser(desk, article):
    page = desk.get(door(article)).text
    assert "new PageChooser(" in page
    assert "page-chooser.js" in page  # its script comes along with the form


def test_paired_story_stays_paired_when_it_is_published_again(desk, paper, article, english):
    desk.post(door(article), {"other": english.pk})
    story = Article.objects.get(pk=article.pk)
    story.is_minor_change = True
    story.save_revision().publish()
    english.refresh_from_db()
    assert Article.objects.get(pk=article.pk).translation_key == english.translation_key


def test_unread_counterpart_is_not_named(desk, client, paper, article):
    draft = make_article(paper.politics, title="Not yet out")
    alone = alternates(client, article)
    assert desk.post(door(article), {"other": draft.pk}).status_code == 302
    assert alternates(client, article) == alone


def test_story_that_has_its_counterpart_is_not_taken(desk, paper, article, english):
    desk.post(door(article), {"other": english.pk})
    rival = make_article(paper.politik, title="Ein zweiter", publish_at=NOON, by=paper.chief)
    answer = desk.post(door(rival), {"other": english.pk})
    assert answer.status_code == 200
    assert "Der Fluss steigt weiter" in str(answer.context["form"].errors)


def test_editor_pairs_only_what_they_publish_on_both_sides(client, paper, article, english):
    client.force_login(colleague("de@paper.example", (Role.Kind.EDITOR, paper.politik)))
    answer = client.post(door(article), {"other": english.pk})
    assert "other" in answer.context["form"].errors
    assert client.get(door(english)).status_code == 404
    client.force_login(
        colleague(
            "both@paper.example",
            (Role.Kind.EDITOR, paper.politik),
            (Role.Kind.EDITOR, paper.politics),
        )
    )
    assert client.post(door(article), {"other": english.pk}).status_code == 302


def test_story_is_not_paired_within_its_edition(desk, paper, article):
    other = make_article(paper.kultur, title="Daneben", publish_at=NOON)
    answer = desk.post(door(article), {"other": other.pk})
    assert "other" in answer.context["form"].errors
    assert not Dispatch.objects.filter(kind="article.paired").exists()
