from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from wagtail.models import Page, PageLogEntry, ReferenceIndex

from depesche.articles import queries
from depesche.articles.incoming import IncomingStory
from depesche.articles.models import Article
from depesche.articles.publish import publish_article
from depesche.articles.publish_many import index_stories, publish_many
from depesche.articles.tests.make import NOON, make_article, make_person, make_picture, make_tag
from depesche.articles.write import revise_article
from depesche.wire.models import Dispatch

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 1, 1, tzinfo=UTC)
OWN = {
    *("id", "page_ptr", "path", "url_path", "slug", "code", "translation_key", "body", "owner"),
    *("first_published_at", "last_published_at", "latest_revision_created_at", "shown_on"),
    *("live_revision", "latest_revision"),
}


def story(section, number=0, **fields):
    fields = {
        "title": "Der Deich hält",
        "lead": "Vorerst.",
        "published_at": NOON + timedelta(minutes=number),
        "body": [{"type": "paragraph", "value": "<p>Es <b>regnet</b>.</p>"}],
        **fields,
    }
    return IncomingStory(section=section, **fields)


def bring_in(stories):
    """Bring in stories that have no fault."""
    articles = [outcome.article for outcome in publish_many(stories, by=None, at=NOW)]
    assert None not in articles
    return [article for article in articles if article is not None]


def shape(article):
    """Return what readers and the desk know of a story, but for its keys, code and clock."""
    article = Article.objects.get(pk=article.pk)
    own = {
        field.name: getattr(article, field.attname)
        for field in article._meta.concrete_fields
        if field.name not in OWN
    }
    rows = {
        relation: list(getattr(article, relation).values_list("listed", "published_at"))
        for relation in ["taggings", "bylines", "person_mentions"]
    }
    versions = list(article.versions.values_list("number", "text", "published_at"))
    subjects = {word for word in article.shown_on if word != article.subject}
    text = [(block.block_type, str(block.value)) for block in article.body]
    return own, rows, versions, subjects, text


def test_a_story_brought_in_is_as_if_it_had_been_published_alone(paper):
    tag, author, picture = make_tag(paper.de, "Deich"), make_person(), make_picture()
    one = make_article(
        paper.politik,
        title="Der Deich hält",
        lead="Vorerst.",
        body=[("paragraph", "<p>Es <b>regnet</b>.</p>")],
        publish_at=NOON,
        tags=[tag],
        authors=[author],
        picture=picture,
        by=paper.chief,
    )
    incoming = story(paper.politik, picture=picture, hangs_on={"tags": [tag], "authors": [author]})
    [article] = bring_in([incoming])
    assert shape(article) == shape(one)
    assert article.slug == "der-deich-haelt-2"


def test_many_stories_come_in_with_their_own_dates_and_lists(paper):
    tag = make_tag(paper.de, "Deich")
    stories = [story(paper.politik, number, hangs_on={"tags": [tag]}) for number in range(5)]
    stories.append(story(paper.kultur, published_at=datetime(2019, 12, 16, tzinfo=UTC)))
    articles = bring_in(stories)

    assert len({article.slug for article in articles[:5]}) == 5
    assert [found.pk for found in queries.latest_with_tag(tag).articles] == [
        article.pk for article in reversed(articles[:5])
    ]
    assert articles[5].get_parent().slug == "2019"
    assert Page.find_problems() == ([], [], [], [], [])
    assert Dispatch.objects.latest("pk").kind == "articles.brought_in"
    assert {article.subject for article in articles} <= set(Dispatch.objects.latest("pk").subjects)
    assert PageLogEntry.objects.filter(action="wagtail.publish", page__in=articles).count() == 6


def test_a_story_brought_in_can_be_edited_and_published_again(paper):
    [brought] = bring_in([story(paper.politik)])
    article = Article.objects.get(pk=brought.pk)
    assert article.latest_revision_id == article.live_revision_id
    revise_article(article, lead="Bis morgen.", change_note="Neue Prognose", by=None, at=NOW)
    publish_article(article, by=None, at=NOW)
    assert (article.lead, article.updated_at, article.published_at) == ("Bis morgen.", NOW, NOON)
    assert article.versions.count() == 2


def test_what_may_not_go_out_is_refused_and_the_rest_goes_in(paper):
    bare = make_picture(creator="")
    outcomes = publish_many(
        [
            story(paper.politik, title=" "),
            story(paper.politik, picture=bare),
            story(paper.politik, published_at=NOW + timedelta(seconds=1)),
            story(paper.politik, hangs_on={"tags": [make_tag(paper.en, "Dike")]}),
            story(paper.politik),
        ],
        by=None,
        at=NOW,
    )
    fields = [[fault.field for fault in outcome.faults] for outcome in outcomes]
    assert fields == [["title"], ["picture"], ["published_at"], ["taggings"], []]
    assert Article.objects.count() == 1


def test_a_failed_batch_leaves_nothing(paper):
    before = Page.objects.count()
    with transaction.atomic():
        publish_many([story(paper.politik)], by=None, at=NOW)
        transaction.set_rollback(True)
    assert Page.objects.count() == before


def test_pictures_of_stories_brought_in_are_public_and_known_to_the_desk(paper):
    picture = make_picture()
    [article] = bring_in([story(paper.politik, picture=picture)])
    picture.refresh_from_db()
    assert picture.is_public
    index_stories.func([article.pk])
    index_stories.func([article.pk])
    assert ReferenceIndex.get_references_to(picture).count() == 1


def test_a_batch_costs_the_same_few_queries_however_long(paper, django_assert_max_num_queries):
    tags = [make_tag(paper.de, f"Wort {number}") for number in range(3)]
    publish_many([story(paper.politik, hangs_on={"tags": tags})], by=None, at=NOW)
    with django_assert_max_num_queries(40):
        publish_many(
            [
                story(paper.politik, number, title=f"Deich {number}", hangs_on={"tags": tags})
                for number in range(60)
            ],
            by=None,
            at=NOW,
        )
