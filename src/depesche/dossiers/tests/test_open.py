from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from depesche.articles.keyset import Window
from depesche.articles.publish import unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_picture
from depesche.dossiers import queries
from depesche.dossiers.open import change_dossier, close_dossier, open_dossier, remove_dossier
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(paper):
    return open_dossier(paper.de, name="Hochwasser (2025)", by=paper.chief, at=NOON)


def test_dossier_counts_exactly_what_readers_may_see(paper, dossier):
    stories = [
        make_article(paper.politik, publish_at=NOON + timedelta(days=day), dossiers=[dossier])
        for day in range(3)
    ]
    make_article(paper.politik, dossiers=[dossier])
    unpublish_article(stories[1], by=None, at=NOON)

    extent = queries.extent_of(dossier)
    assert (extent.article_count, extent.first_at, extent.last_at) == (
        2,
        NOON,
        NOON + timedelta(days=2),
    )
    assert queries.dossiers_of(stories[0])[0].article_count == 2
    assert [found.article_count for found in queries.dossiers_in(paper.de)] == [2]
    assert queries.stories_in_dossier(dossier).articles == (stories[2], stories[0])
    oldest = Window(is_oldest_first=True)
    assert queries.stories_in_dossier(dossier, oldest).articles == (stories[0], stories[2])


def test_empty_dossier_is_not_shown(paper, dossier):
    make_article(paper.politik, dossiers=[dossier])
    assert queries.dossiers_in(paper.de) == []


def test_publishing_tells_the_dossier_and_the_list_of_dossiers(paper, dossier):
    make_article(paper.politik, publish_at=NOON, dossiers=[dossier])
    told = Dispatch.objects.latest("pk").subjects
    assert {dossier.subject, "dossiers:de"} <= set(told)


def test_dossier_is_renamed_and_closed_with_a_dispatch(paper, dossier):
    picture = make_picture()
    change_dossier(dossier, name="Hochwasser", picture=picture, by=paper.chief, at=NOON)
    picture.refresh_from_db()
    assert picture.is_public
    close_dossier(dossier, by=paper.chief, at=NOON)
    kinds = list(Dispatch.objects.order_by("pk").values_list("kind", flat=True))[-2:]
    assert kinds == ["dossier.changed", "dossier.closed"]
    with pytest.raises(ValidationError):
        change_dossier(dossier, period_from="2025-03-02", period_to="2025-03-01", by=None, at=NOON)


def test_dossier_takes_no_picture_without_credit(paper, dossier):
    with pytest.raises(ValidationError):
        change_dossier(dossier, picture=make_picture(creator=""), by=paper.chief, at=NOON)


def test_removed_dossier_hides_its_picture_and_leaves_its_stories(paper, dossier):
    picture = make_picture()
    change_dossier(dossier, picture=picture, by=paper.chief, at=NOON)
    story = make_article(paper.politik, publish_at=NOON, dossiers=[dossier])
    subject = dossier.subject
    remove_dossier(dossier, by=paper.chief, at=NOON)
    picture.refresh_from_db()
    story.refresh_from_db()
    assert (picture.is_public, story.listed) == (False, True)
    told = Dispatch.objects.latest("pk")
    assert told.kind == "dossier.removed"
    assert {subject, "dossiers:de", picture.subject} <= set(told.subjects)
