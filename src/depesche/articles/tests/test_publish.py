from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from wagtail.models import PageLogEntry

from depesche.articles.check import NotReady
from depesche.articles.models import Article, PublicVersion, Tagging
from depesche.articles.publish import publish_article, schedule_article, unpublish_article
from depesche.articles.tests.make import NOON, make_article, make_person, make_picture, make_tag
from depesche.articles.write import revise_article
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=3)


def test_published_story_is_listed_from_its_minute_on(paper):
    tag = make_tag(paper.de, "Hochwasser")
    author = make_person(is_author=True)
    article = make_article(
        paper.politik, publish_at=NOON, by=paper.chief, tags=[tag], authors=[author]
    )

    assert (article.listed, article.live, article.published_at) == (True, True, NOON)
    assert article.updated_at is None
    assert article.section == paper.politik
    assert article.edition == paper.de
    assert article.get_parent().slug == "2025"
    row = Tagging.objects.get(tag=tag)
    assert (row.listed, row.published_at) == (True, NOON)


def test_publishing_tells_everybody_concerned_and_writes_an_audit_row(paper):
    tag = make_tag(paper.de, "Hochwasser")
    picture = make_picture()
    article = make_article(
        paper.politik, publish_at=NOON, by=paper.chief, tags=[tag], picture=picture
    )

    dispatch = Dispatch.objects.get(kind="article.published")
    assert set(dispatch.subjects) == {
        article.subject,
        paper.politik.subject,
        f"front:{paper.de.home_id}",
        tag.subject,
        picture.subject,
        "month:de:2025-03",
    }
    assert (dispatch.edition, dispatch.by, dispatch.at) == (
        "de",
        f"reader:{paper.chief.pk}",
        NOON,
    )
    assert PageLogEntry.objects.filter(page=article.pk, action="wagtail.publish").count() == 1


def test_a_changed_tag_is_told_to_the_old_and_to_the_new_list(paper):
    old, new = make_tag(paper.de, "Regen"), make_tag(paper.de, "Sonne")
    article = make_article(paper.politik, publish_at=NOON, tags=[old])

    revise_article(article, tags=[new], by=paper.chief, at=LATER)
    publish_article(article, by=paper.chief, at=LATER)

    assert {old.subject, new.subject} <= set(Dispatch.objects.latest("pk").subjects)
    assert article.updated_at is None, "the text is the same"


def test_a_changed_text_needs_a_reason_and_a_typo_does_not_move_the_date(article, chief):
    revise_article(article, lead="Am Pegel wird es eng. Sehr.", by=chief, at=LATER)
    with pytest.raises(NotReady) as refused:
        publish_article(article, by=chief, at=LATER)
    assert [fault.field for fault in refused.value.faults] == ["change_note"]
    article.refresh_from_db()
    assert article.lead == "Am Pegel wird es eng."

    revise_article(article, is_minor_change=True, by=chief, at=LATER)
    publish_article(article, by=chief, at=LATER)
    assert article.updated_at is None

    revise_article(article, lead="Es wird eng.", change_note="Gekürzt.", by=chief, at=LATER)
    publish_article(article, by=chief, at=LATER)
    assert article.updated_at == LATER
    assert article.published_at == NOON
    notes = PublicVersion.objects.filter(article=article).values_list("note", "is_minor")
    assert list(notes) == [("", False), ("", True), ("Gekürzt.", False)]

    revise_article(article, lead="Es wird sehr eng.", by=chief, at=LATER)
    with pytest.raises(NotReady):
        publish_article(article, by=chief, at=LATER)


@pytest.mark.parametrize(
    ("fields", "field"),
    [({"lead": ""}, "lead"), ({"ai_used": "Übersetzung"}, "ai_reviewer")],
)
def test_story_that_lacks_something_does_not_go_out(paper, fields, field):
    article = make_article(paper.politik, **fields)
    with pytest.raises(NotReady) as refused:
        publish_article(article, by=None, at=NOON)
    assert [fault.field for fault in refused.value.faults] == [field]
    assert not Article.objects.filter(live=True).exists()
    assert not Dispatch.objects.filter(kind__startswith="article.").exists()


@pytest.mark.parametrize("place", ["picture", "body"])
@pytest.mark.parametrize(
    ("wrong", "right"),
    [({"creator": ""}, {}), ({"expires_at": NOON}, {"expires_at": NOON + timedelta(seconds=1)})],
)
def test_story_with_an_unusable_picture_does_not_go_out(paper, place, wrong, right):
    def story(picture):
        if place == "picture":
            return make_article(paper.politik, picture=picture)
        return make_article(
            paper.politik, body=[("picture", {"picture": picture.pk, "caption": "", "alt": ""})]
        )

    bad, good = make_picture(**wrong), make_picture(**right)
    with pytest.raises(NotReady) as refused:
        publish_article(story(bad), by=None, at=NOON)
    assert [fault.field for fault in refused.value.faults] == [place]

    publish_article(story(good), by=None, at=NOON)
    bad.refresh_from_db()
    good.refresh_from_db()
    assert (bad.is_public, good.is_public) == (False, True)


def test_picture_is_public_as_long_as_one_listed_story_shows_it(paper):
    picture = make_picture()
    one = make_article(paper.politik, publish_at=NOON, picture=picture)
    two = make_article(paper.kultur, publish_at=NOON, picture=picture)
    unpublish_article(one, by=None, at=LATER)
    picture.refresh_from_db()
    assert picture.is_public
    unpublish_article(two, by=None, at=LATER)
    picture.refresh_from_db()
    assert not picture.is_public


def test_unpublished_story_leaves_every_list_and_its_lists_are_told(paper):
    tag = make_tag(paper.de, "Hochwasser")
    article = make_article(paper.politik, publish_at=NOON, tags=[tag])
    unpublish_article(article, by=paper.chief, at=LATER)

    assert (article.listed, article.live) == (False, False)
    assert not Tagging.objects.filter(listed=True).exists()
    dispatch = Dispatch.objects.latest("pk")
    assert dispatch.kind == "article.unpublished"
    assert {tag.subject, article.subject, paper.politik.subject} <= set(dispatch.subjects)


def test_embargo_turns_publishing_into_scheduling(paper):
    until = datetime(2031, 1, 1, tzinfo=UTC)
    article = make_article(paper.politik, publish_at=NOON, embargo_until=until)
    assert (article.listed, article.live) == (False, False)
    assert article.scheduled_revision.approved_go_live_at == until
    assert Dispatch.objects.latest("pk").kind == "article.scheduled"


def test_stock_publish_of_an_embargoed_story_only_schedules_it(paper):
    until = datetime(2031, 1, 1, tzinfo=UTC)
    article = make_article(paper.politik, embargo_until=until)
    article.latest_revision.publish(user=paper.chief)
    article.refresh_from_db()
    assert (article.listed, article.live) == (False, False)
    assert article.scheduled_revision.approved_go_live_at == until


def test_schedule_is_never_earlier_than_the_embargo(paper):
    until = NOON + timedelta(days=1)
    article = make_article(paper.politik, embargo_until=until)
    schedule_article(article, go_live_at=NOON + timedelta(hours=1), by=None, at=NOON)
    assert article.scheduled_revision.approved_go_live_at == until


def test_second_story_of_the_same_headline_gets_its_own_slug(paper):
    one, two = (make_article(paper.politik, title="Größere Flüsse") for _ in range(2))
    assert (one.slug, two.slug) == ("groessere-fluesse", "groessere-fluesse-2")
    assert one.get_parent().pk == two.get_parent().pk


def test_publishing_costs_the_same_few_queries_whatever_hangs_on_it(paper):
    def cost(count):
        tags = [make_tag(paper.de, f"Wort {number}") for number in range(count)]
        article = make_article(paper.politik, tags=tags)
        with CaptureQueriesContext(connection) as done:
            publish_article(article, by=paper.chief, at=NOON)
        return len(done)

    cost(1)  # content types and the like are remembered from now on
    one, many = cost(1), cost(9)
    assert one <= 100
    # Wagtail itself saves each row of a story (four statements); ours are the same for any number
    assert many - one <= 8 * 4


def test_audit_row_and_text_stand_or_fall_together(paper):
    article = make_article(paper.politik)
    with transaction.atomic():
        publish_article(article, by=paper.chief, at=NOON)
        assert PageLogEntry.objects.filter(action="wagtail.publish").exists()
        transaction.set_rollback(True)
    assert not PageLogEntry.objects.filter(page=article.pk, action="wagtail.publish").exists()
    assert not Article.objects.filter(listed=True).exists()
    assert not Dispatch.objects.filter(kind="article.published").exists()


def undescribed():
    picture = make_picture()
    picture.description = ""
    picture.save()
    return picture


@pytest.mark.parametrize("place", ["picture", "body"])
def test_picture_that_nobody_has_described_goes_out_only_as_decoration(paper, place):
    picture = undescribed()
    if place == "picture":
        story = make_article(paper.politik, picture=picture)
    else:
        block = {"picture": picture.pk, "caption": "", "alt": ""}
        story = make_article(paper.politik, body=[("picture", block)])
    with pytest.raises(NotReady) as refused:
        publish_article(story, by=paper.chief, at=NOON)
    assert [fault.field for fault in refused.value.faults] == [
        "picture_alt" if place == "picture" else "body"
    ]
    picture.is_decorative = True
    picture.save()
    publish_article(story, by=paper.chief, at=NOON)


def test_story_that_describes_its_picture_itself_goes_out(paper):
    story = make_article(paper.politik, picture=undescribed(), picture_alt="Der Pegel.")
    publish_article(story, by=paper.chief, at=NOON)
    story.refresh_from_db()
    assert story.listed


def test_imported_story_goes_out_with_what_its_picture_says(paper):
    picture = undescribed()
    publish_article(make_article(paper.politik, picture=picture), by=None, at=NOON)
    assert picture.alternative == picture.title
