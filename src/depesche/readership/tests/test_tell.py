"""A page learns within a minute how often its story was read, where the edition prints it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depesche.articles.correct import retract_article
from depesche.articles.models import Article
from depesche.articles.tests.make import NOON, make_article
from depesche.readership.queries import tally, views_of
from depesche.readership.tell import due_after, shown, tell_tallies
from depesche.readership.tests.make import make_views
from depesche.wire.models import Dispatch


@given(count=st.integers(0, 10**12))
def test_the_figure_never_claims_more_than_was_counted(count):
    assert 0 <= count - shown(count) <= count / 10
    assert shown(shown(count)) == shown(count)
    assert shown(due_after(count) - 1) == shown(count) < shown(due_after(count))


@pytest.fixture
def prints_views(paper):
    paper.de.shows_views = True
    paper.de.save()
    return paper


def printed(article):
    return views_of(Article.objects.annotate(view_count=tally()).get(pk=article.pk))


def told():
    rows = Dispatch.objects.filter(kind="views.counted").order_by("pk")
    return [subject for dispatch in rows for subject in dispatch.subjects]


def test_a_figure_that_moved_is_told_once(prints_views, article):
    make_views(article, 7, at=NOON)
    assert (tell_tallies(at=NOON), tell_tallies(at=NOON)) == (1, 0)
    make_views(article, 1, at=NOON)
    assert tell_tallies(at=NOON) == 1
    assert told() == [f"views:{article.pk}"] * 2
    assert printed(article) == 8


def test_a_figure_that_reads_the_same_is_not_told(prints_views, article):
    make_views(article, 1200, at=NOON)
    tell_tallies(at=NOON)
    make_views(article, 80, at=NOON)
    assert tell_tallies(at=NOON) == 0
    assert printed(article) == 1200


def test_an_edition_that_prints_none_is_told_none(paper, article):
    make_views(article, 7, at=NOON)
    assert tell_tallies(at=NOON) == 0
    assert not told()


def test_a_story_that_was_taken_back_is_told_nothing(prints_views, article):
    make_views(article, 7, at=NOON)
    at = NOON + timedelta(hours=1)
    retract_article(article, reason="Falsch.", by=prints_views.chief, at=at)
    assert tell_tallies(at=at) == 0


def test_many_figures_are_told_in_few_dispatches(
    prints_views, article, monkeypatch, django_assert_max_num_queries
):
    stories = [article, *(make_article(prints_views.kultur, publish_at=NOON) for _ in range(5))]
    for story in stories:
        make_views(story, 2, at=NOON)
    with django_assert_max_num_queries(7):
        assert tell_tallies(at=NOON) == 6
    assert Dispatch.objects.filter(kind="views.counted").count() == 1
