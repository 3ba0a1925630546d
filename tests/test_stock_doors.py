"""Wagtail's own doors at the desk: whichever somebody takes, readers and the wire see one truth."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from wagtail.models import PageViewRestriction

from depesche.articles.models import Article, Tagging
from depesche.articles.publish import unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_picture, make_tag
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
FAR = datetime(2031, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def password_is_enough(one_factor):
    return one_factor


def bulk(desk, action, *articles, **data):
    """Do one of Wagtail's bulk actions; return the kinds of the dispatches that it left."""
    before = list(Dispatch.objects.values_list("pk", flat=True))
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", action])
    keys = "&".join(f"id={article.pk}" for article in articles)
    answer = desk.post(f"{address}?{keys}", data)
    assert answer.status_code in {200, 302}
    return list(
        Dispatch.objects.exclude(pk__in=before).order_by("pk").values_list("kind", flat=True)
    )


def page(name, article, *further):
    return reverse(f"wagtailadmin_pages:{name}", args=[article.pk, *further])


def fresh(article):
    return Article.objects.get(pk=article.pk)


def test_bulk_publish_lists_the_stories_and_tells_of_each(desk, paper):
    stories = [make_article(paper.politik) for _ in range(2)]
    assert bulk(desk, "publish", *stories) == ["article.published"] * 2
    assert all(fresh(story).listed for story in stories)
    assert Dispatch.objects.latest("pk").by == f"reader:{paper.chief.pk}"


def test_bulk_publish_schedules_an_embargoed_story(desk, paper):
    story = make_article(paper.politik, embargo_until=FAR)
    assert bulk(desk, "publish", story) == ["article.scheduled"]
    assert (fresh(story).listed, fresh(story).live) == (False, False)


def test_bulk_publish_with_one_picture_without_credit_publishes_none(desk, paper):
    fine = make_article(paper.politik)
    bare = make_article(paper.politik, picture=make_picture(creator=""))
    assert bulk(desk, "publish", fine, bare) == []
    assert not Article.objects.filter(listed=True).exists()
    assert not Article.objects.filter(live=True).exists()


def test_bulk_unpublish_takes_out_of_every_list(desk, paper):
    tag = make_tag(paper.de, "Hafen")
    story = make_article(paper.politik, publish_at=NOON, tags=[tag])
    assert bulk(desk, "unpublish", story) == ["article.unpublished"]
    assert not Tagging.objects.filter(listed=True).exists()


def test_unpublish_button_takes_out_of_every_list(desk, article):
    assert desk.post(page("unpublish", article)).status_code == 302
    assert not fresh(article).listed
    assert Dispatch.objects.latest("pk").kind == "article.unpublished"


def test_move_to_another_section_settles_the_story_there(desk, article, paper):
    desk.post(page("move_confirm", article, paper.kultur.pk))
    moved = fresh(article)
    assert (moved.section, moved.listed) == (paper.kultur, True)
    assert moved.get_parent().slug == "2025"
    dispatch = Dispatch.objects.latest("pk")
    assert dispatch.kind == "article.moved"
    assert {paper.politik.subject, paper.kultur.subject} <= set(dispatch.subjects)


def test_move_to_another_edition_is_refused(desk, article, paper):
    desk.post(page("move_confirm", article, paper.culture.pk))
    assert fresh(article).section == paper.politik
    assert fresh(article).get_parent().get_parent().pk == paper.politik.pk


@pytest.mark.parametrize("publishes", [False, True])
def test_copy_is_a_story_of_its_own(desk, article, paper, publishes):
    data = {
        "new_title": "Der Fluss fällt",
        "new_slug": "der-fluss-faellt",
        "new_parent_page": paper.kultur.pk,
        **({"publish_copies": "on"} if publishes else {}),
    }
    desk.post(page("copy", article), data)
    copied = Article.objects.exclude(pk=article.pk).get()
    assert copied.code != article.code
    assert copied.section == paper.kultur
    assert copied.listed is publishes
    assert copied.published_at != NOON
    assert copied.versions.count() == int(publishes)
    assert fresh(article).listed


def test_copy_of_an_embargoed_story_is_not_published_with_it(desk, paper):
    story = make_article(paper.politik, publish_at=NOON)
    Article.objects.filter(pk=story.pk).update(embargo_until=FAR)
    data = {
        "new_title": "Abschrift",
        "new_slug": "abschrift",
        "new_parent_page": paper.kultur.pk,
        "publish_copies": "on",
    }
    desk.post(page("copy", story), data)
    assert Article.objects.filter(listed=True).count() == 1


def test_deleting_a_section_with_stories_is_refused(desk, article, paper):
    desk.post(reverse("wagtailadmin_pages:delete", args=[paper.politik.pk]))
    assert fresh(article).listed


def test_deleting_the_year_does_not_delete_its_stories(desk, article):
    desk.post(reverse("wagtailadmin_pages:delete", args=[article.get_parent().pk]))
    assert fresh(article).listed


def test_draft_of_an_unpublished_story_stands_in_no_list(desk, paper):
    tag = make_tag(paper.de, "Hafen")
    story = make_article(paper.politik, publish_at=NOON, tags=[tag])
    story.save_revision()
    unpublish_article(story, by=None, at=NOON)
    draft = fresh(story).get_latest_revision().as_object()
    draft.save(clean=False)  # what the form does with a page that is not live
    assert not Tagging.objects.filter(listed=True).exists()


def test_section_and_front_tell_every_page_of_the_edition(desk, paper):
    assert bulk(desk, "unpublish", paper.kultur) == ["section.unpublished"]
    assert bulk(desk, "publish", paper.kultur) == ["section.published"]
    assert "edition:de" in Dispatch.objects.latest("pk").subjects


def test_password_on_a_page_keeps_its_stories_from_going_out(desk, paper):
    PageViewRestriction.objects.create(
        page=paper.politik.page_ptr, restriction_type=PageViewRestriction.LOGIN
    )
    story = make_article(paper.politik)
    assert bulk(desk, "publish", story) == []
    assert not fresh(story).listed
